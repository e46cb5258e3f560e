import { describe, expect, it } from '@jest/globals';
import { smallGateway, type Asked } from '../../test/support/small-gateway.js';
import { type LaterPart } from './answer.js';

const A = 'type Query { me: User you: User all: [User] } type User @key(fields: "id") { id: ID! name: String must: String! }';
const B = 'type User @key(fields: "id") { id: ID! rank: Int }';
const C = 'type User @key(fields: "id") { id: ID! total: Int orders: [Order] } type Order @key(fields: "id") { id: ID! }';
const D = 'type Order @key(fields: "id") { id: ID! state: String }';

type Says = (asked: Asked) => unknown;

const USER = { __typename: 'User', id: '1', name: 'Ute', must: 'x' };
const entities = (...values: readonly unknown[]) => ({ data: { _entities: values } });
const FAILS = new Error('down');

const partsOf = async (query: string, says: Partial<Record<'a' | 'b' | 'c' | 'd', Says>>) => {
  const nothing: Says = () => ({ data: null });
  const gateway = smallGateway({ a: { sdl: A, says: says.a ?? nothing }, b: { sdl: B, says: says.b ?? nothing }, c: { sdl: C, says: says.c ?? nothing }, d: { sdl: D, says: says.d ?? nothing } });
  const { data, errors = [], later } = await gateway.run(query, {}, { acceptsParts: true });
  const parts: LaterPart[] = [];
  if (later !== undefined) for await (const part of later) parts.push(part);
  return {
    first: { data: JSON.parse(String(data)) as unknown, errors: errors.map(({ path }) => path?.join('.')) },
    hasNext: parts.map(({ hasNext }) => hasNext),
    patches: parts.flatMap(({ incremental }) => incremental).map((patch) => ({ path: patch.path.join('.'), data: JSON.parse(patch.data.toString()) as unknown, errors: (patch.errors ?? []).map(({ path }) => path?.join('.')) })),
  };
};

const later = <Value>(value: Value, waitMs: number): Promise<Value> => new Promise((resolve) => setTimeout(() => resolve(value), waitMs));

describe('what is put off', () => {
  it('says of each part but the last that another follows', async () => {
    const { first, hasNext, patches } = await partsOf('{ me { name ... @defer { rank } ... @defer { total } } }', { a: () => ({ data: { me: USER } }), b: () => entities({ rank: 1 }), c: () => later(entities({ total: 2 }), 30) });
    expect(first).toEqual({ data: { me: { name: 'Ute' } }, errors: [] });
    expect(hasNext).toEqual([true, false]);
    expect(patches).toEqual([{ path: 'me', data: { rank: 1 }, errors: [] }, { path: 'me', data: { total: 2 }, errors: [] }]);
  });

  it('comes in the order in which it is ready', async () => {
    const { patches } = await partsOf('{ me { name ... @defer { rank } ... @defer { total } } }', { a: () => ({ data: { me: USER } }), b: () => later(entities({ rank: 1 }), 30), c: () => entities({ total: 2 }) });
    expect(patches.map(({ data }) => data)).toEqual([{ total: 2 }, { rank: 1 }]);
  });

  it('has a patch for every object that it completes', async () => {
    const { patches, hasNext } = await partsOf('{ all { name ... @defer { rank } } }', { a: () => ({ data: { all: [USER, null, { ...USER, id: '2' }] } }), b: () => entities({ rank: 1 }, { rank: 2 }) });
    expect([patches.map(({ path, data }) => [path, data]), hasNext]).toEqual([[['all.0', { rank: 1 }], ['all.2', { rank: 2 }]], [false]]);
  });

  it('has none where the object is null', async () => {
    const { patches, hasNext } = await partsOf('{ me { name ... @defer { rank } } }', { a: () => ({ data: { me: null } }) });
    expect([patches, hasNext]).toEqual([[], [false]]);
  });

  it('is null where null climbs out of it, and no further', async () => {
    const { first, patches } = await partsOf('{ me { name ... @defer { must } } }', { a: ({ query }) => (query.includes('must') && !query.includes('name') ? { data: { me: { ...USER, must: null } } } : { data: { me: { ...USER, must: null } } }) });
    expect([first.data, patches]).toEqual([{ me: { name: 'Ute' } }, [{ path: 'me', data: null, errors: ['me.must'] }]]);
  });
});

describe('errors of what is put off', () => {
  it('go with their part, not with the first', async () => {
    const { first, patches } = await partsOf('{ me { name ... @defer { rank } } }', { a: () => ({ data: { me: USER } }), b: () => ({ data: null, errors: [{ message: 'x', path: ['_entities', 0, 'rank'] }] }) });
    expect([first.errors, patches]).toEqual([[], [{ path: 'me', data: { rank: null }, errors: ['me.rank'] }]]);
  });

  it('go with their part where the subgraph gave no answer', async () => {
    const { first, patches } = await partsOf('{ me { name ... @defer { rank } } }', { a: () => ({ data: { me: USER } }), b: () => Promise.reject(FAILS) });
    expect([first.errors, patches[0]?.errors]).toEqual([[], ['me.rank']]);
  });

  it('of the first part stay there', async () => {
    const { first, patches } = await partsOf('{ me { name ... @defer { rank } } }', { a: () => ({ data: { me: { ...USER, name: null } }, errors: [{ message: 'x', path: ['me', 'name'] }] }), b: () => entities({ rank: 1 }) });
    expect([first.errors, patches[0]?.errors]).toEqual([['me.name'], []]);
  });

  it('go with the object that they concern', async () => {
    const { patches } = await partsOf('{ all { name ... @defer { rank } } }', { a: () => ({ data: { all: [USER, { ...USER, id: '2' }] } }), b: () => ({ ...entities({ rank: 1 }, { rank: null }), errors: [{ message: 'x', path: ['_entities', 1, 'rank'] }] }) });
    expect(patches.map(({ errors }) => errors)).toEqual([[], ['all.1.rank']]);
  });

  it('wait for their part where another is ready before', async () => {
    const { patches } = await partsOf('{ me { name ... @defer { orders { id state } } } you { name ... @defer { rank } } }', {
      a: () => ({ data: { me: USER, you: { ...USER, id: '2' } } }),
      b: () => later(entities({ rank: 1 }), 40),
      c: () => ({ ...entities({ orders: [null, { __typename: 'Order', id: 'o' }] }), errors: [{ message: 'x', path: ['_entities', 0, 'orders', 0] }] }),
      d: () => later(entities({ state: 'NEW' }), 80),
    });
    expect(patches.map(({ path, errors }) => [path, errors])).toEqual([['you', []], ['me', ['me.orders.0']]]);
  });
});
