import { type OrderProgress } from './order-progress.js';
import { type OrderState } from './order-state.js';

/** An order's progress as JSON: times in ISO 8601. */
export interface StoredProgress {
  readonly state: OrderState;
  readonly confirmedAt: string | null;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly cancelledAt: string | null;
}

export const toStored = ({ state, confirmedAt, shippedAt, deliveredAt, cancelledAt }: OrderProgress): StoredProgress =>
  ({ state, confirmedAt: textOf(confirmedAt), shippedAt: textOf(shippedAt), deliveredAt: textOf(deliveredAt), cancelledAt: textOf(cancelledAt) });

export const fromStored = ({ state, confirmedAt, shippedAt, deliveredAt, cancelledAt }: StoredProgress): OrderProgress =>
  ({ state, confirmedAt: dateOf(confirmedAt), shippedAt: dateOf(shippedAt), deliveredAt: dateOf(deliveredAt), cancelledAt: dateOf(cancelledAt) });

/** What was, and over it what came later: its state, and the times that it knows. */
export const laidOver = (before: StoredProgress, later: StoredProgress): StoredProgress => ({
  state: later.state,
  confirmedAt: later.confirmedAt ?? before.confirmedAt,
  shippedAt: later.shippedAt ?? before.shippedAt,
  deliveredAt: later.deliveredAt ?? before.deliveredAt,
  cancelledAt: later.cancelledAt ?? before.cancelledAt,
});

const textOf = (date: Date | null): string | null => date?.toISOString() ?? null;

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
