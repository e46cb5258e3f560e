import { type CurrencyCode } from '@souk/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A variant as it is written. */
@Entity('variant')
export class VariantRow {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'product_id' }) readonly productId!: string;
  /** Among the product's variants, from 1. */
  @Column('integer') readonly position!: number;
  @Column('text') readonly sku!: string;
  @Column('text') readonly name!: string;
  @Column('text', { nullable: true }) readonly currency!: CurrencyCode | null;
  @Column('bigint', { name: 'price_minor', nullable: true }) readonly priceMinor!: number | null;
  @Column('integer', { name: 'weight_grams', nullable: true }) readonly weightGrams!: number | null;
  /** One more than the events of its stream. */
  @Column('integer') readonly version!: number;
}
