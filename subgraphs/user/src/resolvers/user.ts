import { globalId, parseGlobalId } from '@souk/kernel';
import { isSelf, maySeePrivate, maySeeWallet } from '../domain/visibility.js';
import { type UserResolvers } from '../generated/graphql.js';

export const user: UserResolvers = {
  __resolveReference: async (reference, { loaders }) => {
    const id = parseGlobalId('usr', reference.id);
    return id === undefined ? null : ((await loaders.profile.load(id)) ?? null);
  },
  id: ({ id }) => globalId('usr', id),
  email: async ({ id }, _arguments, { viewer, loaders }) => (maySeePrivate(viewer, id) ? ((await loaders.account.load(id))?.email ?? null) : null),
  roles: async ({ id }, _arguments, { loaders }) => (await loaders.account.load(id))?.roles ?? null,
  addresses: async ({ id }, _arguments, { viewer, loaders }) => (maySeePrivate(viewer, id) ? loaders.addressesOfAccount.load(id) : null),
  sessions: async ({ id }, _arguments, { viewer, loaders }) => (isSelf(viewer, id) ? loaders.sessionsOfAccount.load(id) : null),
  wallet: async ({ id }, _arguments, { viewer, loaders }) => (maySeeWallet(viewer, id) ? { balances: await loaders.balancesOfAccount.load(id) } : null),
  createdAt: async ({ id }, _arguments, { viewer, loaders }) => (maySeePrivate(viewer, id) ? ((await loaders.account.load(id))?.createdAt ?? null) : null),
  sourceId: async ({ id }, _arguments, { loaders }) => (await loaders.account.load(id))?.sourceId ?? null,
};
