import { describe, expect, it } from '@jest/globals';
import { compareCursors, START } from './feed-cursor.js';

describe('compareCursors', () => {
  it('orders by transaction, then by position, as whole numbers of 64 bits', () => {
    const sorted = [START, { tx: '9', position: '9' }, { tx: '9', position: '10' }, { tx: '10', position: '1' }, { tx: '18446744073709551614', position: '2' }, { tx: '18446744073709551615', position: '1' }];
    expect([...sorted].reverse().sort(compareCursors)).toEqual(sorted);
    for (const cursor of sorted) expect(compareCursors(cursor, { ...cursor })).toBe(0);
  });
});
