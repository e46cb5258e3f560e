import { type EventLog, type EventMeta } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { moveShipment } from '../domain/move-shipment.js';
import { isInWarehouse } from '../domain/shipment-state.js';
import { noteOrder } from '../repositories/known-orders.js';
import { lockShipmentsOfOrder } from '../repositories/shipments.js';
import { recordSteps, type Step } from './record-steps.js';

/** Cancels the order's parcels that have not left yet, in the caller's transaction, and keeps those from being planned that are not. Idempotent. */
export const cancelShipments = async ({ log, clock }: { readonly log: EventLog; readonly clock: Clock }, tx: Transaction, orderId: string, meta: EventMeta): Promise<void> => {
  const at = clock.now();
  await noteOrder(tx, { orderId, cancelledAt: at });
  const steps: Step[] = [];
  for (const before of await lockShipmentsOfOrder(tx, orderId)) {
    if (!isInWarehouse(before.state)) continue;
    const shipment = { ...moveShipment(before, 'CANCELLED', at), version: before.version + 1 };
    steps.push({ from: before.state, shipment, at, place: null, message: 'The order was cancelled.', idempotencyKey: null });
  }
  await recordSteps(log, tx, orderId, steps, meta);
};
