import { parseGlobalId } from '@souk/kernel';
import { maySeeOrdersOf } from '../domain/visibility.js';
import { type UserResolvers } from '../generated/graphql.js';
import { orderPageRequest, toOrderPage } from '../loaders/order-page.js';

export const User: UserResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  orders: async ({ id }, args, { viewer, loaders }) => {
    const buyerId = parseGlobalId('usr', id ?? '');
    if (buyerId === undefined || !maySeeOrdersOf(viewer, buyerId)) return null;
    const request = orderPageRequest(args);
    const { conditions, after, page } = request;
    const rows = await loaders.ordersOf.load({ id: buyerId, args: { conditions, after, limit: page.limit + 1 } });
    return toOrderPage(rows, request, async () => (await loaders.orderCountOf.load({ id: buyerId, args: conditions }))[0]?.count ?? 0);
  },
  cart: async ({ id }, _args, { viewer, loaders }) => {
    const buyerId = parseGlobalId('usr', id ?? '');
    return buyerId === undefined || buyerId !== viewer.userId ? null : (await loaders.openCartOf.load(buyerId)) ?? null;
  },
};
