import { readFile } from 'node:fs/promises';
import { ImportError } from '../import-error.js';
import { type SoukClient } from '../souk-client.js';
import { REPORTS } from './operations.js';
import { type Reports } from './reports.js';

export type Figures = Readonly<Record<string, unknown>>;

/** The expected totals. Throws ImportError where the file is none. */
export const readExpected = async (file: string): Promise<Figures> => {
  const text = await readFile(file, 'utf8').catch((error: Error) => { throw new ImportError(`--verify: ${error.message}`, 'usage'); });
  try {
    return JSON.parse(text) as Figures;
  } catch {
    throw new ImportError(`--verify: ${file} is not JSON.`, 'usage');
  }
};

/** What the platform's public reports say, in the shape of EXPECTED.json. */
export const readFigures = async (client: SoukClient): Promise<Figures> => {
  const reports = await client.send<Reports>(REPORTS, {});
  if (!reports.salesReport || !reports.catalogReport || !reports.userReport || !reports.orders) throw new ImportError('the reports were refused: the account needs the role ADMIN, or OPERATIONS.');
  return figuresOf(reports);
};

const decimal = ({ amountMinor }: { readonly amountMinor: number }): string => `${amountMinor < 0 ? '-' : ''}${Math.floor(Math.abs(amountMinor) / 100)}.${String(Math.abs(amountMinor) % 100).padStart(2, '0')}`;
const naive = (instant: string): string => instant.slice(0, 19).replace('T', ' ');
const record = <Item, Value>(items: readonly Item[], keyOf: (item: Item) => string | number, valueOf: (item: Item) => Value): Record<string, Value> =>
  Object.fromEntries(items.map((item) => [String(keyOf(item)), valueOf(item)]));
/** A group without any money is not listed. */
const wasPaid = ({ paymentTotal }: { readonly paymentTotal: { readonly amountMinor: number } }): boolean => paymentTotal.amountMinor !== 0;
const ratio = (part: number, whole: number): number => Number((part / whole).toFixed(6));

