/** The statements of the one transaction. Each is prepared once per connection, by its name. */
export const CLAIM_KEY = {
  name: 'claim-key',
  text: `INSERT INTO idempotency AS known (scope, key, operation, body_hash, order_id, expires_at) VALUES ($1, $2, 'checkoutComplete', $3, $4, now() + interval '24 hours')
    ON CONFLICT (scope, key) DO UPDATE SET operation = excluded.operation, body_hash = excluded.body_hash, order_id = excluded.order_id, expires_at = excluded.expires_at
    WHERE known.expires_at <= now() RETURNING key`,
};

export const FIND_KEY = { name: 'find-key', text: 'SELECT body_hash AS "bodyHash", order_id AS "orderId" FROM idempotency WHERE scope = $1 AND key = $2' };

/** The cart, locked, a row for each of its lines, with what is offered now. */
export const LOCK_CART = {
  name: 'lock-cart',
  text: `SELECT cart.buyer_id AS "buyerId", cart.state, cart.version, cart.currency, cart.carrier_id AS "carrierId", cart.service_code AS "serviceCode", cart.shipping_minor AS "shippingMinor",
      cart.ship_country_code AS "countryCode", cart.ship_postal_code AS "postalCode", cart.deliver_by AS "deliverBy", cart.quote_valid_until AS "validUntil",
      cart_line.variant_id AS "variantId", cart_line.quantity, variant.sku, variant.name, variant.price_minor AS "priceMinor", variant.currency AS "priceCurrency",
      product.id AS "productId", product.name AS "productName", product.status, product.merchant_id AS "merchantId",
      (SELECT category.slug FROM product_category JOIN category ON category.id = category_id WHERE product_id = product.id ORDER BY product_category.position LIMIT 1) AS "categorySlug"
    FROM cart JOIN cart_line ON cart_line.cart_id = cart.id LEFT JOIN variant ON variant.id = cart_line.variant_id LEFT JOIN product ON product.id = variant.product_id
    WHERE cart.id = $1 ORDER BY cart_line.position FOR UPDATE OF cart`,
};

export const DEBIT = {
  name: 'debit',
  text: `UPDATE wallet_balance SET balance_minor = balance_minor - $3::bigint WHERE account_id = $1 AND currency = $2 AND balance_minor - held_minor >= $3::bigint
    RETURNING balance_minor AS "balanceMinor"`,
};

/** The rows that many buyers want: as late as possible, and in one order for everybody. */
export const LOCK_LEVELS = {
  name: 'lock-levels',
  text: `SELECT variant_id AS "variantId", warehouse_id AS "warehouseId", on_hand - reserved AS free FROM stock_level WHERE variant_id = ANY($1::uuid[]) ORDER BY variant_id, warehouse_id FOR UPDATE`,
};

/**
 * Everything that the purchase leads to, in one round trip: $1 the order as JSON, $2 its lines, $3 its allocations, $4 streams, $5 events.
 * A stream moves on only from the version that is expected (-1: any), and only where no younger transaction was there first.
 */
