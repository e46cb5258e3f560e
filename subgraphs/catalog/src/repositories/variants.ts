import { type CurrencyCode, type Money } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type Variant } from '../domain/variant.js';
import { VariantRow } from '../entities/variant-row.js';
import { HORIZON, type Versioned } from './versioned.js';

interface VariantRecord extends Omit<Variant, 'price' | 'dimensions'> {
  readonly currency: CurrencyCode | null;
  readonly priceMinor: number | null;
  readonly lengthMm: number | null;
  readonly heightMm: number | null;
  readonly widthMm: number | null;
}

const COLUMNS = `id, product_id AS "productId", sku, name, currency, price_minor AS "priceMinor", weight_grams AS "weightGrams",
  length_mm AS "lengthMm", height_mm AS "heightMm", width_mm AS "widthMm", version`;

export const variantsById = async (database: Database, ids: readonly string[]): Promise<readonly Versioned<Variant>[]> => {
  const rows = await database.query<VariantRecord & { horizon: number }>(`SELECT ${HORIZON}, ${COLUMNS} FROM variant WHERE id = ANY($1::uuid[])`, [ids]);
  return rows.map(({ horizon, ...record }) => ({ key: record.id, value: toVariant(record), horizon }));
};

export const variantIdsBySku = (database: Database, skus: readonly string[]): Promise<readonly Versioned<string>[]> =>
  database.query<Versioned<string>>(`SELECT ${HORIZON}, sku AS key, id AS value FROM variant WHERE sku = ANY($1::text[])`, [skus]);

/** All variants of each product, by position; a product without any has an empty list. */
export const variantsOfProducts = async (database: Database, productIds: readonly string[]): Promise<readonly Versioned<readonly Variant[]>[]> => {
  const rows = await database.query<Versioned<readonly VariantRecord[]>>(
    `SELECT ${HORIZON}, key, (SELECT coalesce(json_agg(row), '[]') FROM (SELECT ${COLUMNS} FROM variant WHERE product_id = key ORDER BY position) AS row) AS value
     FROM unnest($1::uuid[]) AS key`,
    [productIds],
  );
  return rows.map(({ value, ...row }) => ({ ...row, value: value.map(toVariant) }));
};

const toVariant = ({ currency, priceMinor, lengthMm, heightMm, widthMm, ...variant }: VariantRecord): Variant => ({
  ...variant,
  price: currency !== null && priceMinor !== null ? { amountMinor: priceMinor, currency } : null,
  dimensions: lengthMm !== null && heightMm !== null && widthMm !== null ? { lengthMm, heightMm, widthMm } : null,
});

/** Throws a unique violation of `variant_sku` where a SKU is taken. */
export const insertVariants = async (tx: Transaction, variants: readonly VariantRow[]): Promise<void> => {
  if (variants.length > 0) await tx.insert(VariantRow, [...variants]);
};

/** Those of the SKUs that are there already. */
export const takenSkus = async (tx: Transaction, skus: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await queryIn<{ sku: string }>(tx, 'SELECT sku FROM variant WHERE sku = ANY($1::text[])', [skus]);
  return new Set(rows.map(({ sku }) => sku));
};

export const productOfVariant = async (tx: Transaction, variantId: string): Promise<string | undefined> => {
  const [row] = await queryIn<{ productId: string }>(tx, 'SELECT product_id AS "productId" FROM variant WHERE id = $1', [variantId]);
  return row?.productId;
};

export interface PricedVariant {
  readonly id: string;
  readonly version: number;
  readonly priceMinor: number | null;
  readonly currency: CurrencyCode | null;
}

/** What the product's variants cost; lock the product first. */
export const pricesOf = (tx: Transaction, productId: string): Promise<readonly PricedVariant[]> =>
  queryIn<PricedVariant>(tx, 'SELECT id, version, price_minor AS "priceMinor", currency FROM variant WHERE product_id = $1', [productId]);

/** Sets prices in one statement, each variant once. */
export const setPrices = async (tx: Transaction, changes: readonly { readonly variantId: string; readonly price: Money; readonly version: number }[]): Promise<void> => {
  await queryIn(tx,
    `UPDATE variant SET price_minor = change.price_minor, currency = change.currency, version = change.version
     FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::integer[]) AS change (id, price_minor, currency, version) WHERE variant.id = change.id`,
    [changes.map(({ variantId }) => variantId), changes.map(({ price }) => price.amountMinor), changes.map(({ price }) => price.currency), changes.map(({ version }) => version)]);
};
