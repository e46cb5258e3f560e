import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner, prettyFormatQueryPlan } from '@apollo/query-planner';
import { SCOPES, type Viewer } from '@souk/auth';
import { silentLogger } from '@souk/telemetry';
import { parse } from 'graphql';
import { answerText, type Answer } from '../../../gateway/src/execution/answer.js';
import { type Caller } from '../../../gateway/src/execution/caller.js';
import { type Engine } from '../../../gateway/src/execution/operation.js';
import { createOperationEngine } from '../../../gateway/src/execution/operation-engine.js';
import { operationsOf } from '../../../gateway/src/plan/operations-of.js';
import { type PlannerThread } from '../../../gateway/src/plan/planner-thread.js';
import { fromSupergraph } from '../../../gateway/src/supergraph/subgraph-urls.js';
import { buildSupergraph, type BuiltSupergraph, type ServedSupergraph } from '../../../gateway/src/supergraph/supergraph.js';
import { GatewayMetrics } from '../../../gateway/src/telemetry/gateway-metrics.js';
import { type Federation } from './federation.js';
import { type InMemorySubgraph } from './in-memory-subgraph.js';
import { type Subject, type SubjectAnswer, type SubjectRequest } from './subject.js';

/** Longer than any operation of a test. */
const DEADLINE_MS = 60_000;

/** Somebody who may see everything that scopes can open. */
const VIEWER: Viewer = { userId: '01960000-0000-7000-8000-000000000001', roles: ['ADMIN'], scopes: SCOPES, guestOrderIds: [] };

export interface SoukSubject extends Subject {
  /** As a client that takes answers in parts. */
  runInParts(request: SubjectRequest): Promise<Answer>;
}

/** Souk's gateway from the text of an operation to the text of its answer, without sockets, limits and tokens, and planned in this thread. */
export const soukSubject = (federation: Federation, subgraphs: readonly InMemorySubgraph[]): SoukSubject => {
  const engine = engineOf(federation.supergraphSdl, subgraphs);
  const requestOf = ({ query, operationName, variables }: SubjectRequest) => ({ query, operationName, variables });
  const planner = new QueryPlanner(federation.supergraph);
  return {
    name: 'souk',
    run: async (request): Promise<SubjectAnswer> => JSON.parse(answerText(await engine.run(requestOf(request), callerOf(VIEWER), { acceptsParts: false }))) as SubjectAnswer,
    runInParts: (request) => engine.run(requestOf(request), callerOf(VIEWER), { acceptsParts: true }),
    planOf: ({ query }) => prettyFormatQueryPlan(planner.buildQueryPlan(operationFromDocument(federation.apiSchema, parse(query)))),
  };
};

const callerOf = (viewer: Viewer): Caller => ({ viewer, address: '', forwarded: [], trace: { traceId: '0'.repeat(31) + '1', traceparent: '' }, logger: silentLogger });

const engineOf = (supergraphSdl: string, subgraphs: readonly InMemorySubgraph[]): Engine => {
  const built = buildSupergraph(supergraphSdl, fromSupergraph());
  const planner = plannerInThisThread(built);
  const metrics = new GatewayMetrics();
  const transports = new Map(subgraphs.map((subgraph) => [subgraph.subgraph, subgraph]));
  const prepare = operationsOf({ introspection: true, limits: undefined, metrics, transportsOf: () => transports });
  const served: ServedSupergraph = { ...built, planner, ...prepare(built, planner) };
  return createOperationEngine({ served: () => served, explainsToAll: false, requestDeadlineMs: DEADLINE_MS, metrics });
};

/** What the planner's thread does; each of the many supergraphs of a run would need a thread of its own. */
const plannerInThisThread = ({ plannerSdl }: BuiltSupergraph): PlannerThread => {
  const supergraph = Supergraph.build(plannerSdl.sdl, { validateSupergraph: false });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: true } });
  return {
    plan: async (document) => planner.buildQueryPlan(operationFromDocument(apiSchema, parse(document, { noLocation: true }), { validate: false })),
    ready: async () => undefined,
    queued: 0,
    retire: () => undefined,
    close: async () => undefined,
  };
};
