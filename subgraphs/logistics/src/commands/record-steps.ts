import { type EventLog, type EventMeta, type NewEvent } from '@souk/events';
import { assertInvariant } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { logisticsEvents, newEvent } from '@souk/schema/events';
import { type ShipmentState } from '../domain/shipment-state.js';
import { type Shipment } from '../entities/shipment.js';
import { projectSteps } from '../projections/delivery-projection.js';

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
  /** Of a parcel that has just been planned. */
  readonly lines?: readonly { readonly orderLineId: string; readonly quantity: number }[];
}

/** The stream that counts all delivery events of an order. */
export const deliveryStream = (orderId: string): string => `delivery-${orderId}`;

/**
 * Appends the steps of one order's parcels to its stream and writes what they lead to: the parcels, and their tracking events, whose sequence is
 * the version in the stream; in the caller's transaction. Whoever else writes to the stream waits for its commit.
 */
export const recordSteps = async (log: EventLog, tx: Transaction, orderId: string, steps: readonly Step[], meta: EventMeta): Promise<void> => {
  if (steps.length === 0) return;
  const stored = await log.append(tx, deliveryStream(orderId), 'any', steps.map((step) => progressed(step, meta)));
  await projectSteps(tx, steps.map(({ shipment: { countryCode, postalCode }, place, message, idempotencyKey }, index) => {
    const event = stored[index];
    assertInvariant(event, 'every step got an event');
    return { event, unlogged: { countryCode, postalCode, place, message, idempotencyKey } };
  }));
};

const progressed = ({ from, shipment, at, lines = [] }: Step, meta: EventMeta): NewEvent => {
  const { id: shipmentId, orderId, state: to, version, buyerId, carrierId, serviceCode, trackingNumber, warehouseId, estimatedDelivery, handedOverAt, deliveredAt } = shipment;
  return {
    ...newEvent(logisticsEvents.ShipmentProgressed, {
      orderId, shipmentId, from, to, at: at.toISOString(),
      parcel: {
        version, buyerId, carrierId, serviceCode, trackingNumber, warehouseId, estimatedDelivery: iso(estimatedDelivery), handedOverAt: iso(handedOverAt), deliveredAt: iso(deliveredAt),
        lines: lines.map(({ orderLineId: lineId, quantity }) => ({ lineId, quantity })),
      },
    }),
    occurredAt: at,
    meta,
  };
};

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
