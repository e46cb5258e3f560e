import { parseGlobalId } from '@souk/kernel';
import { countAccounts } from '../repositories/accounts.js';
import { type QueryResolvers } from '../generated/graphql.js';

export const query: QueryResolvers = {
  viewer: async (_root, _arguments, { viewer, loaders }) => (viewer.userId === undefined ? null : ((await loaders.profile.load(viewer.userId)) ?? null)),
  user: async (_root, { id }, { loaders }) => {
    const userId = parseGlobalId('usr', id);
    return userId === undefined ? null : ((await loaders.profile.load(userId)) ?? null);
  },
  userReport: (_root, { source }, { services }) => countAccounts(services.database, source ?? null),
};
