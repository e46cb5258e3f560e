import { queryIn, type Transaction } from '@souk/persistence';
import { type OrderProgress } from '../domain/order-progress.js';
import { Order } from '../entities/order.js';
import { type OrderAddress } from '../entities/order-address.js';
import { type OrderAllocation } from '../entities/order-allocation.js';
import { type OrderLine } from '../entities/order-line.js';
import { OrderShipment } from '../entities/order-shipment.js';
import { type Payment } from '../entities/payment.js';
import { select, type Reader } from './select.js';

/** The rows of a new order. */
export interface OrderRows {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly payments: readonly Payment[];
}

/** Adds new orders with their lines and payments, in one statement, whatever their number. */
export const insertOrders = async (tx: Transaction, placed: readonly OrderRows[]): Promise<void> => {
  if (placed.length === 0) return;
  await queryIn(tx, `WITH new_order AS (
      INSERT INTO orders (id, number, state, version, buyer_id, cart_id, currency, subtotal_minor, shipping_minor, total_minor, placed_at, promised_by, carrier_id, service_code)
      SELECT id, number, state, version, "buyerId", "cartId", currency, "subtotalMinor", "shippingMinor", "totalMinor", "placedAt", "promisedBy", "carrierId", "serviceCode"
      FROM jsonb_to_recordset($1::jsonb) AS placed (id uuid, number text, state text, version int, "buyerId" uuid, "cartId" uuid, currency text, "subtotalMinor" bigint, "shippingMinor" bigint, "totalMinor" bigint,
        "placedAt" timestamptz, "promisedBy" timestamptz, "carrierId" uuid, "serviceCode" text)
    ), new_line AS (
      INSERT INTO order_line (id, order_id, position, variant_id, product_id, sku, name, quantity, unit_price_minor, currency, category_slug, merchant_id)
      SELECT id, "orderId", position, "variantId", "productId", sku, name, quantity, "unitPriceMinor", currency, "categorySlug", "merchantId"
      FROM jsonb_to_recordset($2::jsonb) AS placed (id uuid, "orderId" uuid, position int, "variantId" uuid, "productId" uuid, sku text, name text, quantity int, "unitPriceMinor" bigint, currency text,
        "categorySlug" text, "merchantId" uuid)
    )
    INSERT INTO payment (id, order_id, sequence, provider, method, state, amount_minor, currency)
    SELECT id, "orderId", sequence, provider, method, state, "amountMinor", currency
    FROM jsonb_to_recordset($3::jsonb) AS placed (id uuid, "orderId" uuid, sequence int, provider text, method text, state text, "amountMinor" bigint, currency text)`,
  [JSON.stringify(placed.map(({ order }) => order)), JSON.stringify(placed.flatMap(({ lines }) => lines)), JSON.stringify(placed.flatMap(({ payments }) => payments))]);
};

/** Where an order goes: beside its rows, because it can be erased. */
export const insertAddress = async (tx: Transaction, { orderId, recipient, lines, city, region, postalCode, countryCode }: OrderAddress): Promise<void> => {
  await queryIn(tx, 'INSERT INTO order_address (order_id, recipient, lines, city, region, postal_code, country_code) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [orderId, recipient, lines, city, region, postalCode, countryCode]);
};

/** Where the units of orders' lines lie. */
export const insertAllocations = async (tx: Transaction, allocations: readonly OrderAllocation[]): Promise<void> => {
  await sendRows(tx, `INSERT INTO order_allocation (order_line_id, warehouse_id, quantity)
    SELECT "orderLineId", "warehouseId", quantity FROM jsonb_to_recordset($1::jsonb) AS confirmed ("orderLineId" uuid, "warehouseId" uuid, quantity int)`, allocations);
};

/** One statement for all rows; none for none. */
const sendRows = async (tx: Transaction, sql: string, rows: readonly object[]): Promise<void> => {
  if (rows.length > 0) await queryIn(tx, sql, [JSON.stringify(rows)]);
};

export const readOrder = async (reader: Reader, id: string): Promise<Order | undefined> => (await select<Order>(reader, Order, 'WHERE t.id = $1', [id]))[0];

/** The order, locked until the transaction ends: whoever decides on its state holds it. */
export const lockOrder = async (tx: Transaction, id: string): Promise<Order | undefined> =>
  (await select<Order>(tx, Order, 'WHERE t.id = $1 FOR UPDATE', [id]))[0];

/** How far an order has come: version and, where it `hasMoved`, state; times that are null stay what they were. */
export interface OrderMove extends OrderProgress {
  readonly id: string;
  readonly version: number;
  readonly hasMoved: boolean;
}

/** Moves each order's own row. The caller has appended to their streams, which no two transactions can do at once. */
export const moveOrders = (tx: Transaction, moves: readonly OrderMove[]): Promise<void> =>
  sendRows(tx, `UPDATE orders SET version = move.version, state = CASE WHEN "hasMoved" THEN move.state ELSE orders.state END, confirmed_at = coalesce("confirmedAt", confirmed_at),
      shipped_at = coalesce("shippedAt", shipped_at), delivered_at = coalesce("deliveredAt", delivered_at), cancelled_at = coalesce("cancelledAt", cancelled_at)
    FROM jsonb_to_recordset($1::jsonb) AS move (id uuid, version int, "hasMoved" boolean, state text, "confirmedAt" timestamptz, "shippedAt" timestamptz, "deliveredAt" timestamptz, "cancelledAt" timestamptz)
    WHERE orders.id = move.id`, moves);

/** Writes where the money of payments is now: the last word on each counts, and what was once refunded stays so. */
export const updatePayments = (tx: Transaction, changes: readonly Pick<Payment, 'id' | 'state' | 'declineCode'>[]): Promise<void> => {
  const last = new Map<string, Pick<Payment, 'id' | 'state' | 'declineCode'> & { readonly isRefunded: boolean }>();
  for (const change of changes) last.set(change.id, { ...change, isRefunded: change.state === 'REFUNDED' || last.get(change.id)?.isRefunded === true });
  return sendRows(tx, `UPDATE payment SET state = change.state, decline_code = "declineCode", refunded_minor = CASE WHEN "isRefunded" THEN amount_minor ELSE refunded_minor END
    FROM jsonb_to_recordset($1::jsonb) AS change (id uuid, state text, "declineCode" text, "isRefunded" boolean) WHERE payment.id = change.id`, [...last.values()]);
};

/** What is known of an order's parcels. */
export const readShipments = (reader: Reader, orderId: string): Promise<readonly OrderShipment[]> => select(reader, OrderShipment, 'WHERE t.order_id = $1', [orderId]);

/** Writes what was told of parcels: the last word on each counts, and what was once handed over stays so. */
export const saveShipments = (tx: Transaction, told: readonly OrderShipment[]): Promise<void> => {
  const last = new Map<string, OrderShipment>();
  for (const shipment of told) last.set(shipment.shipmentId, { ...shipment, handedOver: shipment.handedOver || last.get(shipment.shipmentId)?.handedOver === true });
  return sendRows(tx, `INSERT INTO order_shipment (order_id, shipment_id, state, handed_over)
    SELECT "orderId", "shipmentId", state, "handedOver" FROM jsonb_to_recordset($1::jsonb) AS told ("orderId" uuid, "shipmentId" uuid, state text, "handedOver" boolean)
    ON CONFLICT (order_id, shipment_id) DO UPDATE SET state = excluded.state, handed_over = order_shipment.handed_over OR excluded.handed_over`, [...last.values()]);
};
