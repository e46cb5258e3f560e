import { type Clock } from '@souk/kernel';
import { LRUCache } from 'lru-cache';
import { type Buckets, type Charge } from './buckets.js';
import { TokenBucket } from './token-bucket.js';

/** Budgets that are remembered; beyond them the one that was not asked for longest is forgotten, and is full when it is asked for again. */
const MAX_BUCKETS = 50_000;

/** Budgets of this process. */
export class LocalBuckets implements Buckets {
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: MAX_BUCKETS });

  constructor(private readonly clock: Clock) {}

  take(charges: readonly Charge[], units: number): number {
    const nowMs = this.clock.now().getTime();
    const buckets = charges.map((charge) => this.#bucket(charge, nowMs));
    const waitMs = Math.max(0, ...buckets.map((bucket) => bucket.waitMs(units, nowMs)));
    if (waitMs === 0) for (const bucket of buckets) bucket.take(units);
    return waitMs;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #bucket({ key, budget }: Charge, nowMs: number): TokenBucket {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(budget, nowMs);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
