import { createHash } from 'node:crypto';
import { Supergraph, type Schema } from '@apollo/federation-internals';
import { type Logger } from '@souk/telemetry';
import { type GraphQLSchema } from 'graphql';
import { type DocumentCache } from '../plan/document-cache.js';
import { type OperationPlanner } from '../plan/operation-planner.js';
import { createPlannerThread, type PlannerThread } from '../plan/planner-thread.js';
import { accessRulesOf, type AccessRules } from '../security/access-rules.js';
import { withComposedDirectives } from './composed-directives.js';
import { plannerSdlOf, type PlannerSdl } from './planner-sdl.js';
import { withoutEnforcedPurposes } from './security-purpose.js';
import { addressesOf, type AddressOf } from './subgraph-urls.js';

/** Everything that is read from a supergraph's SDL, made before it replaces another; plain data that needs no end. */
export interface BuiltSupergraph {
  /** Same SDL, same id. */
  readonly id: string;
  /** What ApolloGateway is given. */
  readonly sdl: string;
  readonly supergraph: Supergraph;
  readonly supergraphSchema: GraphQLSchema;
  readonly apiSchema: Schema;
  /** What clients see, with `@defer`; documents are validated against it. */
  readonly schema: GraphQLSchema;
  readonly plannerSdl: PlannerSdl;
  readonly rules: AccessRules;
  /** Address of each subgraph, by its name. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** A version of the supergraph that answers, with its caches and its planner: they live and die with it. */
export interface ServedSupergraph extends BuiltSupergraph {
  readonly planner: PlannerThread;
  readonly operations: OperationPlanner;
  readonly documents: DocumentCache;
}

/** Throws with its reasons where the SDL is not a supergraph, uses a feature that nobody honours, or names a subgraph without an address. */
export const buildSupergraph = (wholeSdl: string, addressOf: AddressOf): BuiltSupergraph => {
  const sdl = withoutEnforcedPurposes(wholeSdl);
  const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
  const apiSchema = supergraph.apiSchema();
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  return {
    id: supergraphIdOf(wholeSdl),
    sdl,
    supergraph,
    supergraphSchema,
    apiSchema,
    schema: withComposedDirectives(apiSchema.toGraphQLJSSchema({ includeDefer: true }), supergraphSchema),
    plannerSdl: plannerSdlOf(sdl),
    rules: accessRulesOf(supergraph.schema),
    addresses: addressesOf(supergraph, addressOf),
  };
};

export const supergraphIdOf = (wholeSdl: string): string => createHash('sha256').update(wholeSdl).digest('hex').slice(0, 16);

/** Makes what reads and prepares operations of that version. */
export type OperationsOf = (built: BuiltSupergraph, planner: PlannerThread) => Pick<ServedSupergraph, 'operations' | 'documents'>;

/** The planner's thread begins to start; `planner.close()` ends it. */
export const serveSupergraph = (built: BuiltSupergraph, operationsOf: OperationsOf, logger: Logger): ServedSupergraph => {
  const planner = createPlannerThread(built.plannerSdl.sdl, { logger });
  planner.ready().catch((error: unknown) => logger.error({ err: error, supergraph: built.id }, 'the planner cannot start'));
  return { ...built, planner, ...operationsOf(built, planner) };
};
