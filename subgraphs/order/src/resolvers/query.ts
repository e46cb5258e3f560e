import { parseAsOf } from '@souk/subgraph';
import { type QueryResolvers } from '../generated/graphql.js';
import { orderPageRequest, toOrderPage } from '../loaders/order-page.js';
import { countOrders, readOrderPage } from '../repositories/order-pages.js';
import { readOrderFunnel, readOrderStateTimes } from '../repositories/order-reports.js';
import { checkoutsWithoutEnd } from './checkout-in-doubt.js';
import { orderAsOf } from './order-as-of.js';
import { orderFunnelOf } from './order-funnel.js';
import { parseReportRange } from './report-range.js';
import { required, salesReportSource } from './sales-report-source.js';
import { visibleCart, visibleOrder, visibleOrderByNumber } from './visible.js';

export const Query: QueryResolvers = {
  cart: (_root, { id }, context) => visibleCart(id, context),
  // The gateway has put the order of a valid guestToken into the viewer.
  order: async (_root, { by, asOf: past }, context) => {
    const asOf = parseAsOf(past, context.dependencies.clock.now());
    const order = by.id ? await visibleOrder(by.id, context) : by.number ? await visibleOrderByNumber(by.number, context) : null;
    return order === null || asOf === undefined ? order : orderAsOf(order, asOf, context.loaders);
  },
  orders: async (_root, args, { dependencies: { database } }) => {
    const request = orderPageRequest(args);
    const rows = await readOrderPage(database, request.conditions, request.after, request.page.limit + 1);
    return toOrderPage(rows, request, () => countOrders(database, request.conditions));
  },
  orderFunnel: async (_root, range, { dependencies: { database } }) => orderFunnelOf(await required(readOrderFunnel(database, parseReportRange(range)))),
  orderStateTimes: (_root, range, { dependencies: { database } }) => readOrderStateTimes(database, parseReportRange(range)),
  checkoutsInDoubt: (_root, args, { dependencies }) => checkoutsWithoutEnd(dependencies, args),
  salesReport: (_root, { filter }, { dependencies: { database } }) => salesReportSource(database, filter),
};
