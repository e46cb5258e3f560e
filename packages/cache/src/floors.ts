import { LRUCache } from 'lru-cache';
import { type Entry } from './entry.js';
import { TOMBSTONE_TTL_MS } from './shared-tier.js';

/** Invalidations remembered at once, about 150 bytes each. */
const MAX_FLOORS = 100_000;

interface Floor {
  readonly version: number;
  readonly raisedAtMs: number;
}

/**
 * The lowest version that may still be shown, per key and tag: the tombstones of this process.
 * They outlive the entry that they outdated, so that a refill that was read before the invalidation and arrives after it is refused.
 */
export class Floors {
  readonly #floors: LRUCache<string, Floor>;
  #overflowedAtMs = Number.NEGATIVE_INFINITY;

  constructor(maxFloors = MAX_FLOORS) {
    this.#floors = new LRUCache<string, Floor>({
      max: maxFloors,
      dispose: (floor, _name, reason) => {
        // What is pushed out before its time can't refuse anything any more: from here on the answer is "don't know".
        if (reason === 'evict') this.#overflowedAtMs = Math.max(this.#overflowedAtMs, floor.raisedAtMs);
      },
    });
  }

  raiseKey(key: string, version: number, nowMs: number): void {
    this.#raise(`k:${key}`, version, nowMs);
  }

  raiseTag(tag: string, version: number, nowMs: number): void {
    this.#raise(`t:${tag}`, version, nowMs);
  }

  /** Whether nothing heard so far outdates the entry, which was asked for at `askedAtMs`. */
  allow(key: string, { version, tags }: Pick<Entry, 'version' | 'tags'>, nowMs: number): boolean {
    if (nowMs - this.#overflowedAtMs < TOMBSTONE_TTL_MS) return false;
    return version >= this.#of(`k:${key}`, nowMs) && tags.every((tag) => version >= this.#of(`t:${tag}`, nowMs));
  }

  #raise(name: string, version: number, nowMs: number): void {
    this.#floors.set(name, { version: Math.max(version, this.#of(name, nowMs)), raisedAtMs: nowMs });
  }

  #of(name: string, nowMs: number): number {
    const floor = this.#floors.peek(name);
    return floor !== undefined && nowMs - floor.raisedAtMs < TOMBSTONE_TTL_MS ? floor.version : Number.NEGATIVE_INFINITY;
  }
}
