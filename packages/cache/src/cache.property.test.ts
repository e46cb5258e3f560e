import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@souk/telemetry';
import fc from 'fast-check';
import { createCache, type CacheEntryValue } from './cache.js';

const KEYS = ['a', 'b', 'c'];
const tagOf = (key: string): string => (KEYS.indexOf(key) % 2 === 0 ? 'even' : 'odd');

type Step = { readonly do: 'read'; readonly keys: readonly string[] } | { readonly do: 'write'; readonly key: string; readonly by: 'key' | 'tag' } | { readonly do: 'answer' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('read' as const), keys: fc.subarray(KEYS, { minLength: 1 }) }),
  fc.record({ do: fc.constant('write' as const), key: fc.constantFrom(...KEYS), by: fc.constantFrom('key' as const, 'tag' as const) }),
  fc.record({ do: fc.constant('answer' as const) }),
);

describe('any interleaving of reads, refills and invalidations', () => {
  it('never shows a value older than the last invalidation before the read began', async () => {
    await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 50 }), async (scheduler, steps, maxEntries) => {
      const cache = createCache({ namespace: 'p', local: { maxEntries, maxBytes: 100_000 }, clock: { now: () => new Date(0) }, random: () => 0.5, logger: silentLogger });
      let version = 1;
      const source = new Map(KEYS.map((key) => [key, version]));
      const invalidated = new Map(KEYS.map((key) => [key, 1]));
      // The source is read at once and answers whenever the scheduler likes, in any order.
      const load = async (keys: readonly string[]): Promise<ReadonlyMap<string, CacheEntryValue<number>>> =>
        scheduler.schedule(Promise.resolve(new Map(keys.map((key) => [key, { value: source.get(key) ?? 0, version: source.get(key) ?? 0, tags: [tagOf(key)] }]))));
      const reads: Promise<void>[] = [];
      for (const next of steps) {
        if (next.do === 'answer' && scheduler.count() > 0) await scheduler.waitOne();
        if (next.do === 'write') {
          version += 1;
          source.set(next.key, version);
          const covered = next.by === 'key' ? [next.key] : KEYS.filter((key) => tagOf(key) === tagOf(next.key));
          for (const key of covered) invalidated.set(key, source.get(key) ?? 0);
          await cache.invalidate([next.by === 'key' ? { key: next.key, version } : { tag: tagOf(next.key), version }]);
        }
        if (next.do === 'read') {
          const lowest = next.keys.map((key) => invalidated.get(key) ?? 0);
          reads.push(cache.getMany<number>(next.keys, { ttlMs: 1_000, negativeTtlMs: 100, load }).then((values) => {
            values.forEach((value, index) => expect(value).toBeGreaterThanOrEqual(lowest[index] ?? 0));
          }));
        }
      }
      await scheduler.waitIdle();
      await Promise.all(reads);
    }), { numRuns: 500 });
  });
});
