import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Tables of carts, orders and payments. `orders` is plural because ORDER is a word of SQL. */
export class CartsAndOrders1763769600100 implements MigrationInterface {
  readonly name = 'CartsAndOrders1763769600100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency, order_shipment, payment, order_address, order_allocation, order_line, orders, cart_line, cart');
  }
}

const CURRENCY = "currency IN ('BRL', 'CNY', 'EUR', 'GBP', 'JPY', 'USD')";

const STATEMENTS = [
  `CREATE TABLE cart (
    id uuid PRIMARY KEY,
    buyer_id uuid,
    state text NOT NULL CHECK (state IN ('OPEN', 'ORDERED')),
    version int NOT NULL CHECK (version >= 0),
    currency text CHECK (${CURRENCY}),
    carrier_id uuid,
    service_code text,
    shipping_minor bigint CHECK (shipping_minor >= 0),
    ship_country_code text,
    ship_postal_code text,
    deliver_by timestamptz,
    quote_valid_until timestamptz,
    quote_weight_grams int,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`,
  // An account fills one cart at a time.
  "CREATE UNIQUE INDEX cart_open_of_buyer ON cart (buyer_id) WHERE state = 'OPEN'",
  `CREATE TABLE cart_line (
    id uuid PRIMARY KEY,
    cart_id uuid NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    variant_id uuid NOT NULL,
    position int NOT NULL CHECK (position >= 1),
    quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
    price_at_add_minor bigint NOT NULL CHECK (price_at_add_minor >= 0),
    currency text NOT NULL CHECK (${CURRENCY}),
    UNIQUE (cart_id, variant_id)
  )`,
  `CREATE TABLE orders (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    state text NOT NULL CHECK (state IN ('PENDING', 'CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED')),
    version int NOT NULL CHECK (version >= 1),
    buyer_id uuid,
    cart_id uuid,
    currency text NOT NULL CHECK (${CURRENCY}),
    subtotal_minor bigint NOT NULL,
    shipping_minor bigint NOT NULL,
    total_minor bigint NOT NULL CHECK (total_minor = subtotal_minor + shipping_minor),
    placed_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    shipped_at timestamptz,
    delivered_at timestamptz,
    cancelled_at timestamptz,
    promised_by timestamptz,
    carrier_id uuid,
    service_code text,
    source text,
    source_status text,
    import_flags text[] NOT NULL DEFAULT '{}',
    address_source_id text,
    CHECK ((source IS NULL) = (source_status IS NULL))
  )`,
  'CREATE INDEX orders_newest ON orders (placed_at DESC, id DESC)',
  'CREATE INDEX orders_of_buyer ON orders (buyer_id, placed_at DESC, id DESC)',
  'CREATE INDEX orders_by_state ON orders (state, placed_at DESC, id DESC)',
  "CREATE INDEX orders_by_flag ON orders USING gin (import_flags) WHERE import_flags <> '{}'",
  // A cart is ordered once; an attempt that was cancelled does not count.
  "CREATE UNIQUE INDEX order_live_cart ON orders (cart_id) WHERE cart_id IS NOT NULL AND state <> 'CANCELLED'",
  `CREATE TABLE order_line (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES orders (id),
    position int NOT NULL,
    variant_id uuid,
    product_id uuid,
    sku text NOT NULL,
    name text NOT NULL,
    quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
    unit_price_minor bigint NOT NULL,
    shipping_minor bigint,
    currency text NOT NULL CHECK (${CURRENCY}),
    category_slug text,
    merchant_id uuid,
    ship_by timestamptz,
    UNIQUE (order_id, position)
  )`,
  `CREATE TABLE order_allocation (
    order_line_id uuid NOT NULL REFERENCES order_line (id),
    warehouse_id uuid NOT NULL,
    quantity int NOT NULL CHECK (quantity >= 1),
    PRIMARY KEY (order_line_id, warehouse_id)
  )`,
  // Personal data, in a table of its own so that it can be erased while the order stays.
  `CREATE TABLE order_address (
    order_id uuid PRIMARY KEY REFERENCES orders (id),
    recipient text,
    lines text[] NOT NULL,
    city text,
    region text,
    postal_code text NOT NULL,
    country_code text NOT NULL
  )`,
  `CREATE TABLE payment (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES orders (id),
    sequence int NOT NULL,
    provider text NOT NULL,
    method text,
    installments int,
    state text NOT NULL CHECK (state IN ('PENDING', 'AUTHORIZED', 'CAPTURED', 'VOIDED', 'REFUNDED', 'FAILED')),
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND amount_minor),
    currency text NOT NULL CHECK (${CURRENCY}),
    decline_code text,
    provider_reference text,
    UNIQUE (order_id, sequence)
  )`,
  // What logistics told of an order's parcels: the order has shipped when all of them have.
  `CREATE TABLE order_shipment (
    order_id uuid NOT NULL REFERENCES orders (id),
    shipment_id uuid NOT NULL,
    state text NOT NULL,
    handed_over boolean NOT NULL,
    PRIMARY KEY (order_id, shipment_id)
  )`,
  `CREATE TABLE idempotency (
    scope text NOT NULL,
    key text NOT NULL,
    operation text NOT NULL,
    body_hash text NOT NULL,
    order_id uuid,
    answer jsonb,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
  )`,
  'CREATE INDEX idempotency_expired ON idempotency (expires_at)',
];
