import { assertInvariant } from '@souk/kernel';
import { orderEvents, readEvent } from '@souk/schema/events';
import { type AsOf } from '@souk/subgraph';
import { type Context } from '../context.js';
import { PLACED, importedProgress, movedTo, type OrderProgress } from '../domain/order-progress.js';
import { type Order } from '../entities/order.js';
import { type Payment } from '../entities/payment.js';
import { type OrderHistoryEvent } from '../repositories/order-events.js';
import { orderMoveOf } from './order-move.js';

const { OrderCancelled, OrderConfirmed, OrderImported, OrderPaymentChanged, OrderPlaced, OrderStateChanged } = orderEvents;

/** More events than an order has: a thousand a parcel. */
const MAX_EVENTS = 10_000;

/** An order as clients see it: as it is, or with `asOf` as it was. */
export type ShownOrder = Order & { readonly asOf?: AsOf };

/** An event as clients see it; `asOf` is that of the order it is shown with. */
export type ShownOrderEvent = OrderHistoryEvent & { readonly asOf?: AsOf };

type Loaders = Pick<Context, 'loaders'>['loaders'];

/** The order as it was: what never changes of it, and what its events had made of the rest; null where it was not placed yet, or never came to that version. */
export const orderAsOf = async (order: Order, asOf: AsOf, loaders: Loaders): Promise<ShownOrder | null> => {
  const [first, ...later] = await pastOf(order.id, asOf, loaders);
  const version = later.at(-1)?.version ?? first?.version;
  const began = first === undefined ? null : beginningOf(first, asOf.at);
  if (began === null || version === undefined || (asOf.version ?? version) !== version) return null;
  return { ...order, ...later.reduce(evolve, began), version, asOf };
};

/** An order's payments, or as they were. */
export const paymentsOf = async (orderId: string, asOf: AsOf | undefined, loaders: Loaders): Promise<readonly Payment[]> => {
  const payments = await loaders.paymentsOf.load(orderId);
  if (asOf === undefined) return payments;
  const past = await pastOf(orderId, asOf, loaders);
  // What a source lists as paid was paid from the start.
  const initial: Pick<Payment, 'state' | 'declineCode'> = { state: past[0]?.type === OrderImported.type ? 'CAPTURED' : 'PENDING', declineCode: null };
  const changes = past.filter(({ type }) => type === OrderPaymentChanged.type).map((event) => readEvent(OrderPaymentChanged, event));
  return payments.map((payment) => {
    const { state, declineCode } = changes.filter(({ paymentId }) => paymentId === payment.id).reduce((_before, change) => ({ state: change.to, declineCode: change.declineCode }), initial);
    return { ...payment, state, declineCode, refundedMinor: state === 'REFUNDED' ? payment.amountMinor : 0 };
  });
};

const pastOf = async (orderId: string, asOf: AsOf, loaders: Loaders): Promise<readonly OrderHistoryEvent[]> => {
  const events = await loaders.historyOf.load({ id: orderId, args: { afterVersion: 0, limit: MAX_EVENTS, asOf } });
  assertInvariant(events.length < MAX_EVENTS, `order ${orderId} has fewer than ${MAX_EVENTS} events`);
  return events;
};

/** Null where what happened first to the order had not happened yet. */
const beginningOf = (event: OrderHistoryEvent, at: Date | null): OrderProgress | null => {
  if (event.type === OrderPlaced.type) return PLACED;
  if (event.type !== OrderImported.type) return null;
  const { state, confirmedAt, handedOverAt, deliveredAt } = readEvent(OrderImported, event);
  const facts = { state, confirmedAt: dateOf(confirmedAt), shippedAt: dateOf(handedOverAt), deliveredAt: dateOf(deliveredAt), cancelledAt: null };
  return at === null ? facts : importedProgress(facts, at);
};

const evolve = (order: OrderProgress, event: OrderHistoryEvent): OrderProgress =>
  MOVES.includes(event.type) ? movedTo(order, orderMoveOf(event).to, event.occurredAt) : order;

const MOVES: readonly string[] = [OrderConfirmed.type, OrderCancelled.type, OrderStateChanged.type];

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
