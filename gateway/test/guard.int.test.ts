import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { sleep, systemClock } from '@souk/kernel';
import { silentLogger } from '@souk/telemetry';
import { describeWith, startRedis, waitFor, type TestServer } from '@souk/testing';
import { createRateLimiter, type RateLimiter, type RateLimiterSettings } from '../src/limits/rate-limiter.js';
import { createPersistedOperations, type PersistedOperations } from '../src/persisted/persisted-operations.js';

const settings = { clock: systemClock, logger: silentLogger };
const LIMITS = { viewer: { capacity: 100, unitsPerSecond: 50 }, address: { capacity: 300, unitsPerSecond: 100 }, countsLoopback: false };
/** What a request may wait for Redis, and what a busy machine adds. */
const PATIENCE_MS = 200;

let redis: TestServer;
let limiters: RateLimiter[] = [];
let run = 0;

const startLimiter = async (redisUrl?: string, limits: RateLimiterSettings['limits'] = LIMITS): Promise<RateLimiter> => {
  const limiter = createRateLimiter({ ...settings, limits, ...(redisUrl === undefined ? {} : { redisUrl }) });
  limiters.push(limiter);
  // Until it is connected it answers by itself, and at once.
  if (redisUrl !== undefined) await waitFor(() => limiter.take({ viewerId: 'warm up', address: '' }, 1) instanceof Promise);
  return limiter;
};
/** Nobody that another test knows. */
const somebody = (name: string): string => `${name} ${run}`;

beforeEach(() => { run += 1; });
afterEach(async () => {
  await Promise.all(limiters.map((limiter) => limiter.close()));
  limiters = [];
});

const rateLimitContract = (start: () => Promise<RateLimiter>): void => {
  it('lets a burst through, then refuses until enough has come back', async () => {
    const limiter = await start();
    const who = { viewerId: somebody('ada'), address: '' };
    expect(await limiter.take(who, 60)).toBeUndefined();
    expect(await limiter.take(who, 40)).toBeUndefined();
    expect(await limiter.take(who, 80)).toEqual({ retryAfterSeconds: 2 });
    expect(await limiter.take(who, 25)).toEqual({ retryAfterSeconds: 1 });
    await sleep(600);
    expect(await limiter.take(who, 25)).toBeUndefined();
  });

  it('counts each viewer, and all who share an address', async () => {
    const limiter = await start();
    const address = somebody('office');
    for (const name of ['ada', 'bob', 'eve']) expect(await limiter.take({ viewerId: somebody(name), address }, 100)).toBeUndefined();
    expect(await limiter.take({ viewerId: somebody('dan'), address }, 100)).toEqual({ retryAfterSeconds: 1 });
    expect(await limiter.take({ address: somebody('home') }, 100)).toBeUndefined();
  });

  it('takes from both budgets or from none', async () => {
    const limiter = await start();
    const [viewerId, address] = [somebody('ada'), somebody('office')];
    await limiter.take({ address }, 300);
    for (let tries = 0; tries < 3; tries += 1) expect(await limiter.take({ viewerId, address }, 100)).toEqual({ retryAfterSeconds: 1 });
    expect(await limiter.take({ viewerId, address: '' }, 100)).toBeUndefined();
  });

  it('lets more than a whole budget through when it is full', async () => {
    const limiter = await start();
    const who = { viewerId: somebody('ada'), address: '' };
    expect(await limiter.take(who, 1_000_000)).toBeUndefined();
    expect(await limiter.take(who, 1_000_000)).toEqual({ retryAfterSeconds: 2 });
  });

  it('gives nothing twice, however many ask at once', async () => {
    const limiter = await start();
    const answers = await Promise.all(Array.from({ length: 50 }, async () => limiter.take({ viewerId: somebody('ada'), address: '' }, 10)));
    const passed = answers.filter((refused) => refused === undefined).length;
    expect(passed).toBeGreaterThanOrEqual(10);
    expect(passed).toBeLessThanOrEqual(12);
  });
};

describe('the rate limit in one process', () => rateLimitContract(() => startLimiter()));

