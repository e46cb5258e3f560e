import { describe, expect, it } from '@jest/globals';
import { ValidationError, encodeCursor, newId } from '@souk/kernel';
import { isInstantPart, isUuidPart, readCursor } from './read-cursor.js';

describe('readCursor', () => {
  const read = (cursor: string) => readCursor(cursor, ['string', 'string'], ([at, id]) => isInstantPart(at) && isUuidPart(id));

  it('gives the parts of a cursor of this list', () => {
    const parts = ['2026-04-01T12:00:00.000Z', newId()];
    expect(read(encodeCursor(parts))).toEqual(parts);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['another number of parts', encodeCursor([newId()])],
    ['no instant', encodeCursor(['yesterday', newId()])],
    ['an instant that is none', encodeCursor(['2026-13-45T99:00:00Z', newId()])],
    ['no UUID', encodeCursor(['2026-04-01T12:00:00.000Z', 'x'])],
  ])('refuses %s', (_what, cursor) => {
    expect(() => read(cursor)).toThrow(ValidationError);
  });
});
