import { type Viewer } from '@souk/auth';
import { IdempotencyMismatchError, NotFoundError, assertInvariant, newId } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { newEvent, orderEvents } from '@souk/schema/events';
import { clientId, expectedVersion, idempotencyKey, parseInput, type ClientId } from '@souk/subgraph';
import { z } from 'zod';
import { type OrderDependencies } from '../dependencies.js';
import { addLines, emptyCart, type Addition, type CartState } from '../domain/cart.js';
import { insertCart, lockOpenCart } from '../repositories/carts.js';
import { claimKey, findKey, saveAnswer, type ClaimedKey } from '../repositories/idempotency.js';
import { describeVariants } from '../peers/describe-variants.js';
import { bodyHash } from './body-hash.js';
import { assertVersion, lockUsableCart } from './cart-access.js';
import { quantity } from './inputs.js';
import { writeCart } from './write-cart.js';

const OPERATION = 'cartLinesAdd';
/** Lines that one call adds at most. */
const MAX_ADDED_LINES = 50;

const inputSchema = z.object({
  cartId: clientId('crt').nullish(),
  lines: z.array(z.object({ variantId: clientId('var'), quantity })).min(1).max(MAX_ADDED_LINES),
  expectedVersion: expectedVersion.nullish(),
  idempotencyKey,
});

/**
 * Puts variants into a cart: the one named, else the viewer's own, else a new one. All lines or none.
 * Idempotent by key for 24 hours. Throws NotFoundError for a cart or a variant that is not there for this viewer, ConflictError,
 * ValidationError, InsufficientStockError, IdempotencyMismatchError; ConnectError where the catalog cannot be asked. Gives the cart's uuid.
 */
export const cartLinesAdd = async (dependencies: OrderDependencies, viewer: Viewer, input: unknown): Promise<string> => {
  const wanted = parseInput(inputSchema, input);
  const { cartId, lines, expectedVersion: expected, idempotencyKey: key } = wanted;
  const { database, clock } = dependencies;
  const claim = { scope: scopeOf(viewer, cartId?.uuid), key, operation: OPERATION, bodyHash: bodyHash(wanted), now: clock.now() };
  const known = await findKey(database, claim);
  if (known !== undefined) return firstAnswer(known, claim.bodyHash);

  const additions = await additionsOf(dependencies, lines);
  return database.transaction(async (tx) => {
    const claimed = await claimKey(tx, claim);
    if (claimed !== 'claimed') return firstAnswer(claimed, claim.bodyHash);
    const cart = cartId ? await lockUsableCart(tx, viewer, cartId) : await lockOwnCart(tx, viewer, clock.now());
    assertVersion(cart, expected ?? undefined);
    const changed = addLines(cart, additions);
    await writeCart(tx, dependencies, changed, added(changed, additions));
    await saveAnswer(tx, { ...claim, answer: { cartId: cart.id } });
    return cart.id;
  });
};

/** Keys are a client's own: another's key must neither collide with them nor show what they did. */
const scopeOf = ({ userId }: Viewer, cartId: string | undefined): string => (userId !== undefined ? `user:${userId}` : cartId !== undefined ? `cart:${cartId}` : 'anonymous');

const firstAnswer = ({ operation, bodyHash: known, answer }: ClaimedKey, hash: string): string => {
  if (operation !== OPERATION || known !== hash) throw new IdempotencyMismatchError();
  return z.object({ cartId: z.string() }).parse(answer).cartId;
};

const additionsOf = async ({ catalog }: OrderDependencies, lines: readonly { readonly variantId: ClientId; readonly quantity: number }[]): Promise<readonly Addition[]> => {
  const uuids = lines.map(({ variantId }) => variantId.uuid).filter((uuid) => uuid !== undefined);
  const variants = await describeVariants(catalog, [...new Set(uuids)]);
  return lines.map(({ variantId: { id, uuid }, quantity: units }, index) => {
    const variant = variants.get(uuid ?? '');
    if (variant?.price == null || !variant.sellable) throw new NotFoundError(id, `There is no variant '${id}' to buy.`);
    return { lineId: newId(), offer: { variantId: variant.variantId, price: variant.price, available: variant.available }, quantity: units, index };
  });
};

/** The account's open cart or a new one. Two first lines at once: the index lets one cart be made, and both find it. */
const lockOwnCart = async (tx: Transaction, { userId }: Viewer, now: Date): Promise<CartState> => {
  const open = userId === undefined ? undefined : await lockOpenCart(tx, userId);
  if (open !== undefined) return open;
  const fresh = emptyCart(newId(now.getTime()), userId ?? null);
  if (await insertCart(tx, fresh, now)) return fresh;
  assertInvariant(userId !== undefined, 'only an account’s cart can be there already');
  const made = await lockOpenCart(tx, userId);
  assertInvariant(made !== undefined, 'the cart that was in the way is there');
  return made;
};

const added = (cart: CartState, additions: readonly Addition[]) =>
  newEvent(orderEvents.CartLinesAdded, {
    cartId: cart.id,
    lines: additions.map(({ offer, quantity: units }) => ({
      lineId: lineIdOf(cart, offer.variantId), variantId: offer.variantId, quantity: units, priceAtAdd: { ...offer.price },
    })),
  });

const lineIdOf = (cart: CartState, variantId: string): string => {
  const line = cart.lines.find((candidate) => candidate.variantId === variantId);
  assertInvariant(line !== undefined, 'what was added has a line');
  return line.id;
};
