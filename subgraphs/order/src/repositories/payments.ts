import { queryIn, type Transaction } from '@souk/persistence';
import { Payment } from '../entities/payment.js';

/** An order's payments, by sequence. */
export const readPaymentsOf = (tx: Transaction, orderId: string): Promise<readonly Payment[]> => tx.find(Payment, { where: { orderId }, order: { sequence: 'ASC' } });

/** Remembers the provider's own id of a charge: what it is captured and refunded by. */
export const setProviderReference = async (tx: Transaction, paymentId: string, reference: string): Promise<void> => {
  await queryIn(tx, 'UPDATE payment SET provider_reference = $2 WHERE id = $1', [paymentId, reference]);
};
