import { type StoredEvent } from '@souk/events';
import { NotFoundError, parseGlobalId } from '@souk/kernel';
import { parseInput } from '@souk/subgraph';
import { z } from 'zod';
import { type SubscriptionResolvers } from '../generated/graphql.js';
import { lastSequence } from '../repositories/tracking-events.js';
import { deliveryEvents } from '../subscriptions/delivery-events.js';
import { progressOf } from './delivery-progress.js';
import { maySeeDeliveries } from './may-see.js';

const afterSequenceInput = z.object({ afterSequence: z.int().min(0).nullish() });

export const subscription: SubscriptionResolvers = {
  deliveryProgress: {
    subscribe: async (_root, { orderId: id, ...rest }, context) => {
      const { afterSequence } = parseInput(afterSequenceInput, rest);
      const orderId = parseGlobalId('ord', id);
      if (orderId === undefined || !(await maySeeDeliveries(context, orderId))) throw new NotFoundError(id);
      const { services } = context;
      return deliveryEvents(services, orderId, async () => afterSequence ?? lastSequence(services.database, orderId));
    },
    resolve: (event: StoredEvent) => progressOf(event),
  },
};
