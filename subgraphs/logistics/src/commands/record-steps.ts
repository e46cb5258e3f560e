import { type EventLog, type EventMeta, type NewEvent } from '@souk/events';
import { assertInvariant } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { logisticsEvents, newEvent } from '@souk/schema/events';
import { type ShipmentState } from '../domain/shipment-state.js';
import { type Shipment } from '../entities/shipment.js';
import { insertTrackingEvents } from '../repositories/tracking-events.js';

/** What happened to one parcel. */
export interface Step {
  /** Null where it has just been planned. */
  readonly from: ShipmentState | null;
  /** The parcel after it. */
  readonly shipment: Shipment;
  readonly at: Date;
  readonly place: string | null;
  readonly message: string;
  readonly idempotencyKey: string | null;
}

/** The stream that counts all delivery events of an order. */
export const deliveryStream = (orderId: string): string => `delivery-${orderId}`;

/**
 * Appends the steps of one order's parcels to its stream and writes their tracking events, whose sequence is the version in the
 * stream, in the caller's transaction, which also writes the parcels. Whoever else writes to the stream waits for its commit.
 */
export const recordSteps = async (log: EventLog, tx: Transaction, orderId: string, steps: readonly Step[], meta: EventMeta): Promise<void> => {
  if (steps.length === 0) return;
  const stored = await log.append(tx, deliveryStream(orderId), 'any', steps.map((step) => progressed(step, meta)));
  await insertTrackingEvents(tx, steps.map(({ shipment, at, place, message, idempotencyKey }, index) => {
    const event = stored[index];
    assertInvariant(event, 'every step got an event');
    return { shipmentId: shipment.id, orderId, sequence: event.version, state: shipment.state, at, place, message, idempotencyKey };
  }));
};

const progressed = ({ from, shipment, at }: Step, meta: EventMeta): NewEvent => ({
  ...newEvent(logisticsEvents.ShipmentProgressed, { orderId: shipment.orderId, shipmentId: shipment.id, from, to: shipment.state, at: at.toISOString() }),
  occurredAt: at,
  meta,
});
