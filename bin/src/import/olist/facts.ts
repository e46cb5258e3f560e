import { createHash } from 'node:crypto';
import { type Row } from './tables.js';

/** Why a row cannot be imported. */
export class BrokenRow extends Error {}

const HEX_ID = /^[0-9a-f]{32}$/;
const DECIMAL = /^\d{1,12}(\.\d{1,2})?$/;
const WHOLE = /^\d{1,9}(\.0)?$/;
const NAIVE_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

const STATES: Readonly<Record<string, string>> = {
  created: 'PENDING', approved: 'CONFIRMED', invoiced: 'CONFIRMED', processing: 'CONFIRMED',
  shipped: 'SHIPPED', delivered: 'DELIVERED', canceled: 'CANCELLED', unavailable: 'CANCELLED',
};

const hexId = (text: string, column: string): string => {
  if (!HEX_ID.test(text)) throw new BrokenRow(`${column}: expected 32 hexadecimal digits, got '${text}'`);
  return text;
};

/** Cents of a decimal text, exactly. */
const cents = (text: string, column: string): number => {
  if (!DECIMAL.test(text)) throw new BrokenRow(`${column}: expected an amount such as 12.30, got '${text}'`);
  const [whole = '0', fraction = ''] = text.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
};

const whole = (text: string, column: string): number => {
  if (!WHOLE.test(text)) throw new BrokenRow(`${column}: expected a whole number, got '${text}'`);
  return Number.parseInt(text, 10);
};

const wholeOrNull = (text: string, column: string): number | null => (text === '' ? null : whole(text, column));

/** The source's local time without a zone, digit for digit: never converted. */
const time = (text: string, column: string): string => {
  const [, day, clock] = NAIVE_TIME.exec(text) ?? [];
  const instant = `${day}T${clock}.000Z`;
  if (!day || Number.isNaN(Date.parse(instant)) || new Date(instant).toISOString() !== instant) throw new BrokenRow(`${column}: expected a time such as 2017-10-02 10:56:33, got '${text}'`);
  return instant;
};

const timeOrNull = (text: string, column: string): string | null => (text === '' ? null : time(text, column));
const millimetres = (text: string, column: string): number | null => (text === '' ? null : whole(text, column) * 10);
const required = (text: string, column: string): string => {
  if (text === '') throw new BrokenRow(`${column}: expected a text, got nothing`);
  return text;
};

export const categoryFact = (row: Row<'translations'>) => ({
  code: required(row.product_category_name, 'product_category_name'),
  names: [{ locale: 'pt-BR', text: row.product_category_name }, { locale: 'en', text: required(row.product_category_name_english, 'product_category_name_english') }],
});

/** A category that only products name. */
export const untranslatedCategory = (code: string) => ({ code, names: [{ locale: 'pt-BR', text: code }] });

export const merchantFact = (row: Row<'sellers'>) => ({
  sourceId: hexId(row.seller_id, 'seller_id'),
  city: row.seller_city || null,
  region: row.seller_state || null,
  postalCode: row.seller_zip_code_prefix || null,
});

export const productFact = (row: Row<'products'>) => ({
  sourceId: hexId(row.product_id, 'product_id'),
  categoryCode: row.product_category_name || null,
  weightGrams: wholeOrNull(row.product_weight_g, 'product_weight_g'),
  lengthMm: millimetres(row.product_length_cm, 'product_length_cm'),
  heightMm: millimetres(row.product_height_cm, 'product_height_cm'),
  widthMm: millimetres(row.product_width_cm, 'product_width_cm'),
  photoCount: wholeOrNull(row.product_photos_qty, 'product_photos_qty'),
  nameLength: wholeOrNull(row.product_name_lenght, 'product_name_lenght'),
  descriptionLength: wholeOrNull(row.product_description_lenght, 'product_description_lenght'),
});

const addressFact = (row: Row<'customers'>) => ({
  city: required(row.customer_city, 'customer_city'),
  region: row.customer_state || null,
  postalCode: required(row.customer_zip_code_prefix, 'customer_zip_code_prefix'),
  countryCode: 'BR',
});

export const userFact = (row: Row<'customers'>) => ({ sourceId: hexId(row.customer_unique_id, 'customer_unique_id'), addresses: [addressFact(row)] });

