import { type EventMeta } from '@souk/events';
import { isInWarehouse } from '../domain/shipment-state.js';
import { noteOrder } from '../repositories/known-orders.js';
import { lockShipmentsOfOrder } from '../repositories/shipments.js';
import { cancelShipments } from './cancel-shipments.js';
import { type CommandContext } from './command-context.js';

/** Cancels all parcels of an order that is about to be cancelled, and keeps more from being planned; false, and nothing is changed, where one has left already. Idempotent. */
export const stopShipments = ({ database, log, clock }: CommandContext, orderId: string, meta: EventMeta): Promise<boolean> =>
  database.transaction(async (tx) => {
    // Planning, cancelling and this take turns at the order's row; a parcel that is handed over meanwhile is waited for at its own.
    await noteOrder(tx, { orderId });
    const shipments = await lockShipmentsOfOrder(tx, orderId);
    if (shipments.some(({ state }) => state !== 'CANCELLED' && !isInWarehouse(state))) return false;
    await cancelShipments({ log, clock }, tx, orderId, meta);
    return true;
  });
