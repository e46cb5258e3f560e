import { type EventLog, type Running, type StoredEvent } from '@souk/events';
import { logisticsEvents, readEvent } from '@souk/schema/events';
import { type Directory } from '../repositories/directory.js';
import { type DeliveryFeed } from './delivery-feed.js';

const { CarrierCreated, ShipmentProgressed, WarehouseCreated } = logisticsEvents;

/** Follows this service's own log from now on: what any process of it wrote reaches this one's subscribers and its cache. */
export const followLog = ({ log, feed, directory }: { readonly log: EventLog; readonly feed: DeliveryFeed; readonly directory: Directory }): Promise<Running> => {
  const onEvent = async (event: StoredEvent): Promise<void> => {
    if (event.type === ShipmentProgressed.type) feed.publish(event);
    else if (event.type === CarrierCreated.type) await directory.forget('carriers', readEvent(CarrierCreated, event).count);
    else await directory.forget('warehouses', readEvent(WarehouseCreated, event).count);
  };
  return log.tailFromNow({
    types: [ShipmentProgressed.type, CarrierCreated.type, WarehouseCreated.type],
    onEvents: async (events) => {
      for (const event of events) await onEvent(event);
    },
  });
};
