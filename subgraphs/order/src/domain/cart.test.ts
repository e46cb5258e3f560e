import { describe, expect, it } from '@jest/globals';
import { MAX_QUANTITY, ValidationError } from '@souk/kernel';
import fc from 'fast-check';
import { MAX_CART_LINES, addLines, emptyCart, lineWithId, removeLine, selectShipping, setQuantity, subtotalOf, validShipping, type Addition, type CartState, type Offer, type ShippingChoice } from './cart.js';

const brl = (amountMinor: number) => ({ amountMinor, currency: 'BRL' as const });
const uuid = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const offer = (number: number, overrides: Partial<Offer> = {}): Offer => ({ variantId: uuid(number), price: brl(1_000 + number), available: 100, ...overrides });
const adding = (number: number, quantity: number, overrides: Partial<Offer> = {}, index = 0): Addition => ({ lineId: uuid(900 + number), offer: offer(number, overrides), quantity, index });

const empty = emptyCart(uuid(1), null);
const filled = addLines(empty, [adding(1, 2), adding(2, 1)]);
const now = new Date('2026-01-01T00:00:00Z');
const choice: ShippingChoice = {
  carrierId: uuid(7), serviceCode: 'express', price: brl(500), countryCode: 'BR', postalCode: '01000', deliverBy: new Date('2026-01-05T00:00:00Z'), validUntil: new Date('2026-01-01T00:15:00Z'), weightGrams: 1_000,
};
const shipped = selectShipping(filled, choice, 900, now);
const refusalOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const rulesOf = (work: () => unknown): readonly string[] => {
  const refusal = refusalOf(work);
  return refusal instanceof ValidationError ? refusal.issues.map(({ path, rule }) => `${path.join('.')}:${rule}`) : [];
};

describe('adding to a cart', () => {
  it('puts lines in the order they came and takes their currency', () => {
    expect(filled.lines.map(({ id, variantId, quantity, priceAtAdd }) => [id, variantId, quantity, priceAtAdd.amountMinor])).toEqual([[uuid(901), uuid(1), 2, 1_001], [uuid(902), uuid(2), 1, 1_002]]);
    expect(filled.currency).toBe('BRL');
  });

  it('adds to the line that is there, at today’s price, under its own id', () => {
    const more = addLines(filled, [{ ...adding(1, 3, { price: brl(1_100) }), lineId: uuid(999) }]);
    expect(lineWithId(more, uuid(901))).toMatchObject({ quantity: 5, priceAtAdd: brl(1_100) });
    expect(more.lines).toHaveLength(2);
  });

  it('counts a variant that the input names twice once', () => {
    expect(addLines(empty, [adding(1, 2), { ...adding(1, 3), lineId: uuid(999), index: 1 }]).lines).toMatchObject([{ id: uuid(901), quantity: 5 }]);
  });

  it('refuses more than is there, what lies in the cart included, and takes nothing', () => {
    expect(refusalOf(() => addLines(filled, [adding(1, 4, { available: 5 }), adding(3, 2, { available: 1 })]))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { shortages: [{ lineId: uuid(901), variantId: uuid(1), requested: 6, available: 5 }, { lineId: null, variantId: uuid(3), requested: 2, available: 1 }] },
    });
  });

  it('refuses a second currency, too many units and too many lines, each by its place', () => {
    expect(rulesOf(() => addLines(filled, [adding(3, 1, { price: { amountMinor: 1, currency: 'EUR' } }, 4)]))).toEqual(['lines.4.variantId:currency']);
    expect(rulesOf(() => addLines(empty, [adding(1, 1), adding(2, 1, { price: { amountMinor: 1, currency: 'EUR' } }, 1)]))).toEqual(['lines.1.variantId:currency']);
    expect(rulesOf(() => addLines(filled, [adding(1, MAX_QUANTITY - 1, { available: 2 * MAX_QUANTITY })]))).toEqual(['lines.0.quantity:too_big']);
    expect(addLines(filled, [adding(1, MAX_QUANTITY - 2, { available: MAX_QUANTITY })]).lines[0]?.quantity).toBe(MAX_QUANTITY);
    const full = addLines(empty, Array.from({ length: MAX_CART_LINES }, (_, index) => adding(index, 1)));
    expect(rulesOf(() => addLines(full, [adding(800, 1)]))).toEqual(['lines:too_many']);
    expect(addLines(full, [adding(0, 1)]).lines).toHaveLength(MAX_CART_LINES);
  });
});

