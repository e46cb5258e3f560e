import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import { Kind, parse, type FragmentDefinitionNode } from 'graphql';
import { withoutEnforcedPurposes } from '../supergraph/security-purpose.js';
import { DEFAULT_MAX_COST, createCostModel, type CostModel, type OperationCost } from './cost-model.js';

const modelOf = (sdl: string, imports = '"@cost", "@listSize"'): CostModel => {
  const { supergraphSdl, errors } = composeServices([{ name: 'one', url: 'http://one.invalid', typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n${sdl}`) }]);
  if (supergraphSdl === undefined) throw new Error(errors?.join('\n'));
  return createCostModel(Supergraph.build(supergraphSdl).schema);
};
const compile = (model: CostModel, text: string): OperationCost => {
  const { definitions } = parse(text);
  const fragments = definitions.filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION);
  const [operation] = definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? [definition] : []));
  if (operation === undefined) throw new Error('no operation');
  return model.compileCost(operation, Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])));
};

const SDL = `
  type Query { book: Book, bestsellers: [Book] @listSize(assumedSize: 5), books(first: Int, last: Int): [Book] @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false), grid: [[Book]]
    page(first: Int = 10): BookConnection @listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"]), strict(first: Int, last: Int): [Book] @listSize(slicingArguments: ["first", "last"])
    filtered(filter: Filter, word: String @cost(weight: 3), kinds: [Kind]): Book, report: Int @cost(weight: 100), refund: Int @cost(weight: -50), node: Node, thing: Thing, secret: Secret, wrapped(outer: Outer): Book }
  type Mutation { bookAdd(title: String): Book, booksAdd(input: [Filter!]!): Book }
  type Book implements Node { id: ID!, title: String, author: Author, publisher: Publisher, related: [Book!]! }
  type Author { name: String, books(first: Int = 3): [Book] @listSize(slicingArguments: ["first"]) }
  type Publisher { name: String, address: Address @cost(weight: 5) }
  type Address { zip: Int! }
  type Vault implements Node @cost(weight: 40) { id: ID!, gold: Int, keys: [Key!] @listSize(assumedSize: 7) }
  type Key { id: ID! }
  type BookConnection { edges: [BookEdge!], nodes: [Book!], total: Int @cost(weight: 20) }
  type BookEdge { node: Book }
  interface Node { id: ID! }
  union Thing = Book | Vault
  scalar Secret @cost(weight: 9)
  enum Kind @cost(weight: 2) { A B }
  input Outer { filter: Filter }
  input Filter { deep: Filter, price: Int @cost(weight: 4), name: String, kinds: [Kind] }`;

describe('the cost of an operation', () => {
  const model = modelOf(SDL);
  const estimate = (text: string, variables: Record<string, unknown> = {}): number => compile(model, text).estimate(variables);

  it.each([
    ['one per object; scalars are free', '{ book { title author { name } publisher { name } } }', 3],
    ["a field's own weight instead of its type's", '{ book { title author { name } publisher { name address { zip } } } }', 8],
    ['as many as the directive assumes', '{ bestsellers { title author { name } publisher { name address { zip } } } }', 40],
    ['five of a list of which nothing is known', '{ book { related { title } } }', 6],
    ['a list of lists', '{ grid { title } }', 25],
    ['the slicing argument', '{ books(first: 12) { title } }', 12],
    ['the larger of two slicing arguments', '{ books(first: 2, last: 30) { title } }', 30],
    ["the slicing argument's default", '{ book { author { books { title } } } }', 5],
    ['what a connection sizes, not the connection', '{ page(first: 4) { nodes { title } edges { node { title } } total } }', 1 + 4 + 4 * 2 + 20],
    ["a connection's default", '{ page { nodes { title } } }', 11],
    ['a weight on a scalar field', '{ report }', 100],
    ["a scalar type's weight", '{ secret }', 9],
    ['arguments that have a weight, where given', '{ filtered(word: "a") { id } }', 4],
    ['no argument that is null or absent', '{ filtered(word: null) { id } }', 1],
    ['an enum in a list, each', '{ filtered(kinds: [A, B, A]) { id } }', 7],
    ['an input object, and the weights within it', '{ filtered(filter: { name: "a", deep: { price: 1, deep: { price: 2, kinds: A } } }) { id } }', 1 + 1 + 4 + 4 + 2],
    ['weights in an input object within another', '{ wrapped(outer: { filter: { price: 1 } }) { id } }', 1 + 1 + 4],
    ['each input object of a list', 'mutation { booksAdd(input: [{ name: "a" }, { price: 1 }]) { id } }', 10 + 1 + 1 + 5],
    ['ten for a mutation', 'mutation { bookAdd(title: "a") { id } }', 11],
    ['aliases, each', '{ a: book { id } b: book { id } }', 2],
    ['fields that are merged, once', '{ book { author { name } } book { author { name } ...A } ...B } fragment A on Book { author { name } } fragment B on Query { book { author { name } } }', 2],
    ['the dearest type of a union', '{ thing { ... on Book { author { name } publisher { name } } ... on Vault { keys { id } } } }', 1 + 7],
    ['what an interface has besides what its types have', '{ node { id ... on Vault { keys { id } } ... on Book { related { id } } } }', 1 + 7],
    ['introspection', '{ __schema { types { name } } __type(name: "A") { name } __typename }', 200],
    ['nothing that is never included', '{ report @skip(if: true) book @include(if: false) { id } }', 0],
    ['never less than nothing', '{ refund }', 0],
    ['no field against another', '{ refund report }', 100],
  ])('counts %s', (_, text, units) => {
    expect(estimate(text)).toBe(units);
  });

  it('follows the variables and their defaults', () => {
    const text = 'query ($n: Int = 3, $more: Boolean!, $filter: Filter) { books(first: $n) { author @include(if: $more) { name } } filtered(filter: $filter) { id } }';
    expect(estimate(text, { more: false })).toBe(3 + 1);
    expect(estimate(text, { more: true })).toBe(6 + 1);
    expect(estimate(text, { more: true, n: 10, filter: { price: 1 } })).toBe(20 + 1 + 5);
    expect(estimate(text, { more: false, n: null })).toBe(5 + 1);
    expect(estimate(text, { more: false, n: -7 })).toBe(1);
  });

  it('counts a fragment that may be left out wherever it may not', () => {
    const text = 'query ($more: Boolean!) { ...A @include(if: $more) ...A } fragment A on Query { report }';
    expect(estimate(text, { more: false })).toBe(100);
    expect(estimate(text, { more: true })).toBe(100);
  });

  it('stays a number however much is asked for', () => {
    const n = 2_147_483_647;
    expect(estimate(`{ books(first: ${n}) { id } }`)).toBe(n);
    expect(estimate(`{ books(first: ${n}) { author { books(first: ${n}) { author { books(first: ${n}) { id } } } } } }`)).toBe(Number.MAX_SAFE_INTEGER);
    expect(estimate(`{ books(first: ${'9'.repeat(400)}) { id } }`)).toBe(Number.MAX_SAFE_INTEGER);
    fc.assert(fc.property(fc.array(fc.double(), { minLength: 4, maxLength: 4 }), (sizes) => {
      const units = estimate('query ($a: Int, $b: Int, $c: Int, $d: Int) { books(first: $a) { author { books(first: $b) { author { books(first: $c) { author { books(first: $d) { publisher { address { zip } } } } } } } } } }', { a: sizes[0], b: sizes[1], c: sizes[2], d: sizes[3] });
      expect(units >= 0 && units <= Number.MAX_SAFE_INTEGER).toBe(true);
    }));
  });

  it('refuses what costs too much, with both numbers', () => {
    const operation = compile(model, 'query ($n: Int) { books(first: $n) { id } }');
    expect(operation.refusal({ n: 100 }, 100)).toBeUndefined();
    expect(operation.refusal({ n: 101 }, 100)?.extensions).toEqual({ code: 'COST_LIMIT_EXCEEDED', estimated: 101, max: 100 });
  });

  it('asks for exactly one slicing argument where the schema does', () => {
    const refusal = (text: string, variables: Record<string, unknown> = {}) => compile(model, text).refusal(variables, 1_000)?.extensions['code'];
    const both = 'query ($first: Int, $last: Int) { strict(first: $first, last: $last) { id } }';
    expect([refusal('{ strict(first: 1) { id } }'), refusal(both, { last: 3 }), refusal(both, { first: 1, last: null }), refusal('{ page { total } }'), refusal('{ strict @skip(if: true) { id } }')]).toEqual(Array(5).fill(undefined));
    expect([refusal('{ strict { id } }'), refusal('{ strict(first: null) { id } }'), refusal(both, { first: 1, last: 1 }), refusal(both)]).toEqual(Array(4).fill('BAD_USER_INPUT'));
  });

  it('knows the directives by whatever names they are linked', () => {
    const sdl = SDL.replaceAll('@cost', '@dear').replaceAll('@listSize', '@federation__listSize');
    const renamed = modelOf(sdl, '{ name: "@cost", as: "@dear" }');
    expect(compile(renamed, '{ bestsellers { publisher { address { zip } } } report }').estimate({})).toBe(135);
    expect(compile(modelOf('type Query { a: Int, b: [Query!] }', '"@key"'), '{ a b { a } }').estimate({})).toBe(5);
  });

  it("takes an interface's field for as dear as its dearest implementation", () => {
    const animals = modelOf('type Query { animal: Animal } interface Animal { chip: Int, young: [Animal!] } type Dog implements Animal { chip: Int @cost(weight: 8), young: [Animal!] @listSize(assumedSize: 9) } type Cat implements Animal { chip: Int, young: [Animal!] }');
    expect(compile(animals, '{ animal { chip } }').estimate({})).toBe(9);
    expect(compile(animals, '{ animal { young { __typename } } }').estimate({})).toBe(10);
  });
});

describe('what an answer did cost', () => {
  const model = modelOf(SDL);
  const actual = (text: string, data: unknown, variables: Record<string, unknown> = {}): number => compile(model, text).actual(data, variables);

  it.each<[string, string, unknown, number]>([
    ['the items that came', '{ bestsellers { title author { name } } }', { bestsellers: [{ title: 'A', author: { name: 'N' } }, { title: 'B', author: null }, null] }, 3],
    ['arguments, even if nothing came', '{ filtered(word: "a") { id } }', { filtered: null }, 3],
    ['weighted fields where they came', '{ report page { total nodes { id } } }', { report: 3, page: { total: null, nodes: [{ id: 1 }] } }, 102],
    ['what one type of several brought', '{ thing { ... on Book { x: author { name } } ... on Vault { x: keys { id } } } }', { thing: { x: [{ id: 1 }, { id: 2 }] } }, 3],
    ['lists of lists', '{ grid { title } }', { grid: [[{ title: 'A' }], [{ title: 'B' }, null]] }, 2],
    ['a mutation', 'mutation { bookAdd { id } }', { bookAdd: null }, 10],
    ['nothing', '{ book { id } }', null, 0],
  ])('counts %s', (_, text, data, units) => {
    expect(actual(text, data)).toBe(units);
  });

  it('never exceeds the estimate, where lists hold as much as was estimated', () => {
    const text = 'query ($n: Int!) { books(first: $n) { author { books(first: $n) { publisher { address { zip } } } } } report }';
    const operation = compile(model, text);
    const book = fc.option(fc.record({ author: fc.option(fc.record({ books: fc.array(fc.record({ publisher: fc.option(fc.record({ address: fc.option(fc.constant({ zip: 1 })) })) }), { maxLength: 4 }) })) }));
    fc.assert(fc.property(fc.record({ books: fc.array(book, { maxLength: 4 }), report: fc.option(fc.integer()) }), (data) => {
      expect(operation.actual(data, { n: 4 })).toBeLessThanOrEqual(operation.estimate({ n: 4 }));
    }));
  });
});

describe("the shop's operations", () => {
  const schema = `${__dirname}/../../../schema`;
  const model = createCostModel(Supergraph.build(withoutEnforcedPurposes(readFileSync(`${schema}/supergraph.graphql`, 'utf8'))).schema);

  it.each(readdirSync(`${schema}/operations`))('may cost what %s does', (file) => {
    const operation = compile(model, readFileSync(`${schema}/operations/${file}`, 'utf8'));
    expect(operation.refusal({}, DEFAULT_MAX_COST)).toBeUndefined();
    expect(operation.refusal({ first: 100 }, DEFAULT_MAX_COST)).toBeUndefined();
  });

  it('may not be a hundred hundreds', () => {
    const text = '{ products(first: 100) { nodes { variants(first: 100) { nodes { id } } } } }';
    expect(compile(model, text).refusal({}, DEFAULT_MAX_COST)?.extensions).toEqual({ code: 'COST_LIMIT_EXCEEDED', estimated: 10_201, max: DEFAULT_MAX_COST });
    expect(compile(model, text.replace('variants(first: 100)', 'variants(first: 50)')).refusal({}, DEFAULT_MAX_COST)).toBeUndefined();
  });
});
