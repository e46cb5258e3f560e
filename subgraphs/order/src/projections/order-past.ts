import { type Fold } from '@souk/events';
import { orderEvents, readEvent } from '@souk/schema/events';
import { PLACED, movedTo } from '../domain/order-progress.js';
import { laidOver, toStored, type StoredProgress } from '../domain/stored-progress.js';
import { type Payment } from '../entities/payment.js';
import { type PastOrderEvent } from '../repositories/order-events.js';
import { stateReached } from './order-projection.js';

const { OrderImported, OrderPaymentChanged, OrderPlaced } = orderEvents;

/** What an order's events come to. */
export interface OrderPast {
  /** As it was at first; null where it was not placed yet. */
  readonly began: StoredProgress | null;
  /** Whether `began` is what a source told of it in the end, so that how much of it had come depends on the time that is asked for. */
  readonly isImported: boolean;
  /** What has moved since; null where nothing has. */
  readonly moved: StoredProgress | null;
  /** Those that have changed, by their id. */
  readonly payments: Readonly<Record<string, Pick<Payment, 'state' | 'declineCode'>>>;
}

/** An order's past, as far as it is folded. */
export const orderPast: Fold<OrderPast, PastOrderEvent> = {
  name: 'order',
  schemaVersion: 1,
  initial: { began: null, isImported: false, moved: null, payments: {} },
  evolve: (past, event) => {
    if (event.type === OrderPlaced.type) return { ...past, began: toStored(PLACED) };
    if (event.type === OrderImported.type) {
      const { state, confirmedAt, handedOverAt, deliveredAt } = readEvent(OrderImported, event);
      return { ...past, began: { state, confirmedAt, shippedAt: handedOverAt, deliveredAt, cancelledAt: null }, isImported: true };
    }
    if (event.type === OrderPaymentChanged.type) {
      const { paymentId, to, declineCode } = readEvent(OrderPaymentChanged, event);
      return { ...past, payments: { ...past.payments, [paymentId]: { state: to, declineCode } } };
    }
    const state = stateReached(event);
    if (state === null) return past;
    const move = toStored(movedTo(PLACED, state, event.occurredAt));
    return { ...past, moved: past.moved === null ? move : laidOver(past.moved, move) };
  },
};
