import { describe, expect, it } from '@jest/globals';
import { GraphQLBoolean, GraphQLEnumType, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLScalarType, GraphQLString, type GraphQLLeafType } from 'graphql';
import { JsonWriter } from './json-writer.js';
import { leafWriterOf } from './leaf-values.js';

const Color = new GraphQLEnumType({ name: 'Color', values: { RED: { value: 1 }, GREEN: {} } });
const Anything = new GraphQLScalarType({ name: 'Anything' });

/** The text, or undefined where the value is refused. */
const written = (type: GraphQLLeafType, value: unknown): string | undefined => {
  const json = new JsonWriter();
  const isValid = leafWriterOf(type)(value, json);
  const text = json.take().toString();
  if (!isValid) expect(text).toBe('');
  return isValid ? text : undefined;
};

describe('values of scalars and enums', () => {
  it.each<readonly [GraphQLLeafType, unknown, string | undefined]>([
    [GraphQLInt, 7, '7'], [GraphQLInt, -(2 ** 31), '-2147483648'], [GraphQLInt, 2 ** 31, undefined], [GraphQLInt, 1.5, undefined], [GraphQLInt, '7', '7'], [GraphQLInt, 'x', undefined], [GraphQLInt, '', undefined], [GraphQLInt, true, '1'], [GraphQLInt, {}, undefined], [GraphQLInt, [1], undefined],
    [GraphQLFloat, 1.5, '1.5'], [GraphQLFloat, 1e21, '1e+21'], [GraphQLFloat, -0, '0'], [GraphQLFloat, '1.5', '1.5'], [GraphQLFloat, Infinity, undefined], [GraphQLFloat, 'x', undefined], [GraphQLFloat, {}, undefined],
    [GraphQLString, 'é"', '"é\\""'], [GraphQLString, '', '""'], [GraphQLString, 1, '"1"'], [GraphQLString, true, '"true"'], [GraphQLString, {}, undefined], [GraphQLString, ['a'], undefined],
    [GraphQLID, 'a', '"a"'], [GraphQLID, 12, '"12"'], [GraphQLID, 1.5, undefined], [GraphQLID, true, undefined], [GraphQLID, {}, undefined],
    [GraphQLBoolean, true, 'true'], [GraphQLBoolean, false, 'false'], [GraphQLBoolean, 0, 'false'], [GraphQLBoolean, 'true', undefined], [GraphQLBoolean, {}, undefined],
    [Color, 'RED', '"RED"'], [Color, 'GREEN', '"GREEN"'], [Color, 'BLUE', undefined], [Color, 1, undefined], [Color, 'toString', undefined], [Color, ['RED'], undefined],
    [Anything, { a: [1, null] }, '{"a":[1,null]}'], [Anything, 'x', '"x"'], [Anything, 0, '0'],
  ])('%s %j: %s', (type, value, text) => {
    expect(written(type, value)).toBe(text);
  });

  it('refuses a value of a custom scalar that is nested too deeply to be written', () => {
    expect(written(Anything, JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`))).toBeUndefined();
  });
});
