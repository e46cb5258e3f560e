import { sleep } from '@souk/kernel';
import { type Answer } from '../execution/answer.js';
import { type Caller } from '../execution/caller.js';
import { ErrorCode, maskedError } from '../execution/errors.js';
import { type Engine, type SubgraphEvent } from '../execution/operation.js';
import { beginTrace, endTrace } from '../telemetry/request-span.js';
import { type AdmittedSubscription } from './prepared-subscription.js';
import { type Turns } from './turns.js';

export interface AnswerContext {
  readonly engine: Pick<Engine, 'headersFor' | 'observerFor'>;
  /** For answers that need further fetches. */
  readonly turns: Turns;
  /** How long the answer to one event may take, in milliseconds. */
  readonly deadlineMs: number;
}

/** How long an event of which nothing could be told waits for the subgraph that is away, in milliseconds; and between two tries, doubling from the first to the second. */
const MAX_WAIT_MS = 10_000;
const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 1_000;

/**
 * The answer to one event. Where a subgraph that is away leaves nothing of it (null climbed to the top), it is tried again for a while, because the client would never hear of the event:
 * as long as `isWanted`. Never rejects.
 */
export const answerEvent = async (event: SubgraphEvent, admitted: AdmittedSubscription, caller: Caller, context: AnswerContext, isWanted: () => boolean): Promise<Answer> => {
  if (!admitted.compiled.hasRest) return answerOnce(event, admitted, caller, context);
  const giveUpAtMs = performance.now() + MAX_WAIT_MS;
  for (let waitMs = MIN_RETRY_MS; ; waitMs = Math.min(MAX_RETRY_MS, waitMs * 2)) {
    // A run writes into the event.
    const answer = await answerOnce(structuredClone(event), admitted, caller, context);
    if (isLasting(answer) || answer.data?.equals(NULL) !== true || performance.now() + waitMs > giveUpAtMs || !isWanted()) return answer;
    await sleep(waitMs);
  }
};

const NULL = Buffer.from('null');

/** Under a trace of its own and with a viewer token made now: the subscription may be hours old. */
const answerOnce = async (event: SubgraphEvent, { compiled, viewer, variables }: AdmittedSubscription, { forwarded, logger }: Caller, { engine, turns, deadlineMs }: AnswerContext): Promise<Answer> => {
  const trace = beginTrace('pushed event');
  const run = async (): Promise<Answer> => {
    const headers = compiled.hasRest ? await engine.headersFor(viewer, trace, forwarded, true) : [];
    return compiled.run({ variables, headers, deadlineAtMs: performance.now() + deadlineMs, trace, logger, observer: engine.observerFor(trace, logger) }, event);
  };
  try {
    return await (compiled.hasRest ? turns.run(run) : run());
  } catch (error) {
    return { errors: [maskedError(error, { trace, logger }).toJSON()] };
  } finally {
    endTrace(trace);
  }
};

/** Whether it would be the same a moment later: a subgraph that was down when it was made may be up again for whoever joins then. */
export const isLasting = ({ errors = [] }: Answer): boolean =>
  !errors.some(({ extensions }) => extensions?.['code'] === ErrorCode.subgraphUnavailable || extensions?.['code'] === ErrorCode.internal);
