import { queryIn, type Transaction } from '@souk/persistence';
import { type Allocation } from '../domain/allocate.js';

export type ReservationState = 'RESERVED' | 'RELEASED' | 'COMMITTED' | 'RETURNED';

export interface ReservedLine extends Allocation {
  readonly state: ReservationState;
}

/** What was reserved under that id and is in one of those states now; nobody else moves it until the transaction ends. */
export const lockReservation = (tx: Transaction, gid: string, states: readonly ReservationState[]): Promise<readonly ReservedLine[]> =>
  queryIn<ReservedLine>(
    tx,
    `SELECT variant_id AS "variantId", warehouse_id AS "warehouseId", quantity, state FROM stock_reservation
     WHERE gid = $1 AND state = ANY($2::text[]) ORDER BY variant_id, warehouse_id FOR UPDATE`,
    [gid, states],
  );

export const insertReservation = (tx: Transaction, gid: string, allocations: readonly Allocation[]): Promise<void> => addReservations(tx, allocations.map((allocation) => ({ gid, ...allocation })));

/** Adds what was reserved, under one id or many, in one statement. */
const addReservations = async (tx: Transaction, lines: readonly (Allocation & { readonly gid: string })[]): Promise<void> => {
  if (lines.length === 0) return;
  await queryIn(
    tx,
    `INSERT INTO stock_reservation (gid, variant_id, warehouse_id, quantity, state)
     SELECT gid, "variantId", "warehouseId", quantity, 'RESERVED' FROM jsonb_to_recordset($1::jsonb) AS line (gid uuid, "variantId" uuid, "warehouseId" uuid, quantity integer)`,
    [JSON.stringify(lines)],
  );
};

/** As `addReservations`, where an attempt under the same id may have been given back before: what that one had reserved is forgotten. */
export const replaceReservations = async (tx: Transaction, lines: readonly (Allocation & { readonly gid: string })[]): Promise<void> => {
  if (lines.length === 0) return;
  await queryIn(tx, 'DELETE FROM stock_reservation WHERE gid = ANY($1::uuid[])', [[...new Set(lines.map(({ gid }) => gid))]]);
  await addReservations(tx, lines);
};

export const moveReservation = (tx: Transaction, gid: string, state: ReservationState): Promise<void> => moveReservations(tx, new Map([[gid, state]]));

/** Moves reservations, by their ids, in one statement. */
export const moveReservations = async (tx: Transaction, states: ReadonlyMap<string, ReservationState>): Promise<void> => {
  if (states.size === 0) return;
  await queryIn(
    tx,
    'UPDATE stock_reservation SET state = moved.state FROM unnest($1::uuid[], $2::text[]) AS moved (gid, state) WHERE stock_reservation.gid = moved.gid AND stock_reservation.state <> moved.state',
    [[...states.keys()], [...states.values()]],
  );
};