describe('changing a cart', () => {
  it('sets a quantity, as far as there is stock', () => {
    expect(lineWithId(setQuantity(filled, uuid(901), 7, offer(1)), uuid(901)).quantity).toBe(7);
    expect(refusalOf(() => setQuantity(filled, uuid(901), 7, offer(1, { available: 6 })))).toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    expect(refusalOf(() => setQuantity(filled, uuid(999), 7, offer(1)))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('removes a line; the last one takes the currency along', () => {
    const one = removeLine(filled, uuid(901));
    expect(one).toMatchObject({ currency: 'BRL', lines: [{ id: uuid(902) }] });
    expect(removeLine(one, uuid(902))).toMatchObject({ currency: null, lines: [] });
    expect(refusalOf(() => removeLine(one, uuid(901)))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes the shipping choice away with any change of lines: it was quoted for other goods', () => {
    expect(shipped.shipping).toEqual(choice);
    for (const changed of [addLines(shipped, [adding(1, 1)]), setQuantity(shipped, uuid(901), 1, offer(1)), removeLine(shipped, uuid(901))]) expect(changed.shipping).toBeNull();
  });
});

describe('choosing shipping', () => {
  it('refuses an empty cart, a quote that is over, another currency, and more weight than was quoted', () => {
    const rules = (cart: CartState, changes: Partial<ShippingChoice>, weight = 900) => rulesOf(() => selectShipping(cart, { ...choice, ...changes }, weight, now));
    expect(rules(empty, {})).toEqual(['shippingQuoteId:empty_cart']);
    expect(rules(filled, { validUntil: now })).toEqual(['shippingQuoteId:expired']);
    expect(rules(filled, { price: { amountMinor: 1, currency: 'EUR' } })).toEqual(['shippingQuoteId:currency']);
    expect(rules(filled, {}, 1_001)).toEqual(['shippingQuoteId:weight']);
    expect(rules(filled, {}, 1_000)).toEqual([]);
  });

  it('holds as long as the quote does', () => {
    expect(validShipping(shipped, new Date(choice.validUntil.getTime() - 1))).toEqual(choice);
    expect(validShipping(shipped, choice.validUntil)).toBeNull();
    expect(validShipping(filled, now)).toBeNull();
  });
});

describe('what a cart costs', () => {
  it('is the sum at today’s prices, or unknown while one price is', () => {
    expect(subtotalOf(filled, () => brl(300))).toEqual(brl(900));
    expect(subtotalOf(filled, (variantId) => (variantId === uuid(1) ? null : brl(300)))).toBeNull();
    expect(subtotalOf(filled, () => ({ amountMinor: 300, currency: 'EUR' }))).toBeNull();
    expect(subtotalOf(empty, () => brl(300))).toBeNull();
  });
});

it('random changes keep a cart’s rules: one line a variant, 1 to 10,000 units, at most 100 lines, a currency if and only if there are lines', () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), variant: fc.integer({ min: 0, max: 120 }), quantity: fc.integer({ min: 1, max: 6_000 }) }),
    fc.record({ kind: fc.constant('set' as const), variant: fc.integer({ min: 0, max: 120 }), quantity: fc.integer({ min: 1, max: MAX_QUANTITY }) }),
    fc.record({ kind: fc.constant('remove' as const), variant: fc.integer({ min: 0, max: 120 }), quantity: fc.constant(0) }),
  );
  const apply = (cart: CartState, { kind, variant, quantity }: { readonly kind: 'add' | 'set' | 'remove'; readonly variant: number; readonly quantity: number }): CartState => {
    if (kind === 'add') return addLines(cart, [adding(variant, quantity, { available: 20_000 })]);
    return kind === 'set' ? setQuantity(cart, uuid(900 + variant), quantity, offer(variant, { available: 20_000 })) : removeLine(cart, uuid(900 + variant));
  };
  fc.assert(fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
    let cart: CartState = empty;
    for (const step of changes) {
      try {
        cart = apply(cart, step);
      } catch (error) {
        expect(error).toHaveProperty('code');
      }
      expect(new Set(cart.lines.map(({ variantId }) => variantId)).size).toBe(cart.lines.length);
      expect(cart.lines.every(({ quantity }) => quantity >= 1 && quantity <= MAX_QUANTITY)).toBe(true);
      expect(cart.lines.length).toBeLessThanOrEqual(MAX_CART_LINES);
      expect(cart.currency === null).toBe(cart.lines.length === 0);
    }
  }), { numRuns: 50, verbose: true });
});
