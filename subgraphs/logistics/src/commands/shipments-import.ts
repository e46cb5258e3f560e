import { type EventMeta, type StreamBatch } from '@souk/events';
import { logisticsEvents, newEvent } from '@souk/schema/events';
import { countryCode, instant, sourceName } from '@souk/subgraph';
import { z } from 'zod';
import { SHIPMENT_STATES } from '../domain/shipment-state.js';
import { projectImports, type ShipmentImport } from '../projections/delivery-projection.js';
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
  const imports = [...importedById].map(([id, imported]) => ({ facts: factsOf(id, imported, source, now), destination: imported }));
  const inserted = await database.transaction(async (tx) => {
    const ids = await projectImports(tx, imports);
    await log.appendMany(tx, imports.filter(({ facts }) => ids.has(facts.shipmentId)).map(({ facts }) => toBatch(facts, meta)));
    return ids.size;
  });
  return { inserted, unchanged: shipments.length - inserted };
};

const factsOf = (shipmentId: string, imported: Imported, source: string, now: Date): ShipmentImport => ({
  orderId: imported.orderSourceId, shipmentId, merchantId: imported.merchantSourceId, buyerId: imported.buyerSourceId ?? null, source, state: imported.state,
  handedOverAt: iso(imported.handedOverAt), deliveredAt: iso(imported.deliveredAt), estimatedDelivery: iso(imported.estimatedDelivery), shipBy: iso(imported.shipBy),
  importedAt: now.toISOString(), lineIds: imported.lineSourceIds,
});

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

const toBatch = (facts: ShipmentImport, meta: EventMeta): StreamBatch => {
  const latest = facts.deliveredAt ?? facts.handedOverAt;
  const event = newEvent(logisticsEvents.ShipmentImported, facts);
  return { streamId: `shipment-import-${facts.shipmentId}`, expectedVersion: 0, events: [{ ...event, ...(latest !== null && { occurredAt: new Date(latest) }), meta: { ...meta, imported: true } }] };
};
