import { type CurrencyCode } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type OrderState } from '../domain/order-state.js';

/** Which sales: all conditions hold; `from` is included, `to` is not. */
export interface SalesFilter {
  readonly currency: CurrencyCode;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly source: string | null;
}

export interface SalesTotals {
  readonly orderCount: number;
  readonly lineCount: number;
  readonly paymentCount: number;
  readonly buyerCount: number;
  readonly repeatBuyerCount: number;
  readonly addressCount: number;
  readonly firstPlacedAt: Date | null;
  readonly lastPlacedAt: Date | null;
  readonly paymentTotal: number;
  readonly lineTotal: number;
  readonly shippingTotal: number;
  readonly categoryCount: number;
  readonly linesWithoutCategory: number;
}

export interface DeliveryFigures {
  readonly deliveredCount: number;
  readonly onTimeCount: number;
  readonly lateCount: number;
  readonly onTimeByDateCount: number;
  readonly averageDays: number | null;
}

/** Orders and what was paid for them, by one thing. */
interface Group {
  readonly orderCount: number;
  readonly paymentTotal: number;
}

interface Turnover {
  readonly lineCount: number;
  readonly lineTotal: number;
  readonly shippingTotal: number;
}

/**
 * A sale is an order that was confirmed once, or imported: one that never came about was none.
 * Every query runs from the sales to indexed rows of other tables, and joins no aggregate: right after an import PostgreSQL
 * has no statistics, takes the sales for a handful, and would go through any other inner side once per sale.
 */
const SALE = `sale AS NOT MATERIALIZED (
  SELECT o.* FROM orders o
  WHERE o.currency = $1 AND ($2::timestamptz IS NULL OR o.placed_at >= $2) AND ($3::timestamptz IS NULL OR o.placed_at < $3)
    AND ($4::text IS NULL OR o.source = $4) AND (o.source IS NOT NULL OR o.confirmed_at IS NOT NULL)
)`;
const LINE = `line AS NOT MATERIALIZED (
  SELECT l.*, l.quantity * l.unit_price_minor AS amount_minor, sale.placed_at FROM sale JOIN order_line l ON l.order_id = sale.id
)`;
/** What was the buyer's and became ours, whatever was given back later. */
const IS_PAID = "p.state IN ('CAPTURED', 'REFUNDED')";
const PAID = `paid AS NOT MATERIALIZED (SELECT p.* FROM sale JOIN payment p ON p.order_id = sale.id WHERE ${IS_PAID})`;

const parametersOf = ({ currency, from, to, source }: SalesFilter): readonly unknown[] => [currency, from, to, source];

export const readSalesTotals = async (database: Database, filter: SalesFilter): Promise<SalesTotals | undefined> =>
  (await database.query<SalesTotals>(
    `WITH ${SALE}, ${LINE}, ${PAID},
     buyer AS (SELECT buyer_id, count(*) AS orders FROM sale WHERE buyer_id IS NOT NULL GROUP BY buyer_id)
     SELECT o.*, l.*, p.*, b.* FROM
       (SELECT count(*) AS "orderCount", min(placed_at) AS "firstPlacedAt", max(placed_at) AS "lastPlacedAt", count(DISTINCT address_source_id) AS "addressCount",
               coalesce(sum(shipping_minor), 0)::bigint AS "shippingTotal" FROM sale) o,
       (SELECT count(*) AS "lineCount", coalesce(sum(amount_minor), 0)::bigint AS "lineTotal", count(DISTINCT category_slug) AS "categoryCount",
               count(*) FILTER (WHERE category_slug IS NULL) AS "linesWithoutCategory" FROM line) l,
       (SELECT count(*) AS "paymentCount", coalesce(sum(amount_minor), 0)::bigint AS "paymentTotal" FROM paid) p,
       (SELECT count(*) AS "buyerCount", count(*) FILTER (WHERE orders > 1) AS "repeatBuyerCount" FROM buyer) b`, parametersOf(filter)))[0];

export const readSalesByState = (database: Database, filter: SalesFilter): Promise<readonly (Group & { readonly state: OrderState })[]> =>
  database.query(groupedBy('state', 'state', ''), parametersOf(filter));

export const readSalesBySourceStatus = (database: Database, filter: SalesFilter): Promise<readonly (Group & { readonly sourceStatus: string })[]> =>
  database.query(groupedBy('source_status', '"sourceStatus"', 'WHERE source_status IS NOT NULL'), parametersOf(filter));

export const readSalesByMonth = (database: Database, filter: SalesFilter): Promise<readonly (Group & { readonly month: string })[]> =>
  database.query(groupedBy("to_char(placed_at AT TIME ZONE 'UTC', 'YYYY-MM')", 'month', ''), parametersOf(filter));

const groupedBy = (expression: string, name: string, where: string): string =>
  `WITH ${SALE}
   SELECT ${expression} AS ${name}, count(*) AS "orderCount",
          coalesce(sum((SELECT sum(p.amount_minor) FROM payment p WHERE p.order_id = sale.id AND ${IS_PAID})), 0)::bigint AS "paymentTotal"
   FROM sale ${where} GROUP BY 1 ORDER BY 1`;