/** Pure: the reports under the names that EXPECTED.json uses. */
const figuresOf = ({ salesReport: sales, catalogReport: catalog, userReport: users, orders }: Reports): Figures => {
  const { delivery, irregularities: odd } = sales;
  const english = (names: readonly { locale: string; text: string }[]): string | undefined => names.find(({ locale }) => locale === 'en')?.text;
  return {
    rows: {
      orders: sales.orderCount, order_items: sales.lineCount, customers: sales.addressCount, distinct_customer_unique_id: users.importedAccountCount, payments: sales.paymentCount,
      reviews: catalog.reviewCount, products: catalog.productCount, sellers: catalog.merchantCount, category_translations: catalog.translatedCategoryCount,
    },
    orders_by_status: record(sales.bySourceStatus, ({ sourceStatus }) => sourceStatus, ({ orderCount }) => orderCount),
    orders_by_purchase_month: record(sales.byMonth, ({ month }) => month, ({ orderCount }) => orderCount),
    first_purchase: naive(sales.firstPlacedAt),
    last_purchase: naive(sales.lastPlacedAt),
    money_brl: {
      payment_value: decimal(sales.paymentTotal), item_price: decimal(sales.lineTotal), item_freight: decimal(sales.shippingTotal),
      item_price_plus_freight: decimal({ amountMinor: sales.lineTotal.amountMinor + sales.shippingTotal.amountMinor }),
    },
    payments_by_type: record(sales.byPaymentMethod, ({ method }) => method, ({ paymentCount, paymentTotal }) => ({ rows: paymentCount, value: decimal(paymentTotal) })),
    payment_value_by_order_status: record(sales.bySourceStatus.filter(wasPaid), ({ sourceStatus }) => sourceStatus, ({ paymentTotal }) => decimal(paymentTotal)),
    payment_value_by_purchase_month: record(sales.byMonth.filter(wasPaid), ({ month }) => month, ({ paymentTotal }) => decimal(paymentTotal)),
    top10_categories_by_item_price: sales.byCategory.slice(0, 10).map(({ category, lineCount, lineTotal, shippingTotal }) => ({
      category: category.slug, english: english(category.names), items: lineCount, price: decimal(lineTotal), freight: decimal(shippingTotal),
    })),
    // The expected total counts "no category" as one of them.
    categories_sold: sales.categoryCount + (sales.linesWithoutCategory > 0 ? 1 : 0),
    items_without_category: sales.linesWithoutCategory,
    items_with_untranslated_category: sales.byCategory.filter(({ category }) => english(category.names) === undefined).reduce((sum, { lineCount }) => sum + lineCount, 0),
    top5_sellers_by_item_price: sales.byMerchant.map(({ merchant, lineTotal }) => ({ seller_id: merchant.sourceId, price: decimal(lineTotal) })),
    delivery: {
      delivered_with_date: delivery.deliveredCount, on_time: delivery.onTimeCount, late: delivery.lateCount, on_time_rate: ratio(delivery.onTimeCount, delivery.deliveredCount),
      on_time_by_date: delivery.onTimeByDateCount, on_time_rate_by_date: ratio(delivery.onTimeByDateCount, delivery.deliveredCount), avg_days_purchase_to_delivery: delivery.averageDays,
    },
    delivery_by_customer_state: record(sales.byRegion.filter((region) => region.delivery.deliveredCount > 0), ({ region }) => region, (region) => ({
      delivered: region.delivery.deliveredCount, avg_days: region.delivery.averageDays, on_time: region.delivery.onTimeCount,
    })),
    orders_by_customer_state: record(sales.byRegion, ({ region }) => region, ({ orderCount }) => orderCount),
    review_scores: record(catalog.reviewsByScore, ({ score }) => score, ({ count }) => count),
    irregularities: {
      orders_without_items: odd.withoutLines,
      orders_without_items_by_status: record(odd.withoutLinesBySourceStatus, ({ sourceStatus }) => sourceStatus, ({ count }) => count),
      orders_without_payment: odd.withoutPayment,
      orders_without_payment_ids: orders.nodes.map(({ number }) => number).sort(),
      orders_multi_item: odd.withSeveralLines, max_items_per_order: odd.maxLinesPerOrder, orders_multi_seller: odd.withSeveralMerchants, orders_repeated_product_lines: odd.withRepeatedProducts,
      orders_multi_payment_rows: odd.withSeveralPayments, max_payment_rows_per_order: odd.maxPaymentsPerOrder, orders_payment_sequence_not_starting_at_1_or_gapped: odd.withPaymentSequenceGap,
      payments_zero_value: odd.zeroPaymentCount, payments_zero_installments: odd.zeroInstallmentPaymentCount, payments_not_defined_type: odd.undefinedMethodPaymentCount,
      items_zero_price: odd.zeroPriceLineCount, items_zero_freight: odd.zeroShippingLineCount,
      orders_payment_ne_items_any_cent: odd.paymentDiffers, orders_payment_gt_items_over_1_cent: odd.paymentAboveLines, orders_payment_lt_items_over_1_cent: odd.paymentBelowLines,
      payment_minus_items_total: decimal(odd.paymentMinusLinesTotal),
      approved_before_purchase: odd.confirmedBeforePlaced, carrier_before_approved: odd.handedOverBeforeConfirmed, carrier_before_purchase: odd.handedOverBeforePlaced, delivered_before_carrier: odd.deliveredBeforeHandedOver,
      delivered_status_without_delivered_date: odd.deliveredWithoutDeliveryDate, delivered_status_without_carrier_date: odd.deliveredWithoutHandoverDate, delivered_status_without_approved_at: odd.deliveredWithoutConfirmationDate,
      canceled_with_delivered_date: odd.cancelledYetDelivered, non_delivered_non_canceled_with_delivered_date: odd.undeliveredWithDeliveryDate,
      items_shipping_limit_before_purchase: odd.shippingLimitBeforePlacedLineCount, items_shipping_limit_after_2019: odd.shippingLimitImplausibleLineCount,
      repeat_buyers_customer_unique_id: sales.repeatBuyerCount, persons_with_more_than_one_address: users.accountsWithSeveralAddresses,
      review_ids_on_more_than_one_order: catalog.reviewSourceIdsOnSeveralOrders, orders_with_more_than_one_review: catalog.ordersWithSeveralReviews,
      products_without_category: catalog.productsWithoutCategory,
      products_category_not_in_translation: record(catalog.productsInUntranslatedCategories, ({ slug }) => slug, ({ count }) => count),
      products_without_weight_or_dimensions: catalog.productsWithoutWeightOrDimensions, products_zero_weight: catalog.productsWithZeroWeight,
      products_sold_at_more_than_one_price: odd.productsAtSeveralPrices, products_sold_by_more_than_one_seller: odd.productsOfSeveralMerchants,
      seller_city_with_odd_text: catalog.merchantsWithOddCity,
    },
  };
};
