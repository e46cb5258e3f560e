import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { COLLECT_BATCH, MAX_LISTED_LOCKS } from './limits.js';
import { type MetLock, type Mutation, type PrewriteRequest } from './site.js';

interface LockRow {
  readonly key: string;
  readonly startTs: number;
  readonly site: string;
  readonly primaryKey: string;
  readonly isExpired: boolean;
}

const LOCK = 'key, start_ts AS "startTs", primary_site AS site, primary_key AS "primaryKey", expires_at < clock_timestamp() AS "isExpired"';
/** Keeps these advisory locks apart from those of others in the same database. */
const SEED = 0x70657263;

export const toMet = ({ key, startTs, site, primaryKey, isExpired }: LockRow): MetLock => ({ key, startTs, primary: { site, key: primaryKey }, isExpired });

/**
 * Makes whoever writes about one of these keys wait for the others, until the transaction ends. Rows alone are not enough: of a status check that
 * finds no lock and a prewrite that has not committed its lock yet, under READ COMMITTED neither would see the other, and an update would be lost.
 * In one order for everybody; the next statement sees what the one before has committed.
 */
export const lockKeys = async (tx: Transaction, keys: readonly string[]): Promise<void> => {
  await queryIn(tx, 'SELECT pg_advisory_xact_lock(hash) FROM (SELECT DISTINCT hashtextextended(key, $2) AS hash FROM unnest($1::text[]) AS key ORDER BY hash) AS ordered', [keys, SEED]);
};

/** The keys that this transaction holds, in order. */
export const keysHeldBy = async (tx: Transaction, startTs: number): Promise<readonly string[]> =>
  (await queryIn<{ key: string }>(tx, 'SELECT key FROM percolator_lock WHERE start_ts = $1 ORDER BY key', [startTs])).map(({ key }) => key);

export const locksOn = async (tx: Transaction, keys: readonly string[]): Promise<readonly MetLock[]> =>
  (await queryIn<LockRow>(tx, `SELECT ${LOCK} FROM percolator_lock WHERE key = ANY($1::text[]) ORDER BY key`, [keys])).map(toMet);

/** Whether somebody committed one of the keys after the start. */
export const hasNewerWrite = async (tx: Transaction, keys: readonly string[], startTs: number): Promise<boolean> =>
  (await queryIn(tx, 'SELECT 1 FROM percolator_write WHERE key = ANY($1::text[]) AND commit_ts > $2 LIMIT 1', [keys, startTs])).length > 0;

/** What is recorded of this transaction here; null: rolled back; undefined: nothing. Its keys all have one fate. */
export const recordedFate = async (tx: Transaction, startTs: number): Promise<number | null | undefined> =>
  (await queryIn<{ commitTs: number | null }>(tx, 'SELECT commit_ts AS "commitTs" FROM percolator_write WHERE start_ts = $1 ORDER BY commit_ts NULLS LAST LIMIT 1', [startTs]))[0]?.commitTs;

export const valuesWrittenBy = (tx: Transaction, startTs: number): Promise<readonly Mutation[]> =>
  queryIn<Mutation>(tx, 'SELECT key, value FROM percolator_data WHERE start_ts = $1 ORDER BY key', [startTs]);

export const insertLocks = async (tx: Transaction, { startTs, primary, ttlMs }: PrewriteRequest, mutations: readonly Mutation[]): Promise<void> => {
  await queryIn(tx,
    `INSERT INTO percolator_data (key, start_ts, value) SELECT key, $2, value FROM jsonb_to_recordset($1::jsonb) AS mutation (key text, value jsonb)`,
    [JSON.stringify(mutations), startTs]);
  await queryIn(tx,
    `INSERT INTO percolator_lock (key, start_ts, primary_site, primary_key, expires_at)
     SELECT key, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond' FROM unnest($1::text[]) AS key`,
    [mutations.map(({ key }) => key), startTs, primary.site, primary.key, ttlMs]);
};

/** Records the transaction's fate on these keys, once: `commitTs`, or null for rolled back. */
export const insertFates = async (tx: Transaction, keys: readonly string[], startTs: number, commitTs: number | null): Promise<void> => {
  await queryIn(tx, 'INSERT INTO percolator_write (key, start_ts, commit_ts) SELECT key, $2, $3 FROM unnest($1::text[]) AS key ON CONFLICT (key, start_ts) DO NOTHING', [keys, startTs, commitTs]);
};

export const deleteLocks = async (tx: Transaction, startTs: number): Promise<void> => {
  await queryIn(tx, 'DELETE FROM percolator_lock WHERE start_ts = $1', [startTs]);
};

