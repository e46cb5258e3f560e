import { MAX_QUANTITY, NotFoundError, ValidationError, globalId, multiplyMoney, sumMoney, type CurrencyCode, type FieldIssue, type Money } from '@souk/kernel';
import { InsufficientStockError, type Shortage } from './errors.js';

/** Lines that a cart holds at most. */
export const MAX_CART_LINES = 100;

/** One variant in a cart; lines stand in the order they were added. */
export interface CartLineState {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
  readonly priceAtAdd: Money;
}

/** What a shipping quote promised, and to where. */
export interface ShippingChoice {
  readonly carrierId: string;
  readonly serviceCode: string;
  readonly price: Money;
  readonly countryCode: string;
  readonly postalCode: string;
  readonly deliverBy: Date;
  readonly validUntil: Date;
  /** Weight that was quoted. */
  readonly weightGrams: number;
}

/** A cart as its events have made it. An empty one has no currency; a change of lines takes the shipping choice away, for it was quoted for other goods. */
export interface CartState {
  readonly id: string;
  /** Null: belongs to whoever knows its id. */
  readonly buyerId: string | null;
  readonly state: 'OPEN' | 'ORDERED';
  /** Version of stream `cart-<id>`. */
  readonly version: number;
  readonly currency: CurrencyCode | null;
  readonly lines: readonly CartLineState[];
  readonly shipping: ShippingChoice | null;
}

/** What the catalog says of a variant now. */
export interface Offer {
  readonly variantId: string;
  readonly price: Money;
  readonly available: number;
}

/** An offer and how many units of it to add; `lineId` names the line if it becomes one. */
export interface Addition {
  readonly lineId: string;
  readonly offer: Offer;
  readonly quantity: number;
  /** Place in the input, for messages. */
  readonly index: number;
}

export const emptyCart = (id: string, buyerId: string | null): CartState => ({ id, buyerId, state: 'OPEN', version: 0, currency: null, lines: [], shipping: null });

/**
 * The cart with these units more, all or none. A variant that is there already gains the quantity, at today's price.
 * Throws ValidationError on a second currency, more than MAX_QUANTITY of one variant or more than MAX_CART_LINES lines,
 * and InsufficientStockError where the cart would hold more than there is.
 */
export const addLines = (cart: CartState, additions: readonly Addition[]): CartState => {
  const lines = additions.reduce<readonly CartLineState[]>((sofar, { lineId, offer, quantity }) => {
    const known = sofar.find(({ variantId }) => variantId === offer.variantId);
    if (known === undefined) return [...sofar, { id: lineId, variantId: offer.variantId, quantity, priceAtAdd: offer.price }];
    return sofar.map((line) => (line === known ? { ...line, quantity: line.quantity + quantity, priceAtAdd: offer.price } : line));
  }, cart.lines);
  const changed = additions.map(({ offer, index }) => ({ index, offer, line: lineOf(lines, offer.variantId) }));
  assertValid([
    ...changed.filter(({ line }) => line.quantity > MAX_QUANTITY).map(({ index, line }) => issue(index, 'quantity', 'too_big', `a cart holds at most ${MAX_QUANTITY} of one variant, this would make ${line.quantity}`)),
    ...currencyIssues(cart, additions),
    ...(lines.length > MAX_CART_LINES ? [{ path: ['lines'], rule: 'too_many', message: `a cart has at most ${MAX_CART_LINES} lines, this would make ${lines.length}` }] : []),
  ]);
  assertAvailable(cart, changed);
  return { ...cart, lines, currency: additions[0]?.offer.price.currency ?? cart.currency, shipping: null };
};

/** The cart with that quantity of a line. Throws NotFoundError where it has no such line, InsufficientStockError where there is less. */
export const setQuantity = (cart: CartState, lineId: string, quantity: number, offer: Offer): CartState => {
  const line = { ...lineWithId(cart, lineId), quantity };
  assertAvailable(cart, [{ line, offer }]);
  return { ...cart, lines: cart.lines.map((other) => (other.id === lineId ? line : other)), shipping: null };
};

