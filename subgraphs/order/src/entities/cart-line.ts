import { type CurrencyCode } from '@souk/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One variant in a cart. */
@Entity('cart_line')
export class CartLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'cart_id' }) cartId!: string;
  @Column('uuid', { name: 'variant_id' }) variantId!: string;
  @Column('int') position!: number;
  @Column('int') quantity!: number;
  @Column('bigint', { name: 'price_at_add_minor' }) priceAtAddMinor!: number;
  @Column('text') currency!: CurrencyCode;
}
