import { DomainError } from '@souk/kernel';
import { allowedTransitions, type ShipmentState } from './shipment-state.js';

/** The parcel cannot go there from where it is; says where it could. */
export class ShipmentTransitionError extends DomainError {
  override readonly name = 'ShipmentTransitionError';
  constructor(from: ShipmentState, to: ShipmentState) {
    const allowed = allowedTransitions(from);
    super('SHIPMENT_TRANSITION', `A parcel that is ${from} cannot become ${to}; it can become ${allowed.join(', ') || 'nothing else'}.`, { from, to, allowed }, ['state']);
  }
}
