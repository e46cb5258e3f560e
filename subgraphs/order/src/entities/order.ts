import { type CurrencyCode } from '@souk/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type ImportFlag } from '../domain/import-flags.js';
import { type OrderState } from '../domain/order-state.js';

/** An order as its events have made it. */
@Entity('orders')
export class Order {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') number!: string;
  @Column('text') state!: OrderState;
  /** Version of stream `order-<id>`. */
  @Column('int') version!: number;
  /** Null for guests. */
  @Column('uuid', { name: 'buyer_id', nullable: true }) buyerId!: string | null;
  @Column('uuid', { name: 'cart_id', nullable: true }) cartId!: string | null;
  @Column('text') currency!: CurrencyCode;
  @Column('bigint', { name: 'subtotal_minor' }) subtotalMinor!: number;
  @Column('bigint', { name: 'shipping_minor' }) shippingMinor!: number;
  @Column('bigint', { name: 'total_minor' }) totalMinor!: number;
  @Column('timestamptz', { name: 'placed_at' }) placedAt!: Date;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt!: Date | null;
  @Column('timestamptz', { name: 'shipped_at', nullable: true }) shippedAt!: Date | null;
  @Column('timestamptz', { name: 'delivered_at', nullable: true }) deliveredAt!: Date | null;
  @Column('timestamptz', { name: 'cancelled_at', nullable: true }) cancelledAt!: Date | null;
  @Column('timestamptz', { name: 'promised_by', nullable: true }) promisedBy!: Date | null;
  /** Chosen at checkout; null for imported orders. */
  @Column('uuid', { name: 'carrier_id', nullable: true }) carrierId!: string | null;
  @Column('text', { name: 'service_code', nullable: true }) serviceCode!: string | null;
  /** Name of the system it was imported from; null for our own orders. */
  @Column('text', { nullable: true }) source!: string | null;
  @Column('text', { name: 'source_status', nullable: true }) sourceStatus!: string | null;
  @Column('text', { name: 'import_flags', array: true }) importFlags!: readonly ImportFlag[];
  @Column('text', { name: 'address_source_id', nullable: true }) addressSourceId!: string | null;
}
