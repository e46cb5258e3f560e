import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A product in a category. */
@Entity('product_category')
export class ProductCategoryRow {
  @PrimaryColumn('uuid', { name: 'product_id' }) readonly productId!: string;
  @PrimaryColumn('uuid', { name: 'category_id' }) readonly categoryId!: string;
  /** Among the product's categories, from 1. */
  @Column('integer') readonly position!: number;
}
