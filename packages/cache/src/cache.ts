import { assertInvariant, type Clock, type Random } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { isEarlyRefreshDue } from './early-refresh.js';
import { MAX_TTL_MS, NEGATIVE_VERSION, encodeEntry, type Entry } from './entry.js';
import { Floors } from './floors.js';
import { LocalTier, type LocalTierOptions } from './local-tier.js';
import { type CacheChange, type EntryToStore, type SharedTier, type SharedTierStatus } from './shared-tier.js';

/** A refill that took longer, in ms, is handed to its readers and not kept: a tombstone must outlive every refill that could undo it. */
const MAX_REFILL_MS = 30_000;
/** A life is the TTL times 1 − this × random, so that what was filled together does not end together; never longer than the TTL. */
const TTL_JITTER = 0.2;
/** Characters of an entry's text beyond which it stays out of the shared tier (Memcached's own limit is 1 MiB). */
const MAX_SHARED_TEXT_LENGTH = 256 * 1024;

export interface CacheEntryValue<T> {
  /** JSON-safe, and never changed by anybody once it is here: readers share it. */
  readonly value: T;
  /** A whole number that grows with the source; an invalidation outdates what is below its own. */
  readonly version: number;
  readonly tags?: readonly string[];
}

export interface ReadOptions<T> {
  /** At most MAX_TTL_MS (10 minutes). */
  readonly ttlMs: number;
  /** For keys that `load` did not find; seconds rather than minutes. */
  readonly negativeTtlMs: number;
  /** Tags of keys that `load` did not find: whatever is new under one of them may be one of those. */
  readonly negativeTags?: readonly string[];
  /** Asks the source, once for all missing keys; leaves out what does not exist. Serves every reader who waits, so it holds nothing of one request. */
  load(keys: readonly string[]): Promise<ReadonlyMap<string, CacheEntryValue<T>>>;
}

export interface CacheStats {
  readonly localHits: number;
  readonly sharedHits: number;
  /** Keys asked of the source. */
  readonly loads: number;
  /** Keys for which a reader waited for somebody else's read. */
  readonly joins: number;
  /** Refills that were handed out and not kept, since an invalidation had overtaken them. */
  readonly refused: number;
  readonly entries: number;
  readonly bytes: number;
  readonly shared: SharedTierStatus | undefined;
}

export interface CacheOptions {
  /** In front of every key; two sources of truth never share one. */
  readonly namespace: string;
  readonly local: LocalTierOptions;
  readonly shared?: SharedTier | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

export interface Cache {
  /** Values in the order of the keys, undefined where the source has none. Rejects only when `load` does. */
  getMany<T>(keys: readonly string[], options: ReadOptions<T>): Promise<readonly (T | undefined)[]>;
  /**
   * Forgets what is older than each change's version and refuses a later refill that is older. In this process done when the call returns
   * its promise; in the shared tier when it resolves, or as soon as the tier is back. Idempotent; never rejects.
   */
  invalidate(changes: readonly CacheChange[]): Promise<void>;
  stats(): CacheStats;
  /** Waits for writes to the shared tier; the tier itself is closed by whoever made it. */
  close(): Promise<void>;
}

/** A read-through cache: this process's memory, then the shared tier, then the source. */
export const createCache = (options: CacheOptions): Cache => new TieredCache(options);

type Flight = Promise<ReadonlyMap<string, Entry>>;

class TieredCache implements Cache {
  readonly #options: CacheOptions;
  readonly #local: LocalTier;
  readonly #floors = new Floors();
  /** Reads under way, by key: one per key and process. */
  readonly #flights = new Map<string, Flight>();
  readonly #puts = new Set<Promise<void>>();
  readonly #counts = { localHits: 0, sharedHits: 0, loads: 0, joins: 0, refused: 0 };

  constructor(options: CacheOptions) {
    this.#options = options;
    this.#local = new LocalTier(options.local);
  }

  async getMany<T>(keys: readonly string[], options: ReadOptions<T>): Promise<readonly (T | undefined)[]> {
    assertInvariant(options.ttlMs <= MAX_TTL_MS && options.negativeTtlMs <= MAX_TTL_MS, `a TTL is at most ${MAX_TTL_MS} ms`);
    const nowMs = this.#nowMs();
    const found = new Map<string, Entry>();
    const waits = new Map<string, Flight>();
    const missing: string[] = [];
    const ageing: string[] = [];
    for (const key of new Set(keys)) {
      const entry = this.#local.get(key, nowMs);
      const flight = this.#flights.get(key);
      if (entry !== undefined) {
        found.set(key, entry);
        if (flight === undefined && isEarlyRefreshDue(entry, nowMs, this.#options.random)) ageing.push(key);
      } else if (flight !== undefined) waits.set(key, flight);
      else missing.push(key);
    }
    this.#counts.localHits += found.size;
    this.#counts.joins += waits.size;
    if (ageing.length > 0) this.#refresh(ageing, options);
    if (missing.length > 0) {
      const flight = this.#begin(missing, (wanted) => this.#readThrough(wanted, options));
      for (const key of missing) waits.set(key, flight);
    }
    const entries = new Map(await Promise.all([...waits].map(async ([key, flight]) => [key, (await flight).get(key)] as const)));
    return keys.map((key) => (found.get(key) ?? entries.get(key))?.value as T | undefined);
  }

  async invalidate(changes: readonly CacheChange[]): Promise<void> {
    const nowMs = this.#nowMs();
    for (const { key, tag, version } of changes) {
      assertInvariant(Number.isSafeInteger(version), `a version is a whole number, got ${version}`);
      if (key !== undefined) {
        this.#floors.raiseKey(key, version, nowMs);
        this.#local.forgetKey(key, version);
        // Whoever reads from now on must not be given what was read before; those who wait already may.
        this.#flights.delete(key);
      }
      if (tag !== undefined) {
        this.#floors.raiseTag(this.#sharedName(tag), version, nowMs);
        this.#local.forgetTag(this.#sharedName(tag), version);
        // Nobody knows the tags of a read that is still under way.
        this.#flights.clear();
      }
    }
    await this.#options.shared?.invalidate(changes.map(({ key, tag, version }) => ({
      version, ...(key !== undefined && { key: this.#sharedName(key) }), ...(tag !== undefined && { tag: this.#sharedName(tag) }),
    })));
  }

