import { type Money } from '@souk/kernel';

/** Most that one top-up may bring, in minor units: 1,000,000.00. */
export const MAX_TOP_UP_MINOR = 100_000_000;

/** Store credit: one balance per currency that was ever used, by currency. */
export interface Wallet {
  readonly balances: readonly Money[];
}
