import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Warehouses, carriers and their rates, shipments with lines and tracking events, and what logistics keeps of orders. */
export class LogisticsTables1795305600000 implements MigrationInterface {
  readonly name = 'LogisticsTables1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE warehouse (
        id uuid PRIMARY KEY,
        code text NOT NULL CONSTRAINT warehouse_code UNIQUE,
        name text NOT NULL,
        country_code text NOT NULL,
        postal_code text NOT NULL
      );

      CREATE TABLE carrier (
        id uuid PRIMARY KEY,
        code text NOT NULL CONSTRAINT carrier_code UNIQUE,
        name text NOT NULL
      );

      CREATE TABLE carrier_service (
        carrier_id uuid NOT NULL REFERENCES carrier,
        code text NOT NULL,
        position integer NOT NULL CHECK (position > 0),
        name text NOT NULL,
        currency text NOT NULL,
        base_price_minor bigint NOT NULL CHECK (base_price_minor >= 0),
        price_per_kg_minor bigint NOT NULL CHECK (price_per_kg_minor >= 0),
        min_days integer NOT NULL CHECK (min_days >= 0),
        max_days integer NOT NULL CHECK (max_days >= min_days),
        country_codes text[] NOT NULL,
        PRIMARY KEY (carrier_id, code)
      );

      -- Carrier and warehouse are what the order names: an order is shipped even where it names one that is not here.
      CREATE TABLE shipment (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL,
        buyer_id uuid,
        state text NOT NULL CHECK (state IN ('PLANNED', 'PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNING', 'RETURNED', 'CANCELLED')),
        version integer NOT NULL CHECK (version > 0),
        carrier_id uuid,
        service_code text,
        tracking_number text,
        warehouse_id uuid,
        merchant_id uuid,
        country_code text NOT NULL,
        postal_code text NOT NULL,
        estimated_delivery timestamptz,
        handed_over_at timestamptz,
        delivered_at timestamptz,
        ship_by timestamptz,
        -- The system that an import took it from; null for our own.
        source text,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX shipment_order ON shipment (order_id);

      CREATE TABLE shipment_line (
        shipment_id uuid NOT NULL REFERENCES shipment,
        order_line_id uuid NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        PRIMARY KEY (shipment_id, order_line_id)
      );

      -- sequence: the event's version in the stream of its order; 0 for imported ones.
      CREATE TABLE tracking_event (
        shipment_id uuid NOT NULL REFERENCES shipment,
        sequence integer NOT NULL CHECK (sequence >= 0),
        order_id uuid NOT NULL,
        state text NOT NULL,
        at timestamptz NOT NULL,
        place text,
        message text NOT NULL,
        -- The carrier's or client's id of the scan; null for our own steps.
        idempotency_key text,
        PRIMARY KEY (shipment_id, sequence, state),
        CONSTRAINT tracking_event_key UNIQUE (shipment_id, idempotency_key)
      );
      CREATE UNIQUE INDEX tracking_event_sequence ON tracking_event (order_id, sequence) WHERE sequence > 0;

      -- What order's events tell: who may follow a delivery before it is planned, and which orders must not be shipped any more.
      CREATE TABLE known_order (
        order_id uuid PRIMARY KEY,
        buyer_id uuid,
        placed_at timestamptz,
        cancelled_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE known_order, tracking_event, shipment_line, shipment, carrier_service, carrier, warehouse');
  }
}
