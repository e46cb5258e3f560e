import { type KeySet, type Viewer } from '@souk/auth';
import { GraphQLError, OperationTypeNode, getVariableValues, type GraphQLFormattedError } from 'graphql';
import { isRefused } from '../plan/document-cache.js';
import { type PreparedOperation } from '../plan/operation-planner.js';
import { type SelectedOperation } from '../plan/select-operation.js';
import { guestTokensIn, withGuestOrders } from '../security/guest-tokens.js';
import { type ViewerTokens } from '../security/viewer-tokens.js';
import { type RateLimiter } from '../limits/rate-limiter.js';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { FetchRecorder } from '../telemetry/fetch-recorder.js';
import { type GatewayMetrics } from '../telemetry/gateway-metrics.js';
import { ObservedOperation } from '../telemetry/observed-operation.js';
import { tracedStep } from '../telemetry/request-span.js';
import { type Answer } from './answer.js';
import { type Caller } from './caller.js';
import { ErrorCode, maskedError, withCode } from './errors.js';
import { type AdmittedOperation, type Engine, type OperationRequest, type RunOptions } from './operation.js';
import { type Trace } from './trace.js';

export interface EngineOptions {
  /** The supergraph that answers new operations. */
  served(): ServedSupergraph;
  /** Who signs what tells subgraphs on whose behalf is asked, and what guest tokens are checked with. Absent where a gateway runs alone: then everybody is anonymous. */
  readonly identity?: { readonly viewerTokens: ViewerTokens; readonly keys: KeySet };
  /** Absent where nothing is limited. */
  readonly limits?: { readonly maxCost: number; readonly rateLimiter: RateLimiter };
  /** How long one operation may take, in milliseconds. */
  readonly requestDeadlineMs: number;
  readonly metrics: GatewayMetrics;
  /** Whether everybody may see plans, or administrators alone. */
  readonly explainsToAll: boolean;
}

export const createOperationEngine = ({ served, identity, limits, requestDeadlineMs, metrics, explainsToAll }: EngineOptions): Engine => {
  const headersFor = async (viewer: Viewer, trace: Trace, forwarded: readonly string[], fresh: boolean): Promise<readonly string[]> => {
    if (identity === undefined) return ['traceparent', trace.traceparent, ...forwarded];
    const token = await (fresh ? identity.viewerTokens.freshTokenOf(viewer) : identity.viewerTokens.tokenOf(viewer));
    return ['souk-viewer', token, 'traceparent', trace.traceparent, ...forwarded];
  };

  const admit = async (request: OperationRequest, caller: Caller, acceptsParts: boolean, isReadOnly: boolean, isCharged: boolean): Promise<Admission | Answer> => {
    const supergraph = served();
    const { documents, operations, schema } = supergraph;
    if (limits !== undefined && isCharged && !documents.knows(request.query)) {
      const wait = await charge(limits, caller, Math.ceil(request.query.length / CHARACTERS_PER_UNIT));
      if (wait !== undefined) return wait;
    }
    const valid = documents.read(request.query);
    if (isRefused(valid)) return refused(valid);
    const selected = valid.select(request.operationName);
    if (selected instanceof GraphQLError) return refused([selected.toJSON()]);
    const { operation: kind, variableDefinitions: definitions = [] } = selected.operation;
    if (isReadOnly && kind === OperationTypeNode.MUTATION) return mutationByGet();
    const coerced = definitions.length === 0 ? NO_VARIABLES : getVariableValues(schema, definitions, request.variables);
    if (coerced.errors !== undefined) return refused(coerced.errors.map((error) => documents.formatted(withCode(error, 'BAD_USER_INPUT'))));
    let cost = 0;
    if (limits !== undefined) {
      const tooMuch = selected.cost.refusal(request.variables, limits.maxCost);
      if (tooMuch !== undefined) return refused([tooMuch.toJSON()]);
      cost = selected.cost.estimate(request.variables);
      const charged = isCharged ? charge(limits, caller, cost) : undefined;
      const wait = charged instanceof Promise ? await charged : charged;
      if (wait !== undefined) return wait;
    }
    const ready = operations.prepare({ valid, selected, operationName: request.operationName, variables: coerced.coerced, viewer: caller.viewer, acceptsParts });
    // An operation with condition variables is another plan for each of their values: who makes many of them pays for it.
    if (ready instanceof Promise && limits !== undefined && isCharged) await charge(limits, caller, UNITS_PER_PLAN);
    const prepared = ready instanceof Promise ? await tracedStep(caller.trace, 'plan', () => ready).catch((error: unknown) => failedToPrepare(error, caller)) : ready;
    if (!('compiled' in prepared)) return prepared;
    const guestTokens = identity === undefined ? [] : guestTokensIn(prepared.operation, {}, request.variables);
    const viewer = identity === undefined || guestTokens.length === 0 ? caller.viewer : await withGuestOrders(caller.viewer, guestTokens, identity.keys);
    return { admitted: { supergraph, compiled: prepared.compiled, key: prepared.key, viewer, variables: request.variables }, prepared, selected, cost };
  };

  const run = async (request: OperationRequest, caller: Caller, { acceptsParts, isReadOnly = false, explain = false, showCost = false }: RunOptions, ending: Partial<Ending>): Promise<Answer> => {
    const recorder = explain && (explainsToAll || caller.viewer.roles.includes('ADMIN')) ? new FetchRecorder() : undefined;
    const beganAt = performance.now();
    const observer = new ObservedOperation({ metrics, trace: caller.trace, logger: caller.logger, recorder });
    ending.observer = observer;
    const admission = await admit(request, caller, acceptsParts, isReadOnly, true);
    if (!('admitted' in admission)) return admission;
    const { admitted: { compiled, viewer, variables }, prepared, selected, cost } = admission;
    Object.assign(ending, { name: prepared.operation.name?.value, kind: compiled.kind, cost, key: prepared.key });
    if (compiled.kind === OperationTypeNode.SUBSCRIPTION) return subscriptionOverHttp();
    const answer = await compiled.run({
      variables, headers: await headersFor(viewer, caller.trace, caller.forwarded, false), deadlineAtMs: performance.now() + requestDeadlineMs,
      trace: caller.trace, logger: caller.logger, observer,
    });
    if (recorder === undefined && !showCost) return answer;
    return { ...answer, extensions: {
      ...(recorder === undefined ? {} : { explain: { plan: prepared.plan, fetches: recorder.fetches.map(({ fetches: ids, ...fetch }) => ({ ids, ...fetch })), totalMs: performance.now() - beganAt } }),
      ...(showCost ? { cost: { estimated: selected.cost.estimate(variables), actual: selected.cost.actual(answer.data === undefined ? undefined : JSON.parse(answer.data.toString()), variables) } } : {}),
    } };
  };

  return {
    headersFor,
    observerFor: (trace, logger) => new ObservedOperation({ metrics, trace, logger }),
    async admit(request, caller, isCharged = true) {
      try {
        const admission = await admit(request, caller, false, false, isCharged);
        return 'admitted' in admission ? admission.admitted : admission;
      } catch (error) {
        return failed(error, caller);
      }
    },
    async run(request, caller, options) {
      const ending: Partial<Ending> = {};
      let answer: Answer;
      try {
        answer = await run(request, caller, options, ending);
      } catch (error) {
        answer = failed(error, caller);
      }
      const { observer, name, kind = OperationTypeNode.QUERY, cost, key } = ending;
      if (answer.data === undefined) metrics.refused(String(answer.errors?.[0]?.extensions?.['code'] ?? ''));
      observer?.ended({ name, kind, cost, key, outcome: answer.data === undefined ? 'refused' : answer.errors === undefined ? 'ok' : 'errors' });
      return answer;
    },
  };
};

