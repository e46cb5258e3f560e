import { DomainError } from '@souk/kernel';

/** A variant of which fewer units are left than asked for. Ids are uuids; `lineId` is null outside a cart. */
export interface Shortage {
  readonly lineId: string | null;
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
}

/** Some of it is sold out: nothing was taken. */
export class InsufficientStockError extends DomainError {
  override readonly name = 'InsufficientStockError';
  constructor(readonly shortages: readonly Shortage[]) {
    super('INSUFFICIENT_STOCK', `Not enough is left: ${shortages.map(({ requested, available }) => `${requested} asked for, ${available} there`).join('; ')}.`, { shortages });
  }
}
