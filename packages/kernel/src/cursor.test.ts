import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor } from './cursor.js';

describe('cursors', () => {
  it('carry keyset columns there and back', () => {
    expect(decodeCursor(encodeCursor(['2026-04-01T12:00:00.000Z', 7, null]), ['string', 'number', 'nullable-string'])).toEqual(['2026-04-01T12:00:00.000Z', 7, null]);
    expect(decodeCursor(encodeCursor(['naïve ☕']), ['string'])).toEqual(['naïve ☕']);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['a wrong number of columns', encodeCursor(['a', 'b'])],
    ['a wrong type', encodeCursor([1])],
    ['null where none may be', encodeCursor([null])],
    ['too much text', encodeCursor(['x'.repeat(1_000)])],
  ])('are refused where they are %s', (_name, cursor) => {
    expect(decodeCursor(cursor, ['string'])).toBeUndefined();
  });
});
