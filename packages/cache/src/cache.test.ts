import { describe, expect, it } from '@jest/globals';
import { type Clock } from '@souk/kernel';
import { silentLogger } from '@souk/telemetry';
import { createCache, type Cache, type CacheEntryValue } from './cache.js';

const LOCAL = { maxEntries: 100, maxBytes: 1_000_000 };

const setUp = ({ random = () => 0.5 }: { readonly random?: () => number } = {}) => {
  let nowMs = 0;
  const clock: Clock = { now: () => new Date(nowMs) };
  const cache = createCache({ namespace: 'test', local: LOCAL, clock, random, logger: silentLogger });
  return { cache, advance: (ms: number) => { nowMs += ms; } };
};

/** One turn of the event loop: every promise that can go on has gone on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A source whose answers the test lets go one by one. */
const gatedSource = (values: Map<string, CacheEntryValue<string>>) => {
  const asked: (readonly string[])[] = [];
  const waiting: (() => void)[] = [];
  const load = async (keys: readonly string[]): Promise<ReadonlyMap<string, CacheEntryValue<string>>> => {
    asked.push(keys);
    const answer = new Map(keys.flatMap((key) => [...(values.has(key) ? [[key, values.get(key) ?? { value: '', version: 0 }] as const] : [])]));
    await new Promise<void>((resolve) => waiting.push(resolve));
    return answer;
  };
  const release = async (count = Number.POSITIVE_INFINITY): Promise<void> => {
    await turn();
    for (const next of waiting.splice(0, count)) next();
    await turn();
  };
  return { asked, load, release };
};

const source = (values: Readonly<Record<string, CacheEntryValue<unknown>>>) => {
  const asked: (readonly string[])[] = [];
  return { asked, load: async (keys: readonly string[]) => {
    asked.push(keys);
    return new Map(Object.entries(values).filter(([key]) => keys.includes(key)));
  } };
};

const read = (cache: Cache, keys: readonly string[], load: (keys: readonly string[]) => Promise<ReadonlyMap<string, CacheEntryValue<unknown>>>) =>
  cache.getMany(keys, { ttlMs: 10_000, negativeTtlMs: 1_000, load });

