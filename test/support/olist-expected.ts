import { type CsvRow, type OlistTables } from './olist-tables.js';

const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
const price = (amount: number): string => `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;
const ms = (text: string | undefined): number => Date.parse(`${text?.replace(' ', 'T')}Z`);
const sum = <Item>(items: readonly Item[], valueOf: (item: Item) => number): number => items.reduce((total, item) => total + valueOf(item), 0);

const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

const tally = <Item, Value>(items: readonly Item[], keyOf: (item: Item) => string, valueOf: (group: readonly Item[]) => Value): Record<string, Value> =>
  Object.fromEntries([...groupBy(items, keyOf)].map(([key, group]) => [key, valueOf(group)]));

/** Totals of such files by the plainest means, in the shape of the data set's EXPECTED.json: what the platform's reports are held against. */
export const expectedFigures = (tables: OlistTables): Record<string, unknown> => {
  const { orders, items, payments, customers, products, reviews, sellers, translations } = tables;
  const itemsOf = groupBy(items, (item) => item['order_id'] ?? '');
  const paymentsOf = groupBy(payments, (payment) => payment['order_id'] ?? '');
  const customerOf = new Map(customers.map((customer) => [customer['customer_id'] ?? '', customer]));
  const productOf = new Map(products.map((product) => [product['product_id'] ?? '', product]));
  const orderOf = new Map(orders.map((order) => [order['order_id'] ?? '', order]));
  const english = new Map(translations.map((row) => [row['product_category_name'], row['product_category_name_english']]));
  const categoryOf = (item: CsvRow): string => productOf.get(item['product_id'] ?? '')?.['product_category_name'] ?? '';
  const linesOf = (order: CsvRow): readonly CsvRow[] => itemsOf.get(order['order_id'] ?? '') ?? [];
  const paidOf = (order: CsvRow): readonly CsvRow[] => paymentsOf.get(order['order_id'] ?? '') ?? [];
  const stateOf = (order: CsvRow): string => customerOf.get(order['customer_id'] ?? '')?.['customer_state'] ?? '';
  const status = (order: CsvRow): string => order['order_status'] ?? '';
  const month = (order: CsvRow): string => (order['order_purchase_timestamp'] ?? '').slice(0, 7);
  const paid = (some: readonly CsvRow[]): string => price(sum(some.flatMap(paidOf), (payment) => cents(payment['payment_value'])));
  const delivered = orders.filter((order) => status(order) === 'delivered' && order['order_delivered_customer_date']);
  const isOnTime = (order: CsvRow): boolean => ms(order['order_delivered_customer_date']) <= ms(order['order_estimated_delivery_date']);
  const isOnTimeByDate = (order: CsvRow): boolean => (order['order_delivered_customer_date'] ?? '').slice(0, 10) <= (order['order_estimated_delivery_date'] ?? '').slice(0, 10);
  const averageDays = (some: readonly CsvRow[]): number => Number((sum(some, (order) => ms(order['order_delivered_customer_date']) - ms(order['order_purchase_timestamp'])) / some.length / 86_400_000).toFixed(4));
  const categories = [...groupBy(items.filter(categoryOf), categoryOf)].map(([category, group]) => ({ category, group, amount: sum(group, (item) => cents(item['price'])) })).sort((a, b) => b.amount - a.amount);
  const merchants = [...groupBy(items, (item) => item['seller_id'] ?? '')].map(([seller, group]) => ({ seller_id: seller, amount: sum(group, (item) => cents(item['price'])) })).sort((a, b) => b.amount - a.amount);
  const difference = (order: CsvRow): number => sum(paidOf(order), (payment) => cents(payment['payment_value'])) - sum(linesOf(order), (item) => cents(item['price']) + cents(item['freight_value']));
  const withLines = orders.filter((order) => linesOf(order).length > 0);
  const paidWithLines = withLines.filter((order) => paidOf(order).length > 0);
  const distinct = (some: readonly CsvRow[], column: string): number => new Set(some.map((row) => row[column])).size;
  const before = (order: CsvRow, left: string, right: string): boolean => Boolean(order[left] && order[right]) && ms(order[left]) < ms(order[right]);
  const persons = groupBy(customers, (customer) => customer['customer_unique_id'] ?? '');
  const several = (groups: ReadonlyMap<string, readonly CsvRow[]>, column: string): number => [...groups.values()].filter((group) => distinct(group, column) > 1).length;
  const byProduct = groupBy(items, (item) => item['product_id'] ?? '');

  return {
    rows: { orders: orders.length, order_items: items.length, customers: customers.length, distinct_customer_unique_id: persons.size, payments: payments.length, reviews: reviews.length, products: products.length, sellers: sellers.length, category_translations: translations.length },
    orders_by_status: tally(orders, status, (group) => group.length),
    orders_by_purchase_month: tally(orders, month, (group) => group.length),
    first_purchase: orders.map((order) => order['order_purchase_timestamp']).sort()[0],
    last_purchase: orders.map((order) => order['order_purchase_timestamp']).sort().at(-1),
    money_brl: { payment_value: paid(orders), item_price: price(sum(items, (item) => cents(item['price']))), item_freight: price(sum(items, (item) => cents(item['freight_value']))), item_price_plus_freight: price(sum(items, (item) => cents(item['price']) + cents(item['freight_value']))) },
    payments_by_type: tally(payments, (payment) => payment['payment_type'] ?? '', (group) => ({ rows: group.length, value: price(sum(group, (payment) => cents(payment['payment_value']))) })),
    payment_value_by_order_status: tally(orders.filter((order) => paidOf(order).length > 0), status, paid),
    payment_value_by_purchase_month: tally(orders.filter((order) => paidOf(order).length > 0), month, paid),
    top10_categories_by_item_price: categories.slice(0, 10).map(({ category, group, amount }) => ({ category, english: english.get(category), items: group.length, price: price(amount), freight: price(sum(group, (item) => cents(item['freight_value']))) })),
    categories_sold: categories.length + (items.some((item) => categoryOf(item) === '') ? 1 : 0),
    items_without_category: items.filter((item) => categoryOf(item) === '').length,
    items_with_untranslated_category: items.filter((item) => categoryOf(item) !== '' && !english.has(categoryOf(item))).length,
    top5_sellers_by_item_price: merchants.slice(0, 5).map(({ seller_id, amount }) => ({ seller_id, price: price(amount) })),
    delivery: {
      delivered_with_date: delivered.length, on_time: delivered.filter(isOnTime).length, late: delivered.length - delivered.filter(isOnTime).length, on_time_rate: Number((delivered.filter(isOnTime).length / delivered.length).toFixed(6)),
      on_time_by_date: delivered.filter(isOnTimeByDate).length, on_time_rate_by_date: Number((delivered.filter(isOnTimeByDate).length / delivered.length).toFixed(6)), avg_days_purchase_to_delivery: averageDays(delivered),
    },
    delivery_by_customer_state: tally(delivered, stateOf, (group) => ({ delivered: group.length, avg_days: averageDays(group), on_time: group.filter(isOnTime).length })),
    orders_by_customer_state: tally(orders, stateOf, (group) => group.length),
    review_scores: tally(reviews, (review) => review['review_score'] ?? '', (group) => group.length),
    irregularities: {
      orders_without_items: orders.length - withLines.length,
      orders_without_items_by_status: tally(orders.filter((order) => linesOf(order).length === 0), status, (group) => group.length),
      orders_without_payment: orders.filter((order) => paidOf(order).length === 0).length,
      orders_without_payment_ids: orders.filter((order) => paidOf(order).length === 0).map((order) => order['order_id']),
      orders_multi_item: orders.filter((order) => linesOf(order).length > 1).length, max_items_per_order: Math.max(...orders.map((order) => linesOf(order).length)),
      orders_multi_seller: orders.filter((order) => distinct(linesOf(order), 'seller_id') > 1).length, orders_repeated_product_lines: orders.filter((order) => distinct(linesOf(order), 'product_id') < linesOf(order).length).length,
      orders_multi_payment_rows: orders.filter((order) => paidOf(order).length > 1).length, max_payment_rows_per_order: Math.max(...orders.map((order) => paidOf(order).length)),
      orders_payment_sequence_not_starting_at_1_or_gapped: orders.filter((order) => paidOf(order).some((payment, index) => Number(payment['payment_sequential']) !== index + 1)).length,
      payments_zero_value: payments.filter((payment) => cents(payment['payment_value']) === 0).length, payments_zero_installments: payments.filter((payment) => payment['payment_installments'] === '0').length, payments_not_defined_type: payments.filter((payment) => payment['payment_type'] === 'not_defined').length,
      items_zero_price: items.filter((item) => cents(item['price']) === 0).length, items_zero_freight: items.filter((item) => cents(item['freight_value']) === 0).length,
      orders_payment_ne_items_any_cent: paidWithLines.filter((order) => difference(order) !== 0).length, orders_payment_gt_items_over_1_cent: paidWithLines.filter((order) => difference(order) > 1).length, orders_payment_lt_items_over_1_cent: paidWithLines.filter((order) => difference(order) < -1).length,
      payment_minus_items_total: price(sum(paidWithLines, difference)),
      approved_before_purchase: orders.filter((order) => before(order, 'order_approved_at', 'order_purchase_timestamp')).length, carrier_before_approved: orders.filter((order) => before(order, 'order_delivered_carrier_date', 'order_approved_at')).length,
      carrier_before_purchase: orders.filter((order) => before(order, 'order_delivered_carrier_date', 'order_purchase_timestamp')).length, delivered_before_carrier: orders.filter((order) => before(order, 'order_delivered_customer_date', 'order_delivered_carrier_date')).length,
      delivered_status_without_delivered_date: orders.filter((order) => status(order) === 'delivered' && !order['order_delivered_customer_date']).length, delivered_status_without_carrier_date: orders.filter((order) => status(order) === 'delivered' && !order['order_delivered_carrier_date']).length,
      delivered_status_without_approved_at: orders.filter((order) => status(order) === 'delivered' && !order['order_approved_at']).length, canceled_with_delivered_date: orders.filter((order) => status(order) === 'canceled' && order['order_delivered_customer_date']).length,
      non_delivered_non_canceled_with_delivered_date: orders.filter((order) => !['delivered', 'canceled'].includes(status(order)) && order['order_delivered_customer_date']).length,
      items_shipping_limit_before_purchase: items.filter((item) => ms(item['shipping_limit_date']) < ms(orderOf.get(item['order_id'] ?? '')?.['order_purchase_timestamp'])).length, items_shipping_limit_after_2019: items.filter((item) => (item['shipping_limit_date'] ?? '') >= '2020').length,
      repeat_buyers_customer_unique_id: [...persons.values()].filter((group) => group.length > 1).length, persons_with_more_than_one_address: [...persons.values()].filter((group) => new Set(group.map((row) => `${row['customer_zip_code_prefix']}|${row['customer_city']}|${row['customer_state']}`)).size > 1).length,
      review_ids_on_more_than_one_order: several(groupBy(reviews, (review) => review['review_id'] ?? ''), 'order_id'), orders_with_more_than_one_review: [...groupBy(reviews, (review) => review['order_id'] ?? '').values()].filter((group) => group.length > 1).length,
      products_without_category: products.filter((product) => !product['product_category_name']).length,
      products_category_not_in_translation: tally(products.filter((product) => product['product_category_name'] && !english.has(product['product_category_name'])), (product) => product['product_category_name'] ?? '', (group) => group.length),
      products_without_weight_or_dimensions: products.filter((product) => !product['product_weight_g'] || !product['product_length_cm']).length, products_zero_weight: products.filter((product) => product['product_weight_g'] === '0').length,
      products_sold_at_more_than_one_price: several(byProduct, 'price'), products_sold_by_more_than_one_seller: several(byProduct, 'seller_id'),
      seller_city_with_odd_text: sellers.filter((seller) => /[/\\,\d@-]/.test(seller['seller_city'] ?? '')).length,
    },
  };
};
