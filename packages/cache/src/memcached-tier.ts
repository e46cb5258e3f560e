import { createHash } from 'node:crypto';
import { decodeEntry, encodeEntry, encodeTombstone, MAX_TTL_MS, versionOf, type Entry } from './entry.js';
import { guardTier, type TierOptions } from './guard-tier.js';
import { MemcachedConnection } from './memcached-connection.js';
import { TOMBSTONE_TTL_MS, type CacheChange, type EntryToStore, type SharedTier, type TierConnection } from './shared-tier.js';

/** Tries of one compare-and-set against other writers. */
const MAX_CAS_ATTEMPTS = 8;
/** Longest key that goes over the wire as it is; Memcached's limit is 250 bytes. */
const MAX_PLAIN_KEY_LENGTH = 200;

/**
 * Memcached (1.6 or newer) as the shared tier. It has no sets and no scripts, so:
 * a write compares versions here and stores by compare-and-set; a tag has no index but a floor, the lowest version that still counts,
 * and an entry is found only if the floors of all its tags are there and not above it. A floor that was evicted hides its entries
 * until one of them is stored anew, which is slow and never wrong.
 * Keys: `v:` a value or its tombstone, `f:` a tag's floor.
 */
export const createMemcachedTier = ({ url, ...guard }: TierOptions): SharedTier => guardTier(new MemcachedTierConnection(url), guard);

class MemcachedTierConnection implements TierConnection {
  readonly name = 'memcached';
  readonly #server: MemcachedConnection;

  constructor(url: string) {
    this.#server = new MemcachedConnection(url);
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
    const texts = await this.#server.get(keys.map(valueKey));
    const found = new Map<string, Entry>();
    for (const key of keys) {
      const entry = decodeEntry(texts.get(valueKey(key)) ?? '');
      if (entry !== undefined) found.set(key, entry);
    }
    const floors = await this.#floorsOf([...found.values()]);
    for (const [key, entry] of found) if (!entry.tags.every((tag) => (floors.get(tag) ?? Number.POSITIVE_INFINITY) <= entry.version)) found.delete(key);
    return found;
  }

  async putMany(entries: readonly EntryToStore[]): Promise<void> {
    const names = entries.map(({ key }) => valueKey(key));
    const [{ texts, tokens }, floors] = await Promise.all([this.#server.getWithTokens(names), this.#floorsOf(entries.map(({ entry }) => entry))]);
    const isFresh = ({ entry }: EntryToStore, name: string): boolean =>
      (versionOf(texts.get(name) ?? '') ?? entry.version) <= entry.version && entry.tags.every((tag) => (floors.get(tag) ?? entry.version) <= entry.version);
    const fresh = entries.map((stored, index) => ({ ...stored, name: names[index] ?? '' })).filter((stored) => isFresh(stored, stored.name));
    await Promise.all([...missingFloors(fresh, floors)].map(([tag, version]) => this.#raise(floorKey(tag), String(version), version, MAX_TTL_MS)));
    await Promise.all(fresh.map(({ name, entry, ttlMs }) => this.#server.setIfUnchanged(name, encodeEntry(entry), tokens.get(name), seconds(ttlMs))));
  }

  async invalidate(changes: readonly CacheChange[]): Promise<void> {
    await Promise.all(changes.map(async ({ key, tag, version }) => {
      if (key !== undefined) await this.#raise(valueKey(key), encodeTombstone(version), version, TOMBSTONE_TTL_MS);
      if (tag !== undefined) await this.#raise(floorKey(tag), String(version), version, MAX_TTL_MS);
    }));
  }

  async ping(): Promise<void> {
    await this.#server.line('mn');
  }

  reset(): void {
    void this.#server.reset();
  }

  async close(): Promise<void> {
    await this.#server.reset();
  }

  /** Stores the text unless what is there has that version or a newer one. */
  async #raise(name: string, text: string, version: number, ttlMs: number): Promise<void> {
    for (let attempt = 1; attempt <= MAX_CAS_ATTEMPTS; attempt += 1) {
      const { texts, tokens } = await this.#server.getWithTokens([name]);
      if ((versionOf(texts.get(name) ?? '') ?? Number.NEGATIVE_INFINITY) >= version) return;
      if (await this.#server.setIfUnchanged(name, text, tokens.get(name), seconds(ttlMs))) return;
    }
    throw new Error(`Memcached: ${name} kept changing under ${MAX_CAS_ATTEMPTS} compare-and-sets.`);
  }

  async #floorsOf(entries: readonly Entry[]): Promise<ReadonlyMap<string, number>> {
    const tags = [...new Set(entries.flatMap((entry) => entry.tags))];
    if (tags.length === 0) return new Map();
    const texts = await this.#server.get(tags.map(floorKey));
    return new Map(tags.flatMap((tag) => {
      const floor = versionOf(texts.get(floorKey(tag)) ?? '');
      return floor === undefined ? [] : [[tag, floor] as const];
    }));
  }
}

/** Tags that have no floor, with the lowest version among their entries. */
const missingFloors = (entries: readonly EntryToStore[], floors: ReadonlyMap<string, number>): ReadonlyMap<string, number> => {
  const missing = new Map<string, number>();
  for (const { entry } of entries) {
    for (const tag of entry.tags) if (!floors.has(tag)) missing.set(tag, Math.min(missing.get(tag) ?? entry.version, entry.version));
  }
  return missing;
};

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));
const valueKey = (key: string): string => wireKey(`v:${key}`);
const floorKey = (tag: string): string => wireKey(`f:${tag}`);

/** Printable ASCII without blanks goes as it is; all else by its hash. */
const wireKey = (key: string): string =>
  key.length <= MAX_PLAIN_KEY_LENGTH && /^[\x21-\x7e]+$/.test(key) ? key : `${key.slice(0, 2)}${createHash('sha256').update(key).digest('base64url')}`;