describe('a cache', () => {
  it('answers in the order of the keys, repeats included, and asks the source once for what is missing', async () => {
    const { cache } = setUp();
    const { asked, load } = source({ a: { value: 'A', version: 1 }, b: { value: 'B', version: 1 } });
    expect(await read(cache, ['b', 'a', 'missing', 'b'], load)).toEqual(['B', 'A', undefined, 'B']);
    expect(await read(cache, ['a', 'missing'], load)).toEqual(['A', undefined]);
    expect(asked).toEqual([['b', 'a', 'missing']]);
  });

  it('asks again for a known absence after its own, shorter time', async () => {
    const { cache, advance } = setUp();
    const { asked, load } = source({ a: { value: 'A', version: 1 } });
    await read(cache, ['a', 'missing'], load);
    advance(1_000);
    await read(cache, ['a', 'missing'], load);
    expect(asked).toEqual([['a', 'missing'], ['missing']]);
  });

  it.each([[0, 10_000], [0.999, 8_002]])('keeps an entry no longer than its TTL, less a jitter (random %d: %d ms)', async (random, lifeMs) => {
    const { cache, advance } = setUp({ random: () => random || Number.MIN_VALUE });
    const { asked, load } = source({ a: { value: 'A', version: 1 } });
    await read(cache, ['a'], load);
    advance(lifeMs - 2);
    await read(cache, ['a'], load);
    expect(asked).toHaveLength(1);
    advance(4);
    await read(cache, ['a'], load);
    expect(asked).toHaveLength(2);
  });

  it('lets many readers share one read of the source', async () => {
    const { cache } = setUp();
    const { asked, load, release } = gatedSource(new Map([['a', { value: 'A', version: 1 }], ['b', { value: 'B', version: 1 }]]));
    const reads = [read(cache, ['a'], load), read(cache, ['a', 'b'], load), read(cache, ['a'], load)];
    await release();
    expect(await Promise.all(reads)).toEqual([['A'], ['A', 'B'], ['A']]);
    expect(asked).toEqual([['a'], ['b']]);
    expect(cache.stats().joins).toBe(2);
  });

  it('hands a failure of the source to those who wait, and remembers nothing of it', async () => {
    const { cache } = setUp();
    const fail = async (): Promise<never> => {
      throw new Error('no database');
    };
    const both = await Promise.allSettled([read(cache, ['a'], fail), read(cache, ['a'], fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await read(cache, ['a'], source({ a: { value: 'A', version: 1 } }).load)).toEqual(['A']);
  });

  it('forgets at once what is older than an invalidation, and keeps what is not', async () => {
    const { cache } = setUp();
    const { asked, load } = source({ a: { value: 'A', version: 5 }, list: { value: [1], version: 5, tags: ['products'] } });
    await read(cache, ['a', 'list'], load);
    void cache.invalidate([{ key: 'a', version: 5 }, { tag: 'products', version: 5 }]);
    await read(cache, ['a', 'list'], load);
    expect(asked).toHaveLength(1);
    void cache.invalidate([{ key: 'a', version: 6 }, { tag: 'products', version: 6 }]);
    await read(cache, ['a', 'list'], load);
    expect(asked).toEqual([['a', 'list'], ['a', 'list']]);
  });

  it('does not keep a refill that an invalidation overtook, and starts anew for whoever comes after it', async () => {
    const { cache } = setUp();
    const values = new Map([['a', { value: 'old', version: 1 }]]);
    const { asked, load, release } = gatedSource(values);
    const before = read(cache, ['a'], load);
    await turn();
    values.set('a', { value: 'new', version: 2 });
    await cache.invalidate([{ key: 'a', version: 2 }]);
    const after = read(cache, ['a'], load);
    await release();
    expect(await Promise.all([before, after])).toEqual([['old'], ['new']]);
    expect(asked).toHaveLength(2);
    expect(await read(cache, ['a'], load)).toEqual(['new']);
    expect(cache.stats().refused).toBe(1);
  });

  it('does the same for a tag, whose entries are not known before they arrive', async () => {
    const { cache } = setUp();
    const values = new Map([['list', { value: 'old', version: 1, tags: ['products'] }]]);
    const { load, release } = gatedSource(values);
    const before = read(cache, ['list'], load);
    await turn();
    values.set('list', { value: 'new', version: 2, tags: ['products'] });
    await cache.invalidate([{ tag: 'products', version: 2 }]);
    const after = read(cache, ['list'], load);
    await release();
    expect(await Promise.all([before, after])).toEqual([['old'], ['new']]);
    expect(await read(cache, ['list'], load)).toEqual(['new']);
  });

  it('drops "not there" for any news of the key, however it is numbered', async () => {
    const { cache } = setUp();
    const { load } = source({});
    await read(cache, ['a'], load);
    await cache.invalidate([{ key: 'a', version: 0 }]);
    expect(await read(cache, ['a'], source({ a: { value: 'A', version: 0 } }).load)).toEqual(['A']);
  });

  it('drops every "not there" under a tag at once', async () => {
    const { cache } = setUp();
    const ask = (load: (keys: readonly string[]) => Promise<ReadonlyMap<string, CacheEntryValue<unknown>>>) => cache.getMany(['a'], { ttlMs: 10_000, negativeTtlMs: 5_000, negativeTags: ['absent'], load });
    expect(await ask(source({}).load)).toEqual([undefined]);
    await cache.invalidate([{ tag: 'absent', version: 1 }]);
    expect(await ask(source({ a: { value: 'A', version: 1 } }).load)).toEqual(['A']);
  });

  it('lets readers share the read that began after an invalidation, also once the overtaken one has ended', async () => {
    const { cache } = setUp();
    const { asked, load, release } = gatedSource(new Map([['a', { value: 'A', version: 2 }]]));
    const overtaken = read(cache, ['a'], load);
    await turn();
    await cache.invalidate([{ key: 'a', version: 3 }]);
    const fresh = read(cache, ['a'], load);
    await release(1);
    await overtaken;
    const joining = read(cache, ['a'], load);
    await release();
    expect(await Promise.all([fresh, joining])).toEqual([['A'], ['A']]);
    expect(asked).toHaveLength(2);
  });

  it('does not keep a refill that took too long', async () => {
    const { cache, advance } = setUp({ random: () => 1 - Number.EPSILON });
    const { asked, load, release } = gatedSource(new Map([['a', { value: 'A', version: 1 }]]));
    const slow = read(cache, ['a'], load);
    await turn();
    advance(30_001);
    await release();
    expect(await slow).toEqual(['A']);
    const again = read(cache, ['a'], load);
    await release();
    await again;
    expect(asked).toHaveLength(2);
  });

  it('renews a busy entry in the background before it ends', async () => {
    const { cache, advance } = setUp({ random: () => 0.001 });
    const values = new Map([['a', { value: 'old', version: 1 }]]);
    const { asked, load, release } = gatedSource(values);
    const first = read(cache, ['a'], load);
    await turn();
    advance(500);
    await release();
    await first;
    values.set('a', { value: 'new', version: 2 });
    advance(7_000);
    expect(await read(cache, ['a'], load)).toEqual(['old']);
    await release();
    expect(asked).toHaveLength(2);
    expect(await read(cache, ['a'], load)).toEqual(['new']);
  });

  it('refuses a TTL beyond the limit and a version that is no whole number', async () => {
    const { cache } = setUp();
    await expect(cache.getMany(['a'], { ttlMs: 600_001, negativeTtlMs: 1, load: source({}).load })).rejects.toThrow('a TTL is at most 600000 ms');
    await expect(cache.invalidate([{ key: 'a', version: 1.5 }])).rejects.toThrow('a version is a whole number, got 1.5');
  });
});
