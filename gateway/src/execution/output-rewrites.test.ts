import { describe, expect, it } from '@jest/globals';
import { type FetchDataRewrite } from '@apollo/query-planner';
import { buildSchema } from 'graphql';
import { applyOutputRewrites } from './output-rewrites.js';

const schema = buildSchema('type Query { a: Node } interface Node { id: ID } type A implements Node { id: ID } type B implements Node { id: ID }');
const rewritten = (path: readonly string[], value: unknown): unknown => {
  applyOutputRewrites([{ kind: 'KeyRenamer', path: [...path], renameKeyTo: 'name' }], value, schema);
  return JSON.parse(JSON.stringify(value));
};

describe('fields that travelled under another name', () => {
  it('get the key under which they are expected', () => {
    expect(rewritten(['name__alias_0'], { id: '1', name__alias_0: 'x' })).toEqual({ id: '1', name: 'x' });
  });

  it('get it below fields and in every item of lists', () => {
    expect(rewritten(['list', 'name__alias_0'], { list: [{ name__alias_0: 1 }, [{ name__alias_0: 2 }], null, 'x'] })).toEqual({ list: [{ name: 1 }, [{ name: 2 }], null, 'x'] });
  });

  it('get it in objects of the type, of the interface and of no known type only', () => {
    const values = [{ __typename: 'A', n: 1 }, { __typename: 'B', n: 2 }, { n: 3 }, { __typename: 'Nobody', n: 4 }];
    expect(rewritten(['... on A', 'n'], structuredClone(values))).toEqual([{ __typename: 'A', name: 1 }, values[1], { name: 3 }, values[3]]);
    expect(rewritten(['... on Node', 'n'], structuredClone(values))).toEqual([{ __typename: 'A', name: 1 }, { __typename: 'B', name: 2 }, { name: 3 }, values[3]]);
  });

  it('replace nothing where they have not come', () => {
    expect(rewritten(['n'], { name: 'kept' })).toEqual({ name: 'kept' });
  });

  it('may be null', () => {
    expect(rewritten(['n'], { n: null })).toEqual({ name: null });
  });

  it('are nothing else that a plan may rewrite', () => {
    const rewrite: FetchDataRewrite = { kind: 'ValueSetter', path: ['a'], setValueTo: 1 };
    expect(() => applyOutputRewrites([rewrite], {}, schema)).toThrow('is not known');
  });
});
