import { describe, expect, it } from '@jest/globals';
import { composeFederation } from './support/federation.js';
import { InMemorySubgraph, type SubgraphBody } from './support/in-memory-subgraph.js';
import { RecordResolvers } from './support/records.js';
import { soukSubject } from './support/souk-subject.js';

/** A subgraph that answers whatever it is told to, as a broken service does. */
class BrokenSubgraph extends InMemorySubgraph {
  says: unknown;
  readonly asked: SubgraphBody[] = [];

  override answer(body: SubgraphBody): Promise<unknown> {
    this.asked.push(body);
    return Promise.resolve(this.says);
  }
}

const federation = composeFederation({
  a: `
    scalar Any
    type Query { item: Item items: [Item] must: Item! any: Any node: Node }
    interface Node { id: ID! }
    type Item implements Node @key(fields: "id") { id: ID! int: Int float: Float text: String flag: Boolean color: Color list: [Int!] grid: [[Int]] child: Item name: String! }
    enum Color { RED GREEN HIDDEN @inaccessible }`,
  b: 'type Item @key(fields: "id") { id: ID! price: Int }',
});
const [a, b] = federation.subgraphs;
if (a === undefined || b === undefined) throw new Error('The federation has two subgraphs.');
const resolvers = new RecordResolvers(federation, {});

const answerTo = async (query: string, ...said: readonly unknown[]) => {
  const [broken, other] = [new BrokenSubgraph(a, resolvers), new BrokenSubgraph(b, resolvers)];
  [broken.says, other.says] = said;
  const { data, errors = [] } = await soukSubject(federation, [broken, other]).run({ query, variables: {} });
  return { data, errors: errors.map(({ path }) => path?.join('/') ?? '(no path)').sort(), asked: [broken.asked.length, other.asked.length] };
};

/** Result coercion, GraphQL specification §3.5 and §6.4.3: what cannot be coerced is a field error, and null. */
describe('a subgraph that breaks its own schema', () => {
  it.each([
    ['an Int that is a text', 'int', 'x', null], ['an Int with a fraction', 'int', 1.5, null], ['an Int that is too large', 'int', 2 ** 31, null], ['an Int that is an object', 'int', {}, null],
    ['a Float that is a text', 'float', 'x', null], ['a Boolean that is a text', 'flag', 'yes', null], ['a String that is an object', 'text', {}, null], ['a String that is a list', 'text', ['a'], null],
    ['an enum value that nobody defined', 'color', 'BLUE', null], ['an enum value that is a number', 'color', 1, null],
    ['a list that is none', 'list', 1, null], ['a list of wrong items', 'list', [1, 'x'], null], ['a list of lists of wrong items', 'grid', [[1, 'x'], null], [[1, null], null]],
  ])('%s', async (_what, field, value, expected) => {
    const { data, errors } = await answerTo(`{ item { id ${field} } }`, { data: { item: { id: '1', [field]: value } } });
    expect(data).toEqual({ item: { id: '1', [field]: expected } });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^item/${field}`));
  });

  it.each([['float', 3], ['int', -(2 ** 31)], ['text', ''], ['flag', false], ['color', 'GREEN'], ['list', []], ['grid', [null, [null]]], ['id', 'x']])('leaves what is right: %s %j', async (field, value) => {
    expect(await answerTo(`{ item { ${field} } }`, { data: { item: { [field]: value } } })).toEqual({ data: { item: { [field]: value } }, errors: [], asked: [1, 0] });
  });

  it('a hidden enum value is right, and null for clients', async () => {
    expect(await answerTo('{ item { color } }', { data: { item: { color: 'HIDDEN' } } })).toMatchObject({ data: { item: { color: null } }, errors: [] });
  });

  it('custom scalars are anything', async () => {
    const any = { a: [1, null, { b: 'x' }] };
    expect(await answerTo('{ any }', { data: { any } })).toMatchObject({ data: { any }, errors: [] });
  });

  it.each([
    ['null where it may not be', { item: { id: '1', name: null } }, { item: null }, ['item/name']],
    ['a field that is missing', { item: { id: '1' } }, { item: null }, ['item/name']],
    ['an object that is a text', { item: 'x' }, { item: null }, ['item']],
    ['an object that is a list', { item: [] }, { item: null }, ['item']],
  ])('%s', async (_what, said, data, errors) => {
    expect(await answerTo('{ item { id name } }', { data: said })).toMatchObject({ data, errors });
  });

  it('a type that does not belong there', async () => {
    expect(await answerTo('{ node { __typename id } }', { data: { node: { __typename: 'Nothing', id: '1' } } })).toMatchObject({ data: { node: null }, errors: ['node'] });
  });

  it('null climbs to the top', async () => {
    expect(await answerTo('{ must { name } }', { data: { must: null } })).toMatchObject({ data: null, errors: ['must'] });
  });

  it.each([
    ['fewer entities than were asked for', { data: { _entities: [{ price: 1 }] } }, [{ price: null }, { price: null }]],
    ['null for all', { data: { _entities: null } }, [{ price: null }, { price: null }]],
    ['no entities', { data: {} }, [{ price: null }, { price: null }]],
    ['nothing', {}, [{ price: null }, { price: null }]],
    ['null', null, [{ price: null }, { price: null }]],
    ['an error without a path', { data: null, errors: [{ message: 'Oops' }] }, [{ price: null }, { price: null }]],
  ])('entities: %s', async (_what, said, items) => {
    const { data } = await answerTo('{ items { price } }', { data: { items: [{ __typename: 'Item', id: '1' }, { __typename: 'Item', id: '2' }] } }, said);
    expect(data).toEqual({ items });
  });

  it('asks for each entity once', async () => {
    const item = { __typename: 'Item', id: '1' };
    expect(await answerTo('{ items { price } }', { data: { items: [item, item, null, item] } }, { data: { _entities: [{ price: 7 }] } })).toEqual({ data: { items: [{ price: 7 }, { price: 7 }, null, { price: 7 }] }, errors: [], asked: [1, 1] });
  });

  it('does not ask for what is not there', async () => {
    expect(await answerTo('{ items { price } item { price } }', { data: { items: [null], item: null } })).toEqual({ data: { items: [null], item: null }, errors: [], asked: [1, 0] });
  });
});
