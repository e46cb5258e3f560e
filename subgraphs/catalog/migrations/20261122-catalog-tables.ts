import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Products, variants, prices, categories, merchants, reviews, stock and its reservations, and clients' idempotency keys. */
export class CatalogTables1795305600000 implements MigrationInterface {
  readonly name = 'CatalogTables1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE category (
        id uuid PRIMARY KEY,
        slug text COLLATE "C" NOT NULL CONSTRAINT category_slug UNIQUE,
        parent_id uuid REFERENCES category,
        position integer NOT NULL CHECK (position >= 0),
        -- [{ "locale": "en", "text": "…" }]
        names jsonb NOT NULL,
        -- The system that an import took it from; null for our own. So in all tables.
        source text
      );

      CREATE TABLE merchant (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        city text,
        region text,
        postal_code text,
        source text,
        source_id text
      );

      CREATE TABLE product (
        id uuid PRIMARY KEY,
        slug text COLLATE "C" NOT NULL CONSTRAINT product_slug UNIQUE,
        name text NOT NULL,
        description text,
        status text NOT NULL CHECK (status IN ('DRAFT', 'ACTIVE', 'ARCHIVED')),
        merchant_id uuid REFERENCES merchant,
        version integer NOT NULL CHECK (version > 0),
        created_at timestamptz NOT NULL,
        -- Lowest and highest price of its variants, kept here so that lists can sort by them.
        currency text,
        price_min_minor bigint,
        price_max_minor bigint,
        -- Words of name, SKUs and description, folded by the service; see domain/search-words.ts.
        name_words text NOT NULL,
        sku_words text NOT NULL,
        description_words text NOT NULL,
        search tsvector NOT NULL GENERATED ALWAYS AS (
          setweight(to_tsvector('simple'::regconfig, name_words), 'A') || setweight(to_tsvector('simple'::regconfig, sku_words), 'B')
          || setweight(to_tsvector('simple'::regconfig, description_words), 'C')) STORED,
        source text,
        source_id text,
        source_photo_count integer,
        source_name_length integer,
        source_description_length integer,
        CHECK ((currency IS NULL) = (price_min_minor IS NULL) AND (currency IS NULL) = (price_max_minor IS NULL))
      );
      CREATE INDEX product_newest ON product (created_at DESC, id DESC);
      CREATE INDEX product_price_asc ON product ((coalesce(price_min_minor, 9007199254740991)), id);
      CREATE INDEX product_price_desc ON product ((coalesce(price_min_minor, -1)), id);
      CREATE INDEX product_search ON product USING gin (search);

      CREATE TABLE product_category (
        product_id uuid NOT NULL REFERENCES product,
        category_id uuid NOT NULL REFERENCES category,
        position integer NOT NULL CHECK (position > 0),
        PRIMARY KEY (product_id, category_id)
      );
      CREATE INDEX product_category_category ON product_category (category_id, product_id);

      CREATE TABLE variant (
        id uuid PRIMARY KEY,
        product_id uuid NOT NULL REFERENCES product,
        position integer NOT NULL CHECK (position > 0),
        sku text COLLATE "C" NOT NULL CONSTRAINT variant_sku UNIQUE,
        name text NOT NULL,
        currency text,
        price_minor bigint CHECK (price_minor >= 0),
        weight_grams integer CHECK (weight_grams >= 0),
        length_mm integer CHECK (length_mm >= 0),
        height_mm integer CHECK (height_mm >= 0),
        width_mm integer CHECK (width_mm >= 0),
        version integer NOT NULL CHECK (version > 0),
        UNIQUE (product_id, position),
        CHECK ((currency IS NULL) = (price_minor IS NULL))
      );

      -- The last word on overselling: whatever the service decides, reserved never exceeds on_hand.
      CREATE TABLE stock_level (
        variant_id uuid NOT NULL REFERENCES variant,
        warehouse_id uuid NOT NULL,
        on_hand integer NOT NULL,
        reserved integer NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        PRIMARY KEY (variant_id, warehouse_id),
        CONSTRAINT stock_level_covers_reserved CHECK (reserved >= 0 AND on_hand >= reserved)
      ) WITH (fillfactor = 70);

      CREATE TABLE stock_reservation (
        gid uuid NOT NULL,
        variant_id uuid NOT NULL,
        warehouse_id uuid NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        state text NOT NULL CHECK (state IN ('RESERVED', 'RELEASED', 'COMMITTED', 'RETURNED')),
        PRIMARY KEY (gid, variant_id, warehouse_id)
      );

      -- order_id names an order of another database. A source's review id may stand on several orders.
      CREATE TABLE review (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL,
        score integer NOT NULL CHECK (score BETWEEN 1 AND 5),
        created_at timestamptz NOT NULL,
        answered_at timestamptz,
        source text,
        source_id text
      );
      CREATE TABLE product_review (
        product_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        review_id uuid NOT NULL REFERENCES review,
        PRIMARY KEY (product_id, created_at, review_id)
      );

      CREATE TABLE idempotency (
        scope text COLLATE "C" NOT NULL,
        key uuid NOT NULL,
        operation text NOT NULL,
        body_hash text NOT NULL,
        answer jsonb,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (scope, key)
      );
      CREATE INDEX idempotency_end ON idempotency (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency, product_review, review, stock_reservation, stock_level, variant, product_category, product, merchant, category');
  }
}
