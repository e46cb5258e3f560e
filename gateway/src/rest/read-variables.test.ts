import { beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@souk/telemetry';
import { parse } from 'graphql';
import { describedSupergraph, supergraphOf } from '../../test/support/described-supergraph.js';
import { type RestEndpoint } from './endpoint.js';
import { variablesOfBody, variablesOfSearch } from './read-variables.js';
import { restApiOf } from './rest-api.js';
import { restOperationOf } from './rest-operation.js';

const SUPERGRAPH = supergraphOf('enum Size { S L } input In { idempotencyKey: String!, size: Size = S } type Query { a(id: ID, n: Int, x: Float, b: Boolean, size: Size, sizes: [Size!], rows: [[Int!]!], in: In): Int } type Mutation { m(in: In!, n: Int): Int }');

let query: RestEndpoint;
let mutation: RestEndpoint;
beforeAll(() => {
  const operations = [
    'query Ask($id: ID, $n: Int, $x: Float, $b: Boolean, $size: Size, $sizes: [Size!], $rows: [[Int!]!], $in: In) { a(id: $id, n: $n, x: $x, b: $b, size: $size, sizes: $sizes, rows: $rows, in: $in) }',
    'mutation Do($in: In!, $n: Int) { m(in: $in, n: $n) }',
  ].map((text, index) => restOperationOf({ file: `/${['ask', 'do'][index] ?? ''}.graphql`, text, document: parse(text), names: [] }));
  const api = restApiOf(operations.flatMap((operation) => operation ?? []), describedSupergraph(SUPERGRAPH), silentLogger);
  [query, mutation] = [api.endpointAt('ask'), api.endpointAt('do')] as [RestEndpoint, RestEndpoint];
});

const read = (search: string): unknown => {
  const given = variablesOfSearch(query, new URLSearchParams(search));
  return 'problem' in given ? given.problem.errors.map(({ parameter, pointer }) => `${parameter ?? ''}${pointer ?? ''}`) : given.variables;
};

describe('parameters', () => {
  it.each([
    ['id=007', { id: '007' }], ['id=', { id: '' }], ['n=-7', { n: -7 }], ['x=1.5e3', { x: 1500 }], ['b=false', { b: false }], ['size=L', { size: 'L' }],
    ['sizes=S&sizes=L', { sizes: ['S', 'L'] }], ['rows=%5B1%2C2%5D&rows=%5B%5D', { rows: [[1, 2], []] }], ['in=%7B%22idempotencyKey%22%3A%22k%22%7D', { in: { idempotencyKey: 'k' } }], ['in=null', { in: null }], ['', {}],
  ])('are read by their types: %s', (search, variables) => {
    expect(read(search)).toEqual(variables);
  });

  it.each([
    ['n=1.5', 'n'], ['n=0x10', 'n'], ['n=', 'n'], ['n=2147483648', 'n'], ['x=NaN', 'x'], ['x=1e999', 'x'], ['b=1', 'b'], ['size=XL', 'size'], ['size=s', 'size'], ['sizes=', 'sizes/0'],
    ['rows=1x', 'rows'], ['rows=%5B%22a%22%5D', 'rows/0/0'], ['in=%7B%7D', 'in'], ['in=%5B', 'in'], ['__proto__=1', '__proto__'], ['n=1&n=1', 'n'],
  ])('that are wrong are named: %s', (search, place) => {
    expect(read(search)).toEqual([place]);
  });
});

describe('a body', () => {
  const given = (body: unknown, key?: string): unknown => {
    const outcome = variablesOfBody(mutation, body, key);
    return 'problem' in outcome ? outcome.problem.errors.map(({ pointer }) => pointer) : outcome.variables;
  };

  it('gives the variables as they are', () => {
    expect(given({ in: { idempotencyKey: 'a', size: 'L' }, n: null })).toEqual({ in: { idempotencyKey: 'a', size: 'L' }, n: null });
  });

  it('goes before the header, which fills a gap and makes no input', () => {
    expect([given({ in: { idempotencyKey: 'a' } }, 'b'), given({ in: {} }, 'b'), given({}, 'b')]).toEqual([{ in: { idempotencyKey: 'a' } }, { in: { idempotencyKey: 'b' } }, ['/in']]);
  });

  it('has no members but the variables', () => {
    expect(given(JSON.parse('{"in":{"idempotencyKey":"a","~/":1},"__proto__":{},"a/b":1}'))).toEqual(['/__proto__', '/a~1b', '/in']);
  });

  it('is told no more than 100 errors, however many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_none, index) => [`x${index}`, 1]));
    const began = performance.now();
    expect(given({ in: { idempotencyKey: 'a' }, ...many })).toHaveLength(100);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
