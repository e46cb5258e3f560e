import { ValidationError, addMoney, multiplyMoney, sumMoney, type FieldIssue, type Money } from '@souk/kernel';
import { type CartLineState, type CartState, type ShippingChoice } from './cart.js';
import { PriceChangedError } from './checkout-errors.js';

/** What the catalog says of a variant at the moment of purchase. */
export interface CheckoutOffer {
  readonly sku: string;
  readonly name: string;
  readonly productId: string;
  readonly productName: string;
  readonly sellable: boolean;
  readonly price: Money | null;
  readonly categorySlug: string | null;
  readonly merchantId: string | null;
}

export interface CheckoutRequest {
  /** Open, and at the version that the shopper saw. */
  readonly cart: CartState;
  /** By variant. */
  readonly offers: ReadonlyMap<string, CheckoutOffer>;
  readonly address: { readonly countryCode: string; readonly postalCode: string };
  readonly expectedTotal: Money;
  readonly now: Date;
}

/** A cart line at today's price, with what the order keeps of it. */
interface CheckoutLine {
  readonly cartLine: CartLineState;
  readonly offer: CheckoutOffer;
  readonly name: string;
  readonly unitPrice: Money;
}

/** What the order will say. */
export interface CheckoutPlan {
  readonly lines: readonly CheckoutLine[];
  readonly shipping: ShippingChoice;
  readonly subtotal: Money;
  readonly total: Money;
}

/**
 * What buying the cart now comes to, in the cart's currency. Throws ValidationError where something in it is not sold any
 * more, or shipping is missing, expired, or quoted for elsewhere; PriceChangedError where the total is not the expected one.
 */
export const planCheckout = ({ cart, offers, address, expectedTotal, now }: CheckoutRequest): CheckoutPlan => {
  const { currency, shipping } = cart;
  if (currency === null || cart.lines.length === 0) throw new ValidationError([{ path: ['cartId'], rule: 'empty_cart', message: 'the cart is empty' }]);
  const lines = cart.lines.flatMap((line) => toLine(line, offers.get(line.variantId), currency) ?? []);
  const missing = cart.lines.filter((line) => !lines.some(({ cartLine }) => cartLine === line));
  const issues = [...missing.map(notSold), ...shippingIssues(shipping, address, now)];
  if (issues.length > 0 || shipping === null) throw new ValidationError(issues);
  const subtotal = sumMoney(lines.map(({ cartLine, unitPrice }) => multiplyMoney(unitPrice, cartLine.quantity)), currency);
  const total = addMoney(subtotal, shipping.price);
  if (total.amountMinor !== expectedTotal.amountMinor || total.currency !== expectedTotal.currency) throw new PriceChangedError(total);
  return { lines, shipping, subtotal, total };
};

const toLine = (cartLine: CartLineState, offer: CheckoutOffer | undefined, currency: string): CheckoutLine | undefined => {
  if (offer === undefined || !offer.sellable || offer.price?.currency !== currency) return undefined;
  return { cartLine, offer, name: offer.name === offer.productName ? offer.name : `${offer.productName}, ${offer.name}`, unitPrice: offer.price };
};

const notSold = ({ id }: CartLineState): FieldIssue => ({ path: ['cartId', 'lines', id], rule: 'not_sold', message: 'this is not sold any more: take it out of the cart' });

const shippingIssues = (shipping: ShippingChoice | null, address: CheckoutRequest['address'], now: Date): readonly FieldIssue[] => {
  if (shipping === null) return [{ path: ['cartId'], rule: 'shipping_missing', message: 'choose one of the shipping quotes first' }];
  return [
    ...(shipping.validUntil <= now ? [{ path: ['cartId'], rule: 'shipping_expired', message: 'the shipping quote has expired: choose a new one' }] : []),
    ...(shipping.countryCode !== address.countryCode ? [elsewhere('countryCode', shipping.countryCode)] : []),
    ...(bare(shipping.postalCode) !== bare(address.postalCode) ? [elsewhere('postalCode', shipping.postalCode)] : []),
  ];
};

const elsewhere = (field: string, quoted: string): FieldIssue => ({ path: ['shippingAddress', field], rule: 'elsewhere', message: `shipping was quoted for ${quoted}: choose a quote for this address` });

/** People write one postal code in several ways. */
const bare = (postalCode: string): string => postalCode.replaceAll(/[\s-]/g, '').toUpperCase();
