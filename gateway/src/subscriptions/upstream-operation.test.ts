import { describe, expect, it } from '@jest/globals';
import { type FetchNode } from '@apollo/query-planner';
import { buildSchema, parse, validate } from 'graphql';
import { upstreamOperationOf } from './upstream-operation.js';

const schema = buildSchema(`
  type Progress { sequence: Int!, state: String! }
  type Query { a: Int }
  type Subscription { progress(id: ID!, afterSequence: Int): Progress!, ticks(afterSequence: Int): Int!, bare(id: ID!): Progress! }
`);
const upstream = (operation: string) => {
  const result = upstreamOperationOf({ operation, operationName: undefined } as FetchNode, schema);
  expect(validate(schema, parse(result.query))).toEqual([]);
  return result;
};

describe('the operation for the subgraph that owns a subscription', () => {
  it('can go on after any sequence number, and always asks for it', () => {
    const { query, rootKey, variablesFor, sequenceOf } = upstream('subscription($id: ID!) { p: progress(id: $id) { state } }');
    expect(rootKey).toBe('p');
    expect(query.replace(/\s+/g, ' ')).toBe('subscription ($id: ID!, $soukAfterSequence: Int) { p: progress(id: $id, afterSequence: $soukAfterSequence) { soukSequence: sequence state } }');
    expect(variablesFor({ id: '1', other: 2 })).toEqual({ id: '1' });
    expect(variablesFor({ id: '1' }, 7)).toEqual({ id: '1', soukAfterSequence: 7 });
    expect(sequenceOf({ p: { soukSequence: 3, state: 'x' } })).toBe(3);
    expect([null, undefined, {}, { p: null }].map(sequenceOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each([
    ['a literal', 'subscription { progress(id: 1, afterSequence: 4) { sequence } }', {}, 4],
    ['null', 'subscription { progress(id: 1, afterSequence: null) { sequence } }', {}, null],
    ['a variable', 'subscription($a: Int) { progress(id: 1, afterSequence: $a) { sequence } }', { a: 5 }, 5],
    ['a variable that is not given', 'subscription($a: Int) { progress(id: 1, afterSequence: $a) { sequence } }', {}, undefined],
    ['a variable with a default', 'subscription($a: Int = 6) { progress(id: 1, afterSequence: $a) { sequence } }', {}, 6],
  ])('begins where the client asks: %s', (_name, operation, variables, from) => {
    const { variablesFor, canResume } = upstream(operation);
    expect(variablesFor(variables)).toEqual(from === undefined ? {} : { soukAfterSequence: from });
    expect(variablesFor(variables, 9)).toEqual({ soukAfterSequence: 9 });
    expect([canResume(variables), canResume(variables, 9)]).toEqual([typeof from === 'number', true]);
  });

  it.each(['subscription { ticks }', 'subscription($id: ID!) { bare(id: $id) { sequence } }'])('is left as it is without both a cursor and a sequence: %s', (operation) => {
    const { query, variablesFor, canResume, sequenceOf } = upstream(operation);
    expect([query, canResume({}), canResume({}, 1)]).toEqual([operation, false, false]);
    expect(sequenceOf({ bare: { soukSequence: 1 } })).toBeUndefined();
    expect(variablesFor({ id: '1', other: 1 })).toEqual(operation.includes('$id') ? { id: '1' } : {});
  });
});
