import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemClock, systemRandom } from '@souk/kernel';
import { silentLogger } from '@souk/telemetry';
import { describeWith, startRedis, waitFor, type TestServer } from '@souk/testing';
import { Redis } from 'ioredis';
import { createCache, createRedisTier } from '../src/index.js';

describeWith('redis-server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('writes values and tag index in one MULTI/EXEC, and the index loses what has ended', async () => {
    const observer = new Redis(server.url);
    const monitor = await observer.monitor();
    const commands: string[] = [];
    monitor.on('monitor', (_time: string, [command = ''], source: string) => {
      if (source !== 'lua') commands.push(command.toLowerCase());
    });
    const tier = createRedisTier({ url: server.url, deadlineMs: 500, logger: silentLogger });
    await waitFor(() => tier.status().available);
    const cache = createCache({ namespace: 'shop', local: { maxEntries: 10, maxBytes: 10_000 }, shared: tier, clock: systemClock, random: systemRandom, logger: silentLogger });
    await observer.zadd('t:{shop}products', '1', 'v:{shop}ended');
    await cache.getMany(['a', 'b'], { ttlMs: 60_000, negativeTtlMs: 1_000, load: async (keys) => new Map(keys.map((key) => [key, { value: key, version: 1, tags: ['products'] }])) });
    await cache.close();
    await waitFor(() => commands.includes('exec'));
    expect(commands.slice(commands.indexOf('multi'))).toEqual(['multi', 'eval', 'zremrangebyscore', 'zadd', 'pexpire', 'exec']);
    expect((await observer.zrange('t:{shop}products', '0', '-1')).sort()).toEqual(['v:{shop}a', 'v:{shop}b']);
    expect(await observer.pttl('v:{shop}a')).toBeGreaterThan(40_000);
    await cache.invalidate([{ tag: 'products', version: 2 }]);
    expect(await observer.keys('*')).toEqual(['f:{shop}products']);
    monitor.disconnect();
    observer.disconnect();
    await tier.close();
  });
});
