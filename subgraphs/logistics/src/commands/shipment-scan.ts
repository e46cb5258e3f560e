import { type EventMeta } from '@souk/events';
import { IdempotencyMismatchError, NotFoundError, ValidationError, globalId } from '@souk/kernel';
import { instant, uuidInId } from '@souk/subgraph';
import { z } from 'zod';
import { moveShipment } from '../domain/move-shipment.js';
import { SHIPMENT_STATES } from '../domain/shipment-state.js';
import { type Shipment } from '../entities/shipment.js';
import { type TrackingEvent } from '../entities/tracking-event.js';
import { lockShipment } from '../repositories/shipments.js';
import { findScan } from '../repositories/tracking-events.js';
import { type CommandContext } from './command-context.js';
import { completeHandOver } from './complete-hand-over.js';
import { text } from './inputs.js';
import { recordSteps } from './record-steps.js';

/** How far a carrier's clock may be ahead of ours, in milliseconds. */
const CLOCK_TOLERANCE_MS = 2_000;
/** Changes of one parcel at most: clients get all of its scans in one list. */
const MAX_SHIPMENT_VERSION = 1_000;

export const shipmentScanInput = z.object({
  shipmentId: uuidInId('shp'),
  state: z.enum(SHIPMENT_STATES).refine((state) => state !== 'CANCELLED', 'a parcel is cancelled with its order (orderCancel), not by a scan'),
  at: instant.nullish(),
  place: text(200).nullish(),
  message: text(500),
  idempotencyKey: text(200),
});
type Scan = z.output<typeof shipmentScanInput>;

/**
 * Writes down a scan and moves the parcel where it says so; a scan of the state that the parcel is in is written down and moves nothing.
 * Idempotent by `idempotencyKey` per parcel. Throws NotFoundError, ShipmentTransitionError, ValidationError for a time in the
 * future or too many scans, and IdempotencyMismatchError where the key came with another scan before.
 */
export const shipmentScan = ({ database, log, clock }: CommandContext, scan: Scan, meta: EventMeta): Promise<Shipment> =>
  database.transaction(async (tx) => {
    const before = await lockShipment(tx, scan.shipmentId);
    if (before === undefined) throw new NotFoundError(globalId('shp', scan.shipmentId));
    const same = await findScan(tx, before.id, scan.idempotencyKey);
    if (same !== undefined) return repeated(before, same, scan);
    const now = clock.now();
    const at = scan.at ?? now;
    if (at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) throw new ValidationError([{ path: ['at'], rule: 'in_the_future', message: `A scan lies in the past; it is ${now.toISOString()} now.` }]);
    if (before.version >= MAX_SHIPMENT_VERSION) throw new ValidationError([{ path: ['shipmentId'], rule: 'too_many', message: `This parcel has changed ${MAX_SHIPMENT_VERSION} times already, which is the most.` }]);
    const moved = { ...moveShipment(before, scan.state, at), version: before.version + 1 };
    const hasJustLeft = moved.state === 'HANDED_OVER' && before.state !== 'HANDED_OVER';
    const after = hasJustLeft ? await completeHandOver(tx, moved, at) : moved;
    await recordSteps(log, tx, after.orderId, [{ from: before.state, shipment: after, at, place: scan.place ?? null, message: scan.message, idempotencyKey: scan.idempotencyKey }], meta);
    return after;
  });

const repeated = (shipment: Shipment, before: TrackingEvent, { state, at, place, message }: Scan): Shipment => {
  const isSameTime = at === undefined || at === null || at.getTime() === before.at.getTime();
  if (before.state === state && before.place === (place ?? null) && before.message === message && isSameTime) return shipment;
  throw new IdempotencyMismatchError();
};
