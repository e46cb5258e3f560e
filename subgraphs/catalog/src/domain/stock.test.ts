import { describe, expect, it } from '@jest/globals';
import { availabilityOf } from './stock.js';

const level = (onHand: number, reserved = 0) => ({ onHand, reserved });

describe('availability', () => {
  it.each([[[], 'OUT_OF_STOCK', 0], [[level(3, 3)], 'OUT_OF_STOCK', 0], [[level(3, 2)], 'LOW_STOCK', 1], [[level(3), level(9, 7)], 'LOW_STOCK', 5], [[level(6)], 'IN_STOCK', 6]])('of %j is %s, %d', (levels, state, sellableQuantity) => {
    expect(availabilityOf(levels)).toEqual({ state, sellableQuantity });
  });

  it('is never more than a GraphQL Int', () => {
    expect(availabilityOf([level(1_000_000_000), level(1_000_000_000), level(1_000_000_000)]).sellableQuantity).toBe(2_147_483_647);
  });
});
