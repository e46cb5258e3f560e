import { globalId, parseGlobalId } from '@souk/kernel';
import { maySeePrivate } from '../domain/visibility.js';
import { type AddressResolvers } from '../generated/graphql.js';

export const address: AddressResolvers = {
  __resolveReference: async (reference, { viewer, loaders }) => {
    const id = parseGlobalId('adr', reference.id);
    const found = id === undefined ? undefined : await loaders.address.load(id);
    // Somebody else's answers as one that does not exist.
    return found !== undefined && maySeePrivate(viewer, found.accountId) ? found : null;
  },
  id: ({ id }) => globalId('adr', id),
};
