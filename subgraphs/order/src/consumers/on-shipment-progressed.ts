import { type Broker, type EventLog, type NewEvent, type Running, type StoredEvent } from '@souk/events';
import { type Database, type Transaction } from '@souk/persistence';
import { logisticsEvents, newEvent, orderEvents, readEvent } from '@souk/schema/events';
import { type Logger } from '@souk/telemetry';
import { hasBeenHandedOver, statesPassed } from '../domain/order-shipments.js';
import { type OrderState } from '../domain/order-state.js';
import { applyToLockedOrder } from '../projections/order-projection.js';
import { lockOrder, readShipments } from '../repositories/orders.js';

interface Dependencies {
  readonly database: Database;
  readonly log: EventLog;
  readonly logger: Logger;
}

/** Tells an order how its parcels move, and moves it on when all of them have. */
export const consumeShipmentProgressed = (broker: Broker, dependencies: Dependencies): Promise<Running> =>
  broker.consume({
    consumer: 'order.on-shipment-progressed',
    database: dependencies.database,
    from: ['logistics'],
    types: [logisticsEvents.ShipmentProgressed.type],
    handle: (event, tx) => onShipmentProgressed(dependencies, event, tx),
  });

const onShipmentProgressed = async ({ log, logger }: Dependencies, event: StoredEvent, tx: Transaction): Promise<void> => {
  const { orderId, shipmentId, to, at } = readEvent(logisticsEvents.ShipmentProgressed, event);
  const order = await lockOrder(tx, orderId);
  if (order === undefined) {
    logger.warn({ orderId, shipmentId }, 'a parcel moved whose order is not known here');
    return;
  }
  const known = await readShipments(tx, orderId);
  const before = known.find((shipment) => shipment.shipmentId === shipmentId);
  // A scan that moves nothing is logistics' own affair.
  if (before?.state === to) return;
  const after = [...known.filter((shipment) => shipment !== before), { state: to, handedOver: before?.handedOver === true || hasBeenHandedOver(to) }];
  const meta = { actor: actorOf(event), causationId: event.id };
  const told = newEvent(orderEvents.OrderShipmentChanged, { orderId, shipmentId, to });
  const events: readonly NewEvent[] = [told, ...moves(orderId, order.state, statesPassed(order.state, after))];
  await applyToLockedOrder(tx, log, order, order.version, events.map((moved) => ({ ...moved, occurredAt: new Date(at), meta })));
};

const moves = (orderId: string, state: OrderState, passed: readonly OrderState[]): readonly NewEvent[] =>
  passed.map((to, index) => newEvent(orderEvents.OrderStateChanged, { orderId, from: passed[index - 1] ?? state, to, reason: null }));

/** Scans come from carriers, unless logistics names somebody else. */
const actorOf = ({ meta: { actor } }: StoredEvent): string => (actor === 'operations' || actor === 'system' ? actor : 'carrier');
