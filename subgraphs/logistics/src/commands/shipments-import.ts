import { type EventMeta, type StreamBatch } from '@souk/events';
import { logisticsEvents, newEvent } from '@souk/schema/events';
import { countryCode, instant, sourceName } from '@souk/subgraph';
import { z } from 'zod';
import { SHIPMENT_STATES } from '../domain/shipment-state.js';
import { type Shipment } from '../entities/shipment.js';
import { type TrackingEvent } from '../entities/tracking-event.js';
import { insertShipmentLines } from '../repositories/shipment-lines.js';
import { insertShipments } from '../repositories/shipments.js';
import { insertTrackingEvents } from '../repositories/tracking-events.js';
import { type CommandContext } from './command-context.js';
import { postalCode, sourceUuid } from './inputs.js';
import { shipmentIdOf } from './shipment-id.js';

/** Shipments of one call: their transaction commits well within a second. */
const MAX_SHIPMENTS = 1_000;
const MAX_LINES = 200;

const shipment = z.object({
  orderSourceId: sourceUuid,
  buyerSourceId: sourceUuid.nullish(),
  merchantSourceId: sourceUuid,
  state: z.enum(SHIPMENT_STATES),
  handedOverAt: instant.nullish(),
  deliveredAt: instant.nullish(),
  estimatedDelivery: instant.nullish(),
  shipBy: instant.nullish(),
  countryCode,
  postalCode,
  lineSourceIds: z.array(sourceUuid).max(MAX_LINES).refine((ids) => new Set(ids).size === ids.length, 'a line is there twice'),
});
export const shipmentsImportInput = z.object({ source: sourceName, shipments: z.array(shipment).max(MAX_SHIPMENTS) });
type Imported = z.output<typeof shipment>;

/**
 * Loads shipments from another system in one transaction of a few statements, whatever their number. Facts stay as given, in whatever order
 * its dates lie. Idempotent by order and merchant: what is there already stays as it was and counts as unchanged.
 */
export const shipmentsImport = async ({ database, log, clock }: CommandContext, { source, shipments }: z.output<typeof shipmentsImportInput>, meta: EventMeta): Promise<{ readonly inserted: number; readonly unchanged: number }> => {
  const now = clock.now();
  const importedById = new Map<string, Imported>();
  for (const imported of shipments) {
    const id = shipmentIdOf(imported.orderSourceId, imported.merchantSourceId);
    if (!importedById.has(id)) importedById.set(id, imported);
  }
  const inserted = await database.transaction(async (tx) => {
    const ids = await insertShipments(tx, [...importedById].map(([id, imported]) => rowOf(id, imported, source, now)));
    const fresh = [...importedById].filter(([id]) => ids.has(id));
    await insertShipmentLines(tx, fresh.flatMap(([shipmentId, { lineSourceIds }]) => lineSourceIds.map((orderLineId) => ({ shipmentId, orderLineId, quantity: 1 }))));
    await insertTrackingEvents(tx, fresh.flatMap(([id, imported]) => trackingEventsOf(id, imported)));
    await log.appendMany(tx, fresh.map(([id, imported]) => eventOf(id, imported, source, meta)));
    return ids.size;
  });
  return { inserted, unchanged: shipments.length - inserted };
};

const rowOf = (id: string, imported: Imported, source: string, createdAt: Date): Shipment => ({
  id, orderId: imported.orderSourceId, buyerId: imported.buyerSourceId ?? null, state: imported.state, version: 1, carrierId: null, serviceCode: null, trackingNumber: null,
  warehouseId: null, merchantId: imported.merchantSourceId, countryCode: imported.countryCode, postalCode: imported.postalCode,
  estimatedDelivery: imported.estimatedDelivery ?? null, handedOverAt: imported.handedOverAt ?? null, deliveredAt: imported.deliveredAt ?? null, shipBy: imported.shipBy ?? null, source, createdAt,
});

/** The two scans that the source gave a time for; they are not counted. */
const trackingEventsOf = (shipmentId: string, { orderSourceId: orderId, handedOverAt, deliveredAt }: Imported): readonly TrackingEvent[] => {
  const known = { shipmentId, orderId, sequence: 0, place: null, idempotencyKey: null };
  return [
    ...(handedOverAt ? [{ ...known, state: 'HANDED_OVER' as const, at: handedOverAt, message: 'Handed over to the carrier.' }] : []),
    ...(deliveredAt ? [{ ...known, state: 'DELIVERED' as const, at: deliveredAt, message: 'Delivered.' }] : []),
  ];
};

const eventOf = (shipmentId: string, { orderSourceId: orderId, merchantSourceId: merchantId, state, handedOverAt, deliveredAt, estimatedDelivery, lineSourceIds: lineIds }: Imported, source: string, meta: EventMeta): StreamBatch => {
  const latest = deliveredAt ?? handedOverAt;
  const text = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
  const event = newEvent(logisticsEvents.ShipmentImported, { orderId, shipmentId, merchantId, source, state, handedOverAt: text(handedOverAt), deliveredAt: text(deliveredAt), estimatedDelivery: text(estimatedDelivery), lineIds });
  return { streamId: `shipment-import-${shipmentId}`, expectedVersion: 0, events: [{ ...event, ...(latest && { occurredAt: latest }), meta: { ...meta, imported: true } }] };
};
