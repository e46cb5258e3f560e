import { type Projection, type StoredEvent } from '@souk/events';
import { type Transaction } from '@souk/persistence';
import { logisticsEvents, readEvent, type EventData } from '@souk/schema/events';
import { type Shipment } from '../entities/shipment.js';
import { type TrackingEvent } from '../entities/tracking-event.js';
import { insertShipmentLines } from '../repositories/shipment-lines.js';
import { insertShipments, updateShipments } from '../repositories/shipments.js';
import { insertTrackingEvents } from '../repositories/tracking-events.js';

const { ShipmentProgressed, ShipmentImported } = logisticsEvents;

/** Parcels with their lines and scans. */
export const deliveryProjection: Projection = {
  name: 'deliveries',
  tables: [{ name: 'shipment', kept: ['country_code', 'postal_code'] }, { name: 'shipment_line' }, { name: 'tracking_event', kept: ['place', 'message', 'idempotency_key'] }],
  handles: { [ShipmentProgressed.type]: 2, [ShipmentImported.type]: 2 },
  apply: async (tx, events) => {
    await projectImports(tx, events.filter(({ type }) => type === ShipmentImported.type).map((event) => {
      const facts = readEvent(ShipmentImported, event);
      return { facts: { ...facts, importedAt: facts.importedAt ?? event.recordedAt.toISOString() }, destination: UNKNOWN };
    }));
    await projectSteps(tx, events.filter(({ type }) => type === ShipmentProgressed.type).map((event) => ({ event, unlogged: { ...UNKNOWN, place: null, message: '', idempotencyKey: null } })));
  },
};

/** Where a parcel goes: personal data, which no event carries. */
interface Destination {
  readonly countryCode: string;
  readonly postalCode: string;
}
const UNKNOWN: Destination = { countryCode: '', postalCode: '' };

/** What belongs to a step and is in no event. */
interface Unlogged extends Destination, Pick<TrackingEvent, 'place' | 'message' | 'idempotencyKey'> {}

export type ShipmentImport = EventData<typeof ShipmentImported> & { readonly importedAt: string };

/** Adds imported parcels that are not there yet, with their lines and scans, three statements for all; gives the ids of those that were added. */
export const projectImports = async (tx: Transaction, imports: readonly { readonly facts: ShipmentImport; readonly destination: Destination }[]): Promise<ReadonlySet<string>> => {
  if (imports.length === 0) return new Set();
  const inserted = await insertShipments(tx, imports.map(({ facts, destination }) => importedRow(facts, destination)));
  const fresh = imports.map(({ facts }) => facts).filter(({ shipmentId }) => inserted.has(shipmentId));
  await insertShipmentLines(tx, fresh.flatMap(({ shipmentId, lineIds }) => lineIds.map((orderLineId) => ({ shipmentId, orderLineId, quantity: 1 }))));
  await insertTrackingEvents(tx, fresh.flatMap(scansOf));
  return inserted;
};

const importedRow = ({ shipmentId, orderId, buyerId, merchantId, state, source, handedOverAt, deliveredAt, estimatedDelivery, shipBy, importedAt }: ShipmentImport, destination: Destination): Shipment => ({
  id: shipmentId, orderId, buyerId, state, version: 1, carrierId: null, serviceCode: null, trackingNumber: null, warehouseId: null, merchantId, ...pick(destination),
  estimatedDelivery: dateOf(estimatedDelivery), handedOverAt: dateOf(handedOverAt), deliveredAt: dateOf(deliveredAt), shipBy: dateOf(shipBy), source, createdAt: new Date(importedAt),
});

/** The two scans that the source gave a time for; they are not counted. */
const scansOf = ({ shipmentId, orderId, handedOverAt, deliveredAt }: ShipmentImport): readonly TrackingEvent[] => {
  const known = { shipmentId, orderId, sequence: 0, place: null, idempotencyKey: null };
  return [
    ...(handedOverAt === null ? [] : [{ ...known, state: 'HANDED_OVER' as const, at: new Date(handedOverAt), message: 'Handed over to the carrier.' }]),
    ...(deliveredAt === null ? [] : [{ ...known, state: 'DELIVERED' as const, at: new Date(deliveredAt), message: 'Delivered.' }]),
  ];
};

/** Writes what steps lead to: new parcels, what they are now, and the scans, whose sequence is the version in the stream. */
export const projectSteps = async (tx: Transaction, steps: readonly { readonly event: StoredEvent; readonly unlogged: Unlogged }[]): Promise<void> => {
  const told = steps.map((step) => ({ ...step, progress: readEvent(ShipmentProgressed, step.event) }));
  const planned = told.filter(({ progress }) => progress.from === null);
  await insertShipments(tx, planned.map(({ progress, unlogged }) => plannedRow(progress, unlogged)));
  await insertShipmentLines(tx, planned.flatMap(({ progress: { shipmentId, parcel } }) => (parcel?.lines ?? []).map(({ lineId, quantity }) => ({ shipmentId, orderLineId: lineId, quantity }))));
  const last = new Map(told.filter(({ progress }) => progress.from !== null).map(({ progress }) => [progress.shipmentId, progress]));
  await updateShipments(tx, [...last.values()].map(({ shipmentId, to, parcel }) => ({ id: shipmentId, state: to, ...parcel })));
  await insertTrackingEvents(tx, told.map(({ event, progress: { shipmentId, orderId, to, at }, unlogged: { place, message, idempotencyKey } }) => (
    { shipmentId, orderId, sequence: event.version, state: to, at: new Date(at), place, message, idempotencyKey })));
};

const plannedRow = ({ shipmentId, orderId, to, at, parcel }: EventData<typeof ShipmentProgressed>, destination: Destination): Shipment => ({
  id: shipmentId, orderId, buyerId: parcel?.buyerId ?? null, state: to, version: 1, carrierId: parcel?.carrierId ?? null, serviceCode: parcel?.serviceCode ?? null, trackingNumber: null,
  warehouseId: parcel?.warehouseId ?? null, merchantId: null, ...pick(destination), estimatedDelivery: dateOf(parcel?.estimatedDelivery ?? null), handedOverAt: null, deliveredAt: null, shipBy: null,
  source: null, createdAt: new Date(at),
});

const pick = ({ countryCode, postalCode }: Destination): Destination => ({ countryCode, postalCode });

const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
