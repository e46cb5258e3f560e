import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { silentLogger } from '@souk/telemetry';
import { createRateLimiter, networkOf, rateLimitsOf, type RateLimiter } from './rate-limiter.js';
import { TokenBucket } from './token-bucket.js';

const LIMITS = { viewer: { capacity: 100, unitsPerSecond: 10 }, address: { capacity: 400, unitsPerSecond: 40 }, countsLoopback: false };

/** A limiter on a clock that only the test moves. */
const limiterAt = (limits = LIMITS): { readonly limiter: RateLimiter; readonly pass: (ms: number) => void } => {
  let nowMs = 1_000_000;
  return { limiter: createRateLimiter({ limits, clock: { now: () => new Date(nowMs) }, logger: silentLogger }), pass: (ms) => { nowMs += ms; } };
};

describe('the rate limit of one process', () => {
  it('answers at once, and says when to come back', () => {
    const { limiter, pass } = limiterAt();
    const ada = { viewerId: 'ada', address: '192.0.2.1' };
    expect(limiter.take(ada, 90)).toBeUndefined();
    expect(limiter.take(ada, 60)).toEqual({ retryAfterSeconds: 5 });
    pass(4_900);
    expect(limiter.take(ada, 60)).toEqual({ retryAfterSeconds: 1 });
    pass(100);
    expect(limiter.take(ada, 60)).toBeUndefined();
  });

  it('counts whoever has no address by the viewer alone, and nobody at all never', () => {
    const { limiter } = limiterAt();
    expect([limiter.take({ viewerId: 'ada', address: '' }, 100), limiter.take({ viewerId: 'ada', address: '' }, 1)]).toEqual([undefined, { retryAfterSeconds: 1 }]);
    expect(Array.from({ length: 9 }, () => limiter.take({ address: '' }, 100))).toEqual(Array(9).fill(undefined));
  });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('counts this machine\'s own address %s only where it is told to', (address) => {
    const { limiter } = limiterAt();
    const { limiter: strict } = limiterAt({ ...LIMITS, countsLoopback: true });
    expect([limiter.take({ address }, 400), limiter.take({ address }, 400)]).toEqual([undefined, undefined]);
    expect([strict.take({ address }, 400), strict.take({ address }, 400)]).toEqual([undefined, { retryAfterSeconds: 10 }]);
    expect([rateLimitsOf().countsLoopback, rateLimitsOf(1).countsLoopback, rateLimitsOf(1, 1).countsLoopback]).toEqual([false, false, true]);
  });

  it('counts an operation that costs nothing as one unit', () => {
    const { limiter } = limiterAt();
    expect(Array.from({ length: 400 }, () => limiter.take({ address: '192.0.2.1' }, 0)).filter((refused) => refused !== undefined)).toEqual([]);
    expect(limiter.take({ address: '192.0.2.1' }, 0)).toEqual({ retryAfterSeconds: 1 });
  });

  it('remembers 50,000 budgets, and forgets the one that was not used for longest', () => {
    const { limiter } = limiterAt();
    const take = (address: string, units: number) => limiter.take({ address }, units);
    take('first', 400);
    for (let index = 0; index < 49_999; index += 1) take(`other ${index}`, 400);
    expect(take('first', 1)).toEqual({ retryAfterSeconds: 1 });
    take('one more', 400);
    expect(take('other 0', 400)).toBeUndefined();
    expect(take('other 49998', 400)).toEqual({ retryAfterSeconds: 10 });
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'], ['::ffff:192.0.2.1', '192.0.2.1'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'], ['2001:DB8:0001:0002::1', '2001:db8:1:2'], ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'], ['fe80::1%eth0', 'fe80:0:0:0'], ['unknown', 'unknown'],
  ])('takes %s for the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('a token bucket', () => {
  it('never gives more than its capacity and what came back since, however it is asked', () => {
    const asks = fc.array(fc.record({ units: fc.integer({ min: 1, max: 100 }), passMs: fc.integer({ min: -500, max: 3_000 }) }), { maxLength: 100 });
    fc.assert(fc.property(asks, (sequence) => {
      const bucket = new TokenBucket(LIMITS.viewer, 0);
      let [nowMs, given, forwardMs] = [0, 0, 0];
      for (const { units, passMs } of sequence) {
        nowMs += passMs;
        forwardMs += Math.max(0, passMs);
        if (bucket.waitMs(units, nowMs) > 0) continue;
        bucket.take(units);
        given += units;
      }
      expect(given).toBeLessThanOrEqual(100 + (forwardMs / 1_000) * 10 + 1e-6);
    }));
  });

  it('holds no more than its capacity after the longest rest, and loses nothing to a clock that is set back', () => {
    const bucket = new TokenBucket(LIMITS.viewer, 0);
    bucket.take(100);
    expect(bucket.waitMs(100, 3_600_000)).toBe(0);
    bucket.take(100);
    expect(bucket.waitMs(10, 3_600_000)).toBe(1_000);
    expect(bucket.waitMs(10, 3_500_000)).toBe(1_000);
  });

  it('is as full as it said after the wait that it asked for', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (first, second) => {
      const bucket = new TokenBucket(LIMITS.viewer, 0);
      bucket.take(first);
      expect(bucket.waitMs(second, Math.ceil(bucket.waitMs(second, 0)))).toBe(0);
    }));
  });
});