describeWith('redis-server', () => {
  beforeAll(async () => { redis = await startRedis(); });
  afterAll(() => redis.stop());
  afterEach(() => redis.resume());

  describe('the rate limit in Redis', () => {
    rateLimitContract(() => startLimiter(redis.url));

    /** Where the machine is so busy that Redis is late, each process decides by itself, as it should: then somebody else tries. */
    const untilShared = (one: RateLimiter, other: RateLimiter) => {
      let tries = 0;
      return waitFor(async () => {
        const who = { viewerId: somebody(`ada ${tries++}`), address: '' };
        await one.take(who, 100);
        return (await other.take(who, 100))?.retryAfterSeconds === 2;
      });
    };

    it('is shared by processes', async () => {
      await untilShared(await startLimiter(redis.url), await startLimiter(redis.url));
    });

    it('works on after Redis has lost its scripts', async () => {
      const limiter = await startLimiter(redis.url);
      await redis.restart();
      await waitFor(() => limiter.take({ viewerId: 'warm up', address: '' }, 1) instanceof Promise);
      await untilShared(limiter, await startLimiter(redis.url));
    });

    it.each(['freezes', 'dies'])('is counted by each process alone where Redis %s, and nobody waits', async (how) => {
      const limiter = await startLimiter(redis.url);
      const who = { viewerId: somebody('ada'), address: '' };
      expect(await limiter.take(who, 100)).toBeUndefined();
      if (how === 'freezes') redis.pause();
      else await redis.kill();
      const startedAt = performance.now();
      expect(await limiter.take(who, 100)).toBeUndefined();
      for (let tries = 0; tries < 3; tries += 1) expect(await limiter.take(who, 100)).toEqual({ retryAfterSeconds: 2 });
      expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS);
      // While it is left alone nobody even asks it.
      expect(limiter.take(who, 100)).toEqual({ retryAfterSeconds: 2 });
      if (how === 'freezes') redis.resume();
      else await redis.restart();
      await waitFor(() => limiter.take({ viewerId: 'warm up', address: '' }, 1) instanceof Promise);
    });
  });

  describe('persisted queries in Redis', () => {
    const text = '{ products { nodes { id } } }';
    const sha256Hash = createHash('sha256').update(text).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    let processes: PersistedOperations[] = [];

    const start = (): PersistedOperations => {
      const operations = createPersistedOperations({ ...settings, redisUrl: redis.url });
      processes.push(operations);
      return operations;
    };
    const isConnected = (operations: PersistedOperations) => waitFor(() => operations.resolve({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }) instanceof Promise);
    const codeOf = (resolved: string | GraphQLError): unknown => (resolved instanceof GraphQLError ? resolved.extensions['code'] : resolved);

    beforeEach(() => redis.flush());
    afterEach(async () => {
      await Promise.all(processes.map((operations) => operations.close()));
      processes = [];
    });

    it('are known to every process once one has heard them, and then without asking again', async () => {
      const [one, other] = [start(), start()];
      await Promise.all([isConnected(one), isConnected(other)]);
      expect(codeOf(await one.resolve({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
      expect(one.resolve({ query: text, extensions })).toBe(text);
      await waitFor(async () => (await other.resolve({ extensions })) === text);
      expect(other.resolve({ extensions })).toBe(text);
    });

    it('are remembered by each process alone while Redis is frozen, and nobody waits', async () => {
      const operations = start();
      await isConnected(operations);
      redis.pause();
      const startedAt = performance.now();
      expect(codeOf(await operations.resolve({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
      expect(operations.resolve({ query: text, extensions })).toBe(text);
      expect(operations.resolve({ extensions })).toBe(text);
      expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS);
    });

    it('reach Redis at a bounded rate, so that invented texts do not fill it', async () => {
      const [one, other] = [start(), start()];
      await Promise.all([isConnected(one), isConnected(other)]);
      const invented = Array.from({ length: 40 }, (_, index) => `{ a${index} } #${'x'.repeat(60_000)}`).map((query) => ({ query, extensions: { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } } }));
      for (const params of invented) one.resolve(params);
      const sharedCount = async (): Promise<number> => (await Promise.all(invented.map(async ({ extensions: named }) => other.resolve({ extensions: named })))).filter((resolved) => typeof resolved === 'string').length;
      await waitFor(async () => (await sharedCount()) >= 10);
      expect(await sharedCount()).toBeLessThanOrEqual(19);
    });
  });
});