export const deleteValues = async (tx: Transaction, startTs: number): Promise<void> => {
  await queryIn(tx, 'DELETE FROM percolator_data WHERE start_ts = $1', [startTs]);
};

/** Keys that are locked, whether or not their time is over. */
export const countLocks = async (database: Database): Promise<number> =>
  (await database.queryInBackground<{ count: number }>('SELECT count(*)::integer AS count FROM percolator_lock'))[0]?.count ?? 0;

export const listExpiredLocks = async (database: Database): Promise<readonly MetLock[]> =>
  (await database.queryInBackground<LockRow>(`SELECT ${LOCK} FROM percolator_lock WHERE expires_at < clock_timestamp() ORDER BY expires_at LIMIT ${MAX_LISTED_LOCKS}`)).map(toMet);

/** What begins here shares this lock until its transaction ends, and who raises the horizon takes it alone: a prewrite in flight is waited for, and its lock is then listed. */
export const shareHorizon = async (tx: Transaction): Promise<number> => {
  await queryIn(tx, 'SELECT pg_advisory_xact_lock_shared($1)', [SEED]);
  return (await queryIn<{ startTs: number }>(tx, 'SELECT start_ts AS "startTs" FROM percolator_horizon'))[0]?.startTs ?? 0;
};

export const liftHorizon = async (tx: Transaction, startTs: number): Promise<void> => {
  await queryIn(tx, 'SELECT pg_advisory_xact_lock($1)', [SEED]);
  await queryIn(tx, 'UPDATE percolator_horizon SET start_ts = $1 WHERE start_ts < $1', [startTs]);
};

export const listLocksBefore = async (tx: Transaction, startTs: number): Promise<readonly MetLock[]> =>
  (await queryIn<LockRow>(tx, `SELECT ${LOCK} FROM percolator_lock WHERE start_ts < $1 ORDER BY start_ts LIMIT ${MAX_LISTED_LOCKS}`, [startTs])).map(toMet);

export interface VersionRow {
  readonly key: string;
  readonly lock: LockRow | null;
  readonly isWritten: boolean;
  readonly value: unknown;
  readonly horizon: number;
}

/** For each key the lock of an older transaction, or the newest value as of the timestamp. One statement, so one moment: between two, a commit would remove the lock and not be seen yet. */
export const readVersions = (database: Database, startTs: number, keys: readonly string[]): Promise<readonly VersionRow[]> =>
  database.query<VersionRow>(
    `SELECT wanted.key, to_jsonb(held) AS lock, written.start_ts IS NOT NULL AS "isWritten", data.value, (SELECT start_ts FROM percolator_horizon) AS horizon
     FROM unnest($2::text[]) AS wanted (key)
     LEFT JOIN LATERAL (SELECT ${LOCK} FROM percolator_lock WHERE percolator_lock.key = wanted.key AND start_ts < $1) AS held ON true
     LEFT JOIN LATERAL (SELECT start_ts FROM percolator_write WHERE percolator_write.key = wanted.key AND commit_ts <= $1 ORDER BY commit_ts DESC LIMIT 1) AS written ON true
     LEFT JOIN percolator_data AS data ON data.key = wanted.key AND data.start_ts = written.start_ts`,
    [startTs, keys]);

/**
 * Deletes what is recorded of transactions from before that timestamp, but for the newest committed value of a key. Gives how many records went, a batch at most.
 * The horizon is as far, or further: another process may have raised it, and not have seen all sites clear up to there.
 * A record committed after the horizon stays, whenever it began: those that began between would overwrite it unseen.
 */
export const deleteOldRecords = async (database: Database, startTs: number): Promise<number> =>
  (await database.queryInBackground(
    `WITH horizon AS (SELECT least(start_ts, $1) AS ts FROM percolator_horizon),
          old AS (SELECT key, start_ts FROM percolator_write, horizon
                  WHERE start_ts < ts AND coalesce(commit_ts, start_ts) < ts AND (
                    NOT EXISTS (SELECT FROM percolator_data WHERE percolator_data.key = percolator_write.key AND percolator_data.start_ts = percolator_write.start_ts)
                    OR EXISTS (SELECT FROM percolator_write AS newer WHERE newer.key = percolator_write.key AND newer.commit_ts > percolator_write.commit_ts AND newer.commit_ts < ts))
                  LIMIT ${COLLECT_BATCH}),
          gone AS (DELETE FROM percolator_data USING old WHERE percolator_data.key = old.key AND percolator_data.start_ts = old.start_ts)
     DELETE FROM percolator_write USING old WHERE percolator_write.key = old.key AND percolator_write.start_ts = old.start_ts RETURNING 1`,
    [startTs])).length;
