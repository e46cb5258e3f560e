import { type Viewer } from '@souk/auth';
import { newEvent, orderEvents } from '@souk/schema/events';
import { clientId, expectedVersion, parseInput, type ClientId } from '@souk/subgraph';
import { z } from 'zod';
import { type OrderDependencies } from '../dependencies.js';
import { lineWithId, setQuantity, type CartLineState, type Offer } from '../domain/cart.js';
import { readCarts } from '../repositories/carts.js';
import { describeVariants } from '../peers/describe-variants.js';
import { assertUsable, assertVersion, lockUsableCart, requireLineUuid } from './cart-access.js';
import { quantity } from './inputs.js';
import { writeCart } from './write-cart.js';

const inputSchema = z.object({ cartId: clientId('crt'), lineId: clientId('cln'), quantity, expectedVersion });

/**
 * Sets the quantity of a cart line. Not idempotent beyond its expected version: a repeat gets ConflictError.
 * Throws NotFoundError, ConflictError, ValidationError, InsufficientStockError; ConnectError where the catalog cannot be asked. Gives the cart's uuid.
 */
export const cartLineUpdate = async (dependencies: OrderDependencies, viewer: Viewer, input: unknown): Promise<string> => {
  const { cartId, lineId, quantity: units, expectedVersion: expected } = parseInput(inputSchema, input);
  const lineUuid = requireLineUuid(lineId);
  const offer = await offerOf(dependencies, await readLine(dependencies, viewer, cartId, lineUuid));
  return dependencies.database.transaction(async (tx) => {
    const cart = await lockUsableCart(tx, viewer, cartId);
    assertVersion(cart, expected);
    const changed = setQuantity(cart, lineUuid, units, offer);
    await writeCart(tx, dependencies, changed, newEvent(orderEvents.CartLineQuantitySet, { cartId: cart.id, lineId: lineUuid, quantity: units }));
    return cart.id;
  });
};

/** Before the transaction, because the catalog is asked outside of it; a line never changes its variant. */
const readLine = async ({ database }: OrderDependencies, viewer: Viewer, { id, uuid }: ClientId, lineUuid: string): Promise<CartLineState> => {
  const [cart] = uuid === undefined ? [] : await readCarts(database.source.manager, [uuid]);
  return lineWithId(assertUsable(cart, viewer, id), lineUuid);
};

/** What is not sold any more is sold out. */
const offerOf = async ({ catalog }: OrderDependencies, { variantId, priceAtAdd }: CartLineState): Promise<Offer> => {
  const variant = (await describeVariants(catalog, [variantId])).get(variantId);
  return { variantId, price: variant?.price ?? priceAtAdd, available: variant?.sellable === true ? variant.available : 0 };
};
