import { globalId, parseGlobalId } from '@souk/kernel';
import { type WarehouseResolvers } from '../generated/graphql.js';

export const warehouse: WarehouseResolvers = {
  __resolveReference: async (reference, { loaders }) => {
    const id = parseGlobalId('wrh', reference.id);
    return id === undefined ? null : ((await loaders.warehouse.load(id)) ?? null);
  },
  id: ({ id }) => globalId('wrh', id),
};
