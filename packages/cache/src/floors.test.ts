import { describe, expect, it } from '@jest/globals';
import { Floors } from './floors.js';
import { TOMBSTONE_TTL_MS } from './shared-tier.js';

const at = (version: number, ...tags: string[]) => ({ version, tags });

describe('floors', () => {
  it('refuse what is older than the highest invalidation heard, and nothing else', () => {
    const floors = new Floors();
    floors.raiseKey('a', 5, 0);
    floors.raiseKey('a', 3, 1);
    expect([4, 5, 6].map((version) => floors.allow('a', at(version), 2))).toEqual([false, true, true]);
    expect(floors.allow('b', at(1), 2)).toBe(true);
  });

  it('refuse an entry for any of its tags', () => {
    const floors = new Floors();
    floors.raiseTag('products', 5, 0);
    expect(floors.allow('list', at(4, 'other', 'products'), 1)).toBe(false);
    expect(floors.allow('products', at(4), 1)).toBe(true);
  });

  it('end after their time', () => {
    const floors = new Floors();
    floors.raiseKey('a', 5, 0);
    expect(floors.allow('a', at(4), TOMBSTONE_TTL_MS - 1)).toBe(false);
    expect(floors.allow('a', at(4), TOMBSTONE_TTL_MS)).toBe(true);
  });

  it('refuse everything while one that was pushed out would still have refused something', () => {
    const floors = new Floors(2);
    for (const [key, nowMs] of [['a', 0], ['b', 10], ['c', 20]] as const) floors.raiseKey(key, 5, nowMs);
    expect(floors.allow('x', at(9), TOMBSTONE_TTL_MS - 1)).toBe(false);
    expect(floors.allow('x', at(9), TOMBSTONE_TTL_MS)).toBe(true);
  });
});
