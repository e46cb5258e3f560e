import { type ServiceProjections } from '@souk/events';
import { orderProjection } from './order-projection.js';

/** What order's log can be replayed into, and what not. */
export const orderProjections: ServiceProjections = {
  service: 'order',
  projections: [orderProjection],
  notDerivable: [
    { what: 'order_address', why: 'names and addresses are personal data, which can be erased' },
    { what: 'payment.provider_reference', why: 'it is the provider’s, kept by the saga that pays' },
    { what: 'cart, cart_line', why: 'a cart holds its destination, and is working state until it is ordered' },
  ],
};
