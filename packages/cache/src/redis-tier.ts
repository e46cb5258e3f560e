import { once } from 'node:events';
import { Redis } from 'ioredis';
import { decodeEntry, encodeEntry, MAX_TTL_MS, type Entry } from './entry.js';
import { guardTier, type TierOptions } from './guard-tier.js';
import { INVALIDATE_SCRIPT, PUT_SCRIPT } from './redis-scripts.js';
import { TOMBSTONE_TTL_MS, type CacheChange, type EntryToStore, type SharedTier, type TierConnection } from './shared-tier.js';

/** Wait between two tries to connect, in ms. */
const RECONNECT_MS = 200;

/** Redis (6.2 or newer) as the shared tier. Keys: `v:` a value or its tombstone, `t:` a tag's index (sorted by the end of its members), `f:` a tag's floor. */
export const createRedisTier = ({ url, ...guard }: TierOptions): SharedTier => guardTier(new RedisConnection(url), guard);

class RedisConnection implements TierConnection {
  readonly name = 'redis';
  readonly #redis: Redis;
  #ready: Promise<unknown> | undefined;

  constructor(url: string) {
    this.#redis = new Redis(url, {
      // A command for a connection that is not there fails at once; the guard decides what happens next.
      enableOfflineQueue: false,
      // Sending a lost write again later could put back what was invalidated meanwhile.
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: null,
      retryStrategy: () => RECONNECT_MS,
    });
    // Without a listener Node ends the process; the failure itself reaches us through the commands.
    this.#redis.on('error', () => undefined);
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
    const found = new Map<string, Entry>();
    if (keys.length === 0) return found;
    const texts = await this.#redis.mget(keys.map(valueKey));
    keys.forEach((key, index) => {
      const entry = decodeEntry(texts[index] ?? '');
      if (entry !== undefined) found.set(key, entry);
    });
    return found;
  }

  /** Values and tag index in one MULTI/EXEC: an invalidation finds both or neither. */
  async putMany(entries: readonly EntryToStore[]): Promise<void> {
    const keys = entries.flatMap(({ key, entry }) => [valueKey(key), ...entry.tags.map(floorKey)]);
    const values = entries.flatMap(({ entry, ttlMs }) => [entry.version, ttlMs, encodeEntry(entry), entry.tags.length]);
    const batch = this.#redis.multi().eval(PUT_SCRIPT, keys.length, ...keys, entries.length, ...values);
    for (const [tag, members] of byTag(entries)) {
      const [first] = members;
      if (first !== undefined) batch.zremrangebyscore(indexKey(tag), '-inf', first.entry.expiresAtMs - first.ttlMs);
      batch.zadd(indexKey(tag), ...members.flatMap(({ key, entry }) => [entry.expiresAtMs, valueKey(key)]));
      batch.pexpire(indexKey(tag), MAX_TTL_MS);
    }
    failOnError(await batch.exec());
  }

  async invalidate(changes: readonly CacheChange[]): Promise<void> {
    const values = changes.flatMap(({ key, version }) => (key === undefined ? [] : [{ key, version }]));
    const tags = changes.flatMap(({ tag, version }) => (tag === undefined ? [] : [{ tag, version }]));
    const keys = [...values.map(({ key }) => valueKey(key)), ...tags.flatMap(({ tag }) => [indexKey(tag), floorKey(tag)])];
    const versions = [...values, ...tags].map(({ version }) => version);
    await this.#redis.eval(INVALIDATE_SCRIPT, keys.length, ...keys, values.length, TOMBSTONE_TTL_MS, ...versions);
  }

  async ping(): Promise<void> {
    if (this.#redis.status !== 'ready') await this.#nextReady();
    await this.#redis.ping();
  }

  reset(): void {
    this.#redis.disconnect(true);
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }

  /** Rejects with the connection's next error. Shared: a server that hangs must not collect listeners. */
  #nextReady(): Promise<unknown> {
    this.#ready ??= once(this.#redis, 'ready').finally(() => {
      this.#ready = undefined;
    });
    return this.#ready;
  }
}

const valueKey = (key: string): string => `v:${key}`;
const indexKey = (tag: string): string => `t:${tag}`;
const floorKey = (tag: string): string => `f:${tag}`;

const byTag = (entries: readonly EntryToStore[]): ReadonlyMap<string, readonly EntryToStore[]> => {
  const members = new Map<string, EntryToStore[]>();
  for (const entry of entries) {
    for (const tag of entry.entry.tags) members.set(tag, [...(members.get(tag) ?? []), entry]);
  }
  return members;
};

/** EXEC does not roll back, and reports each command's error in its place. */
const failOnError = (results: readonly (readonly [Error | null, unknown])[] | null): void => {
  if (results === null) throw new Error('Redis discarded the transaction.');
  for (const [error] of results) if (error !== null) throw error;
};
