import { type DeliveryProgressSubscription, type OrderProgressSubscription, type OrderTrackingQuery } from '../generated/operations.js';

export type TrackedOrder = NonNullable<OrderTrackingQuery['order']>;
export type TrackedShipment = NonNullable<TrackedOrder['shipments']>[number];
type OrderStep = NonNullable<OrderProgressSubscription['orderProgress']>;
type DeliveryStep = NonNullable<DeliveryProgressSubscription['deliveryProgress']>;

/** The order after one of its changes: its state, and the event at the end of its history. */
export const afterOrderStep = (order: TrackedOrder, { sequence, event, order: now }: OrderStep): TrackedOrder => {
  const known = order.events.nodes.some((earlier) => earlier.sequence === sequence);
  const nodes = known ? order.events.nodes : [...order.events.nodes, { ...event, sequence } as TrackedOrder['events']['nodes'][number]];
  return { ...order, state: now.state, version: sequence, events: { ...order.events, nodes } };
};

/** The order after a scan: the shipment as it is now, with the scan at the end of its own. */
export const afterDeliveryStep = (order: TrackedOrder, { event, shipment }: DeliveryStep): TrackedOrder => {
  const shipments = order.shipments ?? [];
  const before = shipments.find(({ id }) => id === shipment.id);
  const scans = before?.trackingEvents ?? [];
  const after = { ...shipment, trackingEvents: scans.some(({ sequence }) => sequence === event.sequence) ? scans : [...scans, event] };
  return { ...order, shipments: before ? shipments.map((candidate) => (candidate.id === shipment.id ? after : candidate)) : [...shipments, after] };
};

/** The last scan that the page shows, over all shipments; 0 before the first. */
export const lastDeliverySequence = ({ shipments }: TrackedOrder): number =>
  Math.max(0, ...(shipments ?? []).flatMap(({ trackingEvents }) => trackingEvents.map(({ sequence }) => sequence)));
