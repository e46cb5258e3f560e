import { type QueryResolvers } from '../generated/graphql.js';
import { orderPageRequest, toOrderPage } from '../loaders/order-page.js';
import { countOrders, readOrderPage } from '../repositories/order-pages.js';
import { salesReportSource } from './sales-report-source.js';
import { visibleCart, visibleOrder, visibleOrderByNumber } from './visible.js';

export const Query: QueryResolvers = {
  cart: (_root, { id }, context) => visibleCart(id, context),
  // The gateway has put the order of a valid guestToken into the viewer.
  order: (_root, { by }, context) => (by.id ? visibleOrder(by.id, context) : by.number ? visibleOrderByNumber(by.number, context) : null),
  orders: async (_root, args, { dependencies: { database } }) => {
    const request = orderPageRequest(args);
    const rows = await readOrderPage(database, request.conditions, request.after, request.page.limit + 1);
    return toOrderPage(rows, request, () => countOrders(database, request.conditions));
  },
  salesReport: (_root, { filter }, { dependencies: { database } }) => salesReportSource(database, filter),
};
