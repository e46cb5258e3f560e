import { globalId, parseGlobalId } from '@souk/kernel';
import { type MerchantResolvers } from '../generated/graphql.js';

export const merchant: MerchantResolvers = {
  __resolveReference: async (reference, { loaders }) => {
    const id = parseGlobalId('mrc', reference.id);
    return id === undefined ? null : ((await loaders.merchant.load(id)) ?? null);
  },
  id: ({ id }) => globalId('mrc', id),
};
