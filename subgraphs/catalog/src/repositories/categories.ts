import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type Category } from '../domain/category.js';
import { CategoryRow } from '../entities/category-row.js';
import { HORIZON, type Versioned } from './versioned.js';

/** Every category, as one value under that key: there are at most 1,000, and a tree is walked. */
export const allCategories = (database: Database, key: string): Promise<readonly Versioned<readonly Category[]>[]> =>
  database.query<Versioned<readonly Category[]>>(
    `SELECT ${HORIZON}, $1::text AS key,
       (SELECT coalesce(json_agg(row), '[]') FROM (SELECT id, slug, parent_id AS "parentId", position, names FROM category ORDER BY slug) AS row) AS value`,
    [key],
  );

/** Every category; until the transaction ends nobody else adds one, so that number, depth and position stay what they were found to be. */
export const lockCategories = async (tx: Transaction): Promise<readonly Category[]> => {
  await queryIn(tx, 'LOCK TABLE category IN SHARE ROW EXCLUSIVE MODE');
  return tx.find(CategoryRow);
};

export const insertCategories = async (tx: Transaction, categories: readonly Category[]): Promise<void> => {
  if (categories.length > 0) await tx.insert(CategoryRow, categories.map((category) => ({ ...category, names: [...category.names] })));
};

/** Those of the ids that are there. */
export const existingCategories = async (tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await queryIn<{ id: string }>(tx, 'SELECT id FROM category WHERE id = ANY($1::uuid[])', [ids]);
  return new Set(rows.map(({ id }) => id));
};
