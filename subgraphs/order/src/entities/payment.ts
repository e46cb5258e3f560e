import { type CurrencyCode } from '@souk/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type PaymentState = 'PENDING' | 'AUTHORIZED' | 'CAPTURED' | 'VOIDED' | 'REFUNDED' | 'FAILED';

/** Money taken for an order, or tried to. */
@Entity('payment')
export class Payment {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'order_id' }) orderId!: string;
  /** 1, 2, … within the order; imported ones keep their source's number. */
  @Column('int') sequence!: number;
  @Column('text') provider!: string;
  @Column('text', { nullable: true }) method!: string | null;
  @Column('int', { nullable: true }) installments!: number | null;
  @Column('text') state!: PaymentState;
  @Column('bigint', { name: 'amount_minor' }) amountMinor!: number;
  @Column('bigint', { name: 'refunded_minor' }) refundedMinor!: number;
  @Column('text') currency!: CurrencyCode;
  @Column('text', { name: 'decline_code', nullable: true }) declineCode!: string | null;
  /** The provider's own id of the charge. */
  @Column('text', { name: 'provider_reference', nullable: true }) providerReference!: string | null;
}
