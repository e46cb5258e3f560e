import { newId } from '@souk/kernel';
import { type Database, queryIn, type Transaction } from '@souk/persistence';
import { type SagaFailure, type SagaState } from './definition.js';
import { DELETE_BATCH, LEASE_MS, MAX_IN_DOUBT, RECOVER_BATCH } from './limits.js';

type SagaStatus = 'running' | 'compensating' | 'completed' | 'compensated' | 'stuck';

/** A saga as stored. `version` counts its changes and fences drivers: who writes must know the last one. */
export interface SagaRow {
  readonly gid: string;
  readonly name: string;
  readonly state: SagaState;
  /** Name of the step that runs, or is undone, next. */
  readonly step: string;
  readonly status: SagaStatus;
  readonly failure: SagaFailure | null;
  readonly attempts: number;
  readonly version: number;
  /** False where the saga is given back: at its end, or until its next attempt. */
  readonly leased: boolean;
}

/** What a driver writes after a step; `waitMs` gives the saga back until its next attempt. */
export interface SagaProgress extends Omit<SagaRow, 'gid' | 'name' | 'version' | 'leased'> {
  readonly waitMs: number | undefined;
}

export interface InDoubtSaga {
  readonly gid: string;
  readonly name: string;
  readonly status: SagaStatus;
  readonly step: string;
  readonly attempts: number;
  readonly createdAt: Date;
}

/** Another driver has the saga: whatever this one still believes about it may be wrong. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  constructor(gid: string) {
    super(`The lease on saga ${gid} is lost: another driver went on with it.`);
  }
}

const COLUMNS = 'gid, name, state, step, status, failure, attempts, version::int AS version, lease_until IS NOT NULL AS leased';
const OPEN = "status IN ('running', 'compensating') AND (lease_until IS NULL OR lease_until <= $1)";
const leaseEnd = (now: Date): Date => new Date(now.getTime() + LEASE_MS);

export const insertSaga = async (tx: Transaction, saga: Pick<SagaRow, 'gid' | 'name' | 'state' | 'step'>, now: Date): Promise<SagaRow> => {
  await queryIn(tx,
    `INSERT INTO saga (gid, name, state, step, status, next_attempt_at, lease_until, created_at, updated_at) VALUES ($1, $2, $3, $4, 'running', $5, $6, $5, $5)`,
    [saga.gid, saga.name, JSON.stringify(saga.state), saga.step, now, leaseEnd(now)]);
  return { ...saga, status: 'running', failure: null, attempts: 0, version: 0, leased: true };
};

export const readSaga = async (database: Database, gid: string): Promise<SagaRow | undefined> =>
  (await database.query<SagaRow>(`SELECT ${COLUMNS} FROM saga WHERE gid = $1`, [gid]))[0];

/** Takes the saga if nobody drives it and its next attempt is due. */
export const claimSaga = async (database: Database, gid: string, now: Date): Promise<SagaRow | undefined> =>
  (await database.query<SagaRow>(
    `UPDATE saga SET lease_until = $2, version = version + 1
     WHERE gid = $3 AND ${OPEN} AND next_attempt_at <= $1 RETURNING ${COLUMNS}`,
    [now, leaseEnd(now), gid]))[0];

/** Takes sagas that are due and that nobody drives; two callers never get the same one (SKIP LOCKED, then the lease). */
export const claimDueSagas = async (database: Database, names: readonly string[], now: Date): Promise<readonly SagaRow[]> =>
  database.queryInBackground<SagaRow>(
    `UPDATE saga SET lease_until = $2, version = version + 1
     WHERE gid IN (SELECT gid FROM saga WHERE ${OPEN} AND next_attempt_at <= $1 AND name = ANY($3) ORDER BY next_attempt_at LIMIT ${RECOVER_BATCH} FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [now, leaseEnd(now), names]);

/**
 * Writes a driver's progress and keeps or gives back its lease. The version is the fence: a driver that slept through its
 * lease finds another version, writes nothing and gets LeaseLostError.
 */
export const saveSaga = async (query: Query, row: SagaRow, progress: SagaProgress, now: Date): Promise<SagaRow> => {
  const { state, step, status, failure, attempts, waitMs } = progress;
  const driven = waitMs === undefined && (status === 'running' || status === 'compensating');
  const rows = await query(
    `UPDATE saga SET state = $3, step = $4, status = $5, failure = $6, attempts = $7, next_attempt_at = $8, lease_until = $9, updated_at = $10, version = version + 1
     WHERE gid = $1 AND version = $2 RETURNING ${COLUMNS}`,
    [row.gid, row.version, JSON.stringify(state), step, status, failure === null ? null : JSON.stringify(failure), attempts,
      new Date(now.getTime() + (waitMs ?? 0)), driven ? leaseEnd(now) : null, now]);
  const saved = rows[0];
  if (saved === undefined) throw new LeaseLostError(row.gid);
  return saved;
};

/** The one way to write, in a transaction or on its own. */
export type Query = (sql: string, parameters: readonly unknown[]) => Promise<readonly SagaRow[]>;

export const listInDoubt = (database: Database): Promise<readonly InDoubtSaga[]> =>
  database.query<InDoubtSaga>(
    `SELECT gid, name, status, step, attempts, created_at AS "createdAt" FROM saga WHERE status IN ('running', 'compensating', 'stuck') ORDER BY created_at LIMIT ${MAX_IN_DOUBT}`);

/** Ends the driver's lease early, so that the saga is due at once for anybody. */
export const giveBackSaga = async (database: Database, row: SagaRow, now: Date): Promise<void> => {
  await database.query('UPDATE saga SET lease_until = NULL, next_attempt_at = $3, version = version + 1 WHERE gid = $1 AND version = $2 RETURNING gid', [row.gid, row.version, now]);
};

/** Deletes sagas that had come to their end by then, oldest first, at most 1,000: by their ids, which begin with their time. Resolves to how many; stuck ones stay. */
export const deleteFinishedSagas = async (database: Database, before: Date): Promise<number> => {
  const deleted = await database.queryInBackground(
    `DELETE FROM saga WHERE gid IN (SELECT gid FROM saga WHERE gid < $1 AND status IN ('completed', 'compensated') AND updated_at < $2 ORDER BY gid LIMIT ${DELETE_BATCH}) RETURNING gid`,
    [newId(before.getTime()), before]);
  return deleted.length;
};
