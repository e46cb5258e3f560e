import { newId } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type SagaFailure } from '../saga/definition.js';
import { DELETE_BATCH, MAX_IN_DOUBT, SWEEP_BATCH } from './limits.js';

export type Decision = 'commit' | 'abort';

export interface AtomicRow {
  readonly gid: string;
  readonly name: string;
  readonly state: object;
  readonly decision: Decision | null;
  readonly failure: SagaFailure | null;
  readonly attempts: number;
  readonly isFinished: boolean;
}

/** A global transaction that has no end yet. */
export interface InDoubtTransaction {
  readonly gid: string;
  readonly name: string;
  readonly status: 'undecided' | 'committing' | 'aborting';
  /** What it waits for. */
  readonly step: string;
  readonly attempts: number;
  readonly createdAt: Date;
}

const COLUMNS = 'gid, name, state, decision, failure, attempts, finished_at IS NOT NULL AS "isFinished"';
/** Of a transaction that nobody has begun. */
const NEVER_BEGUN = '-';

export const insertTransaction = async (tx: Transaction, row: Pick<AtomicRow, 'gid' | 'name' | 'state'>, now: Date, dueAt: Date): Promise<void> => {
  await queryIn(tx, 'INSERT INTO atomic_transaction (gid, name, state, next_attempt_at, created_at) VALUES ($1, $2, $3, $4, $5)', [row.gid, row.name, JSON.stringify(row.state), dueAt, now]);
};

export const readTransaction = async (database: Database, gid: string): Promise<AtomicRow | undefined> =>
  (await database.query<AtomicRow>(`SELECT ${COLUMNS} FROM atomic_transaction WHERE gid = $1`, [gid]))[0];

/** Decides, unless it is decided: false. A decision that is being made is waited for. */
export const decide = async (tx: Transaction, gid: string, { decision, state, failure = null }: { readonly decision: Decision; readonly state?: object; readonly failure?: SagaFailure | null }, dueAt: Date): Promise<boolean> => {
  const rows = await queryIn(tx,
    'UPDATE atomic_transaction SET decision = $2, state = coalesce($3, state), failure = $4, attempts = 0, next_attempt_at = $5 WHERE gid = $1 AND decision IS NULL RETURNING gid',
    [gid, decision, state === undefined ? null : JSON.stringify(state), failure === null ? null : JSON.stringify(failure), dueAt]);
  return rows.length > 0;
};

/** Keeps what the votes have found out, before anyone is told that all of them were yes: whoever decides later has to know it. False where it is decided. */
export const saveVotes = async (tx: Transaction, gid: string, state: object): Promise<boolean> =>
  (await queryIn(tx, 'UPDATE atomic_transaction SET state = $2 WHERE gid = $1 AND decision IS NULL RETURNING gid', [gid, JSON.stringify(state)])).length > 0;

/** A transaction that was asked about and is not known here is aborted, for ever. */
export const abortUnknown = async (tx: Transaction, gid: string, now: Date): Promise<void> => {
  await queryIn(tx, `INSERT INTO atomic_transaction (gid, name, state, decision, next_attempt_at, created_at, finished_at) VALUES ($1, '${NEVER_BEGUN}', '{}', 'abort', $2, $2, $2) ON CONFLICT DO NOTHING`, [gid, now]);
};

/** Aborts a transaction whose time to be decided is over. */
export const abortOverdue = async (tx: Transaction, { gid, name, failure }: { readonly gid: string; readonly name: string; readonly failure: SagaFailure }, now: Date): Promise<void> => {
  await queryIn(tx, "UPDATE atomic_transaction SET decision = 'abort', failure = $2 WHERE gid = $1 AND decision IS NULL AND next_attempt_at <= $3 AND name = $4", [gid, JSON.stringify(failure), now, name]);
};

/** Ends it, unless it has ended: false. */
export const finish = async (tx: Transaction, gid: string, state: object, now: Date): Promise<boolean> =>
  (await queryIn(tx, 'UPDATE atomic_transaction SET finished_at = $2, state = $3, reason = NULL WHERE gid = $1 AND finished_at IS NULL RETURNING gid', [gid, now, JSON.stringify(state)])).length > 0;

/** Those that are due, for this caller alone until `dueAt`. */
export const claimDue = (database: Database, names: readonly string[], now: Date, dueAt: Date): Promise<readonly AtomicRow[]> =>
  database.queryInBackground<AtomicRow>(
    `UPDATE atomic_transaction SET next_attempt_at = $2, attempts = attempts + 1
     WHERE gid IN (SELECT gid FROM atomic_transaction WHERE finished_at IS NULL AND next_attempt_at <= $1 AND name = ANY($3) ORDER BY next_attempt_at LIMIT ${SWEEP_BATCH} FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [now, dueAt, names]);

/** Tries again later, and says why. */
export const postpone = async (database: Database, gid: string, reason: string, dueAt: Date): Promise<void> => {
  await database.query('UPDATE atomic_transaction SET reason = $2, next_attempt_at = $3 WHERE gid = $1 AND finished_at IS NULL RETURNING gid', [gid, reason, dueAt]);
};

export const listUnfinished = (database: Database, names: readonly string[]): Promise<readonly InDoubtTransaction[]> =>
  database.query<InDoubtTransaction>(
    `SELECT gid, name, CASE decision WHEN 'commit' THEN 'committing' WHEN 'abort' THEN 'aborting' ELSE 'undecided' END AS status,
       coalesce(reason, CASE WHEN decision IS NULL THEN 'waits for votes' ELSE 'tells the participants' END) AS step, attempts, created_at AS "createdAt"
     FROM atomic_transaction WHERE finished_at IS NULL AND name = ANY($1) ORDER BY created_at LIMIT ${MAX_IN_DOUBT}`,
    [names]);

/**
 * Deletes transactions that had come to their end by then, oldest first, at most 1,000: by their ids, which begin with their time. Resolves to how many.
 * Every participant has heard of such an end, so that none asks for it again.
 */
export const deleteFinishedTransactions = async (database: Database, before: Date): Promise<number> => {
  const deleted = await database.queryInBackground(
    `DELETE FROM atomic_transaction WHERE gid IN (SELECT gid FROM atomic_transaction WHERE gid < $1 AND finished_at < $2 ORDER BY gid LIMIT ${DELETE_BATCH}) RETURNING gid`,
    [newId(before.getTime()), before]);
  return deleted.length;
};
