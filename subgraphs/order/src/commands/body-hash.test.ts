import { describe, expect, it } from '@jest/globals';
import { bodyHash } from './body-hash.js';

describe('bodyHash', () => {
  it('is the same for the same values in another order, and for absent and undefined', () => {
    expect(bodyHash({ a: 1, b: [{ c: 'x', d: null }] })).toBe(bodyHash({ b: [{ d: null, c: 'x', e: undefined }], a: 1 }));
  });

  it('is another for other values, another order of a list, another type', () => {
    const hashes = [{ a: [1, 2] }, { a: [2, 1] }, { a: ['1', 2] }, { b: [1, 2] }, { a: { 0: 1, 1: 2 } }, { a: null }, {}].map(bodyHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
