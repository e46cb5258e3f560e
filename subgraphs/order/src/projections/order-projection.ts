import { assertInvariant } from '@souk/kernel';
import { type EventLog, type NewEvent, type Projection, type StoredEvent } from '@souk/events';
import { type Transaction } from '@souk/persistence';
import { orderEvents, readEvent } from '@souk/schema/events';
import { movedTo, PLACED } from '../domain/order-progress.js';
import { hasBeenHandedOver } from '../domain/order-shipments.js';
import { type OrderState } from '../domain/order-state.js';
import { type Order } from '../entities/order.js';
import { insertImportedOrders } from '../repositories/order-import.js';
import { orderIdOfStream, orderStream } from '../repositories/order-events.js';
import { insertAllocations, insertOrders, lockOrder, moveOrders, saveShipments, updatePayments, type OrderMove } from '../repositories/orders.js';
import { placedRows } from './placed-rows.js';

const { OrderPlaced, OrderImported, OrderConfirmed, OrderCancelled, OrderStateChanged, OrderPaymentChanged, OrderShipmentChanged } = orderEvents;

/** Orders with their lines, allocations, payments and what is known of their parcels. */
export const orderProjection: Projection = {
  name: 'orders',
  tables: [{ name: 'orders' }, { name: 'order_line' }, { name: 'order_allocation' }, { name: 'payment', kept: ['provider_reference'] }, { name: 'order_shipment' }],
  handles: {
    [OrderPlaced.type]: 2, [OrderImported.type]: 2, [OrderConfirmed.type]: 2, [OrderCancelled.type]: 1, [OrderStateChanged.type]: 1, [OrderPaymentChanged.type]: 1, [OrderShipmentChanged.type]: 1,
  },
  apply: (tx, events) => projectOrders(tx, events),
};

/** Appends the first event of an order's stream and writes the rows that it leads to, in the caller's transaction. Throws ConflictError where the stream is there. */
export const placeOrder = async (tx: Transaction, log: EventLog, orderId: string, placed: NewEvent): Promise<void> => {
  await projectOrders(tx, await log.append(tx, orderStream(orderId), 0, [placed]));
};

/**
 * Appends events to an order's stream and brings its rows to where they lead, in the caller's transaction: the one way that
 * an order changes after it was placed. Gives the order as it is then. Throws ConflictError where the stream has another version.
 */
export const applyOrderEvents = async (tx: Transaction, log: EventLog, orderId: string, expectedVersion: number | 'any', events: readonly NewEvent[]): Promise<Order> => {
  // The row is locked before its stream, by everybody: a scan that holds the row and a saga that holds the stream would wait for each other.
  const before = await lockOrder(tx, orderId);
  assertInvariant(before !== undefined, `order ${orderId} was placed`);
  return applyToLockedOrder(tx, log, before, expectedVersion, events);
};

/** As `applyOrderEvents`, where the caller holds the order's lock already. */
export const applyToLockedOrder = async (tx: Transaction, log: EventLog, before: Order, expectedVersion: number | 'any', events: readonly NewEvent[]): Promise<Order> => {
  const stored = await log.append(tx, orderStream(before.id), expectedVersion, events);
  await projectOrders(tx, stored);
  return stored.reduce((order, event) => {
    const state = stateReached(event);
    return { ...(state === null ? order : movedTo(order, state, event.occurredAt)), version: event.version };
  }, before);
};

/** Writes what these events lead to, a few statements for all. Within one call an order's first event comes before what happens to it. */
const projectOrders = async (tx: Transaction, events: readonly StoredEvent[]): Promise<void> => {
  const of = (type: string): readonly StoredEvent[] => events.filter((event) => event.type === type);
  await insertOrders(tx, of(OrderPlaced.type).map((event) => placedRows(readEvent(OrderPlaced, event), event.occurredAt)));
  await insertImportedOrders(tx, of(OrderImported.type).map((event) => readEvent(OrderImported, event)));
  await insertAllocations(tx, of(OrderConfirmed.type).flatMap((event) => readEvent(OrderConfirmed, event).allocations.map(({ lineId, ...units }) => ({ orderLineId: lineId, ...units }))));
  await updatePayments(tx, of(OrderPaymentChanged.type).map((event) => readEvent(OrderPaymentChanged, event)).map(({ paymentId, to, declineCode }) => ({ id: paymentId, state: to, declineCode })));
  await saveShipments(tx, of(OrderShipmentChanged.type).map((event) => readEvent(OrderShipmentChanged, event)).map(({ orderId, shipmentId, to }) => ({ orderId, shipmentId, state: to, handedOver: hasBeenHandedOver(to) })));
  await moveOrders(tx, movesOf(events.filter(({ type }) => type !== OrderPlaced.type && type !== OrderImported.type)));
};

/** What those events change of each order's own row. */
const movesOf = (events: readonly StoredEvent[]): readonly OrderMove[] => {
  const moves = new Map<string, OrderMove>();
  for (const event of events) {
    const before = moves.get(event.streamId) ?? { ...PLACED, id: orderIdOfStream(event.streamId), hasMoved: false, version: 0 };
    const state = stateReached(event);
    moves.set(event.streamId, { ...(state === null ? before : { ...movedTo(before, state, event.occurredAt), hasMoved: true }), version: event.version });
  }
  return [...moves.values()];
};

/** The state that an event moves its order to; null where it moves nothing. */
export const stateReached = (event: Pick<StoredEvent, 'type' | 'schemaVersion' | 'data'>): OrderState | null => {
  switch (event.type) {
    case OrderConfirmed.type:
      return 'CONFIRMED';
    case OrderCancelled.type:
      return 'CANCELLED';
    case OrderStateChanged.type:
      return readEvent(OrderStateChanged, event).to;
    default:
      return null;
  }
};
