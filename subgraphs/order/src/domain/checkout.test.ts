import { describe, expect, it } from '@jest/globals';
import { ValidationError, type Money } from '@souk/kernel';
import { emptyCart, type CartState, type ShippingChoice } from './cart.js';
import { planCheckout, type CheckoutOffer, type CheckoutRequest } from './checkout.js';
import { OrderTransitionError, PaymentDeclinedError, PriceChangedError } from './checkout-errors.js';

const now = new Date('2026-01-15T12:00:00.000Z');
const eur = (amountMinor: number): Money => ({ amountMinor, currency: 'EUR' });
const offer = (changes: Partial<CheckoutOffer> = {}): CheckoutOffer => ({ sku: 'SHIRT-M', name: 'M', productId: 'p', productName: 'Linen shirt', sellable: true, price: eur(1_000), categorySlug: 'shirts', merchantId: null, ...changes });
const shipping: ShippingChoice = {
  carrierId: 'c', serviceCode: 'standard', price: eur(490), countryCode: 'DE', postalCode: '10115', deliverBy: new Date('2026-01-20T00:00:00.000Z'), validUntil: new Date('2026-01-15T12:00:01.000Z'), weightGrams: 900,
};
const cart: CartState = {
  ...emptyCart('cart', null), version: 3, currency: 'EUR', shipping,
  lines: [{ id: 'l1', variantId: 'v1', quantity: 2, priceAtAdd: eur(900) }, { id: 'l2', variantId: 'v2', quantity: 1, priceAtAdd: eur(500) }],
};
const request = (changes: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  cart, now, address: { countryCode: 'DE', postalCode: '10115' }, expectedTotal: eur(2_990),
  offers: new Map([['v1', offer()], ['v2', offer({ name: 'Mug', productName: 'Mug', price: eur(500) })]]), ...changes,
});

const rulesOf = (run: () => unknown): readonly string[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof ValidationError) return error.issues.map(({ path, rule }) => `${path.join('.')}: ${rule}`);
    throw error;
  }
  return [];
};

describe('planCheckout', () => {
  it('is lines at today’s prices, whatever they were when they were added, and shipping', () => {
    expect(planCheckout(request())).toMatchObject({ subtotal: eur(2_500), total: eur(2_990), shipping, lines: [{ name: 'Linen shirt, M', unitPrice: eur(1_000) }, { name: 'Mug', unitPrice: eur(500) }] });
  });

  it('says the current total where the shopper saw another', () => {
    for (const expectedTotal of [eur(2_989), eur(0), { amountMinor: 2_990, currency: 'USD' } as Money]) {
      expect(() => planCheckout(request({ expectedTotal }))).toThrow(PriceChangedError);
    }
    expect(new PriceChangedError(eur(2_990))).toMatchObject({ code: 'PRICE_CHANGED', details: { currentTotal: eur(2_990) }, message: expect.stringContaining('29.90 EUR') });
  });

  it('reads a postal code however it is written', () => {
    const quoted = { ...cart, shipping: { ...shipping, postalCode: 'SW1A 1AA' } };
    expect(planCheckout(request({ cart: quoted, address: { countryCode: 'DE', postalCode: 'sw1a-1aa' } })).total).toEqual(eur(2_990));
  });

  it.each<[string, Partial<CheckoutRequest>, readonly string[]]>([
    ['an empty cart', { cart: emptyCart('cart', null) }, ['cartId: empty_cart']],
    ['a variant that the catalog no longer has', { offers: new Map([['v1', offer()]]) }, ['cartId.lines.l2: not_sold']],
    ['a product that is not active', { offers: new Map([['v1', offer({ sellable: false })], ['v2', offer()]]) }, ['cartId.lines.l1: not_sold']],
    ['a variant without a price', { offers: new Map([['v1', offer({ price: null })], ['v2', offer()]]) }, ['cartId.lines.l1: not_sold']],
    ['a price in another currency', { offers: new Map([['v1', offer({ price: { amountMinor: 1, currency: 'USD' } })], ['v2', offer()]]) }, ['cartId.lines.l1: not_sold']],
    ['a cart without shipping', { cart: { ...cart, shipping: null } }, ['cartId: shipping_missing']],
    ['a quote at the moment it ends', { now: shipping.validUntil }, ['cartId: shipping_expired']],
    ['another country', { address: { countryCode: 'AT', postalCode: '10115' } }, ['shippingAddress.countryCode: elsewhere']],
    ['another postal code', { address: { countryCode: 'DE', postalCode: '10117' } }, ['shippingAddress.postalCode: elsewhere']],
    ['all of it at once', { offers: new Map(), now: shipping.validUntil, address: { countryCode: 'AT', postalCode: '1' } }, ['cartId.lines.l1: not_sold', 'cartId.lines.l2: not_sold', 'cartId: shipping_expired', 'shippingAddress.countryCode: elsewhere', 'shippingAddress.postalCode: elsewhere']],
  ])('refuses %s', (_what, changes, rules) => {
    expect(rulesOf(() => planCheckout(request(changes)))).toEqual(rules);
  });
});

describe('refusals of checkout', () => {
  it('tells a decline that may pass from one that will not', () => {
    expect(new PaymentDeclinedError('insufficient_funds').details).toEqual({ declineCode: 'insufficient_funds', retryable: true });
    expect(new PaymentDeclinedError('card_declined').details).toEqual({ declineCode: 'card_declined', retryable: false });
  });

  it('tells where an order could go instead', () => {
    expect(new OrderTransitionError('SHIPPED', 'CANCELLED')).toMatchObject({ code: 'ORDER_TRANSITION', details: { from: 'SHIPPED', to: 'CANCELLED', allowed: ['DELIVERED'] } });
    expect(new OrderTransitionError('CANCELLED', 'CANCELLED').message).toContain('nothing else');
  });
});
