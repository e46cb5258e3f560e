import { type ServiceProjections } from '@souk/events';
import { cartProjection } from './cart-projection.js';
import { orderProjection } from './order-projection.js';

/** What order's log can be replayed into, and what not. */
export const orderProjections: ServiceProjections = {
  service: 'order',
  projections: [orderProjection, cartProjection],
  notDerivable: [
    { what: 'order_address', why: 'names and addresses are personal data, which can be erased' },
    { what: 'payment.provider_reference', why: 'it is the provider’s, kept by the saga that pays' },
    { what: 'cart.buyer_id, cart.created_at, cart.updated_at', why: 'a cart’s events say neither whose it is nor when its row was written' },
    { what: 'cart.carrier_id and all that was chosen with it', why: 'it goes with the destination, which is personal data' },
    { what: 'saga, atomic_transaction, percolator_checkout', why: 'where a checkout stands is working state of whoever carries it out, with tokens of payments' },
    { what: 'idempotency', why: 'clients’ keys are working state that ends after a day' },
  ],
};
