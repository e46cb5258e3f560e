import { type Database } from '@souk/persistence';
import { type ProductPage, type ProductPageSpec, type ProductSelection, type ProductSort } from '../domain/product-page.js';
import { HORIZON, type Versioned } from './versioned.js';

/** Pages for each specification, in one statement whatever their number. */
export const productPages = (database: Database, specs: ReadonlyMap<string, ProductPageSpec>): Promise<readonly Versioned<ProductPage>[]> => {
  const parameters = new Parameters();
  const pages = [...specs].map(([key, spec]) => `SELECT ${parameters.add(key)}::text, (SELECT coalesce(json_agg(row), '[]') FROM (${pageSql(spec, parameters)}) AS row)`);
  return database.query(`SELECT ${HORIZON}, page.key, page.value FROM (${pages.join(' UNION ALL ')}) AS page (key, value)`, parameters.values);
};

/** How many products each selection has, in one statement. */
export const productCounts = (database: Database, selections: ReadonlyMap<string, ProductSelection>): Promise<readonly Versioned<number>[]> => {
  const parameters = new Parameters();
  const counts = [...selections].map(([key, selection]) => `SELECT ${parameters.add(key)}::text, (SELECT count(*) FROM product WHERE ${conditions(selection, parameters).join(' AND ')})`);
  return database.query(`SELECT ${HORIZON}, counted.key, counted.value FROM (${counts.join(' UNION ALL ')}) AS counted (key, value)`, parameters.values);
};

/** The parameters of one statement; texts of clients are never part of it. */
class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

interface SortOrder {
  readonly expression: string;
  readonly type: 'timestamptz' | 'bigint' | 'float8';
  readonly direction: 'ASC' | 'DESC';
}

/** Products without a price come last in both directions. The expressions are those of the indexes. */
const SORT_ORDERS: Readonly<Record<Exclude<ProductSort, 'RELEVANCE'>, SortOrder>> = {
  NEWEST: { expression: 'product.created_at', type: 'timestamptz', direction: 'DESC' },
  PRICE_ASC: { expression: 'coalesce(product.price_min_minor, 9007199254740991)', type: 'bigint', direction: 'ASC' },
  PRICE_DESC: { expression: 'coalesce(product.price_min_minor, -1)', type: 'bigint', direction: 'DESC' },
};

const pageSql = (spec: ProductPageSpec, parameters: Parameters): string => {
  const { expression, type, direction } = spec.sort === 'RELEVANCE' ? byScore(spec.words ?? [], parameters) : SORT_ORDERS[spec.sort];
  const where = conditions(spec, parameters);
  if (spec.after !== null) {
    where.push(`(${expression}, product.id) ${direction === 'ASC' ? '>' : '<'} (${parameters.add(spec.after.key)}::${type}, ${parameters.add(spec.after.id)}::uuid)`);
  }
  return `SELECT product.id, ${expression} AS key FROM product WHERE ${where.join(' AND ')} ORDER BY ${expression} ${direction}, product.id ${direction} LIMIT ${parameters.add(spec.limit + 1)}::integer`;
};

const byScore = (words: readonly string[], parameters: Parameters): SortOrder => ({ expression: `ts_rank(product.search, ${tsQuery(words, parameters)})::float8`, type: 'float8', direction: 'DESC' });

/** Words are letters and digits only (domain/search-words.ts), so that none is read as an operator. */
const tsQuery = (words: readonly string[], parameters: Parameters): string => `to_tsquery('simple', ${parameters.add(words.map((word) => `${word}:*`).join(' & '))}::text)`;

const conditions = ({ words, within, price, inStock, withHidden }: ProductSelection, parameters: Parameters): string[] => [
  withHidden ? 'true' : "product.status = 'ACTIVE'",
  ...(words === null ? [] : words.length === 0 ? ['false'] : [`product.search @@ ${tsQuery(words, parameters)}`]),
  ...within.map((categoryIds) => `EXISTS (SELECT FROM product_category WHERE product_id = product.id AND category_id = ANY(${parameters.add(categoryIds)}::uuid[]))`),
  ...(price === null ? [] : [`EXISTS (SELECT FROM variant WHERE product_id = product.id AND ${priceConditions(price, parameters).join(' AND ')})`]),
  ...(inStock === null ? [] : [`${inStock ? '' : 'NOT '}EXISTS (SELECT FROM variant JOIN stock_level ON variant_id = variant.id WHERE product_id = product.id AND on_hand > reserved)`]),
];

const priceConditions = ({ currency, minMinor, maxMinor }: NonNullable<ProductSelection['price']>, parameters: Parameters): readonly string[] => [
  `currency = ${parameters.add(currency)}::text`,
  ...(minMinor === null ? [] : [`price_minor >= ${parameters.add(minMinor)}::bigint`]),
  ...(maxMinor === null ? [] : [`price_minor <= ${parameters.add(maxMinor)}::bigint`]),
];
