import { logisticsEvents, readEvent } from '@souk/schema/events';
import { type AsOf } from '@souk/subgraph';
import { type Context } from '../context.js';
import { importedProgress } from '../domain/imported-progress.js';
import { movedTo, type ShipmentProgress } from '../domain/move-shipment.js';
import { type Shipment } from '../entities/shipment.js';
import { type TrackingEvent } from '../entities/tracking-event.js';
import { type ShipmentEvent } from '../repositories/shipment-pasts.js';

const { ShipmentImported, ShipmentProgressed } = logisticsEvents;

/** A parcel as clients see it: as it is, or as it was. */
export type ShownShipment = Shipment & {
  /** Of a parcel as it was: which of its scans belong there. */
  readonly wasTold?: (event: TrackingEvent) => boolean;
};

/** The parcel as it was: what never changes of it, and what its events had made of the rest; null where it was not planned yet, or never came to that version. */
export const shipmentAsOf = async (shipment: Shipment, asOf: AsOf, { loaders }: Pick<Context, 'loaders'>): Promise<ShownShipment | null> => {
  const past = await loaders.pastOfShipment.load({ id: shipment.id, args: asOf });
  const [first, ...later] = past;
  const began = first === undefined ? null : beginningOf(first, asOf.at);
  if (first === undefined || began === null || (asOf.version ?? past.length) !== past.length) return null;
  const progress = later.reduce(evolve, began);
  const lastSequence = past.reduce((last, { type, version }) => (type === ShipmentProgressed.type ? version : last), 0);
  return {
    ...shipment,
    ...progress,
    version: past.length,
    ...(progress.handedOverAt === null && shipment.handedOverAt !== null && { trackingNumber: null, estimatedDelivery: promiseOf(first) }),
    wasTold: ({ sequence, at }) => (asOf.at === null ? sequence <= lastSequence : at <= asOf.at),
  };
};

const beginningOf = (event: ShipmentEvent, at: Date | null): ShipmentProgress | null => {
  if (event.type === ShipmentImported.type) {
    const { state, handedOverAt, deliveredAt } = readEvent(ShipmentImported, event);
    const facts = { state, handedOverAt: dateOf(handedOverAt), deliveredAt: dateOf(deliveredAt) };
    return at === null ? facts : importedProgress(facts, event.occurredAt, at);
  }
  const { from, to } = readEvent(ShipmentProgressed, event);
  return from === null ? { state: to, handedOverAt: null, deliveredAt: null } : null;
};

const evolve = (progress: ShipmentProgress, event: ShipmentEvent): ShipmentProgress => {
  const { to, at } = readEvent(ShipmentProgressed, event);
  return movedTo(progress, to, new Date(at));
};

/** The hand-over put its estimate over what had been promised before; null where the event is of a version that did not tell. */
const promiseOf = (event: ShipmentEvent): Date | null =>
  dateOf(event.type === ShipmentImported.type ? readEvent(ShipmentImported, event).estimatedDelivery : (readEvent(ShipmentProgressed, event).parcel?.estimatedDelivery ?? null));

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
