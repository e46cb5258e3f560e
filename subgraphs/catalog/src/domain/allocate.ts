import { availableIn, type StockLevel } from './stock.js';

export interface StockLine {
  readonly variantId: string;
  readonly quantity: number;
}

export interface Allocation extends StockLine {
  readonly warehouseId: string;
}

export interface Shortage {
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
}

export type AllocationResult = { readonly allocations: readonly Allocation[] } | { readonly shortages: readonly Shortage[] };

/**
 * Where to take the units of all lines (one a variant) from, or which lines are short; never some of them only.
 * One warehouse for all, if one has everything; else for each line one that has enough, those that cover most lines first;
 * a line that no single warehouse covers is split, over as few as possible. Ties go to the lower id, so that the same input gives the same answer.
 */
export const allocate = (lines: readonly StockLine[], levels: readonly StockLevel[]): AllocationResult => {
  const free = (variantId: string, warehouseId?: string): number =>
    levels.filter((level) => level.variantId === variantId && (warehouseId === undefined || level.warehouseId === warehouseId)).reduce((units, level) => units + availableIn(level), 0);
  const shortages = lines.map(({ variantId, quantity }) => ({ variantId, requested: quantity, available: free(variantId) })).filter(({ requested, available }) => available < requested);
  if (shortages.length > 0) return { shortages };

  const covers = (warehouseId: string, { variantId, quantity }: StockLine): boolean => free(variantId, warehouseId) >= quantity;
  const warehouses = [...new Set(levels.map(({ warehouseId }) => warehouseId))].sort()
    .map((warehouseId) => ({ warehouseId, covered: lines.filter((line) => covers(warehouseId, line)).length }))
    .sort((left, right) => right.covered - left.covered)
    .map(({ warehouseId }) => warehouseId);
  return {
    allocations: lines.flatMap((line) => {
      const warehouseId = warehouses.find((candidate) => covers(candidate, line));
      return warehouseId === undefined ? split(line, warehouses.map((candidate) => ({ warehouseId: candidate, units: free(line.variantId, candidate) }))) : [{ ...line, warehouseId }];
    }),
  };
};

/** The fullest warehouses first. */
const split = ({ variantId, quantity }: StockLine, warehouses: readonly { readonly warehouseId: string; readonly units: number }[]): readonly Allocation[] => {
  let missing = quantity;
  return [...warehouses].sort((left, right) => right.units - left.units).flatMap(({ warehouseId, units }) => {
    const taken = Math.min(units, missing);
    missing -= taken;
    return taken === 0 ? [] : [{ variantId, warehouseId, quantity: taken }];
  });
};
