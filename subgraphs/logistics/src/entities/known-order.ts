import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What order's events tell of an order. They arrive over several consumers, in any order: each fills in what it knows. */
@Entity('known_order')
export class KnownOrder {
  @PrimaryColumn('uuid', { name: 'order_id' }) readonly orderId!: string;
  /** Null for guests, and while it is not known. */
  @Column('uuid', { name: 'buyer_id', nullable: true }) readonly buyerId!: string | null;
  @Column('timestamptz', { name: 'placed_at', nullable: true }) readonly placedAt!: Date | null;
  @Column('timestamptz', { name: 'cancelled_at', nullable: true }) readonly cancelledAt!: Date | null;
}
