import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock, systemRandom } from '@souk/kernel';
import { silentLogger } from '@souk/telemetry';
import { describeWith, startMemcached, startRedis, waitFor, type TestServer } from '@souk/testing';
import { createCache, createMemcachedTier, createRedisTier, type Cache, type CacheEntryValue, type SharedTier } from '../src/index.js';

/** Long enough for a server that is there, however busy the machine is. */
const DEADLINE_MS = 2_000;
/** Where the server fails on purpose; and what a busy machine may add. */
const SHORT_DEADLINE_MS = 100;
const SLACK_MS = 2_900;

const KINDS = [
  { program: 'redis-server', start: startRedis, tier: createRedisTier },
  { program: 'memcached', start: startMemcached, tier: createMemcachedTier },
];

interface Process {
  readonly tier: SharedTier;
  readonly cache: Cache;
}

for (const { program, start, tier: createTier } of KINDS) {
  describeWith(program, () => {
    let server: TestServer;
    let processes: Process[] = [];
    let values = new Map<string, CacheEntryValue<string>>();
    let asked: string[] = [];
    let run = 0;

    const startProcess = async (deadlineMs = DEADLINE_MS): Promise<Process> => {
      const tier = createTier({ url: server.url, deadlineMs, logger: silentLogger });
      const cache = createCache({ namespace: `test ${run}`, local: { maxEntries: 1_000, maxBytes: 1_000_000 }, shared: tier, clock: systemClock, random: systemRandom, logger: silentLogger });
      processes.push({ tier, cache });
      await waitFor(() => tier.status().available);
      return { tier, cache };
    };
    const load = async (keys: readonly string[]): Promise<ReadonlyMap<string, CacheEntryValue<string>>> => {
      asked.push(...keys);
      return new Map([...values].filter(([key]) => keys.includes(key)));
    };
    const read = (cache: Cache, ...keys: string[]): Promise<readonly (string | undefined)[]> => cache.getMany<string>(keys, { ttlMs: 60_000, negativeTtlMs: 5_000, load });
    const settled = async ({ cache }: Process): Promise<void> => cache.close();

    beforeAll(async () => {
      server = await start();
    });
    beforeEach(() => {
      run += 1;
      values = new Map([['a', { value: 'A', version: 5 }], ['b', { value: 'Bé\r\n', version: 5, tags: ['products'] }]]);
      asked = [];
    });
    afterEach(async () => {
      server.resume();
      for (const { cache, tier } of processes) {
        await cache.close();
        await tier.close();
      }
      processes = [];
    });
    afterAll(() => server.stop());

    it('gives one process what another has read, absences included', async () => {
      const first = await startProcess();
      await read(first.cache, 'a', 'b', 'missing');
      await settled(first);
      const { cache } = await startProcess();
      expect(await read(cache, 'b', 'missing', 'a')).toEqual(['Bé\r\n', undefined, 'A']);
      expect(asked).toEqual(['a', 'b', 'missing']);
      expect(cache.stats().sharedHits).toBe(3);
    });

    it('takes any text as a key, and hundreds at once', async () => {
      const keys = ['with blank', 'x'.repeat(1_000), 'ключ', 'new\r\nline', ...Array.from({ length: 400 }, (_, index) => `key-${index}`)];
      for (const key of keys) values.set(key, { value: `value of ${key}`, version: 1, tags: ['products', 'a b'] });
      const first = await startProcess();
      await read(first.cache, ...keys);
      await settled(first);
      const { cache } = await startProcess();
      expect(await read(cache, ...keys)).toEqual(keys.map((key) => `value of ${key}`));
      expect(asked).toHaveLength(keys.length);
    });

    it('shows no process what another has invalidated, by key or by tag', async () => {
      const first = await startProcess();
      await read(first.cache, 'a', 'b');
      await settled(first);
      await first.cache.invalidate([{ key: 'a', version: 6 }, { tag: 'products', version: 6 }]);
      values = new Map([['a', { value: 'A2', version: 6 }], ['b', { value: 'B2', version: 6, tags: ['products'] }]]);
      const { cache } = await startProcess();
      expect(await read(cache, 'a', 'b')).toEqual(['A2', 'B2']);
    });

    it('keeps what is not older than the invalidation', async () => {
      const first = await startProcess();
      await read(first.cache, 'a', 'b');
      await settled(first);
      await first.cache.invalidate([{ key: 'a', version: 5 }, { tag: 'products', version: 5 }]);
      const { cache } = await startProcess();
      await read(cache, 'a', 'b');
      expect(asked).toEqual(['a', 'b']);
    });

    it('refuses a slow refill of a process that has not heard of the invalidation', async () => {
      const slow = await startProcess();
      const other = await startProcess();
      await other.cache.invalidate([{ key: 'a', version: 6 }, { tag: 'products', version: 6 }, { key: 'missing', version: 6 }]);
      await read(slow.cache, 'a', 'b', 'missing');
      await settled(slow);
      values = new Map([['a', { value: 'A2', version: 6 }], ['b', { value: 'B2', version: 6, tags: ['products'] }], ['missing', { value: 'M', version: 6 }]]);
      const third = await startProcess();
      expect(await read(third.cache, 'a', 'b', 'missing')).toEqual(['A2', 'B2', 'M']);
      await settled(third);
      const fourth = await startProcess();
      expect(await read(fourth.cache, 'a', 'b', 'missing')).toEqual(['A2', 'B2', 'M']);
      expect(asked).toHaveLength(6);
    });

    it('does not put back an older value over a newer one', async () => {
      const newer = await startProcess();
      const older = await startProcess();
      values.set('a', { value: 'A2', version: 6 });
      await read(newer.cache, 'a');
      await settled(newer);
      const olderValue = async (): Promise<ReadonlyMap<string, CacheEntryValue<string>>> => new Map([['a', { value: 'A', version: 5 }]]);
      await older.cache.invalidate([{ key: 'a', version: 0 }]);
      await older.tier.putMany([{ key: `{test ${run}}a`, ttlMs: 60_000, entry: { value: 'A', version: 5, tags: [], expiresAtMs: Date.now() + 60_000, loadMs: 0 } }]);
      const third = await startProcess();
      expect(await third.cache.getMany('a'.split(''), { ttlMs: 60_000, negativeTtlMs: 1, load: olderValue })).toEqual(['A2']);
    });

    it('does not share what is larger than 256 KB', async () => {
      values.set('large', { value: 'x'.repeat(300_000), version: 1 });
      const first = await startProcess();
      await read(first.cache, 'large');
      await settled(first);
      await read((await startProcess()).cache, 'large');
      expect(asked).toEqual(['large', 'large']);
    });

    const faults = [
      { fault: 'killed', cause: () => server.kill(), heal: () => server.restart() },
      { fault: 'paused', cause: async () => server.pause(), heal: async () => server.resume() },
      { fault: 'flushed', cause: () => server.flush(), heal: async () => undefined },
    ];
    it.each(faults)('$fault under load fails no read, and costs none more than its deadline', async ({ cause, heal }) => {
      const { cache, tier } = await startProcess(SHORT_DEADLINE_MS);
      const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`);
      for (const key of keys) values.set(key, { value: key, version: 1 });
      let stopped = false;
      let reads = 0;
      let slowestMs = 0;
      const reader = async (seed: number): Promise<void> => {
        for (let turn = seed; !stopped; turn += 7) {
          const wanted = [keys[turn % 200] ?? '', keys[(turn * 13) % 200] ?? ''];
          void cache.invalidate([{ key: wanted[0] ?? '', version: 1 + turn }]);
          const startedAt = performance.now();
          expect(await read(cache, ...wanted)).toEqual(wanted);
          slowestMs = Math.max(slowestMs, performance.now() - startedAt);
          reads += 1;
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const readers = Array.from({ length: 8 }, (_, seed) => reader(seed));
      const readsReach = (count: number): Promise<true> => waitFor(() => reads >= count || undefined);
      try {
        await readsReach(100);
        await cause();
        await readsReach(reads + 100);
        await heal();
        await waitFor(() => tier.status().available && tier.status().pendingInvalidations === 0);
        await readsReach(reads + 100);
      } finally {
        stopped = true;
        await Promise.all(readers);
      }
      expect(slowestMs).toBeLessThan(SHORT_DEADLINE_MS + SLACK_MS);
    });

    it.each(faults.slice(0, 2))('repeats what was invalidated while it was $fault, before it is read again', async ({ cause, heal }) => {
      const { cache, tier } = await startProcess(SHORT_DEADLINE_MS);
      await read(cache, 'a', 'b');
      await cache.close();
      await cause();
      // A stop signal may reach the server's threads a moment later.
      await waitFor(async () => {
        await cache.invalidate([{ key: 'a', version: 6 }, { tag: 'products', version: 6 }]);
        return !tier.status().available;
      });
      expect(tier.status().pendingInvalidations).toBe(2);
      await heal();
      await waitFor(() => tier.status().available);
      expect(tier.status().pendingInvalidations).toBe(0);
      values = new Map([['a', { value: 'A2', version: 6 }], ['b', { value: 'B2', version: 6, tags: ['products'] }]]);
      expect(await read((await startProcess()).cache, 'a', 'b')).toEqual(['A2', 'B2']);
    });

    it('stays unread after more was invalidated than can be remembered', async () => {
      const { cache, tier } = await startProcess();
      await server.kill();
      // Once it is known to be away, the others are remembered without asking it.
      await waitFor(async () => {
        await cache.invalidate([{ key: 'a', version: 1 }]);
        return !tier.status().available;
      });
      await cache.invalidate(Array.from({ length: 20_001 }, (_, index) => ({ key: `key ${index}`, version: 1 })));
      await server.restart();
      expect(await read(cache, 'a')).toEqual(['A']);
      // Long enough for a probe, which comes every second.
      await expect(waitFor(() => tier.status().available || undefined, { timeoutMs: 1_500 })).rejects.toThrow('in vain');
    });

    it('starts without a server, and uses it once it is there', async () => {
      await server.kill();
      const tier = createTier({ url: server.url, deadlineMs: DEADLINE_MS, logger: silentLogger });
      const cache = createCache({ namespace: `test ${run}`, local: { maxEntries: 10, maxBytes: 10_000 }, shared: tier, clock: systemClock, random: systemRandom, logger: silentLogger });
      processes.push({ tier, cache });
      expect(await read(cache, 'a')).toEqual(['A']);
      await server.restart();
      await waitFor(() => tier.status().available);
    });
  });
}

describe('sharedTierFromConfig', () => {
  it('makes none where no URL is given', async () => {
    const { sharedTierFromConfig } = await import('../src/index.js');
    expect(sharedTierFromConfig({}, silentLogger)).toBeUndefined();
  });
});
