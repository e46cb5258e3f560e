import { encodeCursor, globalId, ValidationError } from '@souk/kernel';
import { connectionArguments, isInstantPart, isUuidPart, readCursor, toConnection } from '@souk/subgraph';
import { type ProductResolvers } from '../generated/graphql.js';
import { productBy } from './visible.js';

export const product: ProductResolvers = {
  __resolveReference: (reference, context) => productBy(reference, context),
  id: ({ id }) => globalId('prod', id),
  categories: async ({ categoryIds }, _arguments, { loaders }) => {
    const tree = await loaders.categories();
    return categoryIds.flatMap((id) => tree.byId(id) ?? []);
  },
  // A product has at most 100 variants: all are read, and the page is cut out of them.
  variants: async ({ id }, args, { loaders }) => {
    const request = connectionArguments(args);
    const variants = (await loaders.variantsOfProduct.load(id)) ?? [];
    const after = request.cursor === undefined ? undefined : readCursor(request.cursor, ['string'], ([id]) => isUuidPart(id))[0];
    const start = after === undefined ? 0 : variants.findIndex((variant) => variant.id === after) + 1;
    if (after !== undefined && start === 0) throw new ValidationError([{ path: ['after'], rule: 'cursor', message: 'This product has no such variant; begin at its start again.' }]);
    return toConnection(variants.slice(start, start + request.limit + 1), request, (variant) => encodeCursor([variant.id]));
  },
  merchant: async ({ merchantId }, _arguments, { loaders }) => (merchantId === null ? null : ((await loaders.merchant.load(merchantId)) ?? null)),
  reviews: async ({ id: productId }, args, { loaders }) => {
    const request = connectionArguments(args);
    const [createdAt, id] = request.cursor === undefined ? [] : readCursor(request.cursor, ['string', 'string'], ([at, review]) => isInstantPart(at) && isUuidPart(review));
    const reviews = (await loaders.reviewPage.load({ productId, limit: request.limit, after: createdAt === undefined ? null : { createdAt: String(createdAt), id: String(id) } })) ?? [];
    return toConnection(reviews, request, (review) => encodeCursor([review.createdAt, review.id]));
  },
};
