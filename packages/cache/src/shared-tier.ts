import { type Entry } from './entry.js';

/** "Whatever is older than `version` is stale": of one key, or of every entry that carries a tag. */
export interface CacheChange {
  readonly key?: string;
  readonly tag?: string;
  readonly version: number;
}

export interface EntryToStore {
  readonly key: string;
  readonly entry: Entry;
  readonly ttlMs: number;
}

export interface SharedTierStatus {
  readonly name: string;
  /** False while the tier is skipped because it failed or was late. */
  readonly available: boolean;
  readonly failures: number;
  /** Invalidations that wait for the tier to come back. */
  readonly pendingInvalidations: number;
}

/**
 * The tier that processes share. No call rejects, and none takes longer than the tier's deadline:
 * a tier that is down, hung or slow answers "nothing found" and is then skipped for a while.
 */
export interface SharedTier {
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Entry>>;
  /** Stores what no newer version or invalidation outdates. */
  putMany(entries: readonly EntryToStore[]): Promise<void>;
  /** Done, or remembered and repeated until done; the tier is not read before. */
  invalidate(changes: readonly CacheChange[]): Promise<void>;
  status(): SharedTierStatus;
  close(): Promise<void>;
}

/** A cache server as its adapter sees it: calls reject when they fail. `guardTier` makes a SharedTier of it. */
export interface TierConnection {
  readonly name: string;
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Entry>>;
  putMany(entries: readonly EntryToStore[]): Promise<void>;
  invalidate(changes: readonly CacheChange[]): Promise<void>;
  ping(): Promise<void>;
  /** Drops the connection; the next call opens another. */
  reset(): void;
  close(): Promise<void>;
}

/** How long a tombstone refuses refills, in ms: longer than any refill that is stored may take, plus the lag of the event feed. */
export const TOMBSTONE_TTL_MS = 60_000;
