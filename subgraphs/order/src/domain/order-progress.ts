import { type OrderState } from './order-state.js';

/** What the events of an order's life change of it. */
export interface OrderProgress {
  readonly state: OrderState;
  readonly confirmedAt: Date | null;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly cancelledAt: Date | null;
}

/** An order when it has just been placed. */
export const PLACED: OrderProgress = { state: 'PENDING', confirmedAt: null, shippedAt: null, deliveredAt: null, cancelledAt: null };

/** The order after it came to that state. */
export const movedTo = <Order extends OrderProgress>(order: Order, state: OrderState, at: Date): Order => {
  switch (state) {
    case 'CONFIRMED':
      return { ...order, state, confirmedAt: at };
    case 'SHIPPED':
      return { ...order, state, shippedAt: at };
    case 'DELIVERED':
      return { ...order, state, deliveredAt: at };
    case 'CANCELLED':
      return { ...order, state, cancelledAt: at };
    default:
      return { ...order, state };
  }
};

/**
 * How far an imported order had come by that time, after it was placed and as far as its source tells: in the furthest state whose time has
 * come, and in the state that the source gave once all times have.
 */
export const importedProgress = (facts: OrderProgress, at: Date): OrderProgress => {
  const known = [facts.confirmedAt, facts.shippedAt, facts.deliveredAt].filter((time) => time !== null);
  if (known.every((time) => time <= at)) return facts;
  const ifCome = (time: Date | null): Date | null => (time !== null && time <= at ? time : null);
  const [confirmedAt, shippedAt, deliveredAt] = [ifCome(facts.confirmedAt), ifCome(facts.shippedAt), ifCome(facts.deliveredAt)];
  const state = deliveredAt !== null ? 'DELIVERED' : shippedAt !== null ? 'SHIPPED' : confirmedAt !== null ? 'CONFIRMED' : 'PENDING';
  return { state, confirmedAt, shippedAt, deliveredAt, cancelledAt: null };
};
