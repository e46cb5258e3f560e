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

/** The answer to one event, under a trace of its own and with a viewer token made now: the subscription may be hours old. Never rejects. */
export const answerEvent = async (event: SubgraphEvent, { compiled, viewer, variables }: AdmittedSubscription, { forwarded, logger }: Caller, { engine, turns, deadlineMs }: AnswerContext): Promise<Answer> => {
  const trace = beginTrace('pushed event');
  const run = async (): Promise<Answer> => {
    const headers = compiled.hasRest ? await engine.headersFor(viewer, trace, forwarded, true) : [];
    return compiled.run({ variables, headers, deadlineAtMs: performance.now() + deadlineMs, trace, logger, acceptsParts: false, observer: engine.observerFor(trace, logger) }, event);
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
