import { type Fold } from '@souk/events';
import { logisticsEvents, readEvent } from '@souk/schema/events';
import { movedTo } from '../domain/move-shipment.js';
import { fromStored, toStored, type StoredProgress } from '../domain/stored-progress.js';
import { type ShipmentEvent } from '../repositories/shipment-pasts.js';

const { ShipmentImported, ShipmentProgressed } = logisticsEvents;

/** What a parcel's events come to. */
export interface ShipmentPast {
  /** As it was at first; null where it was not planned yet. */
  readonly began: StoredProgress | null;
  /** When it was imported: `began` is then what its source told of it in the end, and how much of that had come depends on the time that is asked for. */
  readonly importedAt: string | null;
  /** What had been promised at first; null where the event is of a version that did not tell. */
  readonly promised: string | null;
  /** What has moved since; null where nothing has. */
  readonly moved: StoredProgress | null;
  /** How many events these are. */
  readonly count: number;
  /** Where the last of them is in its order's stream; 0 for an import. */
  readonly sequence: number;
}

/** A parcel's past, as far as it is folded. */
export const shipmentPast: Fold<ShipmentPast, ShipmentEvent> = {
  name: 'shipment',
  schemaVersion: 1,
  initial: { began: null, importedAt: null, promised: null, moved: null, count: 0, sequence: 0 },
  evolve: (past, event) => {
    const count = past.count + 1;
    if (event.type === ShipmentImported.type) {
      const { state, handedOverAt, deliveredAt, estimatedDelivery } = readEvent(ShipmentImported, event);
      return { ...past, began: { state, handedOverAt, deliveredAt }, importedAt: event.occurredAt.toISOString(), promised: estimatedDelivery, count };
    }
    const { from, to, at, parcel } = readEvent(ShipmentProgressed, event);
    const told = { ...past, count, sequence: event.sequence };
    if (from === null) return { ...told, began: { state: to, handedOverAt: null, deliveredAt: null }, promised: parcel?.estimatedDelivery ?? null };
    const before = past.moved ?? (past.began && { ...past.began, handedOverAt: null, deliveredAt: null });
    if (before === null || to === before.state) return told;
    return { ...told, moved: toStored(movedTo(fromStored(before), to, new Date(at))) };
  },
};