  stats(): CacheStats {
    return { ...this.#counts, entries: this.#local.size, bytes: this.#local.bytes, shared: this.#options.shared?.status() };
  }

  async close(): Promise<void> {
    await Promise.all(this.#puts);
    this.#local.clear();
  }

  #begin(keys: readonly string[], read: (keys: readonly string[]) => Flight): Flight {
    const flight: Flight = read(keys).finally(() => {
      for (const key of keys) if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    for (const key of keys) this.#flights.set(key, flight);
    return flight;
  }

  #refresh<T>(keys: readonly string[], options: ReadOptions<T>): void {
    this.#begin(keys, (wanted) => this.#load(wanted, options)).catch((error: unknown) => {
      this.#options.logger.warn({ err: error, keys: keys.length }, 'An early refresh failed; the entries stay until they end.');
    });
  }

  async #readThrough<T>(keys: readonly string[], options: ReadOptions<T>): Flight {
    const shared = await this.#readShared(keys);
    const missing = keys.filter((key) => !shared.has(key));
    if (missing.length === 0) return shared;
    return new Map([...shared, ...(await this.#load(missing, options))]);
  }

  async #readShared(keys: readonly string[]): Flight {
    const { shared } = this.#options;
    const usable = new Map<string, Entry>();
    if (shared === undefined) return usable;
    const stored = await shared.getMany(keys.map((key) => this.#sharedName(key)));
    const nowMs = this.#nowMs();
    for (const key of keys) {
      const entry = stored.get(this.#sharedName(key));
      if (entry === undefined || entry.expiresAtMs <= nowMs || !this.#floors.allow(key, entry, nowMs)) continue;
      usable.set(key, entry);
      this.#local.set(key, entry, encodeEntry(entry).length);
    }
    this.#counts.sharedHits += usable.size;
    return usable;
  }

  async #load<T>(keys: readonly string[], { ttlMs, negativeTtlMs, negativeTags = [], load }: ReadOptions<T>): Flight {
    this.#counts.loads += keys.length;
    const startedAtMs = this.#nowMs();
    const loaded = await load(keys);
    const nowMs = this.#nowMs();
    const loadMs = Math.max(0, nowMs - startedAtMs);
    const entries = new Map<string, Entry>();
    for (const key of keys) {
      const source = loaded.get(key);
      entries.set(key, source === undefined
        ? { version: NEGATIVE_VERSION, tags: this.#sharedNames(negativeTags), expiresAtMs: nowMs + this.#jittered(negativeTtlMs), loadMs }
        : { value: source.value, version: source.version, tags: this.#sharedNames(source.tags ?? []), expiresAtMs: nowMs + this.#jittered(ttlMs), loadMs });
    }
    this.#keep(entries, nowMs, loadMs);
    return entries;
  }

  /** Puts fresh entries into both tiers, but for those that an invalidation has overtaken. */
  #keep(entries: ReadonlyMap<string, Entry>, nowMs: number, loadMs: number): void {
    const toShare: EntryToStore[] = [];
    for (const [key, entry] of entries) {
      if (loadMs > MAX_REFILL_MS || !this.#floors.allow(key, entry, nowMs)) {
        this.#counts.refused += 1;
        continue;
      }
      const { length } = encodeEntry(entry);
      this.#local.set(key, entry, length);
      if (length <= MAX_SHARED_TEXT_LENGTH) toShare.push({ key: this.#sharedName(key), entry, ttlMs: entry.expiresAtMs - nowMs });
    }
    if (this.#options.shared === undefined || toShare.length === 0) return;
    // Readers don't wait for it: a slow cache costs them nothing here.
    const put = this.#options.shared.putMany(toShare).finally(() => this.#puts.delete(put));
    this.#puts.add(put);
  }

  /** Braces make all of a namespace one slot of a Redis Cluster, which scripts over several keys need. */
  #sharedName(name: string): string {
    return `{${this.#options.namespace}}${name}`;
  }

  #sharedNames(names: readonly string[]): readonly string[] {
    return names.map((name) => this.#sharedName(name));
  }

  #jittered(ttlMs: number): number {
    return Math.round(ttlMs * (1 - TTL_JITTER * this.#options.random()));
  }

  #nowMs(): number {
    return this.#options.clock.now().getTime();
  }
}
