import { type Transaction } from '@souk/persistence';
import { type SagaFailure } from '../saga/definition.js';

/** Names the call for its participant; `signal` aborts at its deadline. */
export interface BranchContext {
  readonly gid: string;
  readonly signal: AbortSignal;
}

/**
 * One participant, as its coordinator reaches it. Every method may be called again, and at the same time as itself: the other side does
 * it once per `gid`. What `prepare` and `abort` find out is added to the transaction's state.
 */
export interface AtomicBranch<State extends object> {
  readonly name: string;
  /** Votes. A DomainError is a no; any other error leaves the vote unknown, which is a no, too. */
  prepare(state: Readonly<State>, context: BranchContext): Promise<Partial<State>>;
  commit(state: Readonly<State>, context: BranchContext): Promise<void>;
  /** Also called when `prepare` failed or never came: then it must do nothing, and keep a late `prepare` out. */
  abort(state: Readonly<State>, context: BranchContext): Promise<Partial<State>>;
}

/** Work over several databases, all or nothing. State is JSON: nothing else survives a crash. */
export interface AtomicDefinition<State extends object> {
  /** Stored with each transaction; a name in use never changes its meaning. */
  readonly name: string;
  /**
   * What cannot prepare, and has to be asked first (a card): held before the branches take locks; settled, or let go, after the decision,
   * again and again until that has happened.
   */
  readonly holds: readonly AtomicBranch<State>[];
  /** Databases, in stages: those of one stage prepare at once, and the next one knows what they have found out. */
  readonly stages: readonly (readonly AtomicBranch<State>[])[];
  /** The coordinator's own part: commits together with the decision. A DomainError aborts. */
  confirm(tx: Transaction, state: Readonly<State>, gid: string): Promise<void>;
  /** Commits together with the end, when every participant has committed. */
  onCommitted(tx: Transaction, state: Readonly<State>, gid: string): Promise<void>;
  /** Commits together with the end, when every hold has let go; databases that were not reached ask by themselves. */
  onAborted(tx: Transaction, state: Readonly<State>, failure: SagaFailure, gid: string): Promise<void>;
}

/** What is certain: `finished` says that the participants know, too. `unknown`: the decision's acknowledgement was lost, and cannot be read now. */
export type AtomicOutcome =
  | { readonly status: 'committed'; readonly finished: boolean }
  | { readonly status: 'aborted'; readonly finished: boolean; readonly failure: SagaFailure }
  | { readonly status: 'undecided' | 'unknown' };
