import { globalId, parseGlobalId } from '@souk/kernel';
import { type ReviewResolvers } from '../generated/graphql.js';

export const review: ReviewResolvers = {
  __resolveReference: async (reference, { loaders }) => {
    const id = parseGlobalId('rev', reference.id);
    return id === undefined ? null : ((await loaders.review.load(id)) ?? null);
  },
  id: ({ id }) => globalId('rev', id),
  createdAt: ({ createdAt }) => new Date(createdAt),
  order: ({ orderId }) => ({ id: globalId('ord', orderId) }),
};