export const WRITE_ORDER = {
  name: 'write-order',
  text: `WITH placed AS MATERIALIZED (
      SELECT * FROM jsonb_to_record($1::jsonb) AS placed ("orderId" uuid, number text, "buyerId" uuid, "cartId" uuid, currency text, "subtotalMinor" bigint, "shippingMinor" bigint, "totalMinor" bigint,
        at timestamptz, "promisedBy" timestamptz, "carrierId" uuid, "serviceCode" text, "paymentId" uuid, "entryId" uuid, "balanceMinor" bigint,
        recipient text, "addressLines" text[], city text, region text, "postalCode" text, "countryCode" text)
    ), line AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($2::jsonb) AS line (id uuid, position int, "variantId" uuid, "productId" uuid, sku text, name text, quantity int, "unitPriceMinor" bigint, "categorySlug" text, "merchantId" uuid)
    ), allocation AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($3::jsonb) AS allocation ("lineId" uuid, "variantId" uuid, "warehouseId" uuid, quantity int, "shipmentId" uuid)
    ), parcel AS (
      SELECT DISTINCT "shipmentId" AS id, "warehouseId" FROM allocation
    ), taken AS (
      UPDATE stock_level SET on_hand = on_hand - allocation.quantity, version = version + 1 FROM allocation
      WHERE variant_id = "variantId" AND warehouse_id = "warehouseId" AND on_hand - reserved >= allocation.quantity RETURNING variant_id
    ), reservation AS (
      INSERT INTO stock_reservation (gid, variant_id, warehouse_id, quantity, state) SELECT "orderId", "variantId", "warehouseId", quantity, 'COMMITTED' FROM placed, allocation
    ), entry AS (
      INSERT INTO wallet_entry (id, account_id, currency, kind, amount_minor, balance_minor, gid, actor, created_at)
      SELECT "entryId", "buyerId", currency, 'DEBIT', -"totalMinor", "balanceMinor", "orderId", 'order', at FROM placed
    ), ordered AS (
      INSERT INTO orders (id, number, state, version, buyer_id, cart_id, currency, subtotal_minor, shipping_minor, total_minor, placed_at, confirmed_at, promised_by, carrier_id, service_code)
      SELECT "orderId", number, 'CONFIRMED', 4, "buyerId", "cartId", currency, "subtotalMinor", "shippingMinor", "totalMinor", at, at, "promisedBy", "carrierId", "serviceCode" FROM placed
    ), lines AS (
      INSERT INTO order_line (id, order_id, position, variant_id, product_id, sku, name, quantity, unit_price_minor, currency, category_slug, merchant_id)
      SELECT id, "orderId", position, "variantId", "productId", sku, name, quantity, "unitPriceMinor", currency, "categorySlug", "merchantId" FROM placed, line
    ), allocations AS (
      INSERT INTO order_allocation (order_line_id, warehouse_id, quantity) SELECT "lineId", "warehouseId", quantity FROM allocation
    ), address AS (
      INSERT INTO order_address (order_id, recipient, lines, city, region, postal_code, country_code) SELECT "orderId", recipient, "addressLines", city, region, "postalCode", "countryCode" FROM placed
    ), paid AS (
      INSERT INTO payment (id, order_id, sequence, provider, method, state, amount_minor, currency) SELECT "paymentId", "orderId", 1, 'wallet', 'wallet', 'CAPTURED', "totalMinor", currency FROM placed
    ), closed AS (
      UPDATE cart SET state = 'ORDERED', version = version + 1, updated_at = at FROM placed WHERE id = "cartId"
    ), known AS (
      INSERT INTO known_order (order_id, buyer_id, placed_at) SELECT "orderId", "buyerId", at FROM placed
    ), shipments AS (
      INSERT INTO shipment (id, order_id, buyer_id, state, version, carrier_id, service_code, warehouse_id, country_code, postal_code, estimated_delivery, created_at)
      SELECT id, "orderId", "buyerId", 'PLANNED', 1, "carrierId", "serviceCode", "warehouseId", "countryCode", "postalCode", "promisedBy", at FROM placed, parcel
    ), contents AS (
      INSERT INTO shipment_line (shipment_id, order_line_id, quantity) SELECT "shipmentId", "lineId", quantity FROM allocation
    ), scans AS (
      INSERT INTO tracking_event (shipment_id, sequence, order_id, state, at, message) SELECT id, row_number() OVER (ORDER BY id), "orderId", 'PLANNED', at, 'The parcel is planned.' FROM placed, parcel
    ), told AS (
      INSERT INTO order_shipment (order_id, shipment_id, state, handed_over) SELECT "orderId", id, 'PLANNED', false FROM placed, parcel
    ), expected AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($4::jsonb) AS expected ("streamId" text, version int, events int)
    ), moved AS (
      INSERT INTO stream (stream_id, version, last_tx) SELECT "streamId", events, pg_current_xact_id() FROM expected ORDER BY "streamId" COLLATE "C"
      ON CONFLICT (stream_id) DO UPDATE SET version = stream.version + excluded.version, last_tx = excluded.last_tx
      WHERE stream.last_tx <= excluded.last_tx AND stream.version IN (SELECT CASE expected.version WHEN -1 THEN stream.version ELSE expected.version END FROM expected WHERE "streamId" = stream.stream_id)
      RETURNING stream_id, version
    ), appended AS (
      INSERT INTO event (stream_id, version, id, type, schema_version, data, meta, occurred_at, recorded_at)
      SELECT moved.stream_id, moved.version - behind, row.id, row.type, row."schemaVersion", row.data, row.meta, placed.at, placed.at
      FROM placed, jsonb_to_recordset($5::jsonb) AS row ("streamId" text, behind int, place int, id uuid, type text, "schemaVersion" int, data jsonb, meta jsonb) JOIN moved ON moved.stream_id = "streamId"
      ORDER BY place RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM taken) AS taken, (SELECT count(*)::int FROM appended) AS appended`,
};
