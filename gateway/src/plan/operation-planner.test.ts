import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS_VIEWER, type Viewer } from '@souk/auth';
import { GraphQLError } from 'graphql';
import { smallGateway, type SmallGateway } from '../../test/support/small-gateway.js';
import { isRefused } from './document-cache.js';
import { type PreparedOperation } from './operation-planner.js';

const gatewayOf = (): SmallGateway => smallGateway({
  a: { sdl: 'type Query { item(id: ID): Item secret: String @authenticated name: String } type Item @key(fields: "id") { id: ID! name: String } type Mutation { add(n: Int): Item remove(n: Int): Item }', says: () => ({}) },
  b: { sdl: 'type Item @key(fields: "id") { id: ID! price: Int }', says: () => ({}) },
});

const SOMEBODY: Viewer = { ...ANONYMOUS_VIEWER, userId: '01960000-0000-7000-8000-000000000001' };

const prepare = ({ served: { documents, operations } }: SmallGateway, query: string, { variables = {}, viewer = ANONYMOUS_VIEWER, acceptsParts = false, operationName = undefined as string | undefined } = {}): PreparedOperation | Promise<PreparedOperation> => {
  const valid = documents.read(query);
  if (isRefused(valid)) throw new Error(valid[0]?.message);
  const selected = valid.select(operationName);
  if (selected instanceof GraphQLError) throw selected;
  return operations.prepare({ valid, selected, operationName, variables, viewer, acceptsParts });
};

const keyOf = async (...given: Parameters<typeof prepare>): Promise<string> => (await prepare(...given)).key;

describe('an operation that is prepared', () => {
  it('is planned once, however many ask for it at once', async () => {
    const gateway = gatewayOf();
    const prepared = await Promise.all(Array.from({ length: 10 }, () => prepare(gateway, '{ item { price } }')));
    expect([gateway.planned.length, new Set(prepared).size]).toEqual([1, 1]);
  });

  it('is there at once the next time', async () => {
    const gateway = gatewayOf();
    const prepared = await prepare(gateway, '{ name }');
    expect(prepare(gateway, '{ name }')).toBe(prepared);
  });

  it('is planned again where the first time failed', async () => {
    const gateway = gatewayOf();
    const { plan } = gateway.served.planner;
    Object.assign(gateway.served.planner, { plan: () => Promise.reject(new GraphQLError('Try again later.')) });
    await expect(prepare(gateway, '{ name }')).rejects.toThrow('Try again later.');
    Object.assign(gateway.served.planner, { plan });
    expect(await prepare(gateway, '{ name }')).toMatchObject({ plan: { kind: 'QueryPlan' } });
  });

  it('is planned in one piece where the planner fails at its parts, unless it is too much', async () => {
    const gateway = gatewayOf();
    const { plan } = gateway.served.planner;
    const failWith = (error: Error): unknown => Object.assign(gateway.served.planner, { plan: (document: string) => (document.includes('@defer') ? Promise.reject(error) : plan(document)) });
    failWith(new Error('The planner failed.'));
    const prepared = await prepare(gateway, '{ item { id ... @defer { price } } }', { acceptsParts: true });
    expect(prepared.plan.node?.kind).toBe('Sequence');
    expect(prepare(gateway, '{ item { id ... @defer { price } } }', { acceptsParts: true })).toBe(prepared);
    failWith(new GraphQLError('too long', { extensions: { code: 'PLAN_DEADLINE_EXCEEDED' } }));
    await expect(prepare(gateway, '{ item { name ... @defer { price } } }', { acceptsParts: true })).rejects.toThrow('too long');
  });

  it('is not planned where the gateway answers by itself', async () => {
    const gateway = gatewayOf();
    await prepare(gateway, '{ __typename __schema { queryType { name } } }');
    expect(gateway.planned).toEqual([]);
  });

  it('keeps nothing of its document\'s text', async () => {
    const { operation } = await prepare(gatewayOf(), '{ item { ... on Item { name } } }');
    expect(JSON.stringify(operation)).not.toContain('"loc"');
  });
});

