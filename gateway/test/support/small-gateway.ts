import { composeServices } from '@apollo/composition';
import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { ANONYMOUS_VIEWER } from '@souk/auth';
import { silentLogger } from '@souk/telemetry';
import { parse } from 'graphql';
import { type Answer } from '../../src/execution/answer.js';
import { type Caller } from '../../src/execution/caller.js';
import { createOperationEngine, type EngineOptions } from '../../src/execution/operation-engine.js';
import { type RunOptions } from '../../src/execution/operation.js';
import { operationsOf, type OperationsOptions } from '../../src/plan/operations-of.js';
import { type PlannerThread } from '../../src/plan/planner-thread.js';
import { fromSupergraph } from '../../src/supergraph/subgraph-urls.js';
import { buildSupergraph, type BuiltSupergraph, type ServedSupergraph } from '../../src/supergraph/supergraph.js';
import { GatewayMetrics } from '../../src/telemetry/gateway-metrics.js';

/** What a subgraph is asked. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A subgraph's schema, and what it says: a text as it stands, anything else as JSON. */
export interface SmallSubgraph {
  readonly sdl: string;
  says(asked: Asked): unknown;
}

export interface SmallGatewayOptions extends Partial<Pick<OperationsOptions, 'introspection' | 'limits'>> {
  readonly engineLimits?: NonNullable<EngineOptions['limits']>;
}

export interface SmallGateway {
  readonly served: ServedSupergraph;
  /** Documents that were planned, in turn. */
  readonly planned: readonly string[];
  /** What was sent to subgraphs, in turn. */
  readonly sent: readonly string[];
  run(query: string, variables?: Readonly<Record<string, unknown>>, options?: Partial<RunOptions>, caller?: Partial<Caller>): Promise<Answer>;
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external", "@shareable", "@authenticated"])\n';

const CALLER: Caller = { viewer: ANONYMOUS_VIEWER, address: '192.0.2.1', forwarded: [], trace: { traceId: '1'.repeat(32), traceparent: `00-${'1'.repeat(32)}-${'1'.repeat(16)}-00` }, logger: silentLogger };

/** The whole way of an operation but its first and its last: without HTTP, and with subgraphs that say whatever a test wants. Operations are planned in this thread. */
export const smallGateway = (subgraphs: Readonly<Record<string, SmallSubgraph>>, { introspection = true, limits, engineLimits }: SmallGatewayOptions = {}): SmallGateway => {
  const { supergraphSdl, errors } = composeServices(Object.entries(subgraphs).map(([name, { sdl }]) => ({ name, url: `http://${name}.invalid`, typeDefs: parse(LINK + sdl) })));
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const built = buildSupergraph(supergraphSdl, fromSupergraph());
  const planned: string[] = [];
  const sent: string[] = [];
  const metrics = new GatewayMetrics();
  const transports = new Map(Object.entries(subgraphs).map(([subgraph, { says }]) => [subgraph, {
    subgraph,
    fetch: async ({ body }: { readonly body: string }) => {
      sent.push(body);
      const said = await says(JSON.parse(body) as Asked);
      return { status: 200, text: typeof said === 'string' ? said : JSON.stringify(said) };
    },
    isReady: async () => true,
    close: async () => undefined,
  }]));
  const planner = plannerOf(built, planned);
  const served = { ...built, planner, ...operationsOf({ transportsOf: () => transports, introspection, limits, metrics })(built, planner) };
  const engine = createOperationEngine({ served: () => served, requestDeadlineMs: 10_000, metrics, explainsToAll: true, ...(engineLimits === undefined ? {} : { limits: engineLimits }) });
  return { served, planned, sent, run: (query, variables = {}, options = {}, caller = {}) => engine.run({ query, operationName: undefined, variables }, { ...CALLER, ...caller }, { acceptsParts: false, ...options }) };
};

const plannerOf = ({ plannerSdl }: BuiltSupergraph, planned: string[]): PlannerThread => {
  const supergraph = Supergraph.build(plannerSdl.sdl, { validateSupergraph: false });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: true } });
  return {
    plan: async (document) => {
      planned.push(document);
      return planner.buildQueryPlan(operationFromDocument(apiSchema, parse(document, { noLocation: true }), { validate: false }));
    },
    ready: async () => undefined,
    queued: 0,
    retire: () => undefined,
    close: async () => undefined,
  };
};
