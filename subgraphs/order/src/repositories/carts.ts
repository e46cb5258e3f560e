import { assertInvariant, type CurrencyCode } from '@souk/kernel';
import { queryIn, type Transaction } from '@souk/persistence';
import { type CartState, type ShippingChoice } from '../domain/cart.js';
import { Cart } from '../entities/cart.js';
import { CartLine } from '../entities/cart-line.js';
import { select, type Reader } from './select.js';

export const cartStream = (cartId: string): string => `cart-${cartId}`;

/** Carts by id, with their lines; two statements, whatever their number. Unknown ids are left out. */
export const readCarts = async (reader: Reader, ids: readonly string[]): Promise<readonly CartState[]> =>
  withLines(reader, await select<Cart>(reader, Cart, 'WHERE t.id = ANY($1::uuid[])', [ids]));

/** The open carts of these accounts. */
export const readOpenCarts = async (reader: Reader, buyerIds: readonly string[]): Promise<readonly CartState[]> =>
  withLines(reader, await select<Cart>(reader, Cart, "WHERE t.buyer_id = ANY($1::uuid[]) AND t.state = 'OPEN'", [buyerIds]));

/** The cart, locked until the transaction ends: two changes at once would each count from the same lines. */
export const lockCart = async (tx: Transaction, id: string): Promise<CartState | undefined> =>
  (await withLines(tx, await select<Cart>(tx, Cart, 'WHERE t.id = $1 FOR UPDATE', [id])))[0];

/** What of a cart says whether it may be ordered, and as which version; locked as by `lockCart`. */
export const lockCartHead = async (tx: Transaction, id: string): Promise<Pick<CartState, 'id' | 'buyerId' | 'state' | 'version'> | undefined> =>
  (await queryIn<Pick<CartState, 'id' | 'buyerId' | 'state' | 'version'>>(tx, 'SELECT id, buyer_id AS "buyerId", state, version FROM cart WHERE id = $1 FOR UPDATE', [id]))[0];

/** Closes a cart that was ordered, and holds its lock from then on; false where there is none. */
export const closeCart = async (tx: Transaction, id: string, version: number, now: Date): Promise<boolean> =>
  (await queryIn(tx, "UPDATE cart SET state = 'ORDERED', version = $2, updated_at = $3 WHERE id = $1 RETURNING id", [id, version, now])).length > 0;

/** The account's open cart, locked as by `lockCart`. */
export const lockOpenCart = async (tx: Transaction, buyerId: string): Promise<CartState | undefined> =>
  (await withLines(tx, await select<Cart>(tx, Cart, "WHERE t.buyer_id = $1 AND t.state = 'OPEN' FOR UPDATE", [buyerId])))[0];

/** Makes an empty cart; false where the account has an open one already, made just now perhaps. */
export const insertCart = async (tx: Transaction, cart: CartState, now: Date): Promise<boolean> => {
  const inserted = await queryIn(tx,
    `INSERT INTO cart (id, buyer_id, state, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING RETURNING id`,
    [cart.id, cart.buyerId, cart.state, cart.version, now]);
  return inserted.length > 0;
};

/** Writes a cart as it is now, its lines included. The caller holds its lock. */
export const saveCart = async (tx: Transaction, { id, state, version, currency, lines, shipping }: CartState, now: Date): Promise<void> => {
  await tx.update(Cart, { id }, { state, version, currency, updatedAt: now, ...shippingColumns(shipping) });
  await queryIn(tx, 'DELETE FROM cart_line WHERE cart_id = $1 AND NOT id = ANY($2::uuid[])', [id, lines.map((line) => line.id)]);
  await queryIn(tx,
    `INSERT INTO cart_line (id, cart_id, variant_id, position, quantity, price_at_add_minor, currency)
     SELECT line.id, $1, line.variant_id, line.position, line.quantity, line.price, $2
     FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::bigint[]) WITH ORDINALITY AS line (id, variant_id, quantity, price, position)
     ON CONFLICT (id) DO UPDATE SET position = excluded.position, quantity = excluded.quantity, price_at_add_minor = excluded.price_at_add_minor`,
    [id, currency, lines.map((line) => line.id), lines.map((line) => line.variantId), lines.map((line) => line.quantity), lines.map((line) => line.priceAtAdd.amountMinor)]);
};

const withLines = async (reader: Reader, carts: readonly Cart[]): Promise<readonly CartState[]> => {
  if (carts.length === 0) return [];
  const lines = await select<CartLine>(reader, CartLine, 'WHERE t.cart_id = ANY($1::uuid[]) ORDER BY t.cart_id, t.position', [carts.map(({ id }) => id)]);
  return carts.map((cart) => toState(cart, lines.filter(({ cartId }) => cartId === cart.id)));
};

const toState = (cart: Cart, lines: readonly CartLine[]): CartState => ({
  id: cart.id,
  buyerId: cart.buyerId,
  state: cart.state,
  version: cart.version,
  currency: cart.currency,
  lines: lines.map(({ id, variantId, quantity, priceAtAddMinor, currency }) => ({ id, variantId, quantity, priceAtAdd: { amountMinor: priceAtAddMinor, currency } })),
  shipping: toShipping(cart, cart.currency),
});

const toShipping = (cart: Cart, currency: CurrencyCode | null): ShippingChoice | null => {
  if (cart.carrierId === null) return null;
  const { carrierId, serviceCode, shippingMinor, shipCountryCode, shipPostalCode, deliverBy, quoteValidUntil, quoteWeightGrams } = cart;
  assertInvariant(
    currency !== null && serviceCode !== null && shippingMinor !== null && shipCountryCode !== null && shipPostalCode !== null && deliverBy !== null && quoteValidUntil !== null && quoteWeightGrams !== null,
    `the shipping columns of cart ${cart.id} are set together`,
  );
  return {
    carrierId, serviceCode, price: { amountMinor: shippingMinor, currency }, countryCode: shipCountryCode, postalCode: shipPostalCode,
    deliverBy, validUntil: quoteValidUntil, weightGrams: quoteWeightGrams,
  };
};

type ShippingColumns = Pick<Cart, 'carrierId' | 'serviceCode' | 'shippingMinor' | 'shipCountryCode' | 'shipPostalCode' | 'deliverBy' | 'quoteValidUntil' | 'quoteWeightGrams'>;

const NO_SHIPPING: ShippingColumns = { carrierId: null, serviceCode: null, shippingMinor: null, shipCountryCode: null, shipPostalCode: null, deliverBy: null, quoteValidUntil: null, quoteWeightGrams: null };

const shippingColumns = (shipping: ShippingChoice | null): ShippingColumns =>
  shipping === null ? NO_SHIPPING : {
    carrierId: shipping.carrierId, serviceCode: shipping.serviceCode, shippingMinor: shipping.price.amountMinor, shipCountryCode: shipping.countryCode, shipPostalCode: shipping.postalCode,
    deliverBy: shipping.deliverBy, quoteValidUntil: shipping.validUntil, quoteWeightGrams: shipping.weightGrams,
  };
