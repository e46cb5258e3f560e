import { OperationalError } from '@souk/kernel';
import { callAll, type Called } from './call-branches.js';
import { finish, postpone, type AtomicRow } from './coordinator-store.js';
import { GONE, type CoordinatorOptions, type Decided } from './decide-transaction.js';
import { type AtomicBranch } from './definition.js';
import { RETELL_BASE_MS, RETELL_MAX_MS, TELL_DEADLINE_MS } from './limits.js';

/** A transaction that is decided and has no end yet. */
export type DecidedRow = Pick<AtomicRow, 'gid' | 'state' | 'attempts'> & Decided;

/** Tells the databases how it ended. */
export const tellDatabases = async <State extends object>({ definition, logger }: CoordinatorOptions<State>, row: DecidedRow): Promise<Called<State>> => {
  const told = await tell(definition.stages.flat(), row);
  for (const { branch, error } of told.errors) logger.warn({ err: error, gid: row.gid, branch }, `a branch could not be told to ${row.decision}`);
  return told;
};

/**
 * Settles the holds, or lets them go, and ends the transaction where everybody knows who has to; false where it has to be told again.
 * Aborts are presumed: a database that was not reached asks by itself.
 */
export const endTransaction = async <State extends object>(options: CoordinatorOptions<State>, row: DecidedRow, { state, errors }: Called<State>): Promise<boolean> => {
  const { database, definition, clock, logger } = options;
  const settled = await tell(definition.holds, { ...row, state });
  try {
    const [untold] = [...(row.decision === 'commit' ? errors : []), ...settled.errors];
    if (untold !== undefined) throw new OperationalError('BRANCH_UNTOLD', `branch '${untold.branch}': ${messageOf(untold.error)}`, true, { cause: untold.error });
    await database.transaction(async (tx) => {
      if (!(await finish(tx, row.gid, settled.state, clock.now()))) return;
      if (row.decision === 'commit') await definition.onCommitted(tx, settled.state, row.gid);
      else await definition.onAborted(tx, settled.state, row.failure ?? GONE, row.gid);
    });
    return true;
  } catch (error) {
    logger.warn({ err: error, gid: row.gid, attempts: row.attempts }, 'a decided transaction has no end yet; it is tried again');
    const dueAt = new Date(clock.now().getTime() + Math.min(RETELL_MAX_MS, RETELL_BASE_MS * 2 ** row.attempts));
    await postpone(database, row.gid, messageOf(error), dueAt).catch(() => undefined); // it is due by itself
    return false;
  }
};

const tell = <State extends object>(branches: readonly AtomicBranch<State>[], { gid, decision, state: kept }: DecidedRow): Promise<Called<State>> => {
  // What was begun in this definition's name has its state.
  const state = kept as State;
  return callAll(branches, state, gid, TELL_DEADLINE_MS, async (branch, context) => {
    if (decision === 'abort') return branch.abort(state, context);
    await branch.commit(state, context);
    return {};
  });
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
