import { ShipmentTransitionError } from './shipment-transition-error.js';
import { allowedTransitions, type ShipmentState } from './shipment-state.js';

/** What a scan can change of a parcel. */
export interface ShipmentProgress {
  readonly state: ShipmentState;
  readonly handedOverAt: Date | null;
  readonly deliveredAt: Date | null;
}

/**
 * Where the parcel is after a scan that says `to` at that time. A scan of the state that it is in moves nothing.
 * The times are the carrier's and may lie in any order: the order in which scans arrive decides where a parcel is.
 * Throws ShipmentTransitionError where the way does not lead there.
 */
export const moveShipment = <Shipment extends ShipmentProgress>(shipment: Shipment, to: ShipmentState, at: Date): Shipment => {
  if (to !== shipment.state && !allowedTransitions(shipment.state).includes(to)) throw new ShipmentTransitionError(shipment.state, to);
  return movedTo(shipment, to, at);
};

/** The parcel after a move that was allowed when it happened. */
export const movedTo = <Shipment extends ShipmentProgress>(shipment: Shipment, to: ShipmentState, at: Date): Shipment => {
  if (to === shipment.state) return shipment;
  return {
    ...shipment,
    state: to,
    handedOverAt: to === 'HANDED_OVER' ? at : shipment.handedOverAt,
    deliveredAt: to === 'DELIVERED' ? at : shipment.deliveredAt,
  };
};
