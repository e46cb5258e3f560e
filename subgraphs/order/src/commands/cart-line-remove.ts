import { type Viewer } from '@souk/auth';
import { newEvent, orderEvents } from '@souk/schema/events';
import { clientId, expectedVersion, parseInput } from '@souk/subgraph';
import { z } from 'zod';
import { type OrderDependencies } from '../dependencies.js';
import { removeLine } from '../domain/cart.js';
import { assertVersion, lockUsableCart, requireLineUuid } from './cart-access.js';
import { writeCart } from './write-cart.js';

const inputSchema = z.object({ cartId: clientId('crt'), lineId: clientId('cln'), expectedVersion });

/** Takes a line out of a cart. Throws NotFoundError, ConflictError, ValidationError. Gives the cart's uuid. */
export const cartLineRemove = async (dependencies: OrderDependencies, viewer: Viewer, input: unknown): Promise<string> => {
  const { cartId, lineId, expectedVersion: expected } = parseInput(inputSchema, input);
  return dependencies.database.transaction(async (tx) => {
    const cart = await lockUsableCart(tx, viewer, cartId);
    assertVersion(cart, expected);
    const lineUuid = requireLineUuid(lineId);
    await writeCart(tx, dependencies, removeLine(cart, lineUuid), newEvent(orderEvents.CartLineRemoved, { cartId: cart.id, lineId: lineUuid }));
    return cart.id;
  });
};
