import { type EventMeta } from '@souk/events';
import { ConflictError, NotFoundError, ValidationError, globalId } from '@souk/kernel';
import { uuidInId } from '@souk/subgraph';
import { z } from 'zod';
import { moveShipment } from '../domain/move-shipment.js';
import { ShipmentTransitionError } from '../domain/shipment-transition-error.js';
import { type Shipment } from '../entities/shipment.js';
import { findCarrier } from '../repositories/carriers.js';
import { lockShipment } from '../repositories/shipments.js';
import { type CommandContext } from './command-context.js';
import { completeHandOver } from './complete-hand-over.js';
import { text } from './inputs.js';
import { recordSteps } from './record-steps.js';

export const shipmentShipInput = z.object({
  shipmentId: uuidInId('shp'),
  expectedVersion: z.int().min(1),
  carrierId: uuidInId('car').nullish(),
  trackingNumber: text(64).nullish(),
});

/**
 * Hands a parcel to its carrier, now. Throws NotFoundError for an unknown parcel or carrier, ConflictError on another version,
 * ShipmentTransitionError where it has left already or was cancelled, ValidationError where no carrier is known. The second time it is a ConflictError.
 */
export const shipmentShip = ({ database, log, clock }: CommandContext, { shipmentId, expectedVersion, carrierId, trackingNumber }: z.output<typeof shipmentShipInput>, meta: EventMeta): Promise<Shipment> =>
  database.transaction(async (tx) => {
    const before = await lockShipment(tx, shipmentId);
    if (before === undefined) throw new NotFoundError(globalId('shp', shipmentId));
    if (before.version !== expectedVersion) throw new ConflictError(expectedVersion, before.version);
    const at = clock.now();
    const moved = moveShipment(before, 'HANDED_OVER', at);
    if (moved === before) throw new ShipmentTransitionError(before.state, 'HANDED_OVER');
    const chosenId = carrierId ?? before.carrierId;
    if (chosenId === null) throw new ValidationError([{ path: ['carrierId'], rule: 'required', message: 'Nobody chose a carrier for this parcel: name one.' }]);
    const carrier = await findCarrier(tx, chosenId);
    if (carrier === undefined) throw new NotFoundError(globalId('car', chosenId), 'There is no such carrier.');
    const after = await completeHandOver(tx, { ...moved, carrierId: carrier.id, trackingNumber: trackingNumber ?? null, version: before.version + 1 }, at, carrier);
    await recordSteps(log, tx, after.orderId, [{ from: before.state, shipment: after, at, place: null, message: `Handed over to ${carrier.name}.`, idempotencyKey: null }], meta);
    return after;
  });
