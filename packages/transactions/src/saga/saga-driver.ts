import { assertInvariant, DomainError, type Clock, type Random } from '@souk/kernel';
import { queryIn, type Database } from '@souk/persistence';
import { type LocalStep, type Saga, type SagaState, type SagaStep } from './definition.js';
import { BACKOFF_BASE_MS, BACKOFF_MAX_MS, MAX_ATTEMPTS_BEFORE_PIVOT } from './limits.js';
import { failureOf, runBackward, runForward, type StepResult } from './run-step.js';
import { saveSaga, type SagaProgress, type SagaRow } from './saga-store.js';

export interface DriverOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

/** How one move of a saga went, for the runner's log and counts. */
export interface SagaMove {
  readonly row: SagaRow;
  /** Set where the step is to be tried again, or the saga is stuck. */
  readonly error?: unknown;
}

type AnySaga = Saga<SagaState>;

/**
 * Does the saga's next step (or undoes its last one) and writes down what came of it. The caller holds the lease. Remote steps are not written down on their own
 * where a local one follows: they may be called again at any time anyway, and one commit tells both.
 * Throws LeaseLostError where another driver went on meanwhile, and the database's errors; nothing is written then,
 * and whoever takes the saga next repeats the step.
 */
export const moveSaga = (saga: AnySaga, row: SagaRow, options: DriverOptions): Promise<SagaMove> =>
  row.status === 'running' ? moveForward(saga, row, options) : moveBackward(saga, row, options);

/** True where nothing turns the saga back any more. */
export const isCommitted = (saga: AnySaga, row: SagaRow): boolean =>
  row.status === 'completed' || (row.failure === null && (saga.pivot === null || indexOf(saga, row.step) > indexOf(saga, saga.pivot)));

const moveForward = async (saga: AnySaga, row: SagaRow, options: DriverOptions): Promise<SagaMove> => {
  const step = stepAt(saga, indexOf(saga, row.step));
  if ('commit' in step) return commitLocal(saga, step, row, options);
  const result = await runForward(step, row.state, row.gid, row.attempts + 1);
  if (result.refusal !== undefined || result.error !== undefined) return turn(saga, row, result, options);
  const progress = afterStep(saga, row, result.state);
  const next = stepAt(saga, indexOf(saga, progress.step));
  if ('commit' in next && progress.status === 'running') return commitLocal(saga, next, { ...row, ...progress }, options);
  return { row: await save(options, row, progress) };
};

/** The step's work and its record are one commit. The record comes last and looks at the version: what a driver without the lease did is rolled back with it. */
const commitLocal = async (saga: AnySaga, step: LocalStep<SagaState>, row: SagaRow, options: DriverOptions): Promise<SagaMove> => {
  try {
    return await options.database.transaction(async (tx) => {
      const known = await step.commit(tx, row.state, row.gid);
      const progress = afterStep(saga, row, { ...row.state, ...known });
      return { row: await saveSaga((sql, parameters) => queryIn<SagaRow>(tx, sql, parameters), row, progress, options.clock.now()) };
    });
  } catch (error) {
    // Also reached when only the acknowledgement of the commit was lost: the version has moved on then, and `turn` finds the lease lost.
    return turn(saga, row, error instanceof DomainError ? { state: row.state, refusal: failureOf(error) } : { state: row.state, error }, options);
  }
};

/** After a step that did not succeed: back, again later, or stuck. */
const turn = async (saga: AnySaga, row: SagaRow, { state, refusal, error }: StepResult, options: DriverOptions): Promise<SagaMove> => {
  const attempts = row.attempts + 1;
  const committed = isCommitted(saga, row);
  const kept = { state, step: row.step, failure: null };
  if (refusal !== undefined && committed) return { row: await save(options, row, { ...kept, status: 'stuck', attempts, waitMs: undefined }), error: refusal };
  if (refusal !== undefined) return { row: await save(options, row, { ...kept, failure: refusal, status: 'compensating', attempts: 0, waitMs: undefined }) };
  if (!committed && attempts >= MAX_ATTEMPTS_BEFORE_PIVOT) return { row: await save(options, row, { ...kept, failure: failureOf(error), status: 'compensating', attempts: 0, waitMs: undefined }), error };
  return { row: await save(options, row, { ...kept, status: 'running', attempts, waitMs: backoffMs(attempts, options.random) }), error };
};

const moveBackward = async (saga: AnySaga, row: SagaRow, options: DriverOptions): Promise<SagaMove> => {
  const index = indexOf(saga, row.step);
  const step = stepAt(saga, index);
  const result: StepResult = 'commit' in step ? { state: row.state } : await runBackward(step, row.state, row.gid, row.attempts + 1);
  const kept = { state: result.state, step: row.step, failure: row.failure };
  const attempts = row.attempts + 1;
  if (result.refusal !== undefined) return { row: await save(options, row, { ...kept, status: 'stuck', attempts, waitMs: undefined }), error: result.refusal };
  if (result.error !== undefined) return { row: await save(options, row, { ...kept, status: 'compensating', attempts, waitMs: backoffMs(attempts, options.random) }), error: result.error };
  if (index > 0) return { row: await save(options, row, { ...kept, step: stepAt(saga, index - 1).name, status: 'compensating', attempts: 0, waitMs: undefined }) };
  return { row: await endAborted(saga, row, result.state, options) };
};

const endAborted = (saga: AnySaga, row: SagaRow, state: SagaState, options: DriverOptions): Promise<SagaRow> =>
  options.database.transaction(async (tx) => {
    assertInvariant(row.failure !== null, `saga ${row.gid} that turned back knows why`);
    await saga.onAborted?.(tx, state, row.failure, row.gid);
    const progress: SagaProgress = { state, step: row.step, failure: row.failure, status: 'compensated', attempts: 0, waitMs: undefined };
    return saveSaga((sql, parameters) => queryIn<SagaRow>(tx, sql, parameters), row, progress, options.clock.now());
  });

const afterStep = (saga: AnySaga, row: SagaRow, state: SagaState): SagaProgress => {
  const next = saga.steps[indexOf(saga, row.step) + 1];
  return { state, step: next?.name ?? row.step, status: next === undefined ? 'completed' : 'running', failure: null, attempts: 0, waitMs: undefined };
};

const save = (options: DriverOptions, row: SagaRow, progress: SagaProgress): Promise<SagaRow> =>
  saveSaga((sql, parameters) => options.database.query<SagaRow>(sql, parameters), row, progress, options.clock.now());

const backoffMs = (attempts: number, random: Random): number => Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (attempts - 1)) * (0.5 + random() / 2);

const indexOf = (saga: AnySaga, name: string): number => {
  const index = saga.steps.findIndex((step) => step.name === name);
  assertInvariant(index >= 0, `saga '${saga.name}' has a step '${name}'`);
  return index;
};

const stepAt = (saga: AnySaga, index: number): SagaStep<SagaState> => {
  const step = saga.steps[index];
  assertInvariant(step !== undefined, `saga '${saga.name}' has a step ${index}`);
  return step;
};
