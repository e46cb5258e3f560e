import { describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { fromSupergraph, subgraphUrlsOf } from './subgraph-urls.js';
import { buildSupergraph } from './supergraph.js';

const compose = (...subgraphs: readonly string[]): string => {
  const { supergraphSdl, errors } = composeServices(subgraphs.map((sdl, index) => ({ name: `s${index}`, url: `http://s${index}.invalid/any/path`, typeDefs: parse(sdl) })));
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
};
const link = (version: string, ...imports: readonly string[]): string => `extend schema @link(url: "https://specs.apollo.dev/federation/v${version}", import: ${JSON.stringify(imports)})\n`;

const FEDERATION_1 = `
  schema @core(feature: "https://specs.apollo.dev/core/v0.2") @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION) { query: Query }
  directive @core(as: String, feature: String!, for: core__Purpose) repeatable on SCHEMA
  directive @join__field(graph: join__Graph, provides: join__FieldSet, requires: join__FieldSet) on FIELD_DEFINITION
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @join__owner(graph: join__Graph!) on INTERFACE | OBJECT
  directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on INTERFACE | OBJECT
  scalar join__FieldSet
  enum core__Purpose { EXECUTION SECURITY }
  enum join__Graph { A @join__graph(name: "a", url: "http://a.invalid") B @join__graph(name: "b", url: "http://b.invalid") }
  type Query { me: User @join__field(graph: A) }
  type User @join__owner(graph: A) @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") { id: ID! @join__field(graph: A) name: String @join__field(graph: A) posts: [String] @join__field(graph: B) }`;

describe('a foreign supergraph', () => {
  it.each([
    ['Federation 1 (join v0.1)', FEDERATION_1],
    ...['2.0', '2.3', '2.7', '2.12'].map((version) => [`federation v${version}`, compose(`${link(version, '@key', '@shareable')} type Query { a: A } type A @key(fields: "id") { id: ID! n: Int @shareable }`, `${link(version, '@key', '@shareable')} type A @key(fields: "id") { id: ID! n: Int @shareable m: Int }`)] as const),
    ['@cost and @listSize', compose(`${link('2.9', '@cost', '@listSize')} type Query { t(first: Int): [Int] @cost(weight: 5) @listSize(slicingArguments: ["first"]) }`)],
    ['@tag and @inaccessible', compose(`${link('2.3', '@tag', '@inaccessible')} type Query { t: Int @tag(name: "x") hidden: Int @inaccessible }`)],
    ['@cacheTag', compose(`${link('2.12', '@cacheTag')} type Query { t: Int @cacheTag(format: "t") }`)],
    ['@authenticated, @requiresScopes and @policy', compose(`${link('2.6', '@authenticated', '@requiresScopes', '@policy')} type Query { a: Int @authenticated b: Int @requiresScopes(scopes: [["x"]]) c: Int @policy(policies: [["y"]]) }`)],
  ])('loads: %s', (_name, sdl) => {
    const built = buildSupergraph(sdl, fromSupergraph());
    expect([...built.addresses.values()].every((url) => url.startsWith('http://'))).toBe(true);
    expect(built.schema.getDirective('defer')).toBeDefined();
  });

  it('is refused where an argument comes from @context: nobody would fill it', () => {
    expect(() => buildSupergraph(compose(`${link('2.8', '@key', '@context', '@fromContext')} type Query { t: T } type T @key(fields: "id") @context(name: "c") { id: ID! p: String! u: U } type U @key(fields: "id") { id: ID! f(a: String @fromContext(field: "$c { p }")): Int }`, `${link('2.8', '@key')} type U @key(fields: "id") { id: ID! m: Int }`), fromSupergraph())).toThrow('https://specs.apollo.dev/context');
  });

  it.each([
    ['security that nobody enforces', 'https://specs.example.com/lock/v1.0', 'SECURITY'],
    ['execution that nobody understands', 'https://specs.apollo.dev/connect/v0.1', 'EXECUTION'],
  ])('is refused where it asks for %s', (_what, url, purpose) => {
    const sdl = compose(`${link('2.3')} type Query { t: Int }`).replace('schema\n', `schema\n  @link(url: "${url}", for: ${purpose})\n`);
    expect(() => buildSupergraph(sdl, fromSupergraph())).toThrow(new RegExp(`${url.split('/')[3] ?? ''}.* is for: ${purpose} but is unsupported`));
  });
});

describe('the addresses of subgraphs', () => {
  const sdl = compose(`${link('2.3')} type Query { t: Int }`, `${link('2.3')} type Query { u: Int }`);

  it('are those that the supergraph names, but for those given', () => {
    expect(subgraphUrlsOf(sdl)).toEqual({ s0: 'http://s0.invalid/any/path', s1: 'http://s1.invalid/any/path' });
    expect(Object.fromEntries(buildSupergraph(sdl, fromSupergraph({ s1: 'https://other.invalid' })).addresses)).toEqual({ s0: 'http://s0.invalid/any/path', s1: 'https://other.invalid' });
  });

  it('must be there, and HTTP', () => {
    expect(() => buildSupergraph(sdl.replace('http://s1.invalid/any/path', ''), fromSupergraph())).toThrow('The supergraph names subgraphs without an address: s1.');
    expect(() => buildSupergraph(sdl.replace('http://s1.invalid', 'ws://s1.invalid'), fromSupergraph())).toThrow("Expected addresses that begin with http:// or https://, got 'ws://s1.invalid/any/path' for s1.");
  });
});
