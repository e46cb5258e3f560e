import { type Cache } from '@souk/cache';
import { type Database } from '@souk/persistence';
import { displayNameOf, type Profile } from '../domain/profile.js';
import { accountsById } from './accounts.js';

/** How long a profile is kept, and how long it is that one is not there, in milliseconds. */
const TTL_MS = 5 * 60_000;
const NEGATIVE_TTL_MS = 5_000;
/** A profile never changes once it is there. */
const VERSION = 1;

/** What everybody may see of accounts, out of the cache: every order and review asks for it. What is private stays in the database. */
export class Profiles {
  constructor(private readonly database: Database, private readonly cache: Cache) {}

  /** In the order of the ids (UUIDs), undefined where there is no such account. */
  byId(ids: readonly string[]): Promise<readonly (Profile | undefined)[]> {
    return this.cache.getMany<Profile>(ids.map(keyOf), {
      ttlMs: TTL_MS,
      negativeTtlMs: NEGATIVE_TTL_MS,
      load: async (keys) => {
        const accounts = await accountsById(this.database, keys.map(idOf));
        return new Map(accounts.map((account) => [keyOf(account.id), { value: { id: account.id, displayName: displayNameOf(account) }, version: VERSION }]));
      },
    });
  }

  /** Outdates what was kept about accounts that were not there yet. */
  appeared(ids: readonly string[]): Promise<void> {
    return this.cache.invalidate(ids.map((id) => ({ key: keyOf(id), version: VERSION })));
  }
}

const PREFIX = 'profile:';
const keyOf = (id: string): string => `${PREFIX}${id}`;
const idOf = (key: string): string => key.slice(PREFIX.length);
