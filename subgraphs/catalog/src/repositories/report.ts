import { type Database } from '@souk/persistence';

/** What the catalog holds, in figures. */
export interface CatalogFigures {
  readonly productCount: number;
  readonly merchantCount: number;
  readonly categoryCount: number;
  readonly translatedCategoryCount: number;
  readonly productsWithoutCategory: number;
  readonly productsInUntranslatedCategories: readonly { readonly slug: string; readonly count: number }[];
  readonly productsWithoutWeightOrDimensions: number;
  readonly productsWithZeroWeight: number;
  readonly merchantsWithOddCity: number;
  readonly reviewCount: number;
  readonly reviewsByScore: readonly { readonly score: number; readonly count: number }[];
  readonly reviewSourceIdsOnSeveralOrders: number;
  readonly ordersWithSeveralReviews: number;
}

const IS_ENGLISH = `names @> '[{"locale": "en"}]'`;
/** A city that holds more, or something else, than a name. */
const ODD_CITY = '[/\\\\,0-9@-]';

/** Counts everything, or what was imported from one source, in one statement and so at one moment. */
export const readFigures = async (database: Database, source: string | undefined): Promise<CatalogFigures | undefined> => {
  const [figures] = await database.query<CatalogFigures>(
    `WITH
       products AS (SELECT id FROM product WHERE $1::text IS NULL OR source = $1),
       merchants AS (SELECT city FROM merchant WHERE $1::text IS NULL OR source = $1),
       categories AS (SELECT names FROM category WHERE $1::text IS NULL OR source = $1),
       reviews AS MATERIALIZED (SELECT order_id, score, source_id FROM review WHERE $1::text IS NULL OR source = $1),
       untranslated AS (
         SELECT category.slug, count(*) FROM category JOIN product_category ON category_id = category.id JOIN products ON products.id = product_id
         WHERE NOT ${IS_ENGLISH} GROUP BY category.slug)
     SELECT
       (SELECT count(*) FROM products) AS "productCount",
       (SELECT count(*) FROM merchants) AS "merchantCount",
       (SELECT count(*) FROM categories) AS "categoryCount",
       (SELECT count(*) FROM categories WHERE ${IS_ENGLISH}) AS "translatedCategoryCount",
       (SELECT count(*) FROM products WHERE NOT EXISTS (SELECT FROM product_category WHERE product_id = products.id)) AS "productsWithoutCategory",
       (SELECT coalesce(json_agg(untranslated ORDER BY slug), '[]') FROM untranslated) AS "productsInUntranslatedCategories",
       (SELECT count(*) FROM products WHERE EXISTS (SELECT FROM variant WHERE product_id = products.id AND num_nulls(weight_grams, length_mm, height_mm, width_mm) > 0)) AS "productsWithoutWeightOrDimensions",
       (SELECT count(*) FROM products WHERE EXISTS (SELECT FROM variant WHERE product_id = products.id AND weight_grams = 0)) AS "productsWithZeroWeight",
       (SELECT count(*) FROM merchants WHERE city ~ $2::text) AS "merchantsWithOddCity",
       (SELECT count(*) FROM reviews) AS "reviewCount",
       (SELECT json_agg(of_score ORDER BY of_score.score) FROM (SELECT score, (SELECT count(*) FROM reviews WHERE reviews.score = scores.score) FROM generate_series(1, 5) AS scores (score)) AS of_score) AS "reviewsByScore",
       (SELECT count(*) FROM (SELECT FROM reviews WHERE source_id IS NOT NULL GROUP BY source_id HAVING count(DISTINCT order_id) > 1) AS several) AS "reviewSourceIdsOnSeveralOrders",
       (SELECT count(*) FROM (SELECT FROM reviews GROUP BY order_id HAVING count(*) > 1) AS several) AS "ordersWithSeveralReviews"`,
    [source ?? null, ODD_CITY],
  );
  return figures;
};
