import { type Database } from '@souk/persistence';

/** What one event did to one variant's level in one warehouse, and what it left there and in all warehouses. */
export interface StockChangeRow {
  /** The event's place in the log. */
  readonly position: number;
  /** Its line, from 1; 0 for an adjustment. */
  readonly line: number;
  readonly at: Date;
  readonly cause: 'RECEIVED' | 'COUNTED' | 'DAMAGED' | 'LOST' | 'RESERVED' | 'RELEASED' | 'COMMITTED' | 'RETURNED';
  readonly warehouseId: string;
  /** Null for an adjustment. */
  readonly orderId: string | null;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly totalOnHand: number;
  readonly totalReserved: number;
}

export interface StockChangePosition {
  readonly position: number;
  readonly line: number;
}

/**
 * Changes of the variant's stock before that one, newest first. The order is that of `position`: it is drawn while the level's row is
 * locked, so that it is the order in which a level changed; transaction ids and clocks need not be. Levels are sums over all that came before,
 * so the whole history is read, whatever the page. The text of the condition on `lines` is that of the index.
 */
export const readStockChanges = (database: Database, variantId: string, before: StockChangePosition | undefined, limit: number): Promise<readonly StockChangeRow[]> =>
  database.query<StockChangeRow>(
    `WITH change AS (
       SELECT position, 0 AS line, occurred_at, data ->> 'reason' AS cause, data ->> 'warehouseId' AS warehouse_id, NULL AS order_id, (data ->> 'delta')::integer AS on_hand_delta, 0 AS reserved_delta
       FROM event WHERE stream_id = 'stock-' || $1 AND type = 'StockAdjusted'
       UNION ALL
       SELECT position, line.ordinality::integer, occurred_at, effect.cause, line.value ->> 'warehouseId', data ->> 'gid',
         effect.on_hand * (line.value ->> 'quantity')::integer, effect.reserved * (line.value ->> 'quantity')::integer
       FROM event
       JOIN (VALUES ('StockReserved', 'RESERVED', 0, 1), ('StockReleased', 'RELEASED', 0, -1), ('StockCommitted', 'COMMITTED', -1, -1), ('StockReturned', 'RETURNED', 1, 0))
         AS effect (type, cause, on_hand, reserved) USING (type)
       CROSS JOIN LATERAL jsonb_array_elements(data -> 'lines') WITH ORDINALITY AS line
       WHERE type IN ('StockReserved', 'StockReleased', 'StockCommitted', 'StockReturned')
         AND jsonb_path_query_array(data, '$.lines[*].variantId') @> jsonb_build_array($1::text) AND line.value ->> 'variantId' = $1
     ), history AS (
       SELECT *, sum(on_hand_delta) OVER here AS on_hand, sum(reserved_delta) OVER here AS reserved, sum(on_hand_delta) OVER everywhere AS total_on_hand, sum(reserved_delta) OVER everywhere AS total_reserved
       FROM change WINDOW here AS (PARTITION BY warehouse_id ORDER BY position, line), everywhere AS (ORDER BY position, line)
     )
     SELECT position, line, occurred_at AS at, cause, warehouse_id AS "warehouseId", order_id AS "orderId", on_hand_delta AS "onHandDelta", reserved_delta AS "reservedDelta",
       on_hand AS "onHand", reserved, total_on_hand AS "totalOnHand", total_reserved AS "totalReserved"
     FROM history WHERE $2::bigint IS NULL OR (position, line) < ($2, $3::integer) ORDER BY position DESC, line DESC LIMIT $4`,
    [variantId, before?.position ?? null, before?.line ?? null, limit],
  );
