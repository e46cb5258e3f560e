import { describe, expect, it } from '@jest/globals';
import { Kind, buildSchema, parse, type GraphQLFormattedError } from 'graphql';
import { specialise } from '../plan/specialise.js';
import { type DataObject } from './data.js';
import { ProjectionCompiler, type ProjectionOptions } from './projection.js';
import { ProjectionRun, type ProjectionSource } from './projection-run.js';

const schema = buildSchema(`
  type Query { item: Item must: Item! items: [Item] strict: [Item!] stricter: [Item!]! grid: [[Int!]] node: Node nodes: [Node] any: Any text: String int: Int }
  interface Node { id: ID name: String! }
  union Any = Item | Other
  type Item implements Node { id: ID name: String! child: Item list: [Int!] secret: String }
  type Other implements Node { id: ID name: String! size: Int }`);

const project = (query: string, data: unknown, source: ProjectionSource = {}, options: Partial<ProjectionOptions> = {}) => {
  const [definition] = parse(query, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Not an operation.');
  const compiler = new ProjectionCompiler({ schema, refusalOf: () => undefined, sourceKeyOf: ({ alias, name }) => alias?.value ?? name.value, ...options });
  const run = new ProjectionRun(source);
  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has a query type.');
  const text = compiler.compile(specialise(schema, definition, {}, {}, false).selectionSet, root).project(data as DataObject, run).toString();
  const paths = (errors: readonly GraphQLFormattedError[]): readonly string[] => errors.map(({ path = [] }) => path.join('.'));
  return { text, errors: paths(run.allErrors([], [])) };
};

describe('the shape of an answer', () => {
  it('has the order of the operation, whatever the order of the data', () => {
    expect(project('{ text item { name id } int }', { int: 1, item: { id: 'a', name: 'b' }, text: 'x' }).text).toBe('{"text":"x","item":{"name":"b","id":"a"},"int":1}');
  });

  it('has nothing that was not asked for', () => {
    expect(project('{ item { id } }', { item: { id: 'a', name: 'b' }, text: 'x' }).text).toBe('{"item":{"id":"a"}}');
  });

  it('merges the selections of one key', () => {
    expect(project('{ item { id } ... on Query { item { name } } }', { item: { id: 'a', name: 'b' } }).text).toBe('{"item":{"id":"a","name":"b"}}');
  });

  it('has an empty object where all that was asked of it is left out', () => {
    expect(project('{ item { id @skip(if: true) } }', { item: {} }).text).toBe('{"item":{}}');
  });
});

describe('null that climbs', () => {
  it.each([
    ['stops at a nullable field', '{ item { child { name } id } }', { item: { id: 'a', child: { name: null } } }, '{"item":{"child":null,"id":"a"}}', 'item.child.name'],
    ['stops at a nullable item', '{ items { name } }', { items: [{ name: 'a' }, { name: null }, { name: 'c' }] }, '{"items":[{"name":"a"},null,{"name":"c"}]}', 'items.1.name'],
    ['takes a list of non-null items', '{ strict { name } text }', { strict: [{ name: 'a' }, { name: null }], text: 'x' }, '{"strict":null,"text":"x"}', 'strict.1.name'],
    ['takes everything where nothing may be null', '{ text stricter { name } }', { stricter: [null], text: 'x' }, 'null', 'stricter.0'],
    ['takes the inner of two lists', '{ grid }', { grid: [[1], [2, null], null, []] }, '{"grid":[[1],null,null,[]]}', 'grid.1.1'],
    ['begins at a field that is missing', '{ must { name } }', {}, 'null', 'must'],
    ['begins at a wrong value', '{ item { list } }', { item: { list: [1, 'x'] } }, '{"item":{"list":null}}', 'item.list.1'],
  ])('%s', (_what, query, data, text, path) => {
    expect(project(query, data)).toEqual({ text, errors: [path] });
  });

  it('is no error of its own where a fetch that failed explains it', () => {
    const missing = () => ({ message: 'down', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    const run = project('{ item { name } }', { item: {} }, { missing });
    expect(run).toEqual({ text: '{"item":null}', errors: ['item.name'] });
  });
});

describe('lists', () => {
  it.each([[{}], ['ab'], [1], [true]])('are not %j', (value) => {
    expect(project('{ items { id } }', { items: value })).toEqual({ text: '{"items":null}', errors: ['items'] });
  });

  it('may be empty', () => {
    expect(project('{ items { id } grid }', { items: [], grid: [] }).text).toBe('{"items":[],"grid":[]}');
  });
});

describe('interfaces and unions', () => {
  it('need no __typename where all types are written alike', () => {
    expect(project('{ node { id name } }', { node: { id: 'a', name: 'b' } })).toEqual({ text: '{"node":{"id":"a","name":"b"}}', errors: [] });
  });

  it.each([
    ['where it is asked for', '{ node { __typename } }', {}], ['where fragments differ', '{ any { ... on Item { id } } }', {}], ['where it is unknown', '{ any { ... on Item { id } } }', { __typename: 'Nobody' }],
    ['where it is of another union', '{ any { ... on Item { id } } }', { __typename: 'Query' }], ['where it is no name', '{ any { ... on Item { id } } }', { __typename: 1 }],
  ])('are null without a right __typename %s', (_where, query, object) => {
    const { text, errors } = project(query, { node: object, any: object });
    expect(JSON.parse(text)).toEqual({ [query.includes('node') ? 'node' : 'any']: null });
    expect(errors).toHaveLength(1);
  });

  it('are written by their concrete type', () => {
    const nodes = [{ __typename: 'Other', size: 1, id: 'a' }, { __typename: 'Item', size: 2, id: 'b' }];
    expect(project('{ nodes { ... on Other { size } id __typename } }', { nodes }).text).toBe('{"nodes":[{"size":1,"id":"a","__typename":"Other"},{"id":"b","__typename":"Item"}]}');
  });
});

describe('a value that stands in several places', () => {
  const shared = { id: 'a', name: 'b', child: { name: 'c' } };

  it('is written in each', () => {
    expect(project('{ items { child { name } id } }', { items: [shared, shared] }, { shared: new Set([shared]) }).text).toBe('{"items":[{"child":{"name":"c"},"id":"a"},{"child":{"name":"c"},"id":"a"}]}');
  });

  it('is written for each selection by itself', () => {
    expect(project('{ item { id } items { name } }', { item: shared, items: [shared] }, { shared: new Set([shared]) }).text).toBe('{"item":{"id":"a"},"items":[{"name":"b"}]}');
  });

  it('has an error in each place where something is wrong with it', () => {
    const broken = { id: {}, name: 'b' };
    expect(project('{ items { id name } }', { items: [broken, broken] }, { shared: new Set([broken]) })).toEqual({ text: '{"items":[{"id":null,"name":"b"},{"id":null,"name":"b"}]}', errors: ['items.0.id', 'items.1.id'] });
  });

  it('is written anew where its first place was taken back', () => {
    const data = { strict: [shared, { name: null }], items: [shared, shared] };
    expect(project('{ strict { name } text items { name } }', { ...data, text: 'x' }, { shared: new Set([shared]) }).text).toBe('{"strict":null,"text":"x","items":[{"name":"b"},{"name":"b"}]}');
    // The same selection before and after.
    const wrapped = (item: object) => ({ name: null, child: item });
    expect(project('{ items { child { id } name } }', { items: [wrapped(shared), { name: 'x', child: shared }, { name: 'y', child: shared }] }, { shared: new Set([shared]) }).text).toBe('{"items":[null,{"child":{"id":"a"},"name":"x"},{"child":{"id":"a"},"name":"y"}]}');
  });
});

describe('the sheet that all answers are written on', () => {
  it('holds nothing of an answer that could not be written to its end', () => {
    const trap = { get name(): string { throw new Error('broken'); } };
    expect(() => project('{ text item { name } }', { text: 'secret of somebody', item: trap })).toThrow('broken');
    expect(project('{ text }', { text: 'x' }).text).toBe('{"text":"x"}');
  });

  it('holds nothing of an answer that is null', () => {
    project('{ text must { name } }', { text: 'secret of somebody', must: null });
    expect(project('{ text }', { text: 'x' }).text).toBe('{"text":"x"}');
  });
});

describe('a field that is refused', () => {
  it('is null, says what it asks for, and is not read from the data', () => {
    const refusalOf = (type: string, field: string) => (`${type}.${field}` === 'Item.secret' ? 'a logged-in viewer' : undefined);
    expect(project('{ item { secret id } }', { item: { id: 'a', secret: 'b' } }, {}, { refusalOf })).toEqual({ text: '{"item":{"secret":null,"id":"a"}}', errors: ['item.secret'] });
  });
});
