import { executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import { type QueryPlan } from '@apollo/query-planner';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { type PreparedOperation } from '../plan/operation-planner.js';
import { refusalsOf } from '../security/refusals.js';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { type Caller } from './caller.js';
import { maskedError } from './errors.js';
import { type FetchContext } from './subgraph-data-source.js';

export interface PlanRun {
  readonly supergraph: ServedSupergraph;
  readonly prepared: PreparedOperation;
  readonly plan: QueryPlan;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly services: ServiceMap;
  readonly viewerToken: string;
  readonly caller: Caller;
}

/** The answer to a planned operation: its data in the client's shape, and only errors that a client may read. */
export const runPlan = async ({ supergraph, prepared, plan, variables, services, viewerToken, caller }: PlanRun): Promise<ExecutionResult> => {
  const context: FetchContext = { viewerToken, trace: caller.trace, logger: caller.logger };
  const result = await executeQueryPlan(plan, services, requestContextOf(variables, context), prepared.context, supergraph.supergraphSchema, supergraph.apiSchema);
  const refusals = refusalsOf(prepared, result.data ?? null, supergraph.rules);
  const failures = (result.errors ?? []).map((error) => clientError(error, caller));
  const errors = [...failures, ...refusals];
  // Null in a non-null place that no failed fetch and no refusal explains: a subgraph broke its own schema.
  if (errors.length === 0) errors.push(...completionErrorsOf(result.extensions));
  return { data: result.data ?? null, ...(errors.length === 0 ? {} : { errors }) };
};

/** Only data sources put a service name on an error, and they have cleaned theirs. */
const clientError = (error: GraphQLError, caller: Caller): GraphQLError =>
  error instanceof GraphQLError && error.extensions['serviceName'] !== undefined ? error : maskedError(error, caller);

const completionErrorsOf = (extensions: unknown): readonly GraphQLError[] => {
  const errors = (extensions as { valueCompletion?: unknown } | undefined)?.valueCompletion;
  return Array.isArray(errors) ? errors.filter((error) => error instanceof GraphQLError) : [];
};

type RequestContext = Parameters<typeof executeQueryPlan>[2];

/** What executeQueryPlan reads of Apollo's request context; it is made here because operations over sockets have none. */
const requestContextOf = (variables: Readonly<Record<string, unknown>>, context: FetchContext): RequestContext => {
  const used: Pick<RequestContext, 'request' | 'context' | 'logger' | 'metrics'> = { request: { variables: { ...variables } }, context, logger: context.logger, metrics: {} };
  return used as RequestContext;
};
