import { type Folded, type Snapshots } from '@souk/events';
import { type Database } from '@souk/persistence';
import { loaderOfMany, loaderOfOne, loaderOfPages, type ArgumentKey, type AsOf } from '@souk/subgraph';
import type DataLoader from 'dataloader';
import { type Carrier } from '../domain/carrier.js';
import { type KnownOrder } from '../entities/known-order.js';
import { type Shipment } from '../entities/shipment.js';
import { type ShipmentLine } from '../entities/shipment-line.js';
import { type TrackingEvent } from '../entities/tracking-event.js';
import { type Warehouse } from '../entities/warehouse.js';
import { shipmentPast, type ShipmentPast } from '../projections/shipment-past.js';
import { type Directory } from '../repositories/directory.js';
import { knownOrdersById } from '../repositories/known-orders.js';
import { linesOfShipments } from '../repositories/shipment-lines.js';
import { readShipmentPasts, shipmentIdOfSubject, shipmentSubject } from '../repositories/shipment-pasts.js';
import { shipmentsById, shipmentsOfOrders } from '../repositories/shipments.js';
import { trackingEventsBySequence, trackingEventsOfShipments } from '../repositories/tracking-events.js';

/** One statement per kind and level of a request, however many there are of it. Keys are UUIDs. */
export interface Loaders {
  readonly shipment: DataLoader<string, Shipment | undefined>;
  readonly shipmentsOfOrder: DataLoader<string, readonly Shipment[]>;
  /** What had become of a parcel by then: one of each. */
  readonly pastOfShipment: DataLoader<ArgumentKey<AsOf>, readonly Folded<ShipmentPast>[], string>;
  readonly linesOfShipment: DataLoader<string, readonly ShipmentLine[]>;
  readonly trackingEventsOfShipment: DataLoader<string, readonly TrackingEvent[]>;
  /** Keyed by `deliveryKey`. */
  readonly deliveryEvent: DataLoader<string, TrackingEvent | undefined>;
  readonly knownOrder: DataLoader<string, KnownOrder | undefined>;
  /** All of them, as they were when this request first asked. */
  readonly carriers: () => Promise<readonly Carrier[]>;
  readonly carrier: DataLoader<string, Carrier | undefined>;
  readonly warehouse: DataLoader<string, Warehouse | undefined>;
}

export const createLoaders = ({ database, snapshots, directory }: { readonly database: Database; readonly snapshots: Snapshots; readonly directory: Directory }): Loaders => {
  let carriers: Promise<readonly Carrier[]> | undefined;
  const everyCarrier = (): Promise<readonly Carrier[]> => (carriers ??= directory.carriers());
  return {
    shipment: loaderOfOne((ids) => shipmentsById(database, ids), ({ id }) => id),
    shipmentsOfOrder: loaderOfMany((ids) => shipmentsOfOrders(database, ids), ({ orderId }) => orderId),
    pastOfShipment: loaderOfPages(
      (ids, asOf: AsOf) => snapshots.fold(shipmentPast, ids.map(shipmentSubject), asOf, (starts) => readShipmentPasts(database, starts, asOf)), ({ subject }) => shipmentIdOfSubject(subject)),
    linesOfShipment: loaderOfMany((ids) => linesOfShipments(database, ids), ({ shipmentId }) => shipmentId),
    trackingEventsOfShipment: loaderOfMany((ids) => trackingEventsOfShipments(database, ids), ({ shipmentId }) => shipmentId),
    deliveryEvent: loaderOfOne((keys) => trackingEventsBySequence(database, keys.map(openDeliveryKey)), deliveryKey),
    knownOrder: loaderOfOne((ids) => knownOrdersById(database, ids), ({ orderId }) => orderId),
    carriers: everyCarrier,
    carrier: loaderOfOne(everyCarrier, ({ id }) => id),
    warehouse: loaderOfOne(() => directory.warehouses(), ({ id }) => id),
  };
};

interface DeliveryPlace {
  readonly orderId: string;
  readonly sequence: number;
}

/** Names one delivery event: its order and its sequence there. */
export const deliveryKey = ({ orderId, sequence }: DeliveryPlace): string => `${orderId}:${sequence}`;

const openDeliveryKey = (key: string): DeliveryPlace => {
  const [orderId = '', sequence] = key.split(':');
  return { orderId, sequence: Number(sequence) };
};