interface Admission {
  readonly admitted: AdmittedOperation;
  readonly selected: SelectedOperation;
  readonly prepared: PreparedOperation;
  /** Static estimate, in cost units; 0 where limits are off. */
  readonly cost: number;
}

/** What is known of an operation when it ends; it may end early. */
interface Ending {
  observer: ObservedOperation;
  name: string | undefined;
  kind: OperationTypeNode;
  cost: number;
  key: string;
}

/** Takes the units from the caller's budgets, or says when to come back. */
const charge = ({ rateLimiter }: NonNullable<EngineOptions['limits']>, { viewer, address }: Caller, units: number): Answer | undefined | Promise<Answer | undefined> => {
  const exhausted = rateLimiter.take({ ...(viewer.userId === undefined ? {} : { viewerId: viewer.userId }), address }, units);
  return exhausted instanceof Promise ? exhausted.then((wait) => wait && rateLimited(wait.retryAfterSeconds)) : exhausted && rateLimited(exhausted.retryAfterSeconds);
};

/** A text that is new has to be read, and perhaps refused: so many characters of it are one unit of cost. */
const CHARACTERS_PER_UNIT = 5;
/** What it costs to plan an operation, in cost units: about ten milliseconds of the planner's thread. */
const UNITS_PER_PLAN = 100;

const NO_VARIABLES = { coerced: {}, errors: undefined } as const;

/** What the planner says to the client passes; anything else is a fault of ours. */
const failedToPrepare = (error: unknown, caller: Caller): Answer => {
  if (!(error instanceof GraphQLError)) return failed(error, caller);
  const coded = withCode(error, 'OPERATION_RESOLUTION_FAILURE').toJSON();
  // Too many new operations wait for the planner: the same one may run in a moment.
  return coded.extensions?.['code'] === 'OVERLOADED' ? { ...refused([coded], 503), retryAfterSeconds: 1 } : refused([coded]);
};

const refused = (errors: readonly GraphQLFormattedError[], status = 400): Answer => ({ errors, status });

const failed = (error: unknown, caller: Caller): Answer => refused([maskedError(error, caller).toJSON()], 500);

const mutationByGet = (): Answer => refused([{ message: 'GET is for queries; send a mutation by POST.', extensions: { code: ErrorCode.badRequest } }], 405);

const rateLimited = (retryAfterSeconds: number): Answer => ({
  ...refused([{ message: `Too much was asked in too short a time. Try again in ${retryAfterSeconds} s.`, extensions: { code: ErrorCode.rateLimited, retryAfterSeconds } }], 429), retryAfterSeconds,
});

const subscriptionOverHttp = (): Answer =>
  refused([{ message: 'A subscription has no single answer: connect to this address by WebSocket (graphql-transport-ws), or accept text/event-stream.', extensions: { code: ErrorCode.subscriptionOverHttp } }]);
