import { parseGlobalId } from '@souk/kernel';
import { type Context } from '../context.js';
import { type CartState } from '../domain/cart.js';
import { mayUseCart, maySeeOrder } from '../domain/visibility.js';
import { type Order } from '../entities/order.js';

/** The order under that global id, or null alike where there is none and where it is not this viewer's to see. */
export const visibleOrder = async (id: string, { viewer, loaders }: Context): Promise<Order | null> => {
  const uuid = parseGlobalId('ord', id);
  return uuid === undefined ? null : ifVisible(await loaders.order.load(uuid), viewer);
};

/** The same by number. */
export const visibleOrderByNumber = async (number: string, { viewer, loaders }: Context): Promise<Order | null> =>
  ifVisible(await loaders.orderByNumber.load(number), viewer);

/** The open cart under that global id, or null alike where there is none, where it was ordered, and where it is somebody else's. */
export const visibleCart = async (id: string, { viewer, loaders }: Context): Promise<CartState | null> => {
  const uuid = parseGlobalId('crt', id);
  const cart = uuid === undefined ? undefined : await loaders.cart.load(uuid);
  return cart?.state === 'OPEN' && mayUseCart(viewer, cart) ? cart : null;
};

const ifVisible = (order: Order | undefined, viewer: Context['viewer']): Order | null => (order !== undefined && maySeeOrder(viewer, order) ? order : null);
