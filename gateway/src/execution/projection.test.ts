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
  const compiler = new ProjectionCompiler({ schema, supergraphSchema: schema, refusalOf: () => undefined, sourceKeyOf: ({ alias, name }) => alias?.value ?? name.value, ...options });
  const run = new ProjectionRun(source);
  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has a query type.');
  const text = compiler.compile(specialise(schema, definition, {}, {}, false).selectionSet, root).project(data as DataObject, run).toString();
  const paths = (errors: readonly GraphQLFormattedError[]): readonly string[] => errors.map(({ path = [] }) => path.join('.'));
  return { text, errors: paths(run.allErrors([], [])) };
};

describe('what clients may not see', () => {
  const withHidden = (values: string, type: string) => buildSchema(`
    type Query { e: E must: E! list: [E] strict: [E!] node: Node mustNode: Node! nodes: [Node] strictNodes: [Node!] any: Any }
    enum E { ${values} } interface Node { id: ID } type A implements Node { id: ID } ${type} union Any = A ${type === '' ? '' : '| B'}`);
  const [shown, whole] = [withHidden('SHOWN', ''), withHidden('SHOWN HIDDEN', 'type B implements Node { id: ID }')];
  const read = (query: string, data: unknown) => {
    const [definition] = parse(query, { noLocation: true }).definitions;
    const root = shown.getQueryType();
    if (definition?.kind !== Kind.OPERATION_DEFINITION || !root) throw new Error('Not an operation.');
    const run = new ProjectionRun({});
    const text = new ProjectionCompiler({ schema: shown, supergraphSchema: whole, refusalOf: () => undefined, sourceKeyOf: ({ name }) => name.value }).compile(definition.selectionSet, root).project(data as DataObject, run).toString();
    return { text, errors: run.errors.map(({ path }) => path) };
  };

  const b = { __typename: 'B', id: '1' };

  it('is null, if an object, whatever is asked of it', () => {
    const a = { __typename: 'A', id: '2' };
    expect(read('{ node { id } nodes { id } }', { node: b, nodes: [a, b] })).toEqual({ text: '{"node":null,"nodes":[{"id":"2"},null]}', errors: [] });
    expect(read('{ node { __typename } any { ... on A { id } } }', { node: b, any: b })).toEqual({ text: '{"node":null,"any":null}', errors: [] });
  });

  it('hides what is wrong within it', () => {
    const [definition] = parse('{ node { id } nodes { id } }', { noLocation: true }).definitions;
    const root = shown.getQueryType();
    if (definition?.kind !== Kind.OPERATION_DEFINITION || !root) throw new Error('Not an operation.');
    const run = new ProjectionRun({});
    new ProjectionCompiler({ schema: shown, supergraphSchema: whole, refusalOf: () => undefined, sourceKeyOf: ({ name }) => name.value }).compile(definition.selectionSet, root).project({ node: b, nodes: [b, { __typename: 'A' }] }, run);
    const reported = [['node', 'id'], ['nodes', 0, 'id'], ['nodes', 1, 'id'], ['node']].map((path) => ({ message: 'x', path }));
    expect(run.allErrors(reported, []).map(({ path }) => path)).toEqual([['nodes', 1, 'id'], ['node']]);
  });

  it('is an error, if an object, where null climbs', () => {
    expect(read('{ mustNode { id } }', { mustNode: b }).text).toBe('null');
    expect(read('{ strictNodes { id } }', { strictNodes: [b] }).text).toBe('{"strictNodes":null}');
  });

  it('is null without an error, if a value of an enum, where null may stand', () => {
    expect(read('{ e list }', { e: 'HIDDEN', list: ['SHOWN', 'HIDDEN'] })).toEqual({ text: '{"e":null,"list":["SHOWN",null]}', errors: [] });
  });

  it('is an error, if a value of an enum, where null climbs, and so is a value that nobody knows', () => {
    expect(read('{ must }', { must: 'HIDDEN' })).toEqual({ text: 'null', errors: [['must']] });
    expect(read('{ strict }', { strict: ['HIDDEN'] })).toEqual({ text: '{"strict":null}', errors: [['strict', 0]] });
    expect(read('{ e }', { e: 'UNKNOWN' })).toEqual({ text: '{"e":null}', errors: [['e']] });
  });
});

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
