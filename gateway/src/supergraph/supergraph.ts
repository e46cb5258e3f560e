import { createHash } from 'node:crypto';
import { Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type GraphQLSchema } from 'graphql';
import { DocumentCache } from '../plan/document-cache.js';
import { OperationPlanner } from '../plan/operation-planner.js';
import { accessRulesOf, type AccessRules } from '../security/access-rules.js';
import { withoutEnforcedPurposes } from './security-purpose.js';

/** A supergraph that can be served: everything that is derived from its SDL, made before it replaces another. */
export interface BuiltSupergraph {
  readonly id: string;
  /** What ApolloGateway is given. */
  readonly sdl: string;
  readonly supergraph: Supergraph;
  readonly supergraphSchema: GraphQLSchema;
  readonly apiSchema: Schema;
  readonly planner: QueryPlanner;
  readonly rules: AccessRules;
}

/** The supergraph that answers, with its caches: they live and die with it. */
export interface ServedSupergraph extends BuiltSupergraph {
  /** The API schema as ApolloGateway hands it out; documents are validated against it. */
  readonly schema: GraphQLSchema;
  readonly operations: OperationPlanner;
  readonly documents: DocumentCache;
}

/** Throws with its reasons where the SDL is not a supergraph, uses a feature that nobody enforces, or names a subgraph without an address. */
export const buildSupergraph = (wholeSdl: string, addressed: ReadonlySet<string>): BuiltSupergraph => {
  const sdl = withoutEnforcedPurposes(wholeSdl);
  const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
  const missing = supergraph.subgraphsMetadata().map(({ name }) => name).filter((name) => !addressed.has(name));
  if (missing.length > 0) throw new Error(`The supergraph names subgraphs without an address: ${missing.join(', ')}. Known: ${[...addressed].join(', ')}.`);
  return {
    id: createHash('sha256').update(wholeSdl).digest('hex').slice(0, 16),
    sdl,
    supergraph,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    apiSchema: supergraph.apiSchema(),
    planner: new QueryPlanner(supergraph),
    rules: accessRulesOf(supergraph.schema),
  };
};

export const serveSupergraph = (built: BuiltSupergraph, schema: GraphQLSchema, introspection: boolean): ServedSupergraph => ({
  ...built, schema, operations: new OperationPlanner(built, schema), documents: new DocumentCache(schema, introspection),
});
