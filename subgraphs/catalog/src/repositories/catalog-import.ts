import { queryIn, type Transaction } from '@souk/persistence';
import { type LocalizedText } from '../domain/category.js';

export interface CategoryToImport {
  readonly id: string;
  readonly slug: string;
  readonly names: readonly LocalizedText[];
}

export interface MerchantToImport {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly sourceId: string;
}

export interface ProductToImport {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly nameWords: string;
  readonly skuWords: string;
  readonly sourceId: string;
  readonly categorySlug: string | null;
  readonly variantName: string;
  readonly weightGrams: number | null;
  readonly lengthMm: number | null;
  readonly heightMm: number | null;
  readonly widthMm: number | null;
  readonly photoCount: number | null;
  readonly nameLength: number | null;
  readonly descriptionLength: number | null;
}

interface ReviewFacts {
  readonly id: string;
  readonly orderId: string;
  readonly score: number;
  readonly createdAt: Date;
  readonly answeredAt: Date | null;
  readonly sourceId: string | null;
}

export interface ReviewToImport extends ReviewFacts {
  readonly productIds: readonly string[];
}

// Each adds what is not there yet, in one statement, in one order for everybody, so that two imports never wait for each other; gives the ids that are new.

export const importCategories = (tx: Transaction, source: string, categories: readonly CategoryToImport[]): Promise<ReadonlySet<string>> =>
  inserted(
    tx,
    `INSERT INTO category (id, slug, position, names, source)
     SELECT id, slug, 0, names, $1 FROM unnest($2::uuid[], $3::text[], $4::jsonb[]) AS row (id, slug, names) ORDER BY slug COLLATE "C"
     ON CONFLICT (slug) DO NOTHING RETURNING id`,
    [source, categories.map(({ id }) => id), categories.map(({ slug }) => slug), categories.map(({ names }) => JSON.stringify(names))],
  );

export const importMerchants = (tx: Transaction, source: string, merchants: readonly MerchantToImport[]): Promise<ReadonlySet<string>> =>
  inserted(
    tx,
    `INSERT INTO merchant (id, name, city, region, postal_code, source, source_id)
     SELECT id, name, city, region, postal_code, $1, source_id
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS row (id, name, city, region, postal_code, source_id) ORDER BY id
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [source, ...columns(merchants, ['id', 'name', 'city', 'region', 'postalCode', 'sourceId'])],
  );

/** When a source added its products is not known: they come last among the newest. */
const UNKNOWN_AGE = new Date(0);

/** With their one variant, which has the product's id. Their categories are there. Throws a unique violation where another product has the slug or the SKU. */
export const importProducts = async (tx: Transaction, source: string, products: readonly ProductToImport[]): Promise<ReadonlySet<string>> => {
  const newIds = await inserted(
    tx,
    `INSERT INTO product (id, slug, name, status, version, created_at, name_words, sku_words, description_words, source, source_id, source_photo_count, source_name_length, source_description_length)
     SELECT id, slug, name, 'ACTIVE', 1, $2, name_words, sku_words, '', $1, source_id, photo_count, name_length, description_length
     FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::integer[], $10::integer[], $11::integer[])
       AS row (id, slug, name, name_words, sku_words, source_id, photo_count, name_length, description_length) ORDER BY id
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [source, UNKNOWN_AGE, ...columns(products, ['id', 'slug', 'name', 'nameWords', 'skuWords', 'sourceId', 'photoCount', 'nameLength', 'descriptionLength'])],
  );
  const fresh = products.filter(({ id }) => newIds.has(id));
  await queryIn(
    tx,
    `INSERT INTO variant (id, product_id, position, sku, name, weight_grams, length_mm, height_mm, width_mm, version)
     SELECT id, id, 1, sku, name, weight_grams, length_mm, height_mm, width_mm, 1
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::integer[]) AS row (id, sku, name, weight_grams, length_mm, height_mm, width_mm) ORDER BY id`,
    columns(fresh, ['id', 'sourceId', 'variantName', 'weightGrams', 'lengthMm', 'heightMm', 'widthMm']),
  );
  await queryIn(
    tx,
    `INSERT INTO product_category (product_id, category_id, position)
     SELECT row.id, category.id, 1 FROM unnest($1::uuid[], $2::text[]) AS row (id, category_slug) JOIN category ON category.slug = row.category_slug ORDER BY row.id`,
    columns(fresh, ['id', 'categorySlug']),
  );
  return newIds;
};

/** The reviews alone, without what says which products they are about. */
export const insertReviews = (tx: Transaction, source: string | null, reviews: readonly ReviewFacts[]): Promise<ReadonlySet<string>> =>
  inserted(
    tx,
    `INSERT INTO review (id, order_id, score, created_at, answered_at, source, source_id)
     SELECT id, order_id, score, created_at, answered_at, $1, source_id
     FROM unnest($2::uuid[], $3::uuid[], $4::integer[], $5::timestamptz[], $6::timestamptz[], $7::text[]) AS row (id, order_id, score, created_at, answered_at, source_id) ORDER BY id
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [source, ...columns(reviews, ['id', 'orderId', 'score', 'createdAt', 'answeredAt', 'sourceId'])],
  );

export const importReviews = async (tx: Transaction, source: string, reviews: readonly ReviewToImport[]): Promise<ReadonlySet<string>> => {
  const newIds = await insertReviews(tx, source, reviews);
  const links = reviews.filter(({ id }) => newIds.has(id)).flatMap(({ id, createdAt, productIds }) => productIds.map((productId) => ({ id, createdAt, productId })));
  await queryIn(
    tx,
    `INSERT INTO product_review (product_id, created_at, review_id)
     SELECT product_id, created_at, review_id FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS row (product_id, created_at, review_id) ORDER BY product_id, created_at, review_id ON CONFLICT DO NOTHING`,
    columns(links, ['productId', 'createdAt', 'id']),
  );
  return newIds;
};

/** Those of the slugs that categories have. */
export const knownCategorySlugs = async (tx: Transaction, slugs: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await queryIn<{ slug: string }>(tx, 'SELECT slug FROM category WHERE slug = ANY($1::text[])', [slugs]);
  return new Set(rows.map(({ slug }) => slug));
};

export const countCategories = async (tx: Transaction): Promise<number> => {
  const [row] = await queryIn<{ count: number }>(tx, 'SELECT count(*) AS count FROM category');
  return row?.count ?? 0;
};

const inserted = async (tx: Transaction, sql: string, parameters: readonly unknown[]): Promise<ReadonlySet<string>> => {
  const rows = await queryIn<{ id: string }>(tx, sql, parameters);
  return new Set(rows.map(({ id }) => id));
};

/** One array per column, for UNNEST. */
const columns = <Row, Name extends keyof Row>(rows: readonly Row[], names: readonly Name[]): readonly unknown[][] => names.map((name) => rows.map((row) => row[name]));
