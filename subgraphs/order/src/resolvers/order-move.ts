import { orderEvents, readEvent } from '@souk/schema/events';
import { type OrderState } from '../domain/order-state.js';
import { type OrderHistoryEvent } from '../repositories/order-events.js';

/** A change of an order's state, whichever event it was. */
export interface OrderMove {
  /** Null for the first. */
  readonly from: OrderState | null;
  readonly to: OrderState;
  readonly reason: string | null;
}

/** Clients see one kind of event for all changes of state; the log tells those apart that others act upon. */
export const orderMoveOf = (event: OrderHistoryEvent): OrderMove => {
  switch (event.type) {
    case 'OrderPlaced':
      return { from: null, to: 'PENDING', reason: null };
    case 'OrderConfirmed':
      return { from: readEvent(orderEvents.OrderConfirmed, event).from, to: 'CONFIRMED', reason: null };
    case 'OrderCancelled': {
      const { from, reason } = readEvent(orderEvents.OrderCancelled, event);
      return { from, to: 'CANCELLED', reason };
    }
    default: {
      const { from, to, reason } = readEvent(orderEvents.OrderStateChanged, event);
      return { from, to, reason };
    }
  }
};
