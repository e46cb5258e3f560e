import { describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { type z } from 'zod';
import { clientId, countryCode, expectedVersion, idempotencyKey, instant, moneyInput, sourceId, sourceName, trimmedText, uuid, uuidInId } from './inputs.js';

const HEX = '0123456789abcdef0123456789abcdef';
const UUID = '01234567-89ab-cdef-0123-456789abcdef';
const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

describe('inputs', () => {
  it('open an id, and leave what is none to the command, or refuse it', () => {
    expect(clientId('ord').parse(`ord_${HEX}`)).toEqual({ id: `ord_${HEX}`, uuid: UUID });
    expect(clientId('ord').parse('cart?')).toEqual({ id: 'cart?', uuid: undefined });
    expect(uuidInId('ord').parse(`ord_${HEX}`)).toBe(UUID);
    expect(uuidInId('ord').safeParse(`crt_${HEX}`).error?.issues).toMatchObject([{ code: 'custom', message: 'expected an id like ord_ and 32 hexadecimal digits' }]);
  });

  it('take a key in upper or lower case for the same', () => {
    const key = newId();
    expect(idempotencyKey.parse(key.toUpperCase())).toBe(key);
  });

  it('trim text before they measure it', () => {
    expect(trimmedText(3).parse('  abc ')).toBe('abc');
    expect([accepts(trimmedText(3), 'abcd'), accepts(trimmedText(3), '   ')]).toEqual([false, false]);
  });

  it.each<[string, z.ZodType, readonly unknown[], readonly unknown[]]>([
    ['an id', clientId('ord'), ['x'.repeat(200)], ['x'.repeat(201), 7]],
    ['a UUID', uuid, [UUID], [UUID.toUpperCase(), HEX, '']],
    ['a key', idempotencyKey, [UUID], ['key', `${UUID}0`, '']],
    ['a version', expectedVersion, [0, 7], [-1, 0.5, '1']],
    ['money', moneyInput, [{ amountMinor: 0, currency: 'EUR' }], [{ amountMinor: -1, currency: 'EUR' }, { amountMinor: 2 ** 53, currency: 'EUR' }, { amountMinor: 1, currency: 'XXX' }]],
    ['a country', countryCode, ['BR'], ['br', 'BRA']],
    ['an instant', instant, [new Date(0)], [new Date(-1), new Date('2200-01-02'), new Date(Number.NaN), '2026-01-01']],
    ['a source', sourceName, ['olist-2'], ['', 'Olist', 'x'.repeat(33)]],
    ['a source’s id', sourceId, [HEX], [HEX.toUpperCase(), `${HEX}0`, UUID]],
  ])('know %s', (_what, schema, good, bad) => {
    expect(good.map((value) => accepts(schema, value))).toEqual(good.map(() => true));
    expect(bad.map((value) => accepts(schema, value))).toEqual(bad.map(() => false));
  });
});
