import { DomainError, withDeadline } from '@souk/kernel';
import { type ParallelStep, type RemoteStep, type SagaFailure, type SagaState, type StepContext } from './definition.js';
import { STEP_DEADLINE_MS } from './limits.js';

/** What a remote step, or the undoing of one, came to; `state` holds what is known now, whatever the outcome. */
export interface StepResult {
  readonly state: SagaState;
  /** Refused by a DomainError: trying again would not help. */
  readonly refusal?: SagaFailure;
  /** The outcome is unknown. */
  readonly error?: unknown;
}

type Remote = RemoteStep<SagaState> | ParallelStep<SagaState>;
type Call = (member: RemoteStep<SagaState>, context: StepContext) => Promise<Partial<SagaState>>;

/** Runs a step, or all members of a parallel one at once, and waits for each: none is left behind unobserved. */
export const runForward = (step: Remote, state: SagaState, gid: string, attempt: number): Promise<StepResult> =>
  callAll(membersOf(step), state, gid, attempt, (member, context) => member.run(state, context));

/** Undoes a step, or all members of a parallel one, also those that failed or never ran: a participant knows which did. */
export const runBackward = (step: Remote, state: SagaState, gid: string, attempt: number): Promise<StepResult> =>
  callAll(membersOf(step), state, gid, attempt, async (member, context) => (await member.compensate?.(state, context)) ?? {});

const membersOf = (step: Remote): readonly RemoteStep<SagaState>[] => ('parallel' in step ? step.parallel : [step]);

const callAll = async (members: readonly RemoteStep<SagaState>[], before: SagaState, gid: string, attempt: number, call: Call): Promise<StepResult> => {
  const outcomes = await Promise.allSettled(members.map((member) => callOne(member, gid, attempt, call)));
  const known = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const errors = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const state: SagaState = Object.assign({ ...before }, ...known);
  // One refusal decides, whatever became of the others: undoing asks them all anyway.
  const refusal = errors.find((error) => error instanceof DomainError);
  if (refusal !== undefined) return { state, refusal: failureOf(refusal) };
  return errors.length > 0 ? { state, error: errors[0] } : { state };
};

const callOne = async (member: RemoteStep<SagaState>, gid: string, attempt: number, call: Call): Promise<Partial<SagaState>> => {
  const abort = new AbortController();
  try {
    return await withDeadline(call(member, { gid, attempt, signal: abort.signal }), STEP_DEADLINE_MS, `step '${member.name}'`);
  } catch (error) {
    abort.abort(error);
    throw error;
  }
};

/** An error as it is kept with the saga. */
export const failureOf = (error: unknown): SagaFailure => {
  if (error instanceof DomainError) return { refused: true, code: error.code, message: error.message, details: error.details, ...(error.path && { path: error.path }) };
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'INTERNAL';
  return { refused: false, code, message: error instanceof Error ? error.message : String(error), details: {} };
};
