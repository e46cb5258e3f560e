import { NotFoundError, ValidationError } from '@souk/kernel';
import { type SubscriptionResolvers } from '../generated/graphql.js';
import { type OrderHistoryEvent } from '../repositories/order-events.js';
import { orderProgress } from '../subscriptions/order-progress.js';
import { visibleOrder } from './visible.js';

export const Subscription: SubscriptionResolvers = {
  orderProgress: {
    subscribe: async (_root, { orderId, afterSequence }, context) => {
      if (typeof afterSequence === 'number' && afterSequence < 0) throw new ValidationError([{ path: ['afterSequence'], rule: 'too_small', message: `expected 0 or more, got ${afterSequence}` }]);
      const order = await visibleOrder(orderId, context);
      if (order === null) throw new NotFoundError(orderId, 'There is no such order.');
      return orderProgress(context.dependencies, order.id, afterSequence ?? order.version);
    },
    resolve: (event: OrderHistoryEvent) => event,
  },
};
