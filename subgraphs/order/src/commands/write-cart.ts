import { type NewEvent } from '@souk/events';
import { type Transaction } from '@souk/persistence';
import { type OrderDependencies } from '../dependencies.js';
import { type CartState } from '../domain/cart.js';
import { cartStream, saveCart } from '../repositories/carts.js';

/** Appends a cart's event and writes the cart that it leads to; gives it with its new version. The caller holds the cart's lock. */
export const writeCart = async (tx: Transaction, { log, clock }: Pick<OrderDependencies, 'log' | 'clock'>, cart: CartState, event: NewEvent): Promise<CartState> => {
  await log.append(tx, cartStream(cart.id), cart.version, [{ ...event, meta: { actor: 'customer', ...event.meta } }]);
  const written = { ...cart, version: cart.version + 1 };
  await saveCart(tx, written, clock.now());
  return written;
};
