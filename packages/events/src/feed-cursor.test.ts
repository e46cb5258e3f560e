import { describe, expect, it } from '@jest/globals';
import { compareCursors, decodeCursor, encodeCursor, START } from './feed-cursor.js';

describe('compareCursors', () => {
  it('orders by transaction, then by position, as whole numbers of 64 bits', () => {
    const sorted = [START, { tx: '9', position: '9' }, { tx: '9', position: '10' }, { tx: '10', position: '1' }, { tx: '18446744073709551614', position: '2' }, { tx: '18446744073709551615', position: '1' }];
    expect([...sorted].reverse().sort(compareCursors)).toEqual(sorted);
    for (const cursor of sorted) expect(compareCursors(cursor, { ...cursor })).toBe(0);
  });
});

describe('decodeCursor', () => {
  it('gives back what was encoded', () => {
    for (const cursor of [START, { tx: '18446744073709551615', position: '9223372036854775807' }]) expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });
  it.each([undefined, null, 7, '', '1', '1/', '/1', '1/x', '1/2/3', `1/${'9'.repeat(21)}`])('knows that %p is none', (text) => {
    expect(decodeCursor(text)).toBeUndefined();
  });
});
