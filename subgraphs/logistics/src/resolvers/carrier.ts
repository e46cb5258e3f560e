import { globalId, parseGlobalId } from '@souk/kernel';
import { type CarrierResolvers } from '../generated/graphql.js';

export const carrier: CarrierResolvers = {
  __resolveReference: async (reference, { loaders }) => {
    const id = parseGlobalId('car', reference.id);
    return id === undefined ? null : ((await loaders.carrier.load(id)) ?? null);
  },
  id: ({ id }) => globalId('car', id),
};
