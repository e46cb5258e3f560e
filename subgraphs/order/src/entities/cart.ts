import { type CurrencyCode } from '@souk/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A cart's own row; its lines are `CartLine`. The shipping columns are set together or not at all. */
@Entity('cart')
export class Cart {
  @PrimaryColumn('uuid') id!: string;
  /** Null: belongs to whoever knows its id. */
  @Column('uuid', { name: 'buyer_id', nullable: true }) buyerId!: string | null;
  @Column('text') state!: 'OPEN' | 'ORDERED';
  /** Version of stream `cart-<id>`. */
  @Column('int') version!: number;
  /** Of all its lines; null while it is empty. */
  @Column('text', { nullable: true }) currency!: CurrencyCode | null;
  @Column('uuid', { name: 'carrier_id', nullable: true }) carrierId!: string | null;
  @Column('text', { name: 'service_code', nullable: true }) serviceCode!: string | null;
  @Column('bigint', { name: 'shipping_minor', nullable: true }) shippingMinor!: number | null;
  @Column('text', { name: 'ship_country_code', nullable: true }) shipCountryCode!: string | null;
  @Column('text', { name: 'ship_postal_code', nullable: true }) shipPostalCode!: string | null;
  @Column('timestamptz', { name: 'deliver_by', nullable: true }) deliverBy!: Date | null;
  @Column('timestamptz', { name: 'quote_valid_until', nullable: true }) quoteValidUntil!: Date | null;
  @Column('int', { name: 'quote_weight_grams', nullable: true }) quoteWeightGrams!: number | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
