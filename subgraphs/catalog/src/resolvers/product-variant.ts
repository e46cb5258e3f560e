import { assertInvariant, globalId } from '@souk/kernel';
import { availabilityOf } from '../domain/stock.js';
import { type ProductVariantResolvers } from '../generated/graphql.js';
import { variantBy } from './visible.js';

export const productVariant: ProductVariantResolvers = {
  __resolveReference: (reference, context) => variantBy(reference, context),
  id: ({ id }) => globalId('var', id),
  product: async ({ productId }, _arguments, { loaders }) => {
    const product = await loaders.product.load(productId);
    assertInvariant(product, 'a variant has a product');
    return product;
  },
  // Prices are shoppers' prices: they include the tax.
  price: ({ price }) => (price === null ? null : { current: price, taxIncluded: true }),
  availability: async ({ id }, _arguments, { loaders }) => availabilityOf((await loaders.stockOfVariant.load(id)) ?? []),
  stock: async ({ id }, _arguments, { loaders }) => (await loaders.stockOfVariant.load(id)) ?? [],
};
