import { assertInvariant } from '@souk/kernel';
import { type OrderProgressResolvers } from '../generated/graphql.js';
import { orderIdOfStream } from '../repositories/order-events.js';

export const OrderProgress: OrderProgressResolvers = {
  sequence: ({ version }) => version,
  event: (event) => event,
  order: async ({ streamId }, _args, { loaders }) => {
    const order = await loaders.order.load(orderIdOfStream(streamId));
    assertInvariant(order !== undefined, `${streamId} is the stream of an order`);
    return order;
  },
};
