import { assertInvariant } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';

/** What a saga's own data may be: JSON in and JSON out, nothing else survives a crash. */
export type SagaState = object;

/** Why a saga turned back. */
export interface SagaFailure {
  /** True: a step refused by a DomainError, whose fields these are. False: a step failed too often. */
  readonly refused: boolean;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly path?: readonly string[];
}

export interface StepContext {
  /** The saga's id: with the step's own name, the key under which a participant does the step once. */
  readonly gid: string;
  /** Tries of this step, this one included. */
  readonly attempt: number;
  /** Aborts at the step's deadline. */
  readonly signal: AbortSignal;
}

/**
 * A call to someone else, outside any transaction. It may be made again after a crash or a time-out, and by two drivers
 * at once: the other side must do it once per `gid`. A DomainError refuses (before the pivot: the saga turns back);
 * any other error leaves the outcome unknown, and the step is tried again.
 */
export interface RemoteStep<State extends SagaState> {
  readonly name: string;
  run(state: Readonly<State>, context: StepContext): Promise<Partial<State>>;
  /** Undoes the step. Also called when `run` failed or never reached the other side: then it must do nothing, and keep a late `run` out. */
  compensate?(state: Readonly<State>, context: StepContext): Promise<Partial<State>>;
}

/** Work in the coordinator's own database: commits together with the saga's progress, so it happens exactly once. */
export interface LocalStep<State extends SagaState> {
  readonly name: string;
  commit(tx: Transaction, state: Readonly<State>, gid: string): Promise<Partial<State>>;
}

/** Remote steps that run at the same time; the next step starts when all have succeeded. */
export interface ParallelStep<State extends SagaState> {
  readonly name: string;
  readonly parallel: readonly RemoteStep<State>[];
}

export type SagaStep<State extends SagaState> = RemoteStep<State> | LocalStep<State> | ParallelStep<State>;

export interface Saga<State extends SagaState> {
  /** Stored with each saga; a name in use never changes its meaning. */
  readonly name: string;
  readonly steps: readonly SagaStep<State>[];
  /** The local step after which nothing turns back; null where the transaction that starts the saga decides. */
  readonly pivot: string | null;
  /** Commits together with the end of a saga that turned back, when all steps are undone. */
  onAborted?(tx: Transaction, state: Readonly<State>, failure: SagaFailure, gid: string): Promise<void>;
}

/**
 * Checks the definition and gives it back: names are unique, a pivot is a local step (only there the decision and its
 * record are one commit), and what can turn back says how that ends.
 */
export const defineSaga = <State extends SagaState>(saga: Saga<State>): Saga<State> => {
  const names = saga.steps.flatMap((step) => [step.name, ...('parallel' in step ? step.parallel.map((member) => member.name) : [])]);
  assertInvariant(new Set(names).size === names.length, `saga '${saga.name}' names each step once, got ${names.join(', ')}`);
  if (saga.pivot === null) return saga;
  const pivot = saga.steps.find((step) => step.name === saga.pivot);
  assertInvariant(pivot !== undefined && 'commit' in pivot, `the pivot '${saga.pivot}' of saga '${saga.name}' is one of its local steps`);
  assertInvariant(saga.onAborted !== undefined, `saga '${saga.name}' can turn back, so it has onAborted`);
  return saga;
};