/** The cart without a line. Throws NotFoundError where it has no such line. */
export const removeLine = (cart: CartState, lineId: string): CartState => {
  const removed = lineWithId(cart, lineId);
  const lines = cart.lines.filter((line) => line !== removed);
  return { ...cart, lines, currency: lines.length === 0 ? null : cart.currency, shipping: null };
};

/** The line with that id. Throws NotFoundError where the cart has none. */
export const lineWithId = (cart: CartState, lineId: string): CartLineState => {
  const line = cart.lines.find(({ id }) => id === lineId);
  if (line === undefined) throw new NotFoundError(globalId('cln', lineId), 'The cart has no such line.');
  return line;
};

/** The cart with a shipping choice. Throws ValidationError where the cart is empty, the choice is over, in another currency, or was quoted for less weight. */
export const selectShipping = (cart: CartState, choice: ShippingChoice, weightGrams: number, now: Date): CartState => {
  const refuse = (rule: string, message: string): FieldIssue => ({ path: ['shippingQuoteId'], rule, message });
  assertValid([
    ...(cart.lines.length === 0 ? [refuse('empty_cart', 'the cart is empty')] : []),
    ...(choice.validUntil <= now ? [refuse('expired', 'the quote has expired: ask for a new one')] : []),
    ...(cart.currency !== null && choice.price.currency !== cart.currency ? [refuse('currency', `the quote is in ${choice.price.currency}, the cart in ${cart.currency}`)] : []),
    ...(weightGrams > choice.weightGrams ? [refuse('weight', `the cart weighs ${weightGrams} g, the quote is for ${choice.weightGrams} g: ask for a new one`)] : []),
  ]);
  return { ...cart, shipping: choice };
};

/** The shipping choice, as long as its quote holds. */
export const validShipping = (cart: CartState, now: Date): ShippingChoice | null => (cart.shipping !== null && cart.shipping.validUntil > now ? cart.shipping : null);

/** Lines at these prices; null where one is missing or in another currency than the cart, or where there are no lines. */
export const subtotalOf = ({ lines, currency }: CartState, priceOf: (variantId: string) => Money | null): Money | null => {
  if (currency === null) return null;
  const amounts = lines.map((line) => {
    const price = priceOf(line.variantId);
    return price?.currency === currency ? multiplyMoney(price, line.quantity) : null;
  });
  const known = amounts.filter((amount) => amount !== null);
  return known.length === amounts.length ? sumMoney(known, currency) : null;
};

const lineOf = (lines: readonly CartLineState[], variantId: string): CartLineState => {
  const line = lines.find((candidate) => candidate.variantId === variantId);
  if (line === undefined) throw new Error(`Invariant broken: the cart has a line of ${variantId}`);
  return line;
};

const assertAvailable = (before: CartState, wanted: readonly { readonly line: CartLineState; readonly offer: Offer }[]): void => {
  const shortages = wanted.filter(({ line, offer }) => line.quantity > offer.available).map(({ line, offer }): Shortage => ({
    lineId: before.lines.some(({ id }) => id === line.id) ? line.id : null,
    variantId: line.variantId, requested: line.quantity, available: offer.available,
  }));
  if (shortages.length > 0) throw new InsufficientStockError(shortages);
};

const currencyIssues = (cart: CartState, additions: readonly Addition[]): readonly FieldIssue[] => {
  const expected = cart.currency ?? additions[0]?.offer.price.currency;
  return additions.filter(({ offer }) => offer.price.currency !== expected)
    .map(({ index, offer }) => issue(index, 'variantId', 'currency', `the cart is in ${String(expected)}, this is sold in ${offer.price.currency}`));
};

const issue = (index: number, field: string, rule: string, message: string): FieldIssue => ({ path: ['lines', String(index), field], rule, message });

const assertValid = (issues: readonly FieldIssue[]): void => {
  if (issues.length > 0) throw new ValidationError(issues);
};
