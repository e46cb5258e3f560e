import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { DEFAULT_DOCUMENT_LIMITS } from '../../src/limits/check-document.js';
import { createCostModel } from '../../src/limits/cost-model.js';
import { DocumentCache } from '../../src/plan/document-cache.js';
import { type DescribedSupergraph } from '../../src/rest/rest-api.js';
import { buildSupergraph } from '../../src/supergraph/supergraph.js';

/** What REST asks of a supergraph, without anybody who answers. */
export const describedSupergraph = (supergraphSdl: string): DescribedSupergraph => {
  const built = buildSupergraph(supergraphSdl, () => 'http://nobody.invalid');
  return { ...built, documents: new DocumentCache(built.schema, { introspection: false, limits: DEFAULT_DOCUMENT_LIMITS, costs: createCostModel(built.supergraph.schema) }) };
};

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes"])\n';

/** The supergraph of one subgraph. */
export const supergraphOf = (sdl: string): string => {
  const { supergraphSdl, errors } = composeServices([{ name: 'shop', url: 'http://shop.invalid', typeDefs: parse(LINK + sdl) }]);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
};
