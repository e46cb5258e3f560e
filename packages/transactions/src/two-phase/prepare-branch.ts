import { OperationalError, retry } from '@souk/kernel';
import { isRetryableTransaction, sqlStateOf, type Database, type Transaction } from '@souk/persistence';
import { type QueryRunner } from 'typeorm';
import { withBarrier } from '../barrier.js';
import { readVote } from './branch-store.js';
import { BRANCH_LOCK_TIMEOUT_MS, WORK_ATTEMPTS, WORK_RETRY_BASE_MS, WORK_RETRY_MAX_MS } from './limits.js';
import { type BranchKey } from './prepared-name.js';
import { type Reached } from './reached.js';

/** A branch's work, in its own transaction; its result is JSON. A DomainError votes no. May run several times, as in `Database.transaction`. */
export type BranchWork<Result> = (tx: Transaction) => Promise<Result>;

export interface PrepareOptions {
  readonly database: Database;
  readonly name: string;
  readonly key: BranchKey;
  readonly durableVotes: boolean;
  readonly reached: Reached;
}

/** A lock, or room for one more prepared transaction, was not free in time, or somebody is preparing or ending the same branch: nothing was prepared. */
export class BranchBusyError extends OperationalError {
  constructor(name: string, cause?: unknown) {
    super('BRANCH_BUSY', `Branch ${name} could not get what it needs within ${BRANCH_LOCK_TIMEOUT_MS} ms.`, true, { cause });
  }
}

/** Too late: the branch's transaction is decided, or the branch was aborted before it came. */
export class BranchOverError extends OperationalError {
  constructor(name: string) {
    super('BRANCH_OVER', `Branch ${name} has ended, or was aborted before it began.`, false);
  }
}

const LOCK_NOT_AVAILABLE = '55P03';
const NOT_IN_PREREQUISITE_STATE = '55000';
/** As many transactions stand prepared as the server has room for. */
const OUT_OF_MEMORY = '53200';

/**
 * Does the work in a transaction that ends with PREPARE TRANSACTION and keeps its locks until it is told how it ends; then keeps the vote.
 * The barrier's row, written first and prepared with the rest, keeps a second prepare out, and one that comes after the abort.
 * Throws what the work throws, BranchBusyError, BranchOverError; any other error leaves it unknown whether the branch is prepared.
 */
export const prepareBranch = async <Result>(options: PrepareOptions, work: BranchWork<Result>): Promise<Result> => {
  const { database, name, key } = options;
  try {
    return await retry(() => attempt(options, work), { attempts: WORK_ATTEMPTS, baseMs: WORK_RETRY_BASE_MS, maxMs: WORK_RETRY_MAX_MS, isRetryable: isRetryableTransaction });
  } catch (error) {
    if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE && !(error instanceof BranchOverError)) throw refused(error, name);
    // Another prepare of the same branch may have been faster: its vote is the answer.
    const vote = await readVote(database, key.gid, key.branch);
    if (vote !== undefined) return vote.result as Result;
    throw error instanceof BranchOverError ? error : new BranchBusyError(name, error);
  }
};

const attempt = async <Result>({ database, name, key, durableVotes, reached }: PrepareOptions, work: BranchWork<Result>): Promise<Result> => {
  const runner = database.source.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(`SET LOCAL lock_timeout = ${BRANCH_LOCK_TIMEOUT_MS}`);
    const outcome = await withBarrier(runner.manager, { ...key, op: 'forward' }, () => work(runner.manager));
    if (!outcome.applied) throw new BranchOverError(name);
    await reached('worked');
    await runner.query(`PREPARE TRANSACTION '${name}'`);
    // The connection has no transaction any more; TypeORM learns it by this, and PostgreSQL takes no notice.
    await runner.commitTransaction();
    await reached('prepared');
    await keepVote(runner, key, outcome.value, durableVotes);
    await reached('voted');
    return outcome.value;
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined); // of a broken connection nothing is left
    await runner.release();
  }
};

/** Where votes need not be durable, without waiting for the disk: one that a crash of PostgreSQL lost makes a repeated prepare busy, never wrong. */
const keepVote = async (runner: QueryRunner, { gid, branch }: BranchKey, result: unknown, isDurable: boolean): Promise<void> => {
  await runner.query(
    "WITH hurry AS (SELECT set_config('synchronous_commit', CASE WHEN $4 THEN current_setting('synchronous_commit') ELSE 'off' END, true)) INSERT INTO branch_vote (gid, branch, result) SELECT $1, $2, $3 FROM hurry ON CONFLICT DO NOTHING",
    [gid, branch, JSON.stringify(result ?? null), isDurable],
  );
};

const refused = (error: unknown, name: string): unknown => {
  switch (sqlStateOf(error)) {
    case NOT_IN_PREREQUISITE_STATE:
      return new OperationalError('PREPARED_TRANSACTIONS_OFF', `PostgreSQL refuses to prepare ${name}: set max_prepared_transactions.`, false, { cause: error });
    case OUT_OF_MEMORY:
      return new BranchBusyError(name, error);
    default:
      return error;
  }
};
