import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type Allocation } from '../domain/allocate.js';
import { type StockLevel } from '../domain/stock.js';
import { HORIZON, type Versioned } from './versioned.js';

const COLUMNS = 'variant_id AS "variantId", warehouse_id AS "warehouseId", on_hand AS "onHand", reserved, version';

/** All levels of each variant, by warehouse; a variant that lies nowhere has an empty list. */
export const stockOfVariants = (database: Database, variantIds: readonly string[]): Promise<readonly Versioned<readonly StockLevel[]>[]> =>
  database.query<Versioned<readonly StockLevel[]>>(
    `SELECT ${HORIZON}, key, (SELECT coalesce(json_agg(row), '[]') FROM (SELECT ${COLUMNS} FROM stock_level WHERE variant_id = key ORDER BY warehouse_id) AS row) AS value
     FROM unnest($1::uuid[]) AS key`,
    [variantIds],
  );

/** Adds units or takes free ones away, in one conditional statement; undefined, and nothing is changed, where too few are free or more than `maxOnHand` would lie there. */
export const adjustLevel = async (tx: Transaction, { variantId, warehouseId, delta, maxOnHand }: { readonly variantId: string; readonly warehouseId: string; readonly delta: number; readonly maxOnHand: number }): Promise<StockLevel | undefined> => {
  // A new level starts empty, so that the statement below is the only one that decides.
  await queryIn(tx, 'INSERT INTO stock_level (variant_id, warehouse_id, on_hand, reserved, version) SELECT $1, $2, 0, 0, 1 WHERE $3::integer > 0 ON CONFLICT DO NOTHING', [variantId, warehouseId, delta]);
  const [level] = await queryIn<StockLevel>(
    tx,
    `UPDATE stock_level SET on_hand = on_hand + $3::integer, version = version + 1
     WHERE variant_id = $1 AND warehouse_id = $2 AND on_hand + $3::integer >= reserved AND on_hand + $3::integer <= $4::integer RETURNING ${COLUMNS}`,
    [variantId, warehouseId, delta, maxOnHand],
  );
  return level;
};

export const levelOf = async (tx: Transaction, variantId: string, warehouseId: string): Promise<StockLevel | undefined> => {
  const [level] = await queryIn<StockLevel>(tx, `SELECT ${COLUMNS} FROM stock_level WHERE variant_id = $1 AND warehouse_id = $2`, [variantId, warehouseId]);
  return level;
};

/** All levels of these variants, in one order for everybody, so that two reservations never wait for each other; nobody else changes them until the transaction ends. */
export const lockLevels = (tx: Transaction, variantIds: readonly string[]): Promise<readonly StockLevel[]> =>
  queryIn<StockLevel>(tx, `SELECT ${COLUMNS} FROM stock_level WHERE variant_id = ANY($1::uuid[]) ORDER BY variant_id, warehouse_id FOR UPDATE`, [variantIds]);

/** What a step does to the two counts of a level, per unit. */
export interface LevelChange {
  readonly onHand: -1 | 0 | 1;
  readonly reserved: -1 | 0 | 1;
}

/** Changes the allocations' levels, each only as far as its free (or reserved) units reach; returns how many were changed. Lock them first. */
export const changeLevels = async (tx: Transaction, allocations: readonly Allocation[], { onHand, reserved }: LevelChange): Promise<number> => {
  const changed = await queryIn(
    tx,
    `UPDATE stock_level SET on_hand = on_hand + $4::integer * quantity, reserved = reserved + $5::integer * quantity, version = stock_level.version + 1
     FROM unnest($1::uuid[], $2::uuid[], $3::integer[]) AS allocation (variant_id, warehouse_id, quantity)
     WHERE stock_level.variant_id = allocation.variant_id AND stock_level.warehouse_id = allocation.warehouse_id
       AND reserved + $5::integer * quantity >= 0 AND on_hand - reserved >= ($5::integer - $4::integer) * quantity RETURNING stock_level.variant_id`,
    [allocations.map(({ variantId }) => variantId), allocations.map(({ warehouseId }) => warehouseId), allocations.map(({ quantity }) => quantity), onHand, reserved],
  );
  return changed.length;
};

/** Adds to what lies and what is reserved there, whatever it was: for what has been decided already. A level that is not there begins at 0. */
export const addToLevels = async (tx: Transaction, changes: readonly Pick<StockLevel, 'variantId' | 'warehouseId' | 'onHand' | 'reserved'>[]): Promise<void> => {
  if (changes.length === 0) return;
  await queryIn(
    tx,
    `INSERT INTO stock_level (variant_id, warehouse_id, on_hand, reserved, version)
     SELECT "variantId", "warehouseId", sum("onHand"), sum(reserved), 1 FROM jsonb_to_recordset($1::jsonb) AS change ("variantId" uuid, "warehouseId" uuid, "onHand" integer, reserved integer) GROUP BY 1, 2
     ON CONFLICT (variant_id, warehouse_id) DO UPDATE SET on_hand = stock_level.on_hand + excluded.on_hand, reserved = stock_level.reserved + excluded.reserved`,
    [JSON.stringify(changes)],
  );
};
