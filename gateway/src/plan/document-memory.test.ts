import { describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { createCostModel } from '../limits/cost-model.js';
import { DocumentCache, isRefused } from './document-cache.js';

const { supergraphSdl = '' } = composeServices([{ name: 'one', url: 'http://one.invalid', typeDefs: parse('type Query { b: Int, c(of: [Int!]!): Int }') }]);
const supergraph = Supergraph.build(supergraphSdl);
const cache = (): DocumentCache => new DocumentCache(supergraph.apiSchema().toGraphQLJSSchema(), { introspection: false, limits: undefined, costs: createCostModel(supergraph.schema) });

describe('the memory of documents', () => {
  it('is what their tokens take, far more than their text: large ones are forgotten early, the last used stay', () => {
    const documents = cache();
    const large = (index: number): string => `query L${index} { c(of: [${'1 '.repeat(6_000)}]) }`;
    expect(isRefused(documents.read(large(0)))).toBe(false);
    documents.read('{ b }');
    for (let index = 1; index < 40; index += 1) {
      documents.read(large(index));
      documents.read('{ b }');
    }
    expect([documents.knows(large(0)), documents.knows(large(39)), documents.knows('{ b }')]).toEqual([false, true, true]);
  });

  it('has room for many small ones', () => {
    const documents = cache();
    for (let index = 0; index < 1_500; index += 1) documents.read(`query S${index} { b }`);
    expect(documents.knows('query S0 { b }')).toBe(true);
  });
});
