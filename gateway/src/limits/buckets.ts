import { type Budget } from './token-bucket.js';

/** One budget to take units from. */
export interface Charge {
  readonly key: string;
  readonly budget: Budget;
}

/** Takes from all the budgets or from none. Answers how long to wait, in milliseconds: 0 where they were taken. */
export interface Buckets {
  take(charges: readonly Charge[], units: number): number | Promise<number>;
  close(): Promise<void>;
}
