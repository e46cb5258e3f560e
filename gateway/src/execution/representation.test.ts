import { describe, expect, it } from '@jest/globals';
import { type FetchDataRewrite, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { buildSchema } from 'graphql';
import { isOfType, representationsOf } from './representation.js';

const schema = buildSchema('type Query { a: A } interface Node { id: ID } interface Wide { id: ID } type A implements Node { id: ID size: Int at: At } type B implements Node { id: ID } type At { x: Int y: Int } union Both = A | B');

const field = (name: string, selections?: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({ kind: 'Field', name, ...(selections === undefined ? {} : { selections: [...selections] }) });
const on = (typeCondition: string, ...selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({ kind: 'InlineFragment', typeCondition, selections: [...selections] });
const ON_A = on('A', field('__typename'), field('id'), field('at', [field('x')]));
const BY_ID = () => [['id']];

describe('how a subgraph is told which entity is meant', () => {
  it('has the type and all that is required, and nothing else', () => {
    const representation = representationsOf([ON_A], [], schema, BY_ID)('A');
    expect(representation?.text({ __typename: 'A', size: 1, at: { y: 2, x: 1 }, id: '"' })).toBe('{"__typename":"A","id":"\\"","at":{"x":1}}');
  });

  it('is nothing where something required is missing, at the top or below', () => {
    const representation = representationsOf([ON_A], [], schema, BY_ID)('A');
    expect(representationsOf([on('A', field('__typename'), field('id'))], [], schema, BY_ID)('A')?.text({})).toBeUndefined();
    expect([representation?.text({ at: { x: 1 } }), representation?.text({ id: '1' }), representation?.text({ id: '1', at: {} }), representation?.text({ id: '1', at: [{ x: 1 }, {}] })]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('keeps null, lists, numbers and values that are no objects', () => {
    const text = representationsOf([ON_A], [], schema, BY_ID)('A');
    expect([null, [{ x: null }, null], 7, true].map((at) => text?.text({ id: 1, at }))).toEqual(['null', '[{"x":null},null]', '7', 'true'].map((at) => `{"__typename":"A","id":1,"at":${at}}`));
  });

  it('holds each field once, with everything that several fragments ask of it', () => {
    const representation = representationsOf([ON_A, on('Node', field('__typename'), field('id'), field('at', [field('y')]))], [], schema, BY_ID)('A');
    expect(representation?.text({ id: '1', at: { x: 1, y: 2 } })).toBe('{"__typename":"A","id":"1","at":{"x":1,"y":2}}');
  });

  it('says the real name of a field that stands for one with arguments', () => {
    const representation = representationsOf([on('A', field('__typename'), field('id'), field('size__souk1'))], [], schema, BY_ID)('A');
    expect(representation?.text({ id: '1', size__souk1: 3 })).toBe('{"__typename":"A","id":"1","size":3}');
  });

  it('says an interface\'s name where the plan rewrites it', () => {
    const rewrite: FetchDataRewrite = { kind: 'ValueSetter', path: ['... on Node', '__typename'], setValueTo: 'Node' };
    expect(representationsOf([on('Node', field('__typename'), field('id'))], [rewrite], schema, BY_ID)('B')?.text({ id: '1' })).toBe('{"__typename":"Node","id":"1"}');
  });

  it.each<FetchDataRewrite>([{ kind: 'ValueSetter', path: ['... on A', 'id'], setValueTo: 'x' }, { kind: 'ValueSetter', path: ['__typename'], setValueTo: 'x' }, { kind: 'KeyRenamer', path: ['... on A', '__typename'], renameKeyTo: 'x' }])('is refused where the plan rewrites anything else: %j', (rewrite) => {
    expect(() => representationsOf([ON_A], [rewrite], schema, BY_ID)('A')).toThrow('is not known');
  });

  it.each([['another type', 'B'], ['an unknown type', 'Nobody'], ['a type that is no name', 1]])('does not exist for %s', (_what, typename) => {
    expect(representationsOf([ON_A], [], schema, BY_ID)(typename)).toBeUndefined();
  });

  it('is that of the only object type asked for where the data says none', () => {
    expect(representationsOf([ON_A], [], schema, BY_ID)(undefined)?.text({ id: '1', at: null })).toBe('{"__typename":"A","id":"1","at":null}');
    expect(representationsOf([ON_A, on('B', field('__typename'), field('id'))], [], schema, BY_ID)(undefined)).toBeUndefined();
    expect(representationsOf([on('Node', field('__typename'), field('id'))], [], schema, BY_ID)(undefined)).toBeUndefined();
  });

  it('does not exist where no key of the subgraph is whole', () => {
    expect(representationsOf([ON_A], [], schema, () => [['id', 'size'], ['name']])('A')).toBeUndefined();
  });

  it('names the keys that tell entities apart, unless some are objects', () => {
    expect([representationsOf([on('A', field('__typename'), field('id'), field('size'))], [], schema, BY_ID)('A')?.keys, representationsOf([ON_A], [], schema, BY_ID)('A')?.keys]).toEqual([['id', 'size'], undefined]);
  });
});

describe('whether a type is of another', () => {
  it.each([['A', 'A', true], ['A', 'Node', true], ['A', 'Both', true], ['A', 'Wide', false], ['A', 'B', false], ['Node', 'A', false], ['Both', 'Both', true], ['Nobody', 'Node', false], ['A', 'Nobody', false], [undefined, 'Node', false]] as const)('%s of %s: %s', (type, condition, expected) => {
    expect(isOfType(schema, type, condition)).toBe(expected);
  });
});
