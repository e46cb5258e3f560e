import { type Database } from '@souk/persistence';
import { type Review } from '../domain/review.js';
import { HORIZON, type Versioned } from './versioned.js';

export const reviewsById = async (database: Database, ids: readonly string[]): Promise<readonly Versioned<Review>[]> => {
  const rows = await database.query<Omit<Review, 'createdAt'> & { createdAt: Date; horizon: number }>(
    `SELECT ${HORIZON}, id, order_id AS "orderId", score, created_at AS "createdAt" FROM review WHERE id = ANY($1::uuid[])`, [ids]);
  return rows.map(({ horizon, createdAt, ...review }) => ({ key: review.id, value: { ...review, createdAt: createdAt.toISOString() }, horizon }));
};

/** A page of one product's reviews, newest first. */
export interface ReviewPageSpec {
  readonly productId: string;
  readonly limit: number;
  readonly after: { readonly createdAt: string; readonly id: string } | null;
}

/** Up to `limit + 1` reviews for each specification, in one statement whatever their number. */
export const reviewPages = (database: Database, specs: ReadonlyMap<string, ReviewPageSpec>): Promise<readonly Versioned<readonly Review[]>[]> => {
  const all = [...specs];
  return database.query<Versioned<readonly Review[]>>(
    `SELECT ${HORIZON}, page.key, (
       SELECT coalesce(json_agg(row), '[]') FROM (
         SELECT review.id, review.order_id AS "orderId", review.score, review.created_at AS "createdAt"
         FROM product_review JOIN review ON review.id = product_review.review_id
         WHERE product_review.product_id = page.product_id
           AND (page.after_id IS NULL OR (product_review.created_at, product_review.review_id) < (page.after_created_at, page.after_id))
         ORDER BY product_review.created_at DESC, product_review.review_id DESC LIMIT page.size + 1) AS row) AS value
     FROM unnest($1::text[], $2::uuid[], $3::integer[], $4::timestamptz[], $5::uuid[]) AS page (key, product_id, size, after_created_at, after_id)`,
    [all.map(([key]) => key), all.map(([, { productId }]) => productId), all.map(([, { limit }]) => limit), all.map(([, { after }]) => after?.createdAt ?? null), all.map(([, { after }]) => after?.id ?? null)],
  );
};
