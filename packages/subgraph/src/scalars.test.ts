import { describe, expect, it } from '@jest/globals';
import { parseValue as parseAst } from 'graphql';
import { scalars } from './scalars.js';

const BAD = expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } });

describe('scalars', () => {
  it.each([[0], [-1], [Number.MAX_SAFE_INTEGER], [Number.MIN_SAFE_INTEGER]])('BigInt takes %d, as a number, as text and literally', (value) => {
    expect(scalars.BigInt.parseValue(value)).toBe(value);
    expect(scalars.BigInt.parseValue(String(value))).toBe(value);
    expect(scalars.BigInt.parseLiteral(parseAst(String(value)))).toBe(value);
    expect(scalars.BigInt.parseLiteral(parseAst(`"${value}"`))).toBe(value);
    expect(scalars.BigInt.serialize(value)).toBe(value);
    expect(scalars.BigInt.serialize(BigInt(value))).toBe(value);
  });
  it.each([[1.5], ['1.5'], [2 ** 53], ['9007199254740992'], ['1e3'], [''], [true], [null], [Number.NaN], [{}], ['0x10'], [' 1']])('BigInt refuses %p', (value) => {
    expect(() => scalars.BigInt.parseValue(value)).toThrow(BAD);
  });
  it('BigInt refuses literals of other kinds', () => {
    for (const text of ['1.5', 'true', 'null', '[1]']) expect(() => scalars.BigInt.parseLiteral(parseAst(text))).toThrow(BAD);
  });

  it('DateTime reads instants of any zone and writes UTC with milliseconds', () => {
    expect(scalars.DateTime.parseValue('2026-04-01T12:00:00+02:00')).toEqual(new Date('2026-04-01T10:00:00.000Z'));
    expect(scalars.DateTime.parseLiteral(parseAst('"2026-04-01T12:00:00.5Z"'))).toEqual(new Date('2026-04-01T12:00:00.500Z'));
    expect(scalars.DateTime.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(scalars.DateTime.serialize('2026-04-01T12:00:00Z')).toBe('2026-04-01T12:00:00.000Z');
  });
  it.each([['2026-04-01'], ['2026-04-01T12:00:00'], ['2026-13-01T12:00:00Z'], ['yesterday'], [0], [null], ['']])('DateTime refuses %p', (value) => {
    expect(() => scalars.DateTime.parseValue(value)).toThrow(BAD);
  });

  it.each([['Decimal', '12.30'], ['Decimal', '-0.001'], ['CountryCode', 'BR'], ['Locale', 'pt-BR'], ['URL', 'https://souk.test/a'], ['URL', '/media/1']] as const)('%s takes %s', (name, value) => {
    expect(scalars[name].parseValue(value)).toBe(value);
    expect(scalars[name].serialize(value)).toBe(value);
  });
  it.each([['Decimal', '1,5'], ['Decimal', 1.5], ['CountryCode', 'br'], ['CountryCode', 'BRA'], ['Locale', 'not a tag'], ['URL', 'javascript:alert(1)'], ['URL', 'x'.repeat(3_000)]] as const)('%s refuses %p', (name, value) => {
    expect(() => scalars[name].parseValue(value)).toThrow(BAD);
  });
});
