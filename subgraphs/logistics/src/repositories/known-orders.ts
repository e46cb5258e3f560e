import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type KnownOrder } from '../entities/known-order.js';

const COLUMNS = 'order_id AS "orderId", buyer_id AS "buyerId", placed_at AS "placedAt", cancelled_at AS "cancelledAt"';

export const knownOrdersById = (database: Database, orderIds: readonly string[]): Promise<readonly KnownOrder[]> =>
  database.query<KnownOrder>(`SELECT ${COLUMNS} FROM known_order WHERE order_id = ANY($1::uuid[])`, [orderIds]);

/**
 * Adds to what is known of an order and gives all of it; the row stays locked until the transaction ends. So planning and
 * cancelling, which come over two consumers in any order, take turns, and the later one sees what the earlier one did.
 */
export const noteOrder = async (tx: Transaction, { orderId, buyerId = null, placedAt = null, cancelledAt = null }: Partial<KnownOrder> & Pick<KnownOrder, 'orderId'>): Promise<KnownOrder | undefined> => {
  const [known] = await queryIn<KnownOrder>(
    tx,
    `INSERT INTO known_order (order_id, buyer_id, placed_at, cancelled_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (order_id) DO UPDATE SET buyer_id = coalesce(excluded.buyer_id, known_order.buyer_id), placed_at = coalesce(excluded.placed_at, known_order.placed_at),
       cancelled_at = coalesce(known_order.cancelled_at, excluded.cancelled_at)
     RETURNING ${COLUMNS}`,
    [orderId, buyerId, placedAt, cancelledAt],
  );
  return known;
};
