import { type OrderState } from './order-state.js';

/** What an order knows of one of its parcels. */
export interface KnownShipment {
  /** Logistics' word. */
  readonly state: string;
  /** It was in its carrier's hands once. */
  readonly handedOver: boolean;
}

/** States of a parcel that its carrier has had; EXCEPTION may come before that, too. */
const HANDED_OVER: readonly string[] = ['HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNING', 'RETURNED'];

export const hasBeenHandedOver = (shipmentState: string): boolean => HANDED_OVER.includes(shipmentState);

/**
 * The states that an order passes now that its parcels are where they are, in order; none where it stays. Logistics plans all
 * parcels of an order before it moves any, so those known are all there are. Cancelled ones do not count; a parcel may skip scans, so an order may pass several states at once.
 */
export const statesPassed = (state: OrderState, shipments: readonly KnownShipment[]): readonly OrderState[] => {
  const reached = stateReached(shipments);
  const path: readonly OrderState[] = reached === 'PARTIALLY_SHIPPED' ? ['PARTIALLY_SHIPPED'] : reached === 'SHIPPED' ? ['SHIPPED'] : reached === 'DELIVERED' ? ['SHIPPED', 'DELIVERED'] : [];
  const from = RANK.indexOf(state);
  return from < 0 ? [] : path.filter((next) => RANK.indexOf(next) > from);
};

/** States in which parcels move an order, in the order they come; in all others they do not. */
const RANK: readonly OrderState[] = ['CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED'];

const stateReached = (shipments: readonly KnownShipment[]): OrderState | undefined => {
  const counted = shipments.filter(({ state }) => state !== 'CANCELLED');
  if (!counted.some(({ handedOver }) => handedOver)) return undefined;
  if (!counted.every(({ handedOver }) => handedOver)) return 'PARTIALLY_SHIPPED';
  return counted.every(({ state }) => state === 'DELIVERED') ? 'DELIVERED' : 'SHIPPED';
};
