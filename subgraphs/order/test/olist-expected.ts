/** The parts of EXPECTED.json that are about orders. */
export interface Expected {
  readonly rows: Readonly<Record<'orders' | 'order_items' | 'customers' | 'distinct_customer_unique_id' | 'payments', number>>;
  readonly orders_by_status: Counts;
  readonly orders_by_purchase_month: Counts;
  readonly first_purchase: string;
  readonly last_purchase: string;
  readonly money_brl: Readonly<Record<'payment_value' | 'item_price' | 'item_freight', string>>;
  readonly payments_by_type: Readonly<Record<string, { readonly rows: number; readonly value: string }>>;
  readonly payment_value_by_order_status: Amounts;
  readonly payment_value_by_purchase_month: Amounts;
  readonly top10_categories_by_item_price: readonly { readonly category: string; readonly items: number; readonly price: string; readonly freight: string }[];
  readonly categories_sold: number;
  readonly items_without_category: number;
  readonly top5_sellers_by_item_price: readonly { readonly seller_id: string; readonly price: string }[];
  readonly delivery: Readonly<Record<'delivered_with_date' | 'on_time' | 'late' | 'on_time_by_date' | 'avg_days_purchase_to_delivery', number>>;
  readonly delivery_by_customer_state: Readonly<Record<string, { readonly delivered: number; readonly avg_days: number; readonly on_time: number }>>;
  readonly orders_by_customer_state: Counts;
  readonly irregularities: Readonly<Record<string, unknown>>;
}
type Counts = Readonly<Record<string, number>>;
type Amounts = Readonly<Record<string, string>>;

/** The report's irregularities and what EXPECTED.json calls them. */
const IRREGULARITIES: Readonly<Record<string, string>> = {
  withoutLines: 'orders_without_items', withoutPayment: 'orders_without_payment', withSeveralLines: 'orders_multi_item', maxLinesPerOrder: 'max_items_per_order', withSeveralMerchants: 'orders_multi_seller',
  withRepeatedProducts: 'orders_repeated_product_lines', withSeveralPayments: 'orders_multi_payment_rows', maxPaymentsPerOrder: 'max_payment_rows_per_order',
  withPaymentSequenceGap: 'orders_payment_sequence_not_starting_at_1_or_gapped', zeroPaymentCount: 'payments_zero_value', zeroInstallmentPaymentCount: 'payments_zero_installments',
  undefinedMethodPaymentCount: 'payments_not_defined_type', zeroPriceLineCount: 'items_zero_price', zeroShippingLineCount: 'items_zero_freight', paymentDiffers: 'orders_payment_ne_items_any_cent',
  paymentAboveLines: 'orders_payment_gt_items_over_1_cent', paymentBelowLines: 'orders_payment_lt_items_over_1_cent', confirmedBeforePlaced: 'approved_before_purchase', handedOverBeforeConfirmed: 'carrier_before_approved',
  handedOverBeforePlaced: 'carrier_before_purchase', deliveredBeforeHandedOver: 'delivered_before_carrier', deliveredWithoutDeliveryDate: 'delivered_status_without_delivered_date',
  deliveredWithoutHandoverDate: 'delivered_status_without_carrier_date', deliveredWithoutConfirmationDate: 'delivered_status_without_approved_at', cancelledYetDelivered: 'canceled_with_delivered_date',
  undeliveredWithDeliveryDate: 'non_delivered_non_canceled_with_delivered_date', shippingLimitBeforePlacedLineCount: 'items_shipping_limit_before_purchase', shippingLimitImplausibleLineCount: 'items_shipping_limit_after_2019',
  productsAtSeveralPrices: 'products_sold_at_more_than_one_price', productsOfSeveralMerchants: 'products_sold_by_more_than_one_seller',
};

const decimal = (text: string): { readonly decimal: string } => ({ decimal: text });
const instantOf = (text: string): string => `${text.replace(' ', 'T')}.000Z`;
const byKey = <Value, Result>(record: Readonly<Record<string, Value>>, toResult: (key: string, value: Value) => Result): readonly Result[] =>
  Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, value]) => toResult(key, value));

/** The same figures in the report's shape. */
export const expectedReport = (expected: Expected): object => ({
  currency: 'BRL', orderCount: expected.rows.orders, lineCount: expected.rows.order_items, paymentCount: expected.rows.payments, buyerCount: expected.rows.distinct_customer_unique_id,
  repeatBuyerCount: expected.irregularities['repeat_buyers_customer_unique_id'], addressCount: expected.rows.customers, firstPlacedAt: instantOf(expected.first_purchase), lastPlacedAt: instantOf(expected.last_purchase),
  paymentTotal: decimal(expected.money_brl.payment_value), lineTotal: decimal(expected.money_brl.item_price), shippingTotal: decimal(expected.money_brl.item_freight),
  bySourceStatus: byKey(expected.orders_by_status, (sourceStatus, orderCount) => ({ sourceStatus, orderCount, paymentTotal: decimal(expected.payment_value_by_order_status[sourceStatus] ?? '0.00') })),
  byMonth: byKey(expected.orders_by_purchase_month, (month, orderCount) => ({ month, orderCount, paymentTotal: decimal(expected.payment_value_by_purchase_month[month] ?? '0.00') })),
  byPaymentMethod: byKey(expected.payments_by_type, (method, { rows, value }) => ({ method, paymentCount: rows, paymentTotal: decimal(value) })),
  byRegion: byKey(expected.orders_by_customer_state, (region, orderCount) => {
    const { delivered, avg_days, on_time } = expected.delivery_by_customer_state[region] ?? { delivered: 0, avg_days: null, on_time: 0 };
    return { region, orderCount, delivery: { deliveredCount: delivered, onTimeCount: on_time, lateCount: delivered - on_time, averageDays: avg_days } };
  }),
  byCategory: expected.top10_categories_by_item_price.map(({ category, items, price, freight }) => ({ category: { slug: category }, lineCount: items, lineTotal: decimal(price), shippingTotal: decimal(freight) })),
  byMerchant: expected.top5_sellers_by_item_price.map(({ seller_id, price }) => ({ merchant: { id: `mrc_${seller_id}` }, lineTotal: decimal(price) })),
  // The script counts no category as one.
  categoryCount: expected.categories_sold - Math.min(1, expected.items_without_category), linesWithoutCategory: expected.items_without_category,
  delivery: {
    deliveredCount: expected.delivery.delivered_with_date, onTimeCount: expected.delivery.on_time, lateCount: expected.delivery.late, onTimeByDateCount: expected.delivery.on_time_by_date,
    averageDays: expected.delivery.avg_days_purchase_to_delivery,
  },
  irregularities: {
    ...Object.fromEntries(Object.entries(IRREGULARITIES).map(([ours, theirs]) => [ours, expected.irregularities[theirs]])),
    withoutLinesBySourceStatus: byKey(expected.irregularities['orders_without_items_by_status'] as Counts, (sourceStatus, count) => ({ sourceStatus, count })),
    paymentMinusLinesTotal: decimal(String(expected.irregularities['payment_minus_items_total'])),
  },
});
