import { type CurrencyCode } from '@souk/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One variant in an order, as it was at purchase. */
@Entity('order_line')
export class OrderLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'order_id' }) orderId!: string;
  @Column('int') position!: number;
  @Column('uuid', { name: 'variant_id', nullable: true }) variantId!: string | null;
  @Column('uuid', { name: 'product_id', nullable: true }) productId!: string | null;
  @Column('text') sku!: string;
  @Column('text') name!: string;
  @Column('int') quantity!: number;
  @Column('bigint', { name: 'unit_price_minor' }) unitPriceMinor!: number;
  /** The line's share of the shipping, where an import's source gave one. */
  @Column('bigint', { name: 'shipping_minor', nullable: true }) shippingMinor!: number | null;
  @Column('text') currency!: CurrencyCode;
  @Column('text', { name: 'category_slug', nullable: true }) categorySlug!: string | null;
  @Column('uuid', { name: 'merchant_id', nullable: true }) merchantId!: string | null;
  /** The merchant's deadline to ship, where an import's source gave one. */
  @Column('timestamptz', { name: 'ship_by', nullable: true }) shipBy!: Date | null;
}
