import { type Viewer } from '@souk/auth';
import { DEFAULT_UNIT_GRAMS, ValidationError, isCurrencyCode, money } from '@souk/kernel';
import { Code, ConnectError } from '@souk/rpc';
import { newEvent, orderEvents } from '@souk/schema/events';
import { type ReadQuoteResponse } from '@souk/schema/rpc/logistics';
import { clientId, expectedVersion, parseInput } from '@souk/subgraph';
import { z } from 'zod';
import { type OrderDependencies } from '../dependencies.js';
import { selectShipping, type CartState, type ShippingChoice } from '../domain/cart.js';
import { readCarts } from '../repositories/carts.js';
import { describeVariants } from '../peers/describe-variants.js';
import { assertUsable, assertVersion, lockUsableCart } from './cart-access.js';
import { writeCart } from './write-cart.js';

/** Longest quote id that is asked about, in characters: they are signed tokens. */
const MAX_QUOTE_ID_LENGTH = 2_000;

const inputSchema = z.object({ cartId: clientId('crt'), shippingQuoteId: z.string().min(1).max(MAX_QUOTE_ID_LENGTH), expectedVersion });

/**
 * Chooses a shipping quote for a cart. Throws NotFoundError, ConflictError, and ValidationError for a quote that is not
 * logistics' own, not this cart's, over, or for less weight; ConnectError where logistics or the catalog cannot be asked. Gives the cart's uuid.
 */
export const cartShippingSelect = async (dependencies: OrderDependencies, viewer: Viewer, input: unknown): Promise<string> => {
  const { cartId, shippingQuoteId, expectedVersion: expected } = parseInput(inputSchema, input);
  const { database, clock } = dependencies;
  const [known] = cartId.uuid === undefined ? [] : await readCarts(database.source.manager, [cartId.uuid]);
  const seen = assertUsable(known, viewer, cartId.id);
  assertVersion(seen, expected);
  const [choice, weightGrams] = await Promise.all([readQuote(dependencies, seen.id, shippingQuoteId), weightOf(dependencies, seen)]);
  return database.transaction(async (tx) => {
    const cart = await lockUsableCart(tx, viewer, cartId);
    // The weight was that of the version seen: a cart that changed meanwhile is another one.
    assertVersion(cart, expected);
    const { carrierId, serviceCode, price, validUntil } = choice;
    const event = newEvent(orderEvents.CartShippingSelected, { cartId: cart.id, carrierId, serviceCode, price: { ...price }, validUntil: validUntil.toISOString() });
    await writeCart(tx, dependencies, selectShipping(cart, choice, weightGrams, clock.now()), event);
    return cart.id;
  });
};

const readQuote = async ({ logistics }: OrderDependencies, cartId: string, quoteId: string): Promise<ShippingChoice> => {
  const quote = await logistics.readQuote({ quoteId }).catch((error: unknown) => {
    const { code } = ConnectError.from(error);
    if (code === Code.InvalidArgument || code === Code.NotFound) throw refuse('unknown', 'this is no quote of ours');
    if (code === Code.FailedPrecondition) throw refuse('expired', 'the quote has expired: ask for a new one');
    throw error;
  });
  if (quote.cartId !== cartId) throw refuse('other_cart', 'the quote is for another cart');
  return toChoice(quote);
};

const toChoice = ({ carrierId, serviceCode, priceMinor, currency, countryCode, postalCode, deliverBy, validUntil, weightGrams }: ReadQuoteResponse): ShippingChoice => {
  if (!isCurrencyCode(currency)) throw refuse('currency', `nothing is sold in ${currency}`);
  return { carrierId, serviceCode, price: money(Number(priceMinor), currency), countryCode, postalCode, deliverBy: new Date(deliverBy), validUntil: new Date(validUntil), weightGrams };
};

/** As the quote counts it. */
const weightOf = async ({ catalog }: OrderDependencies, { lines }: CartState): Promise<number> => {
  const variants = await describeVariants(catalog, lines.map(({ variantId }) => variantId));
  return lines.reduce((sum, { variantId, quantity }) => sum + quantity * (variants.get(variantId)?.weightGrams ?? DEFAULT_UNIT_GRAMS), 0);
};

const refuse = (rule: string, message: string): ValidationError => new ValidationError([{ path: ['shippingQuoteId'], rule, message }]);
