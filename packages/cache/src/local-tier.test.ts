import { describe, expect, it } from '@jest/globals';
import { type Entry } from './entry.js';
import { LocalTier } from './local-tier.js';

const entry = (version: number, tags: readonly string[] = []): Entry => ({ value: version, version, tags, expiresAtMs: 1_000, loadMs: 0 });

describe('the tier inside the process', () => {
  it('holds at most its entries, the least recently used going first', () => {
    const tier = new LocalTier({ maxEntries: 2, maxBytes: 1_000_000 });
    tier.set('a', entry(1), 1);
    tier.set('b', entry(1), 1);
    tier.get('a', 0);
    tier.set('c', entry(1), 1);
    expect(['a', 'b', 'c'].map((key) => tier.get(key, 0)?.version)).toEqual([1, undefined, 1]);
  });

  it('holds at most its bytes, and nothing larger than itself', () => {
    const tier = new LocalTier({ maxEntries: 100, maxBytes: 10_000 });
    for (let index = 0; index < 50; index += 1) tier.set(`key ${index}`, entry(1), 1_000);
    expect(tier.bytes).toBeLessThanOrEqual(10_000);
    tier.set('large', entry(1, ['t']), 20_000);
    expect(tier.get('large', 0)).toBeUndefined();
  });

  it('forgets at the end of an entry’s life', () => {
    const tier = new LocalTier({ maxEntries: 10, maxBytes: 10_000 });
    tier.set('a', entry(1), 1);
    expect(tier.get('a', 999)).toBeDefined();
    expect(tier.get('a', 1_000)).toBeUndefined();
  });

  it('keeps the newer of two', () => {
    const tier = new LocalTier({ maxEntries: 10, maxBytes: 10_000 });
    tier.set('a', entry(2), 1);
    tier.set('a', entry(1), 1);
    expect(tier.get('a', 0)?.version).toBe(2);
  });

  it('forgets by key and by tag what is older than the change', () => {
    const tier = new LocalTier({ maxEntries: 10, maxBytes: 10_000 });
    tier.set('old', entry(1, ['list']), 1);
    tier.set('new', entry(2, ['list']), 1);
    tier.set('other', entry(1, ['other']), 1);
    tier.forgetTag('list', 2);
    tier.forgetKey('other', 1);
    expect(['old', 'new', 'other'].map((key) => tier.get(key, 0)?.version)).toEqual([undefined, 2, 1]);
    tier.forgetKey('other', 2);
    expect(tier.get('other', 0)).toBeUndefined();
  });
});
