import { queryIn, type Transaction } from '@souk/persistence';

/** Whether an order stands that was made of this cart; the caller holds the cart's lock, so none comes meanwhile. */
export const hasLiveOrder = async (tx: Transaction, cartId: string): Promise<boolean> =>
  (await queryIn(tx, "SELECT 1 FROM orders WHERE cart_id = $1 AND state <> 'CANCELLED'", [cartId])).length > 0;
