import { describe, expect, it } from '@jest/globals';
import { failurePathsOf, withoutPlannerAliases } from './failure-paths.js';

describe('where a failed fetch leaves null', () => {
  it('is at each root field, by its response key', () => {
    expect(failurePathsOf('query { a: viewer { id } ... on Query { b } }', {})).toEqual([['a'], ['b']]);
  });

  it('is at each field of each entity, as its type has them', () => {
    const query = 'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { __typename shipments { id } due: deliverBy } ... on User { name } } }';
    expect(failurePathsOf(query, { representations: [{ __typename: 'Order' }, { __typename: 'User' }] })).toEqual([['_entities', 0, 'shipments'], ['_entities', 0, 'due'], ['_entities', 1, 'name']]);
  });

  it('is listed up to a number', () => {
    expect(failurePathsOf('query { _entities { ... on A { x } } }', { representations: Array.from({ length: 1_000 }, () => ({ __typename: 'A' })) })).toHaveLength(100);
  });

  it('is called what the client called it', () => {
    expect(withoutPlannerAliases(['a', 0, 'name__alias_12', 'b__alias_x'])).toEqual(['a', 0, 'name', 'b__alias_x']);
  });
});
