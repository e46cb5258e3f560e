import { newId } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type SagaFailure } from '@souk/transactions';

type PercolatorCheckoutStatus = 'RUNNING' | 'COMMITTED' | 'SETTLED' | 'ABORTING' | 'ABORTED';

export interface PercolatorCheckoutRow {
  readonly orderId: string;
  /** As its protocol wrote it. */
  readonly state: object;
  readonly status: PercolatorCheckoutStatus;
  readonly failure: SagaFailure | null;
  readonly attempts: number;
  readonly createdAt: Date;
}

const COLUMNS = 'order_id AS "orderId", state, status, failure, attempts, created_at AS "createdAt"';
const OPEN = "status IN ('RUNNING', 'COMMITTED', 'ABORTING')";
/** Checkouts that one look takes up at most. */
export const TAKE_UP_BATCH = 16;
const MAX_LISTED = 100;
/** Rows that one statement deletes. */
const DELETE_BATCH = 1_000;

export const insertPercolatorCheckout = async (tx: Transaction, { orderId, state, leaseUntil, now }: { readonly orderId: string; readonly state: object; readonly leaseUntil: Date; readonly now: Date }): Promise<void> => {
  await queryIn(tx, `INSERT INTO percolator_checkout (order_id, state, status, lease_until, created_at) VALUES ($1, $2, 'RUNNING', $3, $4)`, [orderId, JSON.stringify(state), leaseUntil, now]);
};

export const readPercolatorCheckout = async (database: Database, orderId: string): Promise<PercolatorCheckoutRow | undefined> =>
  (await database.query<PercolatorCheckoutRow>(`SELECT ${COLUMNS} FROM percolator_checkout WHERE order_id = $1`, [orderId]))[0];

/** The checkout, locked until the transaction ends: whoever decides on it holds it. */
export const lockPercolatorCheckout = async (tx: Transaction, orderId: string): Promise<PercolatorCheckoutRow | undefined> =>
  (await queryIn<PercolatorCheckoutRow>(tx, `SELECT ${COLUMNS} FROM percolator_checkout WHERE order_id = $1 FOR UPDATE`, [orderId]))[0];

/** The caller holds its lock. */
export const savePercolatorCheckout = async (tx: Transaction, { orderId, state, status, failure }: Pick<PercolatorCheckoutRow, 'orderId' | 'state' | 'status' | 'failure'>): Promise<void> => {
  await queryIn(tx, 'UPDATE percolator_checkout SET state = $2, status = $3, failure = $4, attempts = 0 WHERE order_id = $1', [orderId, JSON.stringify(state), status, failure === null ? null : JSON.stringify(failure)]);
};

/** Takes open checkouts that are nobody's; two callers never get the same one. */
export const claimPercolatorCheckouts = (database: Database, now: Date, leaseUntil: Date): Promise<readonly PercolatorCheckoutRow[]> =>
  database.queryInBackground<PercolatorCheckoutRow>(
    `UPDATE percolator_checkout SET lease_until = $2, attempts = attempts + 1
     WHERE order_id IN (SELECT order_id FROM percolator_checkout WHERE ${OPEN} AND lease_until <= $1 ORDER BY lease_until LIMIT ${TAKE_UP_BATCH} FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [now, leaseUntil]);

/** Checkouts without an end, oldest first, at most 100. */
export const openPercolatorCheckouts = (database: Database): Promise<readonly PercolatorCheckoutRow[]> =>
  database.query<PercolatorCheckoutRow>(`SELECT ${COLUMNS} FROM percolator_checkout WHERE ${OPEN} ORDER BY created_at LIMIT ${MAX_LISTED}`);

/** Deletes checkouts that were at their end by then, oldest first, at most 1,000: by their ids, which begin with their time. Nobody had taken one up since. Resolves to how many. */
export const deleteEndedPercolatorCheckouts = async (database: Database, before: Date): Promise<number> => {
  const deleted = await database.queryInBackground(
    `DELETE FROM percolator_checkout WHERE order_id IN (
       SELECT order_id FROM percolator_checkout WHERE order_id < $1 AND status IN ('SETTLED', 'ABORTED') AND lease_until < $2 ORDER BY order_id LIMIT ${DELETE_BATCH}
     ) RETURNING order_id`,
    [newId(before.getTime()), before]);
  return deleted.length;
};
