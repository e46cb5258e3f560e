import { createHash } from 'node:crypto';
import { type Clock } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { HastyRedis } from './hasty-redis.js';
import { type Buckets, type Charge } from './buckets.js';

/**
 * The token bucket of token-bucket.ts over several keys: takes from all or from none, by Redis' own clock, so that processes agree.
 * KEYS: a bucket each. ARGV: units; then per key its capacity and units per second. Answers the wait in ms, 0 where they were taken.
 * A bucket that would be full again is forgotten by its TTL.
 */
const TAKE_SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local asked, wait, left = tonumber(ARGV[1]), 0, {}
for i, key in ipairs(KEYS) do
  local capacity, rate = tonumber(ARGV[i * 2]), tonumber(ARGV[i * 2 + 1])
  local bucket = redis.call('HMGET', key, 'units', 'at')
  local units, at = tonumber(bucket[1] or capacity), tonumber(bucket[2] or now)
  units = math.min(capacity, units + math.max(0, now - at) * rate / 1000)
  local need = math.min(asked, capacity)
  if need > units then wait = math.max(wait, (need - units) * 1000 / rate) end
  left[i] = units - need
end
if wait > 0 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  local capacity, rate = tonumber(ARGV[i * 2]), tonumber(ARGV[i * 2 + 1])
  redis.call('HSET', key, 'units', string.format('%.3f', left[i]), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', key, math.ceil(capacity * 1000 / rate) + 1000)
end
return 0`;
const TAKE_SHA = createHash('sha1').update(TAKE_SCRIPT).digest('hex');

const PREFIX = 'souk:rate:';

interface RedisBucketsOptions {
  readonly url: string;
  /** Decides whenever Redis does not. */
  readonly instead: Buckets;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Budgets that all processes share. */
export class RedisBuckets implements Buckets {
  readonly #redis: HastyRedis;
  readonly #instead: Buckets;

  constructor({ url, instead, clock, logger }: RedisBucketsOptions) {
    this.#redis = new HastyRedis({ url, purpose: 'rate limits', clock, logger });
    this.#instead = instead;
  }

  take(charges: readonly Charge[], units: number): number | Promise<number> {
    if (charges.length === 0) return 0;
    if (!this.#redis.isUsable()) return this.#instead.take(charges, units);
    return this.#shared(charges, units);
  }

  async close(): Promise<void> {
    this.#redis.close();
    await this.#instead.close();
  }

  async #shared(charges: readonly Charge[], units: number): Promise<number> {
    const keys = charges.map(({ key }) => PREFIX + key);
    const budgets = charges.flatMap(({ budget }) => [budget.capacity, budget.unitsPerSecond]);
    const waitMs = await this.#redis.run(TAKE_SHA, TAKE_SCRIPT, keys, [units, ...budgets]);
    return typeof waitMs === 'number' ? waitMs : this.#instead.take(charges, units);
  }
}
