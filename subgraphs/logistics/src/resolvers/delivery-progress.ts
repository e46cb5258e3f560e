import { type StoredEvent } from '@souk/events';
import { assertInvariant } from '@souk/kernel';
import { logisticsEvents, readEvent } from '@souk/schema/events';
import { deliveryKey } from '../loaders/create-loaders.js';
import { type DeliveryProgressResolvers } from '../generated/graphql.js';

/** One delivery event, as the log has it. */
export interface DeliveryProgressParent {
  readonly sequence: number;
  readonly orderId: string;
  readonly shipmentId: string;
}

export const deliveryProgress: DeliveryProgressResolvers = {
  shipment: async ({ shipmentId }, _arguments, { loaders }) => {
    const shipment = await loaders.shipment.load(shipmentId);
    assertInvariant(shipment, 'a parcel that progressed is there');
    return shipment;
  },
  event: async ({ orderId, sequence }, _arguments, { loaders }) => {
    const event = await loaders.deliveryEvent.load(deliveryKey({ orderId, sequence }));
    assertInvariant(event, 'a delivery event has its scan');
    return event;
  },
};

export const progressOf = (stored: StoredEvent): DeliveryProgressParent => {
  const { orderId, shipmentId } = readEvent(logisticsEvents.ShipmentProgressed, stored);
  return { sequence: stored.version, orderId, shipmentId };
};
