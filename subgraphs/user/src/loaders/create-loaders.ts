import { type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { loaderOfMany, loaderOfOne } from '@souk/subgraph';
import DataLoader from 'dataloader';
import { type Profile } from '../domain/profile.js';
import { type Account } from '../entities/account.js';
import { type Address } from '../entities/address.js';
import { type Session } from '../entities/session.js';
import { accountsById } from '../repositories/accounts.js';
import { addressesById, addressesOf } from '../repositories/addresses.js';
import { type Profiles } from '../repositories/profiles.js';
import { openSessionsOf } from '../repositories/sessions.js';
import { balancesOf, type AccountBalance } from '../repositories/wallets.js';

/** One statement per kind and level of a request, however many there are of it. Keys are UUIDs. */
export interface Loaders {
  readonly profile: DataLoader<string, Profile | undefined>;
  readonly account: DataLoader<string, Account | undefined>;
  readonly address: DataLoader<string, Address | undefined>;
  readonly addressesOfAccount: DataLoader<string, readonly Address[]>;
  readonly sessionsOfAccount: DataLoader<string, readonly Session[]>;
  readonly balancesOfAccount: DataLoader<string, readonly AccountBalance[]>;
}

export const createLoaders = ({ database, profiles, clock }: { readonly database: Database; readonly profiles: Profiles; readonly clock: Clock }): Loaders => ({
  profile: new DataLoader((ids) => profiles.byId(ids)),
  account: loaderOfOne((ids) => accountsById(database, ids), ({ id }) => id),
  address: loaderOfOne((ids) => addressesById(database, ids), ({ id }) => id),
  addressesOfAccount: loaderOfMany((ids) => addressesOf(database, ids), ({ accountId }) => accountId),
  sessionsOfAccount: loaderOfMany((ids) => openSessionsOf(database, ids, clock.now()), ({ accountId }) => accountId),
  balancesOfAccount: loaderOfMany((ids) => balancesOf(database, ids), ({ accountId }) => accountId),
});
