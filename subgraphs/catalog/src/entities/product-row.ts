import { type CurrencyCode } from '@souk/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type ProductStatus } from '../domain/product.js';

/** A product as it is written; what an import alone writes is not here. */
@Entity('product')
export class ProductRow {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly slug!: string;
  @Column('text') readonly name!: string;
  @Column('text', { nullable: true }) readonly description!: string | null;
  @Column('text') readonly status!: ProductStatus;
  /** Events of its stream. */
  @Column('integer') readonly version!: number;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  /** Of all its variants; null while none has a price. */
  @Column('text', { nullable: true }) readonly currency!: CurrencyCode | null;
  @Column('bigint', { name: 'price_min_minor', nullable: true }) readonly priceMinMinor!: number | null;
  @Column('bigint', { name: 'price_max_minor', nullable: true }) readonly priceMaxMinor!: number | null;
  /** What search finds it by: words, see domain/search-words.ts, with a blank between two. */
  @Column('text', { name: 'name_words' }) readonly nameWords!: string;
  @Column('text', { name: 'sku_words' }) readonly skuWords!: string;
  @Column('text', { name: 'description_words' }) readonly descriptionWords!: string;
}