/** The source reviews whole orders: a review is of each product that was in it. */
export const reviewFact = (row: Row<'reviews'>, lines: readonly LineFact[]) => ({
  sourceId: hexId(row.review_id, 'review_id'),
  orderSourceId: hexId(row.order_id, 'order_id'),
  productSourceIds: [...new Set(lines.map(({ productSourceId }) => productSourceId))],
  score: whole(row.review_score, 'review_score'),
  createdAt: time(row.review_creation_date, 'review_creation_date'),
  answeredAt: timeOrNull(row.review_answer_timestamp, 'review_answer_timestamp'),
});

export const lineFact = (row: Row<'items'>, categoryCode: string | null) => {
  const orderId = hexId(row.order_id, 'order_id');
  const position = whole(row.order_item_id, 'order_item_id');
  return {
    // The source gives lines no id of their own: one is made of what tells them apart, the same in every run.
    sourceId: createHash('md5').update(`${orderId}:${position}`).digest('hex'),
    position,
    productSourceId: hexId(row.product_id, 'product_id'),
    merchantSourceId: hexId(row.seller_id, 'seller_id'),
    categoryCode,
    unitPriceMinor: cents(row.price, 'price'),
    shippingMinor: cents(row.freight_value, 'freight_value'),
    shipBy: timeOrNull(row.shipping_limit_date, 'shipping_limit_date'),
  };
};

export const paymentFact = (row: Row<'payments'>) => ({
  sequence: whole(row.payment_sequential, 'payment_sequential'),
  method: required(row.payment_type, 'payment_type'),
  installments: whole(row.payment_installments, 'payment_installments'),
  amountMinor: cents(row.payment_value, 'payment_value'),
});

export type LineFact = ReturnType<typeof lineFact>;
export type PaymentFact = ReturnType<typeof paymentFact>;
export type ReviewFact = ReturnType<typeof reviewFact>;

export const orderFact = (row: Row<'orders'>, customer: Row<'customers'> | undefined, lines: readonly LineFact[], payments: readonly PaymentFact[]) => {
  const state = STATES[row.order_status];
  if (!state) throw new BrokenRow(`order_status: expected one of ${Object.keys(STATES).join(', ')}, got '${row.order_status}'`);
  return {
    sourceId: hexId(row.order_id, 'order_id'),
    sourceStatus: row.order_status,
    state,
    buyerSourceId: customer ? hexId(customer.customer_unique_id, 'customer_unique_id') : null,
    addressSourceId: hexId(row.customer_id, 'customer_id'),
    placedAt: time(row.order_purchase_timestamp, 'order_purchase_timestamp'),
    confirmedAt: timeOrNull(row.order_approved_at, 'order_approved_at'),
    handedOverAt: timeOrNull(row.order_delivered_carrier_date, 'order_delivered_carrier_date'),
    deliveredAt: timeOrNull(row.order_delivered_customer_date, 'order_delivered_customer_date'),
    promisedBy: timeOrNull(row.order_estimated_delivery_date, 'order_estimated_delivery_date'),
    address: customer ? addressFact(customer) : null,
    lines,
    payments,
  };
};

export type OrderFact = ReturnType<typeof orderFact>;

/** One parcel per merchant of the order, with the order's own set of dates. */
export const shipmentFacts = (order: OrderFact) =>
  order.address === null ? [] : [...byMerchant(order.lines)].map(([merchantSourceId, lines]) => ({
    orderSourceId: order.sourceId,
    buyerSourceId: order.buyerSourceId,
    merchantSourceId,
    state: shipmentState(order),
    handedOverAt: order.handedOverAt,
    deliveredAt: order.deliveredAt,
    estimatedDelivery: order.promisedBy,
    shipBy: lines.map(({ shipBy }) => shipBy).reduce((latest, shipBy) => (latest === null || (shipBy !== null && shipBy > latest) ? shipBy : latest), null),
    countryCode: order.address?.countryCode ?? 'BR',
    postalCode: order.address?.postalCode ?? '',
    lineSourceIds: lines.map(({ sourceId }) => sourceId),
  }));

const byMerchant = (lines: readonly LineFact[]): ReadonlyMap<string, readonly LineFact[]> => {
  const groups = new Map<string, LineFact[]>();
  for (const line of lines) groups.set(line.merchantSourceId, [...(groups.get(line.merchantSourceId) ?? []), line]);
  return groups;
};

const shipmentState = ({ state, handedOverAt, deliveredAt }: OrderFact): string => {
  if (deliveredAt !== null || state === 'DELIVERED') return 'DELIVERED';
  if (handedOverAt !== null || state === 'SHIPPED') return 'IN_TRANSIT';
  return state === 'CANCELLED' ? 'CANCELLED' : 'PLANNED';
};
