import { type Cache } from '@souk/cache';
import { type Database } from '@souk/persistence';
import { tags } from '../caching/keys.js';
import { type Versioned } from '../repositories/versioned.js';

/** How long an answer is kept, in milliseconds; events outdate it at once. */
const TTL_MS = 5 * 60_000;
/** The same for "there is none". */
const NEGATIVE_TTL_MS = 30_000;

export interface ReadSources {
  readonly database: Database;
  readonly cache: Cache;
}

/** One kind of thing that is read by name (an id, a slug, a specification): how the cache calls it, and the statement that reads many. */
export interface CachedKind<Value> {
  keyOf(name: string): string;
  read(database: Database, names: readonly string[]): Promise<readonly Versioned<Value>[]>;
  /** Tags under which events outdate it, beside its own key. */
  readonly tagsOf?: (name: string) => readonly string[];
}

/** Values in the order of the names, out of the cache or in one statement; undefined where there is none. */
export const readCached = <Value>({ database, cache }: ReadSources, { keyOf, read, tagsOf }: CachedKind<Value>, names: readonly string[]): Promise<readonly (Value | undefined)[]> => {
  const nameOf = new Map(names.map((name) => [keyOf(name), name]));
  return cache.getMany<Value>([...nameOf.keys()], {
    ttlMs: TTL_MS,
    negativeTtlMs: NEGATIVE_TTL_MS,
    negativeTags: [tags.absences],
    load: async (keys) => {
      const rows = await read(database, keys.map((key) => nameOf.get(key) ?? key));
      return new Map(rows.map(({ key: name, value, horizon }) => [keyOf(name), { value, version: horizon, tags: tagsOf?.(name) ?? [] }]));
    },
  });
};
