import { describe, expect, it } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import { composeServices } from '@apollo/composition';
import { GraphQLError, buildSchema, parse, type GraphQLFormattedError } from 'graphql';
import { DEFAULT_DOCUMENT_LIMITS } from '../limits/check-document.js';
import { createCostModel } from '../limits/cost-model.js';
import { DocumentCache, isRefused, type DocumentCacheOptions } from './document-cache.js';

const SDL = 'type Query { name: String count(of: Int, by: Color): Int sum(of: [Int]): Int self: Query } enum Color { RED }';
const { supergraphSdl = '' } = composeServices([{ name: 'a', typeDefs: parse(SDL) }]);
const costs = createCostModel(Supergraph.build(supergraphSdl).schema);
const schema = buildSchema(`directive @defer(if: Boolean, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT ${SDL} type Subscription { a: Int }`);
const cacheWith = (options: Partial<DocumentCacheOptions> = {}): DocumentCache => new DocumentCache(schema, { introspection: true, limits: DEFAULT_DOCUMENT_LIMITS, costs, ...options });

const errorsOf = (query: string, options: Partial<DocumentCacheOptions> = {}): readonly GraphQLFormattedError[] => {
  const read = cacheWith(options).read(query);
  return isRefused(read) ? read : [];
};

describe('documents', () => {
  it('are read once', () => {
    const lookups: boolean[] = [];
    const cache = cacheWith({ onLookup: (isKnown) => lookups.push(isKnown) });
    expect([cache.knows('{ name }'), cache.read('{ name }') === cache.read('{ name }'), cache.knows('{ name }'), lookups]).toEqual([false, true, true, [false, true]]);
  });

  it('have each a number of their own, in all caches', () => {
    const numbers = [cacheWith(), cacheWith()].flatMap((cache) => ['{ name }', '{ count }'].map((query) => cache.read(query))).map((read) => (isRefused(read) ? 0 : read.number));
    expect([numbers.includes(0), new Set(numbers).size]).toEqual([false, 4]);
  });

  it('are forgotten when there are too many', () => {
    const cache = cacheWith();
    for (let index = 0; index <= 2_000; index += 1) cache.read(`{ a${index}: name }`);
    expect([cache.knows('{ a0: name }'), cache.knows('{ a1: name }'), cache.knows('{ a2000: name }')]).toEqual([false, true, true]);
  });

  it('are forgotten when they take too much memory together', () => {
    const cache = cacheWith();
    const large = (index: number): string => `{ a${index}: sum(of: [${'1 '.repeat(4_500)}]) }`;
    for (let index = 0; index < 50; index += 1) cache.read(large(index));
    expect([cache.knows(large(0)), cache.knows(large(49))]).toEqual([false, true]);
  });

  it.each([['{ name }', false], ['{ ... @defer { name } }', true], ['{ ...F @defer(if: false) } fragment F on Query { name }', true], ['{ name @skip(if: true) count }', false]])('say whether something is put off: %s', (query, hasDefer) => {
    const read = cacheWith().read(query);
    expect(isRefused(read) || read.hasDefer).toBe(hasDefer);
  });

  it('select an operation once for each name', () => {
    const read = cacheWith().read('query A { name } query B { count }');
    if (isRefused(read)) throw new Error('It is valid.');
    expect(read.select('A')).toBe(read.select('A'));
    expect(read.select('B')).not.toBe(read.select('A'));
    expect(read.select(undefined)).toBeInstanceOf(GraphQLError);
  });
});

describe('documents that are refused', () => {
  it.each([
    ['a text that is no document', '{', 'GRAPHQL_PARSE_FAILED'], ['nothing', '', 'GRAPHQL_PARSE_FAILED'], ['an unknown field', '{ nobody }', 'GRAPHQL_VALIDATION_FAILED'], ['too many tokens', `{ ${'name '.repeat(5_000)} }`, 'OPERATION_LIMIT_EXCEEDED'],
    ['a document that is too deep', `${'{ self '.repeat(30)}{ name }${'}'.repeat(30)}`, 'OPERATION_LIMIT_EXCEEDED'], ['what makes a rule throw', 'subscription { a @include(if: 7) }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', (_what, query, code) => {
    expect(errorsOf(query)[0]?.extensions?.['code']).toBe(code);
  });

  it('are nested too deeply for anybody where nothing is limited', () => {
    expect(errorsOf('{ self '.repeat(100_000), { limits: undefined })).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
  });

  it('are remembered as plain data', () => {
    const cache = cacheWith();
    const read = cache.read('{ nobody }');
    expect([cache.knows('{ nobody }'), cache.read('{ nobody }') === read, isRefused(read) && Object.getPrototypeOf(read[0]) === Object.prototype]).toEqual([true, true, true]);
  });

  it('are forgotten when there are too many', () => {
    const cache = cacheWith();
    for (let index = 0; index <= 1_000; index += 1) cache.read(`{ nobody${index} }`);
    expect([cache.knows('{ nobody0 }'), cache.knows('{ nobody1 }')]).toEqual([false, true]);
  });

  it('tell at most 100 errors', () => {
    expect(errorsOf(`{ ${Array.from({ length: 300 }, (_, index) => `x${index}`).join(' ')} }`).length).toBeLessThanOrEqual(101);
  });
});

describe('where the schema is not to be seen', () => {
  const hidden = { introspection: false };

  it.each(['{ nam }', '{ count(off: 1) }', '{ count(by: REDD) }', 'query ($a: Colr) { count(by: $a) }'])('nothing is suggested: %s', (query) => {
    const messages = (options: Partial<DocumentCacheOptions>): string => errorsOf(query, options).map(({ message }) => message).join('\n');
    expect([messages({}).includes('Did you mean'), messages(hidden).includes('Did you mean'), messages(hidden) === '']).toEqual([true, false, false]);
  });

  it('nobody asks for it', () => {
    expect(errorsOf('{ __schema { types { name } } }', hidden)).not.toEqual([]);
    expect(errorsOf('{ __typename }', hidden)).toEqual([]);
  });

  it('a text of the client\'s that looks like suggestions without end takes no time, and stays', () => {
    const text = ' Did you mean '.repeat(20_000);
    const startedMs = performance.now();
    const [error] = errorsOf(`{ count(of: "${text}") }`, hidden);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(error?.message).toContain(text);
  });
});
