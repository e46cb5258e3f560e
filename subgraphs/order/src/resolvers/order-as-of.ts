import { type Folded } from '@souk/events';
import { type AsOf } from '@souk/subgraph';
import { type Context } from '../context.js';
import { importedProgress, type OrderProgress } from '../domain/order-progress.js';
import { fromStored, laidOver, toStored } from '../domain/stored-progress.js';
import { type Order } from '../entities/order.js';
import { type Payment } from '../entities/payment.js';
import { type OrderPast } from '../projections/order-past.js';
import { type OrderHistoryEvent } from '../repositories/order-events.js';

/** An order as clients see it: as it is, or with `asOf` as it was. */
export type ShownOrder = Order & { readonly asOf?: AsOf };

/** An event as clients see it; `asOf` is that of the order it is shown with. */
export type ShownOrderEvent = OrderHistoryEvent & { readonly asOf?: AsOf };

type Loaders = Pick<Context, 'loaders'>['loaders'];

/** The order as it was: what never changes of it, and what its events had made of the rest; null where it was not placed yet, or never came to that version. */
export const orderAsOf = async (order: Order, asOf: AsOf, { pastOf }: Loaders): Promise<ShownOrder | null> => {
  const [past] = await pastOf.load({ id: order.id, args: asOf });
  const progress = past === undefined ? null : progressOf(past, asOf.at);
  if (past === undefined || progress === null || (asOf.version ?? past.version) !== past.version) return null;
  return { ...order, ...progress, version: past.version, asOf };
};

/** An order's payments, or as they were. */
export const paymentsOf = async (orderId: string, asOf: AsOf | undefined, { paymentsOf: paymentsOfOrder, pastOf }: Loaders): Promise<readonly Payment[]> => {
  const payments = await paymentsOfOrder.load(orderId);
  if (asOf === undefined) return payments;
  const [past] = await pastOf.load({ id: orderId, args: asOf });
  // What a source lists as paid was paid from the start.
  const initial: Pick<Payment, 'state' | 'declineCode'> = { state: past?.state.isImported === true ? 'CAPTURED' : 'PENDING', declineCode: null };
  return payments.map((payment) => {
    const { state, declineCode } = past?.state.payments[payment.id] ?? initial;
    return { ...payment, state, declineCode, refundedMinor: state === 'REFUNDED' ? payment.amountMinor : 0 };
  });
};

/** How far it had come; null where what happened first to it had not happened yet. */
const progressOf = ({ state: { began, isImported, moved } }: Folded<OrderPast>, at: Date | null): OrderProgress | null => {
  if (began === null) return null;
  const first = isImported && at !== null ? toStored(importedProgress(fromStored(began), at)) : began;
  return fromStored(moved === null ? first : laidOver(first, moved));
};
