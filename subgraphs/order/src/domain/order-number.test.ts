import { describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { orderNumber } from './order-number.js';

describe('orderNumber', () => {
  it('is ten digits that cannot be misheard', () => {
    for (let index = 0; index < 200; index += 1) expect(orderNumber(newId())).toMatch(/^S-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  it('is the same for the same order, and another for another made in the same millisecond', () => {
    const ids = Array.from({ length: 1_000 }, () => newId(1_700_000_000_000));
    expect(ids.map(orderNumber)).toEqual(ids.map(orderNumber));
    expect(new Set(ids.map(orderNumber)).size).toBe(1_000);
  });

  it('keeps leading zeros', () => {
    expect(orderNumber('01890000-0000-7000-8000-000000000001')).toBe('S-00000-00001');
  });
});
