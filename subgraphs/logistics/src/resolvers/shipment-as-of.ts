import { type AsOf } from '@souk/subgraph';
import { type Context } from '../context.js';
import { importedProgress } from '../domain/imported-progress.js';
import { type ShipmentProgress } from '../domain/move-shipment.js';
import { fromStored, laidOver } from '../domain/stored-progress.js';
import { type Shipment } from '../entities/shipment.js';
import { type TrackingEvent } from '../entities/tracking-event.js';
import { type ShipmentPast } from '../projections/shipment-past.js';

/** A parcel as clients see it: as it is, or as it was. */
export type ShownShipment = Shipment & {
  /** Of a parcel as it was: which of its scans belong there. */
  readonly wasTold?: (event: TrackingEvent) => boolean;
};

/** The parcel as it was: what never changes of it, and what its events had made of the rest; null where it was not planned yet, or never came to that version. */
export const shipmentAsOf = async (shipment: Shipment, asOf: AsOf, { loaders }: Pick<Context, 'loaders'>): Promise<ShownShipment | null> => {
  const [folded] = await loaders.pastOfShipment.load({ id: shipment.id, args: asOf });
  const past = folded?.state;
  const progress = past === undefined ? null : progressOf(past, asOf.at);
  if (past === undefined || progress === null || (asOf.version ?? past.count) !== past.count) return null;
  return {
    ...shipment,
    ...progress,
    version: past.count,
    // The hand-over put its estimate over what had been promised before.
    ...(progress.handedOverAt === null && shipment.handedOverAt !== null && { trackingNumber: null, estimatedDelivery: past.promised === null ? null : new Date(past.promised) }),
    wasTold: ({ sequence, at }) => (asOf.at === null ? sequence <= past.sequence : at <= asOf.at),
  };
};

const progressOf = ({ began, importedAt, moved }: ShipmentPast, at: Date | null): ShipmentProgress | null => {
  if (began === null) return null;
  const first = importedAt !== null && at !== null ? importedProgress(fromStored(began), new Date(importedAt), at) : fromStored(began);
  return first === null || moved === null ? first : laidOver(first, fromStored(moved));
};