describe('the key of a prepared operation', () => {
  const conditional = 'query ($a: Boolean = false, $b: Boolean = false, $id: ID) { item(id: $id) { id @include(if: $a) name @skip(if: $b) } }';

  it('differs by text, operation, what the viewer may see, conditions and way of answering', async () => {
    const gateway = gatewayOf();
    const two = 'query A { name } query B { name }';
    const deferred = '{ item { id ... @defer { price } } }';
    const keys = [
      await keyOf(gateway, '{ name }'), await keyOf(gateway, '{ name } '), await keyOf(gateway, two, { operationName: 'A' }), await keyOf(gateway, two, { operationName: 'B' }),
      await keyOf(gateway, '{ name }', { viewer: SOMEBODY }), await keyOf(gateway, deferred), await keyOf(gateway, deferred, { acceptsParts: true }),
      ...await Promise.all([{ a: true, b: true }, { a: true, b: false }, { a: false, b: true }, { a: false, b: false }].map((variables) => keyOf(gateway, conditional, { variables }))),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is the same for viewers who may see the same, for other values, and for parts where nothing is put off', async () => {
    const gateway = gatewayOf();
    expect(await keyOf(gateway, '{ name }', { viewer: SOMEBODY })).toBe(await keyOf(gateway, '{ name }', { viewer: { ...SOMEBODY, userId: '01960000-0000-7000-8000-000000000002' } }));
    expect(await keyOf(gateway, conditional, { variables: { id: '1' } })).toBe(await keyOf(gateway, conditional, { variables: { id: '2', b: false } }));
    expect(await keyOf(gateway, '{ name }')).toBe(await keyOf(gateway, '{ name }', { acceptsParts: true }));
  });

  it('is that of a plan without what the viewer may not see', async () => {
    const gateway = gatewayOf();
    await prepare(gateway, '{ secret name }');
    await prepare(gateway, '{ secret name }', { viewer: SOMEBODY });
    expect(gateway.planned.map((document) => document.includes('secret'))).toEqual([false, true]);
  });
});

describe('a mutation', () => {
  it('is planned field by field, one after the other', async () => {
    const gateway = gatewayOf();
    const { plan } = await prepare(gateway, 'mutation { first: add(n: 1) { price } remove(n: 1) { id } second: add(n: 2) { name } first: add(n: 1) { name } }');
    expect(gateway.planned.map((document) => [...document.matchAll(/(first|remove|second)/g)].map(([name]) => name))).toEqual([['first', 'first'], ['remove'], ['second']]);
    expect(plan.node).toMatchObject({ kind: 'Sequence', nodes: [{ kind: 'Sequence' }, { kind: 'Fetch' }, { kind: 'Fetch' }] });
  });

  it('of several fields is answered in one piece, whatever it puts off', async () => {
    const { plan } = await prepare(gatewayOf(), 'mutation { add(n: 1) { id ... @defer { price } } remove(n: 1) { id } }', { acceptsParts: true });
    expect(plan.node).toMatchObject({ kind: 'Sequence' });
    expect(JSON.stringify(plan)).not.toContain('"Defer"');
  });

  it('of one field is answered in parts', async () => {
    const { plan } = await prepare(gatewayOf(), 'mutation { add(n: 1) { id ... @defer { price } } }', { acceptsParts: true });
    expect(plan.node).toMatchObject({ kind: 'Defer' });
  });
});

describe('what was used', () => {
  it('is told, the last used first, and is prepared again on another version', async () => {
    const [before, after] = [gatewayOf(), gatewayOf()];
    await prepare(before, '{ name }');
    await prepare(before, 'query ($a: Boolean!, $id: ID) { name @include(if: $a) item(id: $id) { id } }', { variables: { a: true, id: 'private' } });
    const used = before.served.operations.hottest();
    expect(used.map(({ variables }) => variables)).toEqual([{ a: true }, {}]);
    for (const operation of used) await after.served.operations.prepareAgain(operation, after.served.documents);
    expect(after.planned).toEqual(before.planned.toReversed());
  });

  it('is refused where it is not valid any more', async () => {
    const { served: { operations, documents } } = gatewayOf();
    await expect(operations.prepareAgain({ query: '{ gone }', operationName: undefined, variables: {}, viewer: ANONYMOUS_VIEWER, acceptsParts: false }, documents)).rejects.toThrow('Cannot query field "gone"');
    await expect(operations.prepareAgain({ query: '{ name }', operationName: 'Gone', variables: {}, viewer: ANONYMOUS_VIEWER, acceptsParts: false }, documents)).rejects.toThrow('Unknown operation named "Gone"');
  });
});
