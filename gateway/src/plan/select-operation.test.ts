import { describe, expect, it } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import { composeServices } from '@apollo/composition';
import { GraphQLError, parse } from 'graphql';
import { createCostModel } from '../limits/cost-model.js';
import { selectOperation } from './select-operation.js';

const { supergraphSdl = '' } = composeServices([{ name: 'a', typeDefs: parse('type Query { a: Int b(x: Boolean): Int }') }]);
const costs = createCostModel(Supergraph.build(supergraphSdl).schema);
const selected = (text: string, name?: string): string => {
  const found = selectOperation(parse(text), name, costs);
  return found instanceof GraphQLError ? `${String(found.extensions['code'])}: ${found.message}` : found.operation.name?.value ?? '(no name)';
};

const TWO = 'query A { a } query B { b }';

describe('the operation that is meant', () => {
  it.each([
    ['the only one', '{ a }', undefined, '(no name)'], ['the only one, by an empty name', 'query A { a }', '', 'A'], ['the named one', TWO, 'B', 'B'],
    ['none of that name', TWO, 'C', 'OPERATION_RESOLUTION_FAILURE: Unknown operation named "C".'], ['none of that name where there is one', '{ a }', 'A', 'OPERATION_RESOLUTION_FAILURE: Unknown operation named "A".'],
    ['a name of every object', TWO, 'toString', 'OPERATION_RESOLUTION_FAILURE: Unknown operation named "toString".'],
    ['one of several', TWO, undefined, 'OPERATION_RESOLUTION_FAILURE: Must provide operation name if query contains multiple operations.'],
    ['none at all', 'fragment F on Query { a }', undefined, 'OPERATION_RESOLUTION_FAILURE: Must provide an operation.'],
  ])('%s', (_what, text, name, expected) => {
    expect(selected(text, name)).toBe(expected);
  });

  it('comes with its document\'s fragments and its own condition variables', () => {
    const found = selectOperation(parse('query A($x: Boolean!) { a @skip(if: $x) ...__proto__ } query B($y: Boolean!) { a @skip(if: $y) } fragment __proto__ on Query { b(x: $x) }'), 'A', costs);
    if (found instanceof GraphQLError) throw found;
    expect([Object.keys(found.fragments), found.conditions]).toEqual([['__proto__'], ['x']]);
  });
});
