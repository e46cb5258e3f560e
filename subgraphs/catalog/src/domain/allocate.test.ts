import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, type Allocation, type StockLine } from './allocate.js';
import { type StockLevel } from './stock.js';

const level = (variantId: string, warehouseId: string, onHand: number, reserved = 0): StockLevel => ({ variantId, warehouseId, onHand, reserved, version: 1 });
const sumOf = (allocations: readonly Allocation[], variantId: string, warehouseId?: string): number =>
  allocations.filter((allocation) => allocation.variantId === variantId && (warehouseId ?? allocation.warehouseId) === allocation.warehouseId).reduce((sum, { quantity }) => sum + quantity, 0);

describe('an allocation', () => {
  const lines: readonly StockLine[] = [{ variantId: 'a', quantity: 2 }, { variantId: 'b', quantity: 1 }];

  it('takes one warehouse that has everything, though another has more of something', () => {
    expect(allocate(lines, [level('a', 'north', 50), level('a', 'south', 2), level('b', 'south', 1)])).toEqual({ allocations: [{ variantId: 'a', warehouseId: 'south', quantity: 2 }, { variantId: 'b', warehouseId: 'south', quantity: 1 }] });
  });

  it('otherwise takes whole lines from warehouses that cover most of them', () => {
    const three = [...lines, { variantId: 'c', quantity: 1 }];
    const plan = allocate(three, [level('a', 'north', 2), level('a', 'south', 2), level('b', 'south', 1), level('c', 'north', 1), level('b', 'east', 9), level('c', 'west', 9)]);
    expect(plan).toEqual({ allocations: [{ variantId: 'a', warehouseId: 'north', quantity: 2 }, { variantId: 'b', warehouseId: 'south', quantity: 1 }, { variantId: 'c', warehouseId: 'north', quantity: 1 }] });
  });

  it('splits a line that no single warehouse covers, the fullest first', () => {
    expect(allocate([{ variantId: 'a', quantity: 7 }], [level('a', 'east', 1), level('a', 'north', 3), level('a', 'south', 5)])).toEqual({ allocations: [{ variantId: 'a', warehouseId: 'south', quantity: 5 }, { variantId: 'a', warehouseId: 'north', quantity: 2 }] });
  });

  it('counts free units only, and names every line that is short', () => {
    expect(allocate([{ variantId: 'a', quantity: 2 }, { variantId: 'b', quantity: 1 }, { variantId: 'c', quantity: 1 }], [level('a', 'north', 9, 8), level('c', 'north', 1)])).toEqual({ shortages: [{ variantId: 'a', requested: 2, available: 1 }, { variantId: 'b', requested: 1, available: 0 }] });
  });

  it('gives each line exactly what it asks for, and takes no more than is free, whatever lies where', () => {
    const variants = ['a', 'b', 'c'];
    const anyLines = fc.subarray(variants, { minLength: 1 }).chain((chosen) => fc.tuple(...chosen.map((variantId) => fc.record({ variantId: fc.constant(variantId), quantity: fc.integer({ min: 1, max: 8 }) }))));
    const anyLevels = fc.uniqueArray(fc.record({ variantId: fc.constantFrom(...variants), warehouseId: fc.constantFrom('n', 's', 'w'), onHand: fc.nat(8), reserved: fc.nat(8), version: fc.constant(1) }).filter(({ onHand, reserved }) => reserved <= onHand), { selector: ({ variantId, warehouseId }) => `${variantId}${warehouseId}` });
    fc.assert(fc.property(anyLines, anyLevels, (asked, levels) => {
      const plan = allocate(asked, levels);
      const free = (variantId: string): number => levels.filter((one) => one.variantId === variantId).reduce((sum, { onHand, reserved }) => sum + onHand - reserved, 0);
      if ('shortages' in plan) {
        expect(plan.shortages.map(({ variantId }) => variantId)).toEqual(asked.filter(({ variantId, quantity }) => free(variantId) < quantity).map(({ variantId }) => variantId));
        expect(plan.shortages.length).toBeGreaterThan(0);
        return;
      }
      for (const { variantId, quantity } of asked) expect(sumOf(plan.allocations, variantId)).toBe(quantity);
      for (const { variantId, warehouseId, onHand, reserved } of levels) expect(sumOf(plan.allocations, variantId, warehouseId)).toBeLessThanOrEqual(onHand - reserved);
      expect(plan.allocations.every(({ quantity }) => quantity > 0)).toBe(true);
    }), { numRuns: 500 });
  });
});
