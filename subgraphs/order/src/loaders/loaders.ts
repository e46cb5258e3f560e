import { type Folded } from '@souk/events';
import { loaderOfMany, loaderOfOne, loaderOfPages, type AsOf } from '@souk/subgraph';
import DataLoader from 'dataloader';
import { type OrderDependencies } from '../dependencies.js';
import { type CartState } from '../domain/cart.js';
import { type Order } from '../entities/order.js';
import { readCarts, readOpenCarts } from '../repositories/carts.js';
import { orderPast, type OrderPast } from '../projections/order-past.js';
import { orderIdOfStream, orderStream, readOrderHistories, readOrderPasts, type HistoryArguments, type OrderHistoryEvent } from '../repositories/order-events.js';
import { countOrdersOf, readOrderPagesOf, type OrderConditions, type OrderPosition } from '../repositories/order-pages.js';
import { readAddresses, readOrderLines, readOrderLinesById, readOrders, readOrdersByNumber, readPayments } from '../repositories/order-reads.js';
import { MAX_DESCRIBED, describeVariants, type CatalogVariant } from '../peers/describe-variants.js';

/** What the catalog says of a variant, if it can be asked and knows it. */
export type Described = CatalogVariant | 'unknown' | 'unavailable';

export interface OrdersOfArguments {
  readonly conditions: OrderConditions;
  readonly after: OrderPosition | undefined;
  readonly limit: number;
}

export type Loaders = ReturnType<typeof createLoaders>;

/** One request's loaders: one statement per type and level of a query, whatever the number of orders. They look at nobody's rights. */
export const createLoaders = ({ database, snapshots, catalog, logger }: Pick<OrderDependencies, 'database' | 'snapshots' | 'catalog' | 'logger'>) => ({
  order: loaderOfOne((ids) => readOrders(database, ids), ({ id }: Order) => id),
  orderByNumber: loaderOfOne((numbers) => readOrdersByNumber(database, numbers), ({ number }: Order) => number),
  orderLine: loaderOfOne((ids) => readOrderLinesById(database, ids), ({ id }) => id),
  linesOf: loaderOfMany((orderIds) => readOrderLines(database, orderIds), ({ orderId }) => orderId),
  paymentsOf: loaderOfMany((orderIds) => readPayments(database, orderIds), ({ orderId }) => orderId),
  addressOf: loaderOfOne((orderIds) => readAddresses(database, orderIds), ({ orderId }) => orderId),
  historyOf: loaderOfPages((orderIds, args: HistoryArguments) => readOrderHistories(database, orderIds, args), ({ streamId }: OrderHistoryEvent) => orderIdOfStream(streamId)),
  /** What had become of an order by then: one of each. */
  pastOf: loaderOfPages(
    (orderIds, asOf: AsOf) => snapshots.fold(orderPast, orderIds.map(orderStream), asOf, (starts) => readOrderPasts(database, starts, asOf)), ({ subject }: Folded<OrderPast>) => orderIdOfStream(subject)),
  ordersOf: loaderOfPages((buyerIds, { conditions, after, limit }: OrdersOfArguments) => readOrderPagesOf(database, buyerIds, conditions, after, limit), ({ buyerId }) => buyerId ?? ''),
  orderCountOf: loaderOfPages((buyerIds, conditions: OrderConditions) => countOrdersOf(database, buyerIds, conditions), ({ buyerId }) => buyerId),
  cart: loaderOfOne((ids) => readCarts(database.source.manager, ids), ({ id }: CartState) => id),
  openCartOf: loaderOfOne((buyerIds) => readOpenCarts(database.source.manager, buyerIds), ({ buyerId }: CartState) => buyerId ?? ''),
  variant: new DataLoader<string, Described>(async (ids) => {
    try {
      const variants = await describeVariants(catalog, ids);
      return ids.map((id) => variants.get(id) ?? 'unknown');
    } catch (error) {
      // A cart can be looked at without prices; the schema says null for them.
      logger.warn({ err: error }, 'the catalog cannot be asked for prices');
      return ids.map(() => 'unavailable');
    }
  }, { maxBatchSize: MAX_DESCRIBED }),
});
