/** Where an order is in its life. */
export const ORDER_STATES = ['PENDING', 'CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Every move there is; what is not here is refused. Imported orders enter anywhere, and move on from there. */
const TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  PENDING: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED'],
  PARTIALLY_SHIPPED: ['SHIPPED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: ['COMPLETED'],
  COMPLETED: [],
  CANCELLED: [],
};

/** States that an order may move to from there; none from an end. */
export const allowedTransitions = (state: OrderState): readonly OrderState[] => TRANSITIONS[state];

export const canMove = (from: OrderState, to: OrderState): boolean => TRANSITIONS[from].includes(to);
