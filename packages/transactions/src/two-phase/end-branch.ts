import { assertInvariant, sleep } from '@souk/kernel';
import { queryIn, sqlStateOf, type Database } from '@souk/persistence';
import { withBarrier } from '../barrier.js';
import { pastOf } from './branch-store.js';
import { END_ATTEMPTS, END_RETRY_MS, MARK_LOCK_TIMEOUT_MS } from './limits.js';
import { type BranchKey } from './prepared-name.js';
import { BranchBusyError } from './prepare-branch.js';

const UNDEFINED_OBJECT = '42704';
const LOCK_NOT_AVAILABLE = '55P03';
/** Another session is ending the same prepared transaction. */
const BUSY = '55000';

/**
 * COMMIT PREPARED, as often as it is called. That nothing stands prepared under the name is fine only where the barrier says that the
 * branch has committed; elsewhere a decision to commit met a branch that never voted for it, and throws.
 */
export const commitBranch = async (database: Database, name: string, key: BranchKey): Promise<void> => {
  const ended = await endPrepared(database, `COMMIT PREPARED '${name}'`, name);
  if (ended === 'absent') {
    const past = await pastOf(database, key.gid, key.branch);
    assertInvariant(past === 'committed', `branch ${name} was prepared before its transaction was committed; it is ${past}`);
  }
  await forgetVote(database, key);
};

/**
 * ROLLBACK PREPARED, as often as it is called, and a mark in the barrier that keeps a prepare out which comes later. One that is still at
 * work holds the barrier's row: it is waited for, in short turns, and rolled back as soon as it stands prepared.
 * Throws where the branch has committed, BranchBusyError where a prepare is at work for too long.
 */
export const abortBranch = async (database: Database, name: string, key: BranchKey): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    await endPrepared(database, `ROLLBACK PREPARED '${name}'`, name);
    try {
      await markAborted(database, key);
      return;
    } catch (error) {
      if (sqlStateOf(lockFailure(error)) !== LOCK_NOT_AVAILABLE) throw error;
      if (attempt >= END_ATTEMPTS) throw new BranchBusyError(name, error);
    }
  }
};

/**
 * The mark alone: keeps out a prepare that has not begun. Idempotent. Throws BranchBusyError where one is at work or stands prepared; throws
 * where the branch has committed.
 */
export const keepOut = async (database: Database, name: string, key: BranchKey): Promise<void> => {
  try {
    await markAborted(database, key);
  } catch (error) {
    throw sqlStateOf(lockFailure(error)) === LOCK_NOT_AVAILABLE ? new BranchBusyError(name, error) : error;
  }
};

const markAborted = (database: Database, key: BranchKey): Promise<void> =>
  database.transaction(async (tx) => {
    await queryIn(tx, `SET LOCAL lock_timeout = ${MARK_LOCK_TIMEOUT_MS}`);
    await withBarrier(tx, { ...key, op: 'compensate' }, () => Promise.reject(new Error(`Invariant broken: branch '${key.branch}' of ${key.gid} was aborted after it had committed`)));
    await queryIn(tx, 'DELETE FROM branch_vote WHERE gid = $1 AND branch = $2', [key.gid, key.branch]);
  });

/** `database.transaction` wraps a lock that was not free into an OperationalError. */
const lockFailure = (error: unknown): unknown => (error instanceof Error && error.cause !== undefined ? error.cause : error);

const endPrepared = async (database: Database, statement: string, name: string): Promise<'ended' | 'absent'> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await database.query(statement);
      return 'ended';
    } catch (error) {
      if (sqlStateOf(error) === UNDEFINED_OBJECT) return 'absent';
      if (sqlStateOf(error) !== BUSY || attempt >= END_ATTEMPTS) throw sqlStateOf(error) === BUSY ? new BranchBusyError(name, error) : error;
      await sleep(END_RETRY_MS);
    }
  }
};

/** By a transaction of this process, whose commit wakes who follows the event log: COMMIT PREPARED alone would be found by their poll only. */
const forgetVote = (database: Database, { gid, branch }: BranchKey): Promise<void> =>
  database.transaction(async (tx) => {
    await queryIn(tx, 'SET LOCAL synchronous_commit = off');
    await queryIn(tx, 'DELETE FROM branch_vote WHERE gid = $1 AND branch = $2', [gid, branch]);
  });
