import { describe, expect, it } from '@jest/globals';
import { decodeEntry, encodeEntry, encodeTombstone, versionOf, type Entry } from './entry.js';

const entry: Entry = { value: { name: 'Chá verde' }, version: 41, tags: ['products'], expiresAtMs: 1_000, loadMs: 3 };

describe('the text of an entry', () => {
  it('gives the entry back', () => {
    expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
  });

  it('tells "the source has nothing" from null', () => {
    const { value: _value, ...negative } = entry;
    expect(decodeEntry(encodeEntry(negative))).toEqual(negative);
    expect(decodeEntry(encodeEntry({ ...entry, value: null }))).toHaveProperty('value', null);
  });

  it('starts with the version, also of a tombstone, exactly up to 2^53 − 1', () => {
    expect(versionOf(encodeEntry({ ...entry, version: Number.MAX_SAFE_INTEGER }))).toBe(Number.MAX_SAFE_INTEGER);
    expect(versionOf(encodeTombstone(7))).toBe(7);
    expect(decodeEntry(encodeTombstone(7))).toBeUndefined();
  });

  it.each(['', 'x', '12', '12 {', '12 {}', '12 null', '{"e":1}'])('finds no entry in %j', (text) => {
    expect(decodeEntry(text)).toBeUndefined();
  });
});
