import { queryIn, type Transaction } from '@souk/persistence';
import { type Allocation } from '../domain/allocate.js';

export type ReservationState = 'RESERVED' | 'RELEASED' | 'COMMITTED' | 'RETURNED';

/** What was reserved under that id and is in that state now; nobody else moves it until the transaction ends. */
export const lockReservation = (tx: Transaction, gid: string, states: readonly ReservationState[]): Promise<readonly Allocation[]> =>
  queryIn<Allocation>(
    tx,
    `SELECT variant_id AS "variantId", warehouse_id AS "warehouseId", quantity FROM stock_reservation
     WHERE gid = $1 AND state = ANY($2::text[]) ORDER BY variant_id, warehouse_id FOR UPDATE`,
    [gid, states],
  );

export const insertReservation = async (tx: Transaction, gid: string, allocations: readonly Allocation[]): Promise<void> => {
  await queryIn(
    tx,
    `INSERT INTO stock_reservation (gid, variant_id, warehouse_id, quantity, state)
     SELECT $1, variant_id, warehouse_id, quantity, 'RESERVED' FROM unnest($2::uuid[], $3::uuid[], $4::integer[]) AS allocation (variant_id, warehouse_id, quantity)`,
    [gid, allocations.map(({ variantId }) => variantId), allocations.map(({ warehouseId }) => warehouseId), allocations.map(({ quantity }) => quantity)],
  );
};

export const moveReservation = async (tx: Transaction, gid: string, state: ReservationState): Promise<void> => {
  await queryIn(tx, 'UPDATE stock_reservation SET state = $2 WHERE gid = $1', [gid, state]);
};
