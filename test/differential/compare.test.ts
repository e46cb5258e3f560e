import { describe, expect, it } from '@jest/globals';
import { type GraphQLFormattedError } from 'graphql';
import { differencesOf } from './compare.js';

const failed = (path: readonly (string | number)[], message = 'Failed', code?: string): GraphQLFormattedError => ({ message, path, ...(code === undefined ? {} : { extensions: { code } }) });

describe('comparing an answer with what it must be', () => {
  const data = { a: [{ x: 1 }, null, { x: 3 }], b: null };
  const errors = [failed(['a', 1, 'x'], 'No x', 'NO_X'), failed(['b'])];
  const reference = { answer: { data, errors }, possibleErrors: [...errors, failed(['a', 1, 'y'])] };

  it('finds nothing where all is equal', () => {
    expect(differencesOf(reference, { data, errors })).toEqual([]);
  });

  it.each([
    ['a wrong value', { a: [{ x: 1 }, null, { x: 4 }], b: null }, /a\.2\.x: 3 expected, 4 got/],
    ['a number that became a text', { a: [{ x: '1' }, null, { x: 3 }], b: null }, /a\.0\.x/],
    ['items in another order', { a: [{ x: 3 }, null, { x: 1 }], b: null }, /a\.0\.x: 1 expected, 3 got/],
    ['a missing item', { a: [{ x: 1 }, null], b: null }, /3 items expected, 2 got/],
    ['a missing field', { a: [{ x: 1 }, null, {}], b: null }, /fields x expected/],
    ['a field too many', { a: [{ x: 1 }, null, { x: 3, __typename: 'A' }], b: null }, /fields x expected, x, __typename got/],
    ['fields in another order', { b: null, a: data.a }, /fields a, b expected, b, a got/],
    ['null that climbed too far', { a: null, b: null }, /expected, null got/],
    ['null that did not climb', { a: [{ x: 1 }, { x: null }, { x: 3 }], b: null }, /a\.1: null expected/],
    ['no data', undefined, /\(root\)/],
  ])('finds %s', (_what, wrong, message) => {
    expect(differencesOf(reference, { data: wrong, errors }).join('\n')).toMatch(message);
  });

  it('takes any one of the errors that could have made one null', () => {
    expect(differencesOf(reference, { data, errors: [failed(['a', 1, 'y']), failed(['b'])] })).toEqual([]);
    expect(differencesOf(reference, { data, errors: [...errors, failed(['a', 1, 'y'])] })).toEqual([]);
  });

  it.each([
    ['a dropped error', [errors[0]], /no error explains the null at b/],
    ['an error of an item at another item', [failed(['a', 0, 'x'], 'No x', 'NO_X'), errors[1]], /unexpected error at a\.0\.x/],
    ['an error without its index', [failed(['a', 'x'], 'No x', 'NO_X'), errors[1]], /unexpected error at a\.x/],
    ['an error without a path', [...errors, { message: 'Oops' }], /unexpected error at \(no path\)/],
    ['an error that is told twice', [...errors, errors[1]], /reported twice at b/],
    ['another code', [failed(['a', 1, 'x'], 'No x', 'OTHER'), errors[1]], /has code OTHER and not NO_X/],
    ['another message beside a code', [failed(['a', 1, 'x'], 'Masked', 'NO_X'), errors[1]], /says Masked and not No x/],
  ])('finds %s', (_what, wrong, message) => {
    expect(differencesOf(reference, { data, errors: wrong.filter((error) => error !== undefined) }).join('\n')).toMatch(message);
  });

  it('lets a message without a code be masked', () => {
    expect(differencesOf(reference, { data, errors: [failed(['a', 1, 'y'], 'Internal server error', 'INTERNAL_SERVER_ERROR'), failed(['b'], 'Internal server error')] })).toEqual([]);
  });

  it('finds an error that hides nothing', () => {
    expect(differencesOf({ answer: { data: { a: 1 } }, possibleErrors: [] }, { data: { a: 1 }, errors: [failed(['a'])] })).toEqual(['unexpected error at a: Failed']);
  });

  it('wants an error where all is null', () => {
    const whole = { answer: { data: null, errors: [failed(['a', 'b'])] }, possibleErrors: [failed(['a', 'b'])] };
    expect(differencesOf(whole, { data: null, errors: [failed(['a', 'b'])] })).toEqual([]);
    expect(differencesOf(whole, { data: null })).toEqual(['no error explains the null at the root']);
  });
});
