import { assertInvariant } from '@souk/kernel';
import { type ShippingQuoteResolvers } from '../generated/graphql.js';
import { quoteId } from '../quotes/quote.js';

export const shippingQuote: ShippingQuoteResolvers = {
  // Signed only where it is asked for: a page of products shows prices, and no ids.
  id: (quote, _arguments, { services }) => quoteId(services.signingKey, quote),
  service: ({ serviceName }) => serviceName,
  carrier: async ({ carrierId }, _arguments, { loaders }) => {
    const carrier = await loaders.carrier.load(carrierId);
    assertInvariant(carrier, 'a quote is made of a carrier of this request’s list');
    return carrier;
  },
};
