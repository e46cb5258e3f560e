import { type ServiceProjections } from '@souk/events';
import { deliveryProjection } from './delivery-projection.js';
import { directoryProjection } from './directory-projection.js';

/** What logistics' log can be replayed into, and what not. */
export const logisticsProjections: ServiceProjections = {
  service: 'logistics',
  projections: [directoryProjection, deliveryProjection],
  notDerivable: [
    { what: 'shipment.country_code, shipment.postal_code', why: 'where a parcel goes is personal data' },
    { what: 'tracking_event.place, message, idempotency_key', why: 'what carriers write may name people' },
    { what: 'known_order', why: 'it follows from the events of order, which are in order’s log' },
  ],
};
