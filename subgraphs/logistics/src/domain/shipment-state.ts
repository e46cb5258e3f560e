/** Where a parcel is on its way, in the order in which most parcels pass through. */
export const SHIPMENT_STATES = ['PLANNED', 'PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNING', 'RETURNED', 'CANCELLED'] as const;
export type ShipmentState = (typeof SHIPMENT_STATES)[number];

/**
 * Where a parcel may move from where it is. Out for delivery and back in transit is an attempt that failed; an exception
 * ends as the carrier solves it; after the delivery a parcel can only come back. Cancelled and returned are ends.
 */
const TRANSITIONS: Readonly<Record<ShipmentState, readonly ShipmentState[]>> = {
  PLANNED: ['PICKING', 'PACKED', 'HANDED_OVER', 'CANCELLED'],
  PICKING: ['PACKED', 'HANDED_OVER', 'CANCELLED'],
  PACKED: ['HANDED_OVER', 'CANCELLED'],
  HANDED_OVER: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNING'],
  IN_TRANSIT: ['OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNING'],
  OUT_FOR_DELIVERY: ['IN_TRANSIT', 'DELIVERED', 'EXCEPTION', 'RETURNING'],
  DELIVERED: ['RETURNING'],
  EXCEPTION: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNING'],
  RETURNING: ['EXCEPTION', 'RETURNED'],
  RETURNED: [],
  CANCELLED: [],
};

/** States that a parcel may move to from here; empty at an end. */
export const allowedTransitions = (from: ShipmentState): readonly ShipmentState[] => TRANSITIONS[from];

/** True while the parcel is still ours: only then can its order be cancelled. */
export const isInWarehouse = (state: ShipmentState): boolean => TRANSITIONS[state].includes('CANCELLED');