/** The provider's own word where it gave one. */
export const readSalesByPaymentMethod = (database: Database, filter: SalesFilter): Promise<readonly { readonly method: string; readonly paymentCount: number; readonly paymentTotal: number }[]> =>
  database.query(
    `WITH ${SALE}, ${PAID}
     SELECT coalesce(method, provider) AS method, count(*) AS "paymentCount", sum(amount_minor)::bigint AS "paymentTotal" FROM paid GROUP BY 1 ORDER BY 1`, parametersOf(filter));

export const readSalesByCategory = (database: Database, filter: SalesFilter, limit: number): Promise<readonly (Turnover & { readonly categorySlug: string })[]> =>
  database.query(turnoverBy('category_slug', '"categorySlug"'), [...parametersOf(filter), limit]);

export const readSalesByMerchant = (database: Database, filter: SalesFilter, limit: number): Promise<readonly (Turnover & { readonly merchantId: string })[]> =>
  database.query(turnoverBy('merchant_id', '"merchantId"'), [...parametersOf(filter), limit]);

const turnoverBy = (column: string, name: string): string =>
  `WITH ${SALE}, ${LINE}
   SELECT ${column} AS ${name}, count(*) AS "lineCount", sum(amount_minor)::bigint AS "lineTotal", coalesce(sum(shipping_minor), 0)::bigint AS "shippingTotal"
   FROM line WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY "lineTotal" DESC, ${column} LIMIT $5`;

/** Over orders that were delivered and whose delivery time is known. Days are calendar days in UTC. */
const DELIVERY = `
  count(*) FILTER (WHERE delivered) AS "deliveredCount",
  count(*) FILTER (WHERE delivered AND delivered_at <= promised_by) AS "onTimeCount",
  count(*) FILTER (WHERE delivered AND delivered_at > promised_by) AS "lateCount",
  count(*) FILTER (WHERE delivered AND (delivered_at AT TIME ZONE 'UTC')::date <= (promised_by AT TIME ZONE 'UTC')::date) AS "onTimeByDateCount",
  round(avg(extract(epoch FROM delivered_at - placed_at)) FILTER (WHERE delivered) / 86400, 4)::float8 AS "averageDays"`;
const DELIVERED_SALE = "delivered_sale AS (SELECT sale.*, state = 'DELIVERED' AND delivered_at IS NOT NULL AS delivered FROM sale)";

export const readDelivery = async (database: Database, filter: SalesFilter): Promise<DeliveryFigures | undefined> =>
  (await database.query<DeliveryFigures>(`WITH ${SALE}, ${DELIVERED_SALE} SELECT ${DELIVERY} FROM delivered_sale`, parametersOf(filter)))[0];

export const readSalesByRegion = (database: Database, filter: SalesFilter): Promise<readonly (DeliveryFigures & { readonly region: string; readonly orderCount: number })[]> =>
  database.query(
    `WITH ${SALE}, ${DELIVERED_SALE}
     SELECT a.region, count(*) AS "orderCount", ${DELIVERY} FROM delivered_sale JOIN order_address a ON a.order_id = delivered_sale.id
     WHERE a.region IS NOT NULL GROUP BY a.region ORDER BY a.region`, parametersOf(filter));

export interface IrregularityCounts {
  readonly withoutLines: number;
  readonly withoutPayment: number;
  readonly withSeveralLines: number;
  readonly maxLinesPerOrder: number;
  readonly withSeveralMerchants: number;
  readonly withRepeatedProducts: number;
  readonly withSeveralPayments: number;
  readonly maxPaymentsPerOrder: number;
  readonly withPaymentSequenceGap: number;
  readonly zeroPaymentCount: number;
  readonly zeroInstallmentPaymentCount: number;
  readonly undefinedMethodPaymentCount: number;
  readonly zeroPriceLineCount: number;
  readonly zeroShippingLineCount: number;
  readonly paymentDiffers: number;
  readonly paymentAboveLines: number;
  readonly paymentBelowLines: number;
  readonly paymentMinusLinesTotal: number;
  readonly confirmedBeforePlaced: number;
  readonly handedOverBeforeConfirmed: number;
  readonly handedOverBeforePlaced: number;
  readonly deliveredBeforeHandedOver: number;
  readonly deliveredWithoutDeliveryDate: number;
  readonly deliveredWithoutHandoverDate: number;
  readonly deliveredWithoutConfirmationDate: number;
  readonly cancelledYetDelivered: number;
  readonly undeliveredWithDeliveryDate: number;
  readonly shippingLimitBeforePlacedLineCount: number;
  readonly shippingLimitImplausibleLineCount: number;
  readonly productsAtSeveralPrices: number;
  readonly productsOfSeveralMerchants: number;
}

