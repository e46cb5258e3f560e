import { assertInvariant, globalId } from '@souk/kernel';
import { answered, parseInput } from '@souk/subgraph';
import { addressCreate, addressCreateInput } from '../commands/address-create.js';
import { addressDelete } from '../commands/address-delete.js';
import { addressUpdate, addressUpdateInput } from '../commands/address-update.js';
import { login } from '../commands/login.js';
import { logout } from '../commands/logout.js';
import { register, registerInput } from '../commands/register.js';
import { tokenRefresh } from '../commands/token-refresh.js';
import { userRolesSet, userRolesSetInput } from '../commands/user-roles-set.js';
import { usersImport, usersImportInput } from '../commands/users-import.js';
import { walletTopUp, walletTopUpInput } from '../commands/wallet-top-up.js';
import { type Context } from '../context.js';
import { type MutationResolvers } from '../generated/graphql.js';

export const mutation: MutationResolvers = {
  register: (_root, { input }, { services }) => answered('LoginSuccess', async () => register(services, parseInput(registerInput, input))),
  login: (_root, { input }, { services }) => answered('LoginSuccess', () => login(services, input)),
  tokenRefresh: (_root, { input }, { services }) => answered('AuthTokens', () => tokenRefresh(services, input)),
  logout: async (_root, _arguments, context) => {
    const { sessionId } = context.viewer;
    if (sessionId === undefined) return null;
    await logout(context.services, { userId: selfOf(context), sessionId });
    return { sessionId: globalId('ses', sessionId) };
  },
  addressCreate: (_root, { input }, context) =>
    answered('AddressCreateSuccess', async () => ({ address: await addressCreate(context.services, selfOf(context), parseInput(addressCreateInput, input)) })),
  addressUpdate: (_root, { input }, context) =>
    answered('AddressUpdateSuccess', async () => ({ address: await addressUpdate(context.services, selfOf(context), parseInput(addressUpdateInput, input)) })),
  addressDelete: (_root, { input }, context) =>
    answered('AddressDeleteSuccess', async () => {
      await addressDelete(context.services, selfOf(context), input);
      return { deletedAddressId: input.id };
    }),
  walletTopUp: (_root, { input }, context) =>
    answered('WalletTopUpSuccess', async () => {
      const userId = await walletTopUp(context.services, selfOf(context), parseInput(walletTopUpInput, input));
      return { wallet: { balances: await context.loaders.balancesOfAccount.clear(userId).load(userId) } };
    }),
  userRolesSet: (_root, { input }, context) =>
    answered('UserRolesSetSuccess', async () => {
      const user = await userRolesSet(context.services, selfOf(context), parseInput(userRolesSetInput, input));
      context.loaders.account.clear(user.id);
      return { user };
    }),
  usersImport: (_root, { input }, context) => answered('ImportSuccess', async () => usersImport(context.services, selfOf(context), parseInput(usersImportInput, input))),
};

/** Who asks, where the schema lets in only those who are somebody. */
const selfOf = ({ viewer }: Context): string => {
  assertInvariant(viewer.userId !== undefined, 'the schema lets only authenticated viewers come here');
  return viewer.userId;
};
