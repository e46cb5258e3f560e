import { describe, expect, it } from '@jest/globals';
import { ValidationError } from '@souk/kernel';
import { parseAsOf } from './as-of.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const later = new Date(now.getTime() + 1);

describe('asOf', () => {
  it.each<[string, unknown, ReturnType<typeof parseAsOf>]>([
    ['nothing', undefined, undefined], ['null', null, undefined], ['now', { at: now }, { at: now, version: null }], ['a version', { version: 1 }, { at: null, version: 1 }],
    ['a version and no time', { version: 2, at: null }, { at: null, version: 2 }],
  ])('takes %s', (_what, asOf, expected) => {
    expect(parseAsOf(asOf, now)).toEqual(expected);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['a time to come', { at: later }, ['asOf', 'at']], ['a time before any', { at: new Date('1969-12-31T23:59:59.999Z') }, ['asOf', 'at']], ['no time at all', { at: new Date(Number.NaN) }, ['asOf', 'at']],
    ['version 0', { version: 0 }, ['asOf', 'version']], ['half a version', { version: 1.5 }, ['asOf', 'version']], ['a version that PostgreSQL cannot hold', { version: 2 ** 31 }, ['asOf', 'version']],
    ['both', { at: now, version: 1 }, ['asOf']], ['neither', {}, ['asOf']], ['two nulls', { at: null, version: null }, ['asOf']],
  ])('refuses %s', (_what, asOf, path) => {
    const parse = () => parseAsOf(asOf, now);
    expect(parse).toThrow(ValidationError);
    expect(parse).toThrow(expect.objectContaining({ path }));
  });
});
