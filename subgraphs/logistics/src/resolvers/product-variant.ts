import { DEFAULT_UNIT_GRAMS } from '@souk/kernel';
import { parseInput } from '@souk/subgraph';
import { estimateOf } from '../domain/delivery-estimate.js';
import { offersFor } from '../domain/offer.js';
import { type ProductVariantResolvers } from '../generated/graphql.js';
import { quoteOf } from '../quotes/quote.js';
import { destinationInput } from './destination-input.js';

/** What the gateway tells of a variant of catalog's. */
export interface VariantParent {
  readonly id: string;
  /** Null where nobody weighed it. */
  readonly weightGrams?: number | null;
}

export const productVariant: ProductVariantResolvers = {
  __resolveReference: (reference) => reference,
  shippingEstimate: async (variant, { to }, { services, loaders }) => {
    const parcel = { ...parseInput(destinationInput, to), weightGrams: variant.weightGrams ?? DEFAULT_UNIT_GRAMS };
    const now = services.clock.now();
    const estimate = estimateOf(offersFor(await loaders.carriers(), parcel, now));
    return estimate === undefined ? null : { ...estimate, cheapest: quoteOf(estimate.cheapest, { ...parcel, cartId: null }, now) };
  },
};
