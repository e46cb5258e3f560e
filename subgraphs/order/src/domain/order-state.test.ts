import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ORDER_STATES, allowedTransitions, canMove, type OrderState } from './order-state.js';

const MOVES = new Set(['PENDING>CONFIRMED', 'PENDING>CANCELLED', 'CONFIRMED>PARTIALLY_SHIPPED', 'CONFIRMED>SHIPPED', 'CONFIRMED>CANCELLED', 'PARTIALLY_SHIPPED>SHIPPED', 'SHIPPED>DELIVERED', 'DELIVERED>COMPLETED']);

describe('states of an order', () => {
  it.each(ORDER_STATES.flatMap((from) => ORDER_STATES.map((to) => [from, to] as const)))('%s → %s is as the table says', (from, to) => {
    expect(canMove(from, to)).toBe(MOVES.has(`${from}>${to}`));
    expect(allowedTransitions(from).includes(to)).toBe(MOVES.has(`${from}>${to}`));
  });

  it('random sequences: never out of an end, never cancelled once anything has shipped, never a state twice', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...ORDER_STATES), { maxLength: 40 }), (attempts) => {
      const path: OrderState[] = ['PENDING'];
      for (const to of attempts) {
        const from = path.at(-1) ?? 'PENDING';
        if (canMove(from, to)) path.push(to);
      }
      expect(new Set(path).size).toBe(path.length);
      expect(path.slice(0, -1)).not.toContain('CANCELLED');
      expect(path.slice(0, -1)).not.toContain('COMPLETED');
      if (path.includes('CANCELLED')) expect(path.some((state) => ['PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED'].includes(state))).toBe(false);
      if (path.includes('DELIVERED')) expect(path).toContain('SHIPPED');
    }), { numRuns: 500, verbose: true });
  });
});
