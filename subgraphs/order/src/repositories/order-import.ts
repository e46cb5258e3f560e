import { queryIn, type Transaction } from '@souk/persistence';
import { type EventData, type orderEvents } from '@souk/schema/events';
import { type ImportedOrder } from '../domain/imported-order.js';

/** What the log tells of an imported order. */
export type OrderImport = EventData<typeof orderEvents.OrderImported>;

/** Which orders are new, and which lines could not be written because another order has them. */
export interface ImportOutcome {
  readonly insertedIds: ReadonlySet<string>;
  readonly takenLineIds: ReadonlySet<string>;
}

/**
 * Writes the orders that are not there yet, with their lines and payments: three statements, whatever their number.
 * An import of the same orders at the same time is waited for, and then its orders are there already.
 */
export const insertImportedOrders = async (tx: Transaction, orders: readonly OrderImport[]): Promise<ImportOutcome> => {
  if (orders.length === 0) return { insertedIds: new Set(), takenLineIds: new Set() };
  const insertedIds = new Set((await insertOrders(tx, orders)).map(({ id }) => id));
  const fresh = orders.filter(({ orderId }) => insertedIds.has(orderId));
  const takenLineIds = await insertLines(tx, fresh);
  await insertPayments(tx, fresh);
  return { insertedIds, takenLineIds };
};

/** In the order of their ids, so that two imports of the same orders never wait for each other. */
const insertOrders = (tx: Transaction, orders: readonly OrderImport[]): Promise<readonly { readonly id: string }[]> =>
  queryIn(tx,
    `INSERT INTO orders (id, number, state, version, buyer_id, currency, subtotal_minor, shipping_minor, total_minor, placed_at, confirmed_at, shipped_at, delivered_at, promised_by, source, source_status, import_flags, address_source_id)
     SELECT id, number, state, 1, buyer_id, currency, subtotal, shipping, subtotal + shipping, placed_at, confirmed_at, shipped_at, delivered_at, promised_by, source, source_status, import_flags, address_source_id
     FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, number text, state text, buyer_id uuid, currency text, subtotal bigint, shipping bigint, placed_at timestamptz, confirmed_at timestamptz,
       shipped_at timestamptz, delivered_at timestamptz, promised_by timestamptz, source text, source_status text, import_flags text[], address_source_id text)
     ORDER BY id ON CONFLICT DO NOTHING RETURNING id`,
    [JSON.stringify(orders.map((order) => ({
      id: order.orderId, number: order.number, state: order.state, buyer_id: order.buyerId, currency: order.currency,
      subtotal: sum(order.lines.map(({ unitPriceMinor }) => unitPriceMinor)), shipping: sum(order.lines.map(({ shippingMinor }) => shippingMinor)),
      placed_at: order.placedAt, confirmed_at: order.confirmedAt, shipped_at: order.handedOverAt, delivered_at: order.deliveredAt, promised_by: order.promisedBy,
      source: order.source, source_status: order.sourceStatus, import_flags: order.importFlags, address_source_id: order.addressSourceId,
    })))]);

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Gives the lines that are another order's. */
const insertLines = async (tx: Transaction, orders: readonly OrderImport[]): Promise<ReadonlySet<string>> => {
  const lines = orders.flatMap(({ orderId, currency, lines: parts }) => parts.map((line) => ({ orderId, currency, line })));
  const inserted = await queryIn<{ id: string }>(tx,
    `INSERT INTO order_line (id, order_id, position, variant_id, product_id, sku, name, quantity, unit_price_minor, shipping_minor, currency, category_slug, merchant_id, ship_by)
     SELECT id, order_id, position, product_id, product_id, sku, name, 1, unit_price, shipping, currency, category_slug, merchant_id, ship_by
     FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, order_id uuid, position int, product_id uuid, sku text, name text, unit_price bigint, shipping bigint, currency text, category_slug text, merchant_id uuid, ship_by timestamptz)
     ORDER BY id ON CONFLICT (id) DO NOTHING RETURNING id`,
    [JSON.stringify(lines.map(({ orderId, currency, line }) => ({
      id: line.lineId, order_id: orderId, position: line.position, product_id: line.productId, sku: line.sku, name: line.name, unit_price: line.unitPriceMinor, shipping: line.shippingMinor, currency,
      category_slug: line.categorySlug, merchant_id: line.merchantId, ship_by: line.shipBy,
    })))]);
  const written = new Set(inserted.map(({ id }) => id));
  return new Set(lines.map(({ line }) => line.lineId).filter((id) => !written.has(id)));
};

/** What a source lists as paid is ours. Events of old do not tell the payments' ids. */
const insertPayments = async (tx: Transaction, orders: readonly OrderImport[]): Promise<void> => {
  await queryIn(tx,
    `INSERT INTO payment (id, order_id, sequence, provider, method, installments, state, amount_minor, currency)
     SELECT id, order_id, sequence, provider, method, installments, 'CAPTURED', amount, currency
     FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, order_id uuid, sequence int, provider text, method text, installments int, amount bigint, currency text) WHERE id IS NOT NULL`,
    [JSON.stringify(orders.flatMap(({ orderId, source, currency, payments }) => payments.map(({ paymentId, sequence, method, installments, amountMinor }) => ({
      id: paymentId, order_id: orderId, sequence, provider: source, method, installments, amount: amountMinor, currency,
    }))))]);
};

/** Where imported orders went, as far as their source tells. */
export const insertImportedAddresses = async (tx: Transaction, orders: readonly ImportedOrder[]): Promise<void> => {
  await queryIn(tx,
    `INSERT INTO order_address (order_id, lines, city, region, postal_code, country_code)
     SELECT order_id, '{}', city, region, postal_code, country_code
     FROM jsonb_to_recordset($1::jsonb) AS given (order_id uuid, city text, region text, postal_code text, country_code text)`,
    [JSON.stringify(orders.flatMap(({ id, facts: { address } }) => (address === null ? [] : [{ order_id: id, city: address.city, region: address.region, postal_code: address.postalCode, country_code: address.countryCode }])))]);
};