/** Orders without payments differ by all they cost; they are counted on their own, not among the differences. */
export const readIrregularities = async (database: Database, filter: SalesFilter): Promise<IrregularityCounts | undefined> =>
  (await database.query<IrregularityCounts>(
    `WITH ${SALE}, ${LINE}, ${PAID},
     per_order AS (
       SELECT sale.*, l.lines, l.merchants, l.products, p.payments, p.gap, p.amount - l.amount - sale.shipping_minor AS surplus
       FROM sale
       CROSS JOIN LATERAL (
         SELECT count(*) AS lines, count(DISTINCT merchant_id) AS merchants, count(DISTINCT product_id) + count(*) FILTER (WHERE product_id IS NULL) AS products,
                sum(quantity * unit_price_minor) AS amount
         FROM order_line WHERE order_id = sale.id) l
       CROSS JOIN LATERAL (
         SELECT count(*) AS payments, min(sequence) <> 1 OR max(sequence) <> count(*) AS gap, sum(amount_minor) AS amount
         FROM payment p WHERE order_id = sale.id AND ${IS_PAID}) p
     ),
     per_product AS (SELECT count(DISTINCT unit_price_minor) AS prices, count(DISTINCT merchant_id) AS merchants FROM line WHERE product_id IS NOT NULL GROUP BY product_id)
     SELECT o.*, l.*, p.*, v.* FROM
       (SELECT
          count(*) FILTER (WHERE lines = 0) AS "withoutLines",
          count(*) FILTER (WHERE payments = 0) AS "withoutPayment",
          count(*) FILTER (WHERE lines > 1) AS "withSeveralLines",
          coalesce(max(lines), 0) AS "maxLinesPerOrder",
          count(*) FILTER (WHERE merchants > 1) AS "withSeveralMerchants",
          count(*) FILTER (WHERE lines > products) AS "withRepeatedProducts",
          count(*) FILTER (WHERE payments > 1) AS "withSeveralPayments",
          coalesce(max(payments), 0) AS "maxPaymentsPerOrder",
          count(*) FILTER (WHERE gap) AS "withPaymentSequenceGap",
          count(*) FILTER (WHERE surplus <> 0) AS "paymentDiffers",
          count(*) FILTER (WHERE surplus > 1) AS "paymentAboveLines",
          count(*) FILTER (WHERE surplus < -1) AS "paymentBelowLines",
          coalesce(sum(surplus), 0)::bigint AS "paymentMinusLinesTotal",
          count(*) FILTER (WHERE confirmed_at < placed_at) AS "confirmedBeforePlaced",
          count(*) FILTER (WHERE shipped_at < confirmed_at) AS "handedOverBeforeConfirmed",
          count(*) FILTER (WHERE shipped_at < placed_at) AS "handedOverBeforePlaced",
          count(*) FILTER (WHERE delivered_at < shipped_at) AS "deliveredBeforeHandedOver",
          count(*) FILTER (WHERE state = 'DELIVERED' AND delivered_at IS NULL) AS "deliveredWithoutDeliveryDate",
          count(*) FILTER (WHERE state = 'DELIVERED' AND shipped_at IS NULL) AS "deliveredWithoutHandoverDate",
          count(*) FILTER (WHERE state = 'DELIVERED' AND confirmed_at IS NULL) AS "deliveredWithoutConfirmationDate",
          count(*) FILTER (WHERE state = 'CANCELLED' AND delivered_at IS NOT NULL) AS "cancelledYetDelivered",
          count(*) FILTER (WHERE state NOT IN ('DELIVERED', 'CANCELLED') AND delivered_at IS NOT NULL) AS "undeliveredWithDeliveryDate"
        FROM per_order) o,
       (SELECT
          count(*) FILTER (WHERE unit_price_minor = 0) AS "zeroPriceLineCount",
          count(*) FILTER (WHERE shipping_minor = 0) AS "zeroShippingLineCount",
          count(*) FILTER (WHERE ship_by < placed_at) AS "shippingLimitBeforePlacedLineCount",
          count(*) FILTER (WHERE ship_by > placed_at + interval '365 days') AS "shippingLimitImplausibleLineCount"
        FROM line) l,
       (SELECT
          count(*) FILTER (WHERE amount_minor = 0) AS "zeroPaymentCount",
          count(*) FILTER (WHERE installments = 0) AS "zeroInstallmentPaymentCount",
          count(*) FILTER (WHERE method = 'not_defined') AS "undefinedMethodPaymentCount"
        FROM paid) p,
       (SELECT
          count(*) FILTER (WHERE prices > 1) AS "productsAtSeveralPrices",
          count(*) FILTER (WHERE merchants > 1) AS "productsOfSeveralMerchants"
        FROM per_product) v`, parametersOf(filter)))[0];

export const readStatusesWithoutLines = (database: Database, filter: SalesFilter): Promise<readonly { readonly sourceStatus: string; readonly count: number }[]> =>
  database.query(
    `WITH ${SALE} SELECT source_status AS "sourceStatus", count(*) AS count FROM sale
     WHERE source_status IS NOT NULL AND NOT EXISTS (SELECT FROM order_line l WHERE l.order_id = sale.id) GROUP BY 1 ORDER BY 1`, parametersOf(filter));
