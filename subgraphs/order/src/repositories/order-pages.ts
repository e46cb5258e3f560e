import { type Database } from '@souk/persistence';
import { type ImportFlag } from '../domain/import-flags.js';
import { type OrderState } from '../domain/order-state.js';
import { Order } from '../entities/order.js';
import { columnsOf } from './select.js';

/** All conditions must hold; `from` is included, `to` is not. */
export interface OrderConditions {
  readonly states?: readonly OrderState[];
  readonly from?: Date;
  readonly to?: Date;
  /** All of these. */
  readonly importFlags?: readonly ImportFlag[];
  readonly source?: string;
}

/** The last order of the page before. */
export interface OrderPosition {
  readonly placedAt: Date;
  readonly id: string;
}

/** Orders, newest first, after that position. */
export const readOrderPage = (database: Database, conditions: OrderConditions, after: OrderPosition | undefined, limit: number): Promise<readonly Order[]> => {
  const parameters: unknown[] = [];
  const where = [...conditionsSql(conditions, parameters), ...positionSql(after, parameters)].join(' AND ');
  return database.query<Order>(`SELECT ${columnsOf(database, Order, 'o')} FROM orders o WHERE ${where} ORDER BY o.placed_at DESC, o.id DESC LIMIT ${limit}`, parameters);
};

/** The same page of each account's orders, in one statement. */
export const readOrderPagesOf = (database: Database, buyerIds: readonly string[], conditions: OrderConditions, after: OrderPosition | undefined, limit: number): Promise<readonly Order[]> => {
  const parameters: unknown[] = [buyerIds];
  const where = ['o.buyer_id = buyer.id', ...conditionsSql(conditions, parameters), ...positionSql(after, parameters)].join(' AND ');
  return database.query<Order>(
    `SELECT page.* FROM unnest($1::uuid[]) AS buyer (id)
     CROSS JOIN LATERAL (SELECT ${columnsOf(database, Order, 'o')} FROM orders o WHERE ${where} ORDER BY o.placed_at DESC, o.id DESC LIMIT ${limit}) AS page
     ORDER BY page."placedAt" DESC, page.id DESC`, parameters);
};

export const countOrders = async (database: Database, conditions: OrderConditions): Promise<number> => {
  const parameters: unknown[] = [];
  const [row] = await database.query<{ count: number }>(`SELECT count(*) AS count FROM orders o WHERE ${conditionsSql(conditions, parameters).join(' AND ')}`, parameters);
  return row?.count ?? 0;
};

/** How many orders each account has; those without any are left out. */
export const countOrdersOf = (database: Database, buyerIds: readonly string[], conditions: OrderConditions): Promise<readonly { readonly buyerId: string; readonly count: number }[]> => {
  const parameters: unknown[] = [buyerIds];
  const where = ['o.buyer_id = ANY($1::uuid[])', ...conditionsSql(conditions, parameters)].join(' AND ');
  return database.query(`SELECT o.buyer_id AS "buyerId", count(*) AS count FROM orders o WHERE ${where} GROUP BY o.buyer_id`, parameters);
};

/** One SQL condition each; adds what they compare with to the parameters. */
const conditionsSql = ({ states, from, to, importFlags, source }: OrderConditions, parameters: unknown[]): readonly string[] => [
  'true',
  ...(states === undefined ? [] : [`o.state = ANY($${parameters.push(states)}::text[])`]),
  ...(from === undefined ? [] : [`o.placed_at >= $${parameters.push(from)}`]),
  ...(to === undefined ? [] : [`o.placed_at < $${parameters.push(to)}`]),
  // The first is what the index is limited to.
  ...(importFlags === undefined || importFlags.length === 0 ? [] : [`o.import_flags <> '{}' AND o.import_flags @> $${parameters.push(importFlags)}::text[]`]),
  ...(source === undefined ? [] : [`o.source = $${parameters.push(source)}`]),
];

const positionSql = (after: OrderPosition | undefined, parameters: unknown[]): readonly string[] =>
  after === undefined ? [] : [`(o.placed_at, o.id) < ($${parameters.push(after.placedAt)}::timestamptz, $${parameters.push(after.id)}::uuid)`];
