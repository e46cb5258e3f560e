import { type ServiceMap } from '@apollo/gateway';
import { type PlanNode, type QueryPlan, type SubscriptionNode } from '@apollo/query-planner';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { systemRandom } from '@souk/kernel';
import { type Caller } from '../execution/caller.js';
import { ErrorCode, maskedError } from '../execution/errors.js';
import { admitOperation, type AdmittedOperation, type Engine, type OperationRequest } from '../execution/execute-operation.js';
import { runPlan } from '../execution/run-plan.js';
import { refusal } from '../security/refusals.js';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { EventQueue } from './event-queue.js';
import { ResumableUpstream, type UpstreamEvent } from './resumable-upstream.js';
import { type UpstreamClient } from './upstream-client.js';
import { upstreamOperationOf } from './upstream-operation.js';

/** Events that wait for one client at most; one that falls further behind is told so and resumes by `afterSequence`. */
const MAX_QUEUED_EVENTS = 256;
/** Marks the fetch that an event answers among those that go to the same subgraph. */
const EVENT_SUFFIX = '#event';

export interface SubscriptionEngine extends Engine {
  readonly upstreams: ReadonlyMap<string, UpstreamClient>;
}

export type Answers = AsyncIterableIterator<ExecutionResult>;
type Queued = UpstreamEvent | { readonly failure: readonly GraphQLError[] };

/** Answers to a subscription, one per event of the subgraph that owns its root field, or why there are none. Never throws. */
export const subscribeOperation = async (engine: SubscriptionEngine, supergraph: ServedSupergraph, request: OperationRequest, caller: Caller): Promise<Answers | ExecutionResult> => {
  try {
    const admitted = await admitOperation(engine, supergraph, request, caller);
    if (Array.isArray(admitted)) return { errors: admitted };
    const { plan, cuts } = admitted.prepared;
    const refusedRoots = cuts.filter(({ path }) => path.length === 1);
    if (plan.node?.kind !== 'Subscription') return { errors: refusedRoots.map((cut) => refusal(cut, cut.path, supergraph.rules)) };
    return openSubscription(engine, supergraph, request, caller, admitted, plan.node);
  } catch (error) {
    return { errors: [maskedError(error, caller)] };
  }
};

const openSubscription = (engine: SubscriptionEngine, supergraph: ServedSupergraph, request: OperationRequest, caller: Caller, { prepared, viewer }: AdmittedOperation, { primary, rest }: SubscriptionNode): Answers => {
  const client = engine.upstreams.get(primary.serviceName);
  if (client === undefined) throw new Error(`No upstream for '${primary.serviceName}'.`);
  const queue = new EventQueue<Queued>(MAX_QUEUED_EVENTS);
  const upstream = new ResumableUpstream({
    subgraph: primary.serviceName, client, operation: upstreamOperationOf(primary, supergraph.schema), variables: request.variables,
    mintToken: () => engine.viewerTokens.freshTokenOf(viewer), trace: caller.trace, logger: caller.logger, random: systemRandom,
    onEvent(event) {
      if (queue.push(event)) return;
      upstream.stop();
      queue.end({ failure: [slowConsumer()] });
    },
    onEnd: (errors) => queue.end(errors === undefined ? undefined : { failure: errors.map(graphqlError) }),
  });
  const plan = eventPlanOf(primary, rest);
  const answer = async (event: UpstreamEvent): Promise<ExecutionResult> => {
    const services: ServiceMap = { ...engine.services, [`${primary.serviceName}${EVENT_SUFFIX}`]: { process: () => Promise.resolve({ data: event.data ?? null, ...(event.errors === undefined ? {} : { errors: event.errors }) }) } };
    try {
      const viewerToken = rest === undefined ? '' : await engine.viewerTokens.freshTokenOf(viewer);
      return withRealServiceNames(await runPlan({ supergraph, prepared, plan, variables: request.variables, services, viewerToken, caller }));
    } catch (error) {
      return { errors: [maskedError(error, caller)] };
    }
  };
  return answersOf(queue, answer, () => upstream.stop());
};

/** By hand, because an async generator's return() waits for a pending next(): a client that leaves would hold its upstream until the next event. */
const answersOf = (queue: EventQueue<Queued>, answer: (event: UpstreamEvent) => Promise<ExecutionResult>, stop: () => void): Answers => {
  let isOver = false;
  const over = { done: true, value: undefined } as const;
  const close = (): void => {
    isOver = true;
    stop();
    queue.clear();
  };
  return {
    async next() {
      const queued = await queue.next();
      if (queued === undefined || isOver) return over;
      const value = 'failure' in queued ? { errors: queued.failure } : await answer(queued);
      // The client may have left while the rest was fetched.
      return isOver ? over : { done: false, value };
    },
    return() {
      close();
      return Promise.resolve(over);
    },
    throw(error) {
      close();
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    },
    [Symbol.asyncIterator]() { return this; },
  };
};

/** The executor knows no subscriptions: an event runs as a query whose first fetch is answered by the event itself. */
const eventPlanOf = (primary: SubscriptionNode['primary'], rest: PlanNode | undefined): QueryPlan => ({
  kind: 'QueryPlan',
  node: { kind: 'Sequence', nodes: [{ ...primary, serviceName: `${primary.serviceName}${EVENT_SUFFIX}` }, ...(rest === undefined ? [] : [rest])] },
});

const withRealServiceNames = (result: ExecutionResult): ExecutionResult => ({
  ...result,
  ...(result.errors === undefined ? {} : { errors: result.errors.map((error) => {
    const service = error.extensions['serviceName'];
    if (typeof service !== 'string' || !service.endsWith(EVENT_SUFFIX)) return error;
    return new GraphQLError(error.message, { path: error.path, extensions: { ...error.extensions, serviceName: service.slice(0, -EVENT_SUFFIX.length) } });
  }) }),
});

const slowConsumer = (): GraphQLError =>
  new GraphQLError(`More than ${MAX_QUEUED_EVENTS} events wait for this client. Subscribe again, after the last sequence number that you have.`, { extensions: { code: ErrorCode.slowConsumer } });

const graphqlError = ({ message, path, extensions }: Pick<GraphQLFormattedError, 'message' | 'path' | 'extensions'>): GraphQLError => new GraphQLError(message, { path: path ?? null, extensions: extensions ?? {} });
