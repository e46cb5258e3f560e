import { assertInvariant } from '@souk/kernel';
import { type EventLog, type NewEvent, type StoredEvent } from '@souk/events';
import { type Transaction } from '@souk/persistence';
import { orderEvents, readEvent } from '@souk/schema/events';
import { hasBeenHandedOver } from '../domain/order-shipments.js';
import { type OrderState } from '../domain/order-state.js';
import { type Order } from '../entities/order.js';
import { orderStream } from '../repositories/order-events.js';
import { lockOrder, readShipments, saveShipment, updateOrder, updatePayment } from '../repositories/orders.js';

/**
 * Appends events to an order's stream and brings its rows to where they lead, in the caller's transaction: the one way that
 * an order changes after it was placed. Gives the order as it is then. Throws ConflictError where the stream has another version.
 */
export const applyOrderEvents = async (tx: Transaction, log: EventLog, orderId: string, expectedVersion: number | 'any', events: readonly NewEvent[]): Promise<Order> => {
  // The row is locked before its stream, by everybody: a scan that holds the row and a saga that holds the stream would wait for each other.
  const before = await lockOrder(tx, orderId);
  assertInvariant(before !== undefined, `order ${orderId} was placed`);
  const stored = await log.append(tx, orderStream(orderId), expectedVersion, events);
  for (const event of stored) await projectParts(tx, event);
  const after = stored.reduce(evolve, before);
  await updateOrder(tx, after);
  return after;
};

const evolve = (order: Order, event: StoredEvent): Order => {
  const moved = { ...order, version: event.version };
  switch (event.type) {
    case 'OrderConfirmed':
      return moveTo(moved, 'CONFIRMED', event.occurredAt);
    case 'OrderCancelled':
      return moveTo(moved, 'CANCELLED', event.occurredAt);
    case 'OrderStateChanged':
      return moveTo(moved, readEvent(orderEvents.OrderStateChanged, event).to, event.occurredAt);
    default:
      return moved;
  }
};

const moveTo = (order: Order, state: OrderState, at: Date): Order => {
  switch (state) {
    case 'CONFIRMED':
      return { ...order, state, confirmedAt: at };
    case 'SHIPPED':
      return { ...order, state, shippedAt: at };
    case 'DELIVERED':
      return { ...order, state, deliveredAt: at };
    case 'CANCELLED':
      return { ...order, state, cancelledAt: at };
    default:
      return { ...order, state };
  }
};

/** What an event changes beside the order's own row. */
const projectParts = async (tx: Transaction, event: StoredEvent): Promise<void> => {
  if (event.type === 'OrderPaymentChanged') {
    const { paymentId, to, declineCode } = readEvent(orderEvents.OrderPaymentChanged, event);
    await updatePayment(tx, { id: paymentId, state: to, declineCode });
  }
  if (event.type === 'OrderShipmentChanged') {
    const { orderId, shipmentId, to } = readEvent(orderEvents.OrderShipmentChanged, event);
    const known = (await readShipments(tx, orderId)).find((shipment) => shipment.shipmentId === shipmentId);
    await saveShipment(tx, { orderId, shipmentId, state: to, handedOver: known?.handedOver === true || hasBeenHandedOver(to) });
  }
};
