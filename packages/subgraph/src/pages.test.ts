import { describe, expect, it } from '@jest/globals';
import { connectionArguments, toConnection } from './pages.js';

describe('connectionArguments', () => {
  it('reads a page forward and one backward', () => {
    expect(connectionArguments({ first: 20, after: 'c' })).toEqual({ limit: 20, cursor: 'c', backward: false });
    expect(connectionArguments({ last: 5, before: 'c' })).toEqual({ limit: 5, cursor: 'c', backward: true });
  });
  it('takes null as absent', () => expect(connectionArguments({ first: 3, after: null, last: null, before: null })).toEqual({ limit: 3, backward: false }));
  it('goes backward where last stands beside the default of first', () => expect(connectionArguments({ first: 24, last: 2 })).toEqual({ limit: 2, backward: true }));
  it('takes at most 100 where no size is given', () => expect(connectionArguments({})).toEqual({ limit: 100, backward: false }));
  it('lets nobody ask for nothing less than 0 or more than 100', () => {
    expect(connectionArguments({ first: 0 })).toMatchObject({ limit: 0 });
    expect(() => connectionArguments({ first: -1 })).toThrow('first: expected 0 to 100, got -1');
    expect(() => connectionArguments({ last: 101 })).toThrow('last: expected 0 to 100, got 101');
  });
  it('refuses a cursor of the other direction', () => {
    expect(() => connectionArguments({ first: 1, before: 'c' })).toThrow('before: goes with last');
    expect(() => connectionArguments({ last: 1, after: 'c' })).toThrow('after: goes with first');
  });
});

describe('toConnection', () => {
  const cursorOf = (row: number): string => `c${row}`;
  it('knows that there is more from the one row too many', () => {
    const { nodes, edges, pageInfo } = toConnection([1, 2, 3], { limit: 2, backward: false }, cursorOf);
    expect(nodes).toEqual([1, 2]);
    expect(edges).toEqual([{ cursor: 'c1', node: 1 }, { cursor: 'c2', node: 2 }]);
    expect(pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false, startCursor: 'c1', endCursor: 'c2' });
  });
  it('turns a backward page round', () => {
    const { nodes, pageInfo } = toConnection([9, 8, 7], { limit: 2, cursor: 'c10', backward: true }, cursorOf);
    expect(nodes).toEqual([8, 9]);
    expect(pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: true, startCursor: 'c8', endCursor: 'c9' });
  });
  it('is empty where there is nothing', () => {
    expect(toConnection([], { limit: 2, backward: false }, cursorOf)).toEqual({ edges: [], nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } });
  });
});
