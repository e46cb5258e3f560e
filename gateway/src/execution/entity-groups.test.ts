import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { type DataObject, type Path } from './data.js';
import { EntityGroups, type SharedValues } from './entity-groups.js';
import { representationsOf } from './representation.js';

const schema = buildSchema('type Query { a: A } type A { id: ID at: At } type B { id: ID region: String } type At { x: Int }');
const field = (name: string) => ({ kind: 'Field' as const, name });
const representations = representationsOf([
  { kind: 'InlineFragment', typeCondition: 'A', selections: [field('__typename'), field('id')] },
  { kind: 'InlineFragment', typeCondition: 'B', selections: [field('__typename'), field('region'), field('id')] },
], [], schema, () => [['id']]);

const groupsOf = (data: DataObject, path: Path = ['list', '@'], shared: SharedValues = new Set()) => new EntityGroups(representations, shared).collect(data, path);
const a = (id: unknown, more: object = {}): DataObject => ({ __typename: 'A', id, ...more });

describe('the entities at a path', () => {
  it('are each there once, in their order', () => {
    expect(groupsOf({ list: [a('1'), a('2'), a('1')] }).map(({ text }) => text)).toEqual(['{"__typename":"A","id":"1"}', '{"__typename":"A","id":"2"}']);
  });

  it.each([['a text and a number', '1', 1], ['null and a text', null, 'null'], ['two types', '1', undefined]])('are told apart: %s', (_what, left, right) => {
    const other = right === undefined ? { __typename: 'B', region: 'x', id: left } : a(right);
    expect(groupsOf({ list: [a(left), other] })).toHaveLength(2);
  });

  it('are told apart by every field of a compound key', () => {
    const b = (region: string, id: string): DataObject => ({ __typename: 'B', region, id });
    expect(groupsOf({ list: [b('x', '1'), b('x', '2'), b('y', '1'), b('x', '1'), b('x', '2')] }).map(({ text }) => text)).toEqual([
      '{"__typename":"B","region":"x","id":"1"}', '{"__typename":"B","region":"x","id":"2"}', '{"__typename":"B","region":"y","id":"1"}',
    ]);
  });

  it('are one where their key is null or an object', () => {
    expect(groupsOf({ list: [a(null), a(null), a({ x: 1 }), a({ x: 1 })] }).map(({ objects }) => objects.length)).toEqual([2, 2]);
  });

  it('are not there without a key, a known type or an object', () => {
    expect(groupsOf({ list: [a(undefined), { id: '1' }, { __typename: 'Nobody', id: '1' }, null, 'x', 7] })).toEqual([]);
  });

  it('are found through lists of lists, and through lists that the path does not name', () => {
    expect(groupsOf({ list: [[a('1')], [a('2')]] })).toHaveLength(2);
    expect(groupsOf({ list: { inner: [a('3')] } }, ['list', 'inner'])).toHaveLength(1);
  });
});

describe('what was collected a moment ago', () => {
  it('is collected again, for another fetch, without a walk', () => {
    const list = [a('1'), a('2', { at: { x: 1 } }), a('1'), a('2'), { __typename: 'B', id: '3', region: 'x' }];
    const first = new EntityGroups(representations, new Set());
    const groups = first.collect({ list }, ['list', '@']);
    const again = new EntityGroups(representations, new Set()).collectFrom(first.standing);
    expect(again.map(({ text, objects }) => [text, objects])).toEqual(groups.map(({ text, objects }) => [text, objects]));
    expect(groups.map(({ objects }) => objects.length)).toEqual([1, 2, 1]);
  });

  it('is there whatever the first fetch asks for', () => {
    const others = representationsOf([{ kind: 'InlineFragment', typeCondition: 'B', selections: [field('__typename'), field('id')] }], [], schema, () => [['id']]);
    const list = [a('1'), a('1'), a(undefined), { __typename: 'B', id: '2' }];
    const first = new EntityGroups(others, new Set());
    first.collect({ list }, ['list', '@']);
    const [group] = new EntityGroups(representations, new Set()).collectFrom(first.standing);
    expect(group?.objects).toHaveLength(2);
    expect(list[0]).not.toBe(list[1]);
  });
});

describe('objects that do not say what they are', () => {
  const onlyA = representationsOf([{ kind: 'InlineFragment', typeCondition: 'A', selections: [field('__typename'), field('id')] }], [], schema, () => [['id']]);

  it('are of the only type that is asked for', () => {
    const list = [{ id: '1' }, { id: '1' }, { id: '2', at: {} }, { __typename: 'B', id: '3' }];
    const groups = new EntityGroups(onlyA, new Set()).collect({ list }, ['list', '@']);
    expect(groups.map(({ text, objects }) => [text, objects.length])).toEqual([['{"__typename":"A","id":"1"}', 1], ['{"__typename":"A","id":"2"}', 1]]);
    expect(list[1]).toBe(list[0]);
  });
});

describe('what stands in several places', () => {
  it('is walked once', () => {
    const list = [a('1', { at: {} }), a('1', { at: {} })];
    const [group] = groupsOf({ one: { list }, two: { list }, all: [{ list }, { list }] }, ['all', '@', 'list', '@'], new Set<object>([list]));
    expect(group?.objects).toEqual(list);
  });

  it('is walked again where the path leads deeper into it', () => {
    const inner = { next: a('2') };
    const shared: SharedValues = new Set<object>([inner]);
    const data = { next: inner, other: { next: inner } };
    expect(groupsOf(data, ['next', 'next'], shared)).toHaveLength(1);
    expect(groupsOf(data, ['other', 'next', 'next'], shared)).toHaveLength(1);
  });
});

describe('objects that stand for one entity', () => {
  it('become one object where they hold nothing but its name, and that one is shared', () => {
    const data = { list: [a('1'), a('2'), a('1')] };
    const shared: SharedValues = new Set();
    const [first] = groupsOf(data, ['list', '@'], shared);
    expect(first?.objects).toHaveLength(1);
    expect(data.list[2]).toBe(data.list[0]);
    expect([...shared]).toEqual([data.list[0]]);
  });

  it('become one under a field, too', () => {
    const data = { list: [{ of: a('1') }, { of: a('1') }] };
    groupsOf(data, ['list', '@', 'of']);
    expect(data.list[1]?.of).toBe(data.list[0]?.of);
  });

  it.each([[a('1'), a('1', { own: 2 })], [a('1', { own: 1 }), a('1')], [a('1', { own: 1 }), a('1', { own: 2 })]])('stay each in its place where one holds more: %j %j', (left, right) => {
    const data = { list: [left, right] };
    const shared: SharedValues = new Set();
    const [group] = groupsOf(data, ['list', '@'], shared);
    expect(group?.objects).toEqual([left, right]);
    expect([data.list[0] === left, data.list[1] === right, shared.size]).toEqual([true, true, 0]);
  });

  it('are one where the same object stands twice', () => {
    const object = a('1', { own: 1 });
    expect(groupsOf({ list: [object, object] })[0]?.objects).toEqual([object]);
  });
});
