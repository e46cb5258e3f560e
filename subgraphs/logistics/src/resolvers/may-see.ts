import { maySeeOrder, seesWithoutBuying } from '../domain/visibility.js';
import { type Shipment } from '../entities/shipment.js';
import { type Context } from '../context.js';

export const maySeeShipment = ({ viewer }: Context, { orderId, buyerId }: Shipment): boolean => maySeeOrder(viewer, orderId, buyerId);

/** Whether the viewer may know of the order, by its parcels, or before it has any by what order told of it. */
export const maySeeDeliveries = async ({ viewer, loaders }: Context, orderId: string): Promise<boolean> => {
  if (seesWithoutBuying(viewer, orderId)) return true;
  if (viewer.userId === undefined) return false;
  const [shipment] = await loaders.shipmentsOfOrder.load(orderId);
  const buyerId = shipment === undefined ? (await loaders.knownOrder.load(orderId))?.buyerId : shipment.buyerId;
  return maySeeOrder(viewer, orderId, buyerId);
};
