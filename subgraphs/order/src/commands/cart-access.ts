import { type Viewer } from '@souk/auth';
import { ConflictError, NotFoundError } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { type ClientId } from '@souk/subgraph';
import { type CartState } from '../domain/cart.js';
import { mayUseCart } from '../domain/visibility.js';
import { lockCart } from '../repositories/carts.js';

/** The viewer's open cart under that id, locked. Throws NotFoundError alike where there is none, where it was ordered, and where it is somebody else's. */
export const lockUsableCart = async (tx: Transaction, viewer: Viewer, { id, uuid }: ClientId): Promise<CartState> =>
  assertUsable(uuid === undefined ? undefined : await lockCart(tx, uuid), viewer, id);

/** The same for a cart that was read already; `id` is what the client called it. */
export const assertUsable = <Cart extends Pick<CartState, 'state' | 'buyerId' | 'id'>>(cart: Cart | undefined, viewer: Viewer, id: string): Cart => {
  if (cart === undefined || cart.state !== 'OPEN' || !mayUseCart(viewer, cart)) throw new NotFoundError(id, 'There is no such cart.');
  return cart;
};

/** Throws ConflictError where the client decided on another version than there is now. */
export const assertVersion = (cart: Pick<CartState, 'version'>, expectedVersion: number | undefined): void => {
  if (expectedVersion !== undefined && expectedVersion !== cart.version) throw new ConflictError(expectedVersion, cart.version);
};

/** The uuid of a line's id. Throws NotFoundError where it is none. */
export const requireLineUuid = ({ id, uuid }: ClientId): string => {
  if (uuid === undefined) throw new NotFoundError(id, 'The cart has no such line.');
  return uuid;
};
