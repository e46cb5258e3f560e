import { DomainError } from '@souk/kernel';
import { type Shortage } from './allocate.js';

/** Fewer units are free in the warehouse than would be taken away. */
export class InsufficientStockLevelError extends DomainError {
  override readonly name = 'InsufficientStockLevelError';
  constructor(readonly available: number, delta: number) {
    super('INSUFFICIENT_STOCK_LEVEL', `Expected ${-delta} free units to take away, found ${available}: reserved ones belong to orders.`, { available }, ['delta']);
  }
}

/** Some lines of a reservation cannot be had; nothing was reserved. */
export class StockShortageError extends DomainError {
  override readonly name = 'StockShortageError';
  constructor(readonly shortages: readonly Shortage[]) {
    super('STOCK_SHORTAGE', `${shortages.length} lines are short.`, { shortages });
  }
}
