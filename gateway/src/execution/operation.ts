import { type Viewer } from '@souk/auth';
import { type FetchNode } from '@apollo/query-planner';
import { type GraphQLFormattedError, type OperationTypeNode } from 'graphql';
import { type Logger } from '@souk/telemetry';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { type Answer } from './answer.js';
import { type Caller } from './caller.js';
import { type FetchObserver } from './fetch-observer.js';
import { type Trace } from './trace.js';

/** What a client asks for, after persisted operations were looked up. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What one run of a compiled operation needs from outside. */
export interface RunContext {
  /** As the client sent them, checked against the operation's definitions. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Flat name, value, … list that goes with every fetch: viewer token, traceparent, forwarded headers. */
  readonly headers: readonly string[];
  /** When everything must be over, on performance.now()'s clock. */
  readonly deadlineAtMs: number;
  readonly trace: Trace;
  readonly logger: Logger;
  /** Told of each fetch: for spans, metrics and `explain`. Absent where nobody looks. */
  readonly observer?: FetchObserver;
}

/** What an owning subgraph pushed, still as it came. */
export interface SubgraphEvent {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly Pick<GraphQLFormattedError, 'message' | 'path' | 'extensions'>[];
}

/** An operation that was parsed, validated, cut, planned and compiled: run again and again for everybody who may see the same of it. */
export interface CompiledOperation {
  readonly kind: OperationTypeNode;
  /** A subscription's first fetch; each of its events starts a run. Undefined where the viewer may see nothing of it: run() says why. */
  readonly primary?: FetchNode;
  /** Whether an event needs further fetches. */
  readonly hasRest: boolean;
  /** Never rejects. `event` is what a subscription's primary fetch brought, and only there. */
  run(context: RunContext, event?: SubgraphEvent): Promise<Answer>;
}

/** An operation that may run now, and on whose behalf. */
export interface AdmittedOperation {
  readonly supergraph: ServedSupergraph;
  readonly compiled: CompiledOperation;
  /** Same for the same text, operation name and mask on the same supergraph. */
  readonly key: string;
  /** The caller's viewer, with the orders that the operation's guest tokens open. */
  readonly viewer: Viewer;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface RunOptions {
  readonly acceptsParts: boolean;
  /** Came by a safe method (GET): a mutation is refused. */
  readonly isReadOnly?: boolean;
  /** `extensions.explain`: the plan and what each fetch took. */
  readonly explain?: boolean;
  /** `extensions.cost`: what was estimated, and what it was. */
  readonly showCost?: boolean;
}

/** What every transport (HTTP, sockets, SSE) does with operations. */
export interface Engine {
  /** Everything that comes before the first fetch: reading, limits, choosing the operation, variables, authorisation, planning, rate. Never rejects: an Answer says why it may not run. */
  admit(request: OperationRequest, caller: Caller, /** Whether it counts against the caller's budgets. */ isCharged?: boolean): Promise<AdmittedOperation | Answer>;
  /** Who counts and traces the fetches of a run that no `run` of the engine watches: of a pushed event. */
  observerFor(trace: Trace, logger: Logger): FetchObserver;
  /** admit and run, for queries and mutations. Never rejects. */
  run(request: OperationRequest, caller: Caller, options: RunOptions): Promise<Answer>;
  /** What goes with every fetch for that viewer. `fresh`: a token minted now, for what runs long after its request (pushed events). */
  headersFor(viewer: Viewer, trace: Trace, forwarded: readonly string[], fresh: boolean): Promise<readonly string[]>;
}

export const isAnswer = (admitted: AdmittedOperation | Answer): admitted is Answer => !('compiled' in admitted);
