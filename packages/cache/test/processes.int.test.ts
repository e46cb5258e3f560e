import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sleep, systemClock } from '@souk/kernel';
import { silentLogger } from '@souk/telemetry';
import { describeWith, startMemcached, startRedis, waitFor, type TestServer } from '@souk/testing';
import fc from 'fast-check';
import { createCache, createMemcachedTier, createRedisTier, type CacheEntryValue, type SharedTier } from '../src/index.js';

const KEYS = ['a', 'b', 'c'];
const RUNS = 40;

type Step = { readonly process: number; readonly pauseMs: number } & ({ readonly do: 'read'; readonly keys: readonly string[]; readonly loadMs: number } | { readonly do: 'write'; readonly key: string; readonly feedMs: number });

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('read' as const), process: fc.nat(1), pauseMs: fc.nat(1), keys: fc.subarray(KEYS, { minLength: 1 }), loadMs: fc.nat(8) }),
  fc.record({ do: fc.constant('write' as const), process: fc.nat(1), pauseMs: fc.nat(1), key: fc.constantFrom(...KEYS), feedMs: fc.nat(8) }),
);

for (const { program, start, tier: createTier } of [{ program: 'redis-server', start: startRedis, tier: createRedisTier }, { program: 'memcached', start: startMemcached, tier: createMemcachedTier }]) {
  describeWith(program, () => {
    let server: TestServer;
    let tiers: SharedTier[];
    beforeAll(async () => {
      server = await start();
      tiers = [1, 2].map(() => createTier({ url: server.url, deadlineMs: 5_000, logger: silentLogger }));
      await waitFor(() => tiers.every((tier) => tier.status().available));
    });
    afterAll(async () => {
      await Promise.all(tiers.map((tier) => tier.close()));
      await server.stop();
    });

    it('shows no process a value older than the last invalidation that it has heard of', async () => {
      let run = 0;
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        run += 1;
        const caches = tiers.map((shared) => createCache({ namespace: `${run}`, local: { maxEntries: 2, maxBytes: 100_000 }, shared, clock: systemClock, random: () => 0.5, logger: silentLogger }));
        const source = new Map(KEYS.map((key) => [key, 1]));
        const heard = caches.map(() => new Map(KEYS.map((key) => [key, 1])));
        const background: Promise<void>[] = [];
        const hear = async (process: number, key: string, version: number): Promise<void> => {
          await caches[process]?.invalidate([{ key, version }]);
          heard[process]?.set(key, Math.max(version, heard[process]?.get(key) ?? 0));
        };
        const readAndCheck = async (process: number, keys: readonly string[], loadMs: number): Promise<void> => {
          const lowest = keys.map((key) => heard[process]?.get(key) ?? 0);
          const load = async (wanted: readonly string[]): Promise<ReadonlyMap<string, CacheEntryValue<number>>> => {
            const answer = new Map(wanted.map((key) => [key, { value: source.get(key) ?? 0, version: source.get(key) ?? 0 }]));
            await sleep(loadMs);
            return answer;
          };
          const values = (await caches[process]?.getMany<number>(keys, { ttlMs: 60_000, negativeTtlMs: 1_000, load })) ?? [];
          values.forEach((value, index) => expect(value).toBeGreaterThanOrEqual(lowest[index] ?? 0));
        };
        for (const next of steps) {
          if (next.do === 'read') background.push(readAndCheck(next.process, next.keys, next.loadMs));
          else {
            const version = (source.get(next.key) ?? 0) + 1;
            source.set(next.key, version);
            await hear(next.process, next.key, version);
            background.push(sleep(next.feedMs).then(() => hear(1 - next.process, next.key, version)));
          }
          await sleep(next.pauseMs);
        }
        await Promise.all(background);
        // All processes have heard of everything: what any of them shows now, from whichever tier, is the last version.
        for (const cache of caches) await cache.close();
        for (const process of [0, 1]) await readAndCheck(process, KEYS, 0);
      }), { numRuns: RUNS });
    });
  });
}
