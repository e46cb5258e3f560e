import { type ServiceProjections } from '@souk/events';
import { stockProjection } from './stock-projection.js';

/** What the catalog's log can be replayed into, and what not. */
export const catalogProjections: ServiceProjections = {
  service: 'catalog',
  projections: [stockProjection],
  notDerivable: [
    { what: 'stock_level.version', why: 'it counts how often a row was written, not what happened' },
    { what: 'product, variant, category', why: 'their events say what changed, not all of their texts and measures' },
    { what: 'merchant, review', why: 'names, places and dates of people are personal data' },
  ],
};
