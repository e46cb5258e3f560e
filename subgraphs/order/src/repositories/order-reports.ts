import { type Database } from '@souk/persistence';
import { ORDER_STATES, type OrderState } from '../domain/order-state.js';

/** `from` is included, `to` is not. */
export interface ReportRange {
  readonly from: Date;
  readonly to: Date;
}

export interface OrderFunnelCounts {
  readonly placed: number;
  readonly confirmed: number;
  readonly shipped: number;
  readonly delivered: number;
  readonly cancelled: number;
}

/** Stays in one state that ended; seconds with 3 decimals. */
export interface StateTime {
  readonly state: OrderState;
  readonly stayCount: number;
  readonly medianSeconds: number;
  readonly p90Seconds: number;
}

/** The orders of the range, by the event that each began with: what partial index `event_order_began` holds. */
const BEGAN = `began AS NOT MATERIALIZED (
  SELECT stream_id, type, data, occurred_at FROM event WHERE type IN ('OrderPlaced', 'OrderImported') AND occurred_at >= $1 AND occurred_at < $2
)`;

/** What moved an order on after it began. Reports read the data as it was written: these fields are the same in every version of the events. */
const MOVES = `SELECT version, occurred_at, CASE type WHEN 'OrderConfirmed' THEN 'CONFIRMED' WHEN 'OrderCancelled' THEN 'CANCELLED' ELSE data ->> 'to' END AS state
  FROM event WHERE event.stream_id = began.stream_id AND type IN ('OrderConfirmed', 'OrderCancelled', 'OrderStateChanged')`;

/** Steps on an order's way; a state between two of them has come to the former. */
const STEP_OF = (state: string): string => `CASE ${state} WHEN 'CONFIRMED' THEN 1 WHEN 'PARTIALLY_SHIPPED' THEN 1 WHEN 'SHIPPED' THEN 2 WHEN 'DELIVERED' THEN 3 WHEN 'COMPLETED' THEN 3 ELSE 0 END`;
/** The same of what an imported order began with; of our own, 0. */
const IMPORTED_STEP = `greatest(${STEP_OF("data ->> 'state'")},
  CASE WHEN data ->> 'deliveredAt' IS NOT NULL THEN 3 WHEN data ->> 'handedOverAt' IS NOT NULL THEN 2 WHEN data ->> 'confirmedAt' IS NOT NULL THEN 1 ELSE 0 END)`;

export const readOrderFunnel = async (database: Database, { from, to }: ReportRange): Promise<OrderFunnelCounts | undefined> =>
  (await database.query<OrderFunnelCounts>(
    `WITH ${BEGAN}, reached AS (
       SELECT greatest(${IMPORTED_STEP}, moved.step) AS step, coalesce(moved.is_cancelled, false) OR coalesce(data ->> 'state' = 'CANCELLED', false) AS is_cancelled
       FROM began CROSS JOIN LATERAL (SELECT max(${STEP_OF('state')}) AS step, bool_or(state = 'CANCELLED') AS is_cancelled FROM (${MOVES}) AS move) AS moved
     )
     SELECT count(*) AS placed, count(*) FILTER (WHERE step >= 1) AS confirmed, count(*) FILTER (WHERE step >= 2) AS shipped, count(*) FILTER (WHERE step >= 3) AS delivered,
       count(*) FILTER (WHERE is_cancelled) AS cancelled FROM reached`,
    [from, to]))[0];

/**
 * An imported order passed the steps up to the furthest that it came to, each at the time that its source gave: where it gave none, neither
 * the stay before nor the one after has a length. A stay is measured from one move to the next.
 */
export const readOrderStateTimes = (database: Database, { from, to }: ReportRange): Promise<readonly StateTime[]> =>
  database.query<StateTime>(
    `WITH ${BEGAN}, move AS (
       SELECT stream_id, 1 AS version, first.step, first.state, first.at
       FROM began CROSS JOIN LATERAL (VALUES (0, 'PENDING', occurred_at), (1, 'CONFIRMED', (data ->> 'confirmedAt')::timestamptz), (2, 'SHIPPED', (data ->> 'handedOverAt')::timestamptz),
         (3, 'DELIVERED', (data ->> 'deliveredAt')::timestamptz)) AS first (step, state, at)
       WHERE first.step <= ${IMPORTED_STEP}
       UNION ALL
       SELECT stream_id, moved.version, 0, moved.state, moved.occurred_at FROM began CROSS JOIN LATERAL (${MOVES}) AS moved
     ), stay AS (
       SELECT state, extract(epoch FROM lead(at) OVER (PARTITION BY stream_id ORDER BY version, step) - at)::float8 AS seconds FROM move
     )
     SELECT state, count(*) AS "stayCount", round(percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)::numeric, 3)::float8 AS "medianSeconds",
       round(percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds)::numeric, 3)::float8 AS "p90Seconds"
     FROM stay WHERE seconds >= 0 GROUP BY state ORDER BY array_position($3::text[], state)`,
    [from, to, ORDER_STATES]);
