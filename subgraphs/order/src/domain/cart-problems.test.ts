import { describe, expect, it } from '@jest/globals';
import { cartProblems, type CurrentOffer } from './cart-problems.js';

const price = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const });
const line = { id: 'l1', variantId: 'v1', quantity: 3, priceAtAdd: price(500) };
const problemsAt = (offer: CurrentOffer | undefined) => cartProblems([line], () => offer);

describe('cartProblems', () => {
  it('has nothing to say of a line that is as it was', () => {
    expect(problemsAt({ price: price(500), available: 3 })).toEqual([]);
  });

  it('names a price that moved, down too, and into another currency', () => {
    expect(problemsAt({ price: price(499), available: 3 })).toEqual([{ lineId: 'l1', was: price(500), now: price(499) }]);
    expect(problemsAt({ price: { amountMinor: 500, currency: 'BRL' }, available: 3 })).toHaveLength(1);
  });

  it('names what is short, and both where both are so', () => {
    expect(problemsAt({ price: price(600), available: 2 })).toEqual([{ lineId: 'l1', was: price(500), now: price(600) }, { lineId: 'l1', variantId: 'v1', requested: 3, available: 2 }]);
  });

  it('counts what is not sold any more as sold out, not as a price', () => {
    expect(problemsAt({ price: null, available: 0 })).toEqual([{ lineId: 'l1', variantId: 'v1', requested: 3, available: 0 }]);
  });

  it('does not guess while the catalog cannot be asked', () => {
    expect(problemsAt(undefined)).toEqual([]);
  });
});
