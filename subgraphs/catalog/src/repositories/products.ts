import { type CurrencyCode } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type Product, type ProductStatus } from '../domain/product.js';
import { ProductCategoryRow } from '../entities/product-category-row.js';
import { ProductRow } from '../entities/product-row.js';
import { HORIZON, type Versioned } from './versioned.js';

interface ProductRecord extends Omit<Product, 'priceRange'> {
  readonly currency: CurrencyCode | null;
  readonly priceMinMinor: number | null;
  readonly priceMaxMinor: number | null;
  readonly horizon: number;
}

export const productsById = async (database: Database, ids: readonly string[]): Promise<readonly Versioned<Product>[]> => {
  const rows = await database.query<ProductRecord>(
    `SELECT ${HORIZON}, id, slug, name, description, status, merchant_id AS "merchantId", version, source_id AS "sourceId",
       currency, price_min_minor AS "priceMinMinor", price_max_minor AS "priceMaxMinor",
       ARRAY(SELECT category_id::text FROM product_category WHERE product_id = product.id ORDER BY position) AS "categoryIds"
     FROM product WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map(({ horizon, currency, priceMinMinor, priceMaxMinor, ...product }) => {
    const isPriced = currency !== null && priceMinMinor !== null && priceMaxMinor !== null;
    const priceRange = isPriced ? { min: { amountMinor: priceMinMinor, currency }, max: { amountMinor: priceMaxMinor, currency } } : null;
    return { key: product.id, value: { ...product, priceRange }, horizon };
  });
};

export const productIdsBySlug = (database: Database, slugs: readonly string[]): Promise<readonly Versioned<string>[]> =>
  database.query<Versioned<string>>(`SELECT ${HORIZON}, slug AS key, id AS value FROM product WHERE slug = ANY($1::text[])`, [slugs]);

/** What a command decides on. */
export interface LockedProduct {
  readonly version: number;
  readonly name: string;
  readonly description: string | null;
  readonly status: ProductStatus;
}

/** The product; nobody else changes it, or a price of its variants, until the transaction ends: a price range of two prices set at once would miss one. */
export const lockProduct = async (tx: Transaction, id: string): Promise<LockedProduct | undefined> => {
  const [product] = await queryIn<LockedProduct>(tx, 'SELECT version, name, description, status FROM product WHERE id = $1 FOR UPDATE', [id]);
  return product;
};

/** Adds a product; false, and nothing is there, where the slug is taken. */
export const insertProduct = async (tx: Transaction, product: ProductRow): Promise<boolean> => {
  const { raw } = await tx.createQueryBuilder().insert().into(ProductRow).values(product).orIgnore().returning('id').execute();
  return (raw as readonly unknown[]).length > 0;
};

/** Adds products whose slugs are free. */
export const insertProducts = async (tx: Transaction, products: readonly ProductRow[]): Promise<void> => {
  if (products.length > 0) await tx.insert(ProductRow, [...products]);
};

export const updateProduct = async (tx: Transaction, id: string, changes: Partial<Omit<ProductRow, 'id'>>): Promise<void> => {
  await tx.update(ProductRow, { id }, changes);
};

/** Files the product under those categories, in that order, and no others. */
export const replaceCategories = async (tx: Transaction, productId: string, categoryIds: readonly string[]): Promise<void> => {
  await tx.delete(ProductCategoryRow, { productId });
  if (categoryIds.length > 0) await tx.insert(ProductCategoryRow, categoryIds.map((categoryId, index) => ({ productId, categoryId, position: index + 1 })));
};

export const categoriesOf = async (tx: Transaction, productId: string): Promise<readonly string[]> => {
  const rows = await tx.find(ProductCategoryRow, { where: { productId }, order: { position: 'ASC' } });
  return rows.map(({ categoryId }) => categoryId);
};

/** Brings the price ranges that lists sort by in line with the products' variants. */
export const refreshPriceRanges = async (tx: Transaction, productIds: readonly string[]): Promise<void> => {
  await queryIn(
    tx,
    `UPDATE product SET currency = prices.currency, price_min_minor = prices.lowest, price_max_minor = prices.highest
     FROM (SELECT product_id, min(currency) AS currency, min(price_minor) AS lowest, max(price_minor) AS highest FROM variant WHERE product_id = ANY($1::uuid[]) GROUP BY product_id) AS prices
     WHERE id = prices.product_id`,
    [productIds],
  );
};
