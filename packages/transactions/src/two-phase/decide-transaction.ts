import { DomainError, assertInvariant, type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { type SagaFailure } from '../saga/definition.js';
import { failureOf } from '../saga/run-step.js';
import { callAll, type Called } from './call-branches.js';
import { decide, readTransaction, saveVotes, type Decision } from './coordinator-store.js';
import { type AtomicDefinition } from './definition.js';
import { PREPARE_DEADLINE_MS, RETELL_BASE_MS } from './limits.js';

/** How a protocol differs from two-phase commit, where whatever is not decided cannot have been committed anywhere. */
export interface Agreement<State extends object> {
  /** All have voted yes, and nothing is decided. A throw aborts. */
  beforeCommit(gid: string, state: State): Promise<void>;
  /** How a transaction ends whose driver is gone before it decided. */
  verdictOnLost(gid: string, state: State): Promise<Decision>;
}

export interface CoordinatorOptions<State extends object> {
  readonly database: Database;
  readonly definition: AtomicDefinition<State>;
  /** Presumed abort unless told. */
  readonly agreement?: Agreement<State>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a transaction's row says. */
export interface Decided {
  readonly decision: Decision;
  readonly failure: SagaFailure | null;
}

/** Why a transaction was aborted that nobody drives any more. */
export const GONE: SagaFailure = { refused: false, code: 'COORDINATOR_GONE', message: 'Whoever drove the transaction is gone; it was aborted.', details: {} };

/** Somebody else has decided meanwhile. */
class OverruledError extends Error {}

/** The moment from which others tell a decision, too. */
const dueToTell = (clock: Clock): Date => new Date(clock.now().getTime() + RETELL_BASE_MS);

/** Collects the votes and decides by them; undefined where the decision cannot be read. */
export const voteAndDecide = async <State extends object>(options: CoordinatorOptions<State>, gid: string, begun: State): Promise<{ readonly state: State; readonly decided: Decided | undefined }> => {
  const { holds, stages } = options.definition;
  let state = begun;
  for (const stage of [holds, ...stages]) {
    const known = state;
    const voted = await callAll(stage, state, gid, PREPARE_DEADLINE_MS, (branch, context) => branch.prepare(known, context));
    state = voted.state;
    if (voted.errors.length > 0) return { state, decided: await abort(options, gid, state, refusalOf(options.logger, gid, voted)) };
  }
  return { state, decided: await agree(options, gid, state) };
};

/** Decides a transaction whose driver is gone. */
export const decideLost = async <State extends object>(options: CoordinatorOptions<State>, gid: string, state: State): Promise<Decided | undefined> => {
  const verdict = await options.agreement?.verdictOnLost(gid, state);
  return verdict === 'commit' ? commit(options, gid, state) : abort(options, gid, state, GONE);
};

/** A refusal says more than a failure: it is what the others are aborted for. */
const refusalOf = (logger: Logger, gid: string, { errors }: Called<object>): SagaFailure => {
  const error = (errors.find((failed) => failed.error instanceof DomainError) ?? errors[0])?.error;
  if (!(error instanceof DomainError)) logger.warn({ err: error, gid }, 'a branch could not be prepared; its transaction is aborted');
  return failureOf(error);
};

/** Everybody has voted yes; another protocol's phases come between that and the decision. */
const agree = async <State extends object>(options: CoordinatorOptions<State>, gid: string, state: State): Promise<Decided | undefined> => {
  const { database, agreement } = options;
  if (agreement === undefined) return commit(options, gid, state);
  try {
    if (!(await database.transaction((tx) => saveVotes(tx, gid, state)))) throw new OverruledError();
    await agreement.beforeCommit(gid, state);
  } catch (error) {
    return abort(options, gid, state, failureOf(error));
  }
  return commit(options, gid, state);
};

const commit = async <State extends object>(options: CoordinatorOptions<State>, gid: string, state: State): Promise<Decided | undefined> => {
  const { database, definition, clock } = options;
  try {
    await database.transaction(async (tx) => {
      if (!(await decide(tx, gid, { decision: 'commit', state }, dueToTell(clock)))) throw new OverruledError();
      await definition.confirm(tx, state, gid);
    });
    return { decision: 'commit', failure: null };
  } catch (error) {
    // Perhaps the commit succeeded and only its acknowledgement was lost: the row decides, never this error.
    return abort(options, gid, state, failureOf(error));
  }
};

/** Decides to abort unless it is decided, and obeys the row; undefined where the row cannot be read. */
const abort = async <State extends object>({ database, clock, logger }: CoordinatorOptions<State>, gid: string, state: State, failure: SagaFailure): Promise<Decided | undefined> => {
  try {
    await database.transaction((tx) => decide(tx, gid, { decision: 'abort', state, failure }, dueToTell(clock)));
    const row = await readTransaction(database, gid);
    assertInvariant(row?.decision != null, `transaction ${gid} was begun, and is decided now`);
    return { decision: row.decision, failure: row.failure };
  } catch (error) {
    logger.error({ err: error, gid }, 'the outcome of a transaction is unknown; it is read again');
    return undefined;
  }
};
