import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectedFigures } from './olist-expected.js';
import { type CsvRow, type OlistTables } from './olist-tables.js';

const SEED = 20_260_101;
const ORDERS = 300;

const FILES: Readonly<Record<keyof OlistTables, string>> = {
  orders: 'olist_orders_dataset.csv', items: 'olist_order_items_dataset.csv', customers: 'olist_customers_dataset.csv', payments: 'olist_order_payments_dataset.csv',
  reviews: 'olist_order_reviews_dataset.csv', products: 'olist_products_dataset.csv', sellers: 'olist_sellers_dataset.csv', translations: 'product_category_name_translation.csv',
};

/** Invented files of Olist's shape with each of its irregularities, and their totals in EXPECTED.json; the same in every run. */
export const writeOlistFixture = async (folder: string): Promise<void> => {
  const tables = makeTables();
  for (const [name, file] of Object.entries(FILES)) await writeFile(join(folder, file), csv(tables[name as keyof OlistTables]));
  await writeFile(join(folder, 'EXPECTED.json'), JSON.stringify(expectedFigures(tables), null, 1));
};

const csv = (rows: readonly CsvRow[]): string => {
  const columns = Object.keys(rows[0] ?? {});
  const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${[columns.join(','), ...rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','))].join('\n')}\n`;
};

/** Mulberry32: small, fast, and the same on every machine. */
const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const random = seeded(SEED);
const upTo = (limit: number): number => Math.floor(random() * limit);
const pick = <Item>(items: readonly Item[]): Item => {
  const item = items[upTo(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};
const id = (kind: string, index: number): string => createHash('md5').update(`${kind} ${index}`).digest('hex');
const price = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
const at = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const DAY = 86_400_000;

const STATES = ['SP', 'RJ', 'MG', 'AC'];
const CATEGORIES = ['beleza_saude', 'cool_stuff', 'automotivo', 'brinquedos', 'pet_shop', 'papelaria', 'musica', 'artes', 'bebes', 'flores', 'fraldas'];
const UNTRANSLATED = 'pc_gamer';

const makeTables = (): OlistTables => {
  const tables: OlistTables = { orders: [], items: [], customers: [], payments: [], reviews: [], products: makeProducts(), sellers: makeSellers(), translations: CATEGORIES.map((code) => ({ product_category_name: code, product_category_name_english: `${code} in english` })) };
  for (let index = 0; index < ORDERS; index += 1) addOrder(tables, index);
  return tables;
};

const makeProducts = (): CsvRow[] => Array.from({ length: 60 }, (_unused, index) => ({
  product_id: id('product', index),
  product_category_name: index === 0 ? '' : index === 1 ? UNTRANSLATED : CATEGORIES[index % CATEGORIES.length] ?? '',
  product_name_lenght: index === 0 ? '' : '40', product_description_lenght: index === 0 ? '' : '287', product_photos_qty: index === 0 ? '' : '1',
  product_weight_g: index === 2 ? '' : index === 3 ? '0' : String(100 + index), product_length_cm: index === 2 ? '' : '16', product_height_cm: index === 2 ? '' : '10', product_width_cm: index === 2 ? '' : '14',
}));

const makeSellers = (): CsvRow[] => Array.from({ length: 12 }, (_unused, index) => ({
  seller_id: id('seller', index), seller_zip_code_prefix: `0${1000 + index}`,
  seller_city: index === 0 ? 'rio de janeiro / rio de janeiro' : index === 1 ? 'vendas@creditparts.com.br' : index === 2 ? '04482255' : index === 3 ? 'arraial d\'ajuda, porto seguro' : 'campinas', seller_state: 'SP',
}));

const STATUSES = ['delivered', 'delivered', 'delivered', 'delivered', 'shipped', 'canceled', 'unavailable', 'invoiced', 'processing', 'created', 'approved'];

const addOrder = (tables: OlistTables, index: number): void => {
  const status = STATUSES[index % STATUSES.length] ?? 'delivered';
  const orderId = id('order', index);
  const placed = Date.UTC(2017, upTo(18), 1 + upTo(28), upTo(24), upTo(60), upTo(60));
  const person = index % 10 === 9 ? index - 9 : index;
  tables.customers.push({
    customer_id: id('customer', index), customer_unique_id: id('person', person), customer_zip_code_prefix: index % 20 === 19 ? '09999' : `0${1000 + person}`,
    customer_city: 'são paulo', customer_state: STATES[person % STATES.length] ?? 'SP',
  });
  const approved = index === 36 ? placed + 10 * DAY : placed + 3_600_000;
  const handedOver = index === 4 ? placed - DAY : placed + 2 * DAY;
  const delivered = index === 33 ? handedOver - 3_600_000 : handedOver + (1 + upTo(30)) * DAY;
  const isDelivered = status === 'delivered';
  tables.orders.push({
    order_id: orderId, customer_id: id('customer', index), order_status: status, order_purchase_timestamp: at(placed),
    order_approved_at: status === 'created' || (isDelivered && index === 11) ? '' : at(approved),
    order_delivered_carrier_date: (isDelivered && index !== 22) || status === 'shipped' || index === 5 ? at(handedOver) : '',
    order_delivered_customer_date: (isDelivered && index !== 44) || index === 5 ? at(delivered) : '',
    order_estimated_delivery_date: at(Math.floor((placed + 20 * DAY) / DAY) * DAY),
  });
  const items = status === 'unavailable' || index === 16 ? [] : Array.from({ length: index === 55 ? 21 : 1 + (index % 7 === 0 ? 2 : 0) }, (_unused, item) => item);
  let total = 0;
  for (const item of items) total += addItem(tables, orderId, index, item, placed);
  addPayments(tables, orderId, index, total === 0 ? 5_000 : total);
  if (index % 3 === 0) addReviews(tables, orderId, index, placed);
};

const addItem = (tables: OlistTables, orderId: string, index: number, item: number, placed: number): number => {
  const product = index % 14 === 0 ? index % 60 : upTo(60);
  const [cents, freight] = [1_000 + upTo(20_000), index % 25 === 0 ? 0 : 500 + upTo(3_000)];
  tables.items.push({
    order_id: orderId, order_item_id: String(item + 1), product_id: id('product', product), seller_id: id('seller', upTo(12)),
    shipping_limit_date: at(index === 66 ? Date.UTC(2020, 3, 9, 22, 35, 8) : placed + 5 * DAY), price: price(cents), freight_value: price(freight),
  });
  return cents + freight;
};

const addPayments = (tables: OlistTables, orderId: string, index: number, total: number): void => {
  if (index === 88) return;
  const amounts = index === 77 ? [...Array<number>(28).fill(1), total - 28] : index % 9 === 0 ? [total - 100, 100] : [total];
  const off = index % 50 === 1 ? 250 : index % 50 === 3 ? -75 : index % 50 === 2 ? 1 : 0;
  amounts.forEach((amount, row) => tables.payments.push({
    order_id: orderId, payment_sequential: String(row + (index === 99 ? 2 : 1)),
    payment_type: index === 5 ? 'not_defined' : row > 0 ? 'voucher' : pick(['credit_card', 'boleto', 'debit_card']), payment_installments: index === 12 ? '0' : String(1 + upTo(10)),
    payment_value: price(index === 5 ? 0 : amount + (row === 0 ? off : 0)),
  }));
};

const addReviews = (tables: OlistTables, orderId: string, index: number, placed: number): void => {
  const review = (name: number) => ({ review_id: id('review', name), order_id: orderId, review_score: String(1 + upTo(5)), review_creation_date: at(placed + 20 * DAY), review_answer_timestamp: at(placed + 21 * DAY) });
  tables.reviews.push(review(index === 30 ? 0 : index));
  if (index === 60) tables.reviews.push(review(10_060));
};
