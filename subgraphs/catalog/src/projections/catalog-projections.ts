import { type ServiceProjections } from '@souk/events';
import { productProjection } from './product-projection.js';
import { reviewProjection } from './review-projection.js';
import { stockProjection } from './stock-projection.js';

/** What the catalog's log can be replayed into, and what not. */
export const catalogProjections: ServiceProjections = {
  service: 'catalog',
  projections: [productProjection, reviewProjection, stockProjection],
  notDerivable: [
    { what: 'stock_level.version', why: 'it counts how often a row was written, not what happened' },
    { what: 'category.position, category.source', why: 'the event says neither where a category stands among its siblings nor which system it came from' },
    { what: 'merchant.city, merchant.region, merchant.postal_code', why: 'where a person trades is personal data' },
    { what: 'product.description, product.description_words, product.created_at, product.source_…', why: 'ProductCreated and ProductImported leave out long texts, the time of the row and what a source counted' },
    { what: 'variant.weight_grams, variant.length_mm, variant.height_mm, variant.width_mm', why: 'ProductCreated carries no measures, ProductImported the weight alone' },
    { what: 'review.answered_at, review.source, review.source_id', why: 'ReviewImported carries the order, the score and when it was given' },
    { what: 'product_review', why: 'ReviewImported does not say which products a review is about' },
    { what: 'idempotency', why: 'clients’ keys are working state that ends after a day' },
  ],
};
