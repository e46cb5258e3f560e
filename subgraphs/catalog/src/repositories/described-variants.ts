import { type CurrencyCode } from '@souk/kernel';
import { type Database } from '@souk/persistence';

/** What other services are told of a variant. */
export interface DescribedVariant {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly productId: string;
  readonly productName: string;
  readonly isActive: boolean;
  readonly priceMinor: number | null;
  readonly currency: CurrencyCode | null;
  readonly weightGrams: number | null;
  readonly free: number;
  readonly categorySlug: string | null;
  readonly merchantId: string | null;
}

/** Those of the variants that are there, as they are at this moment: what is sold is priced by it, so it is never read from a cache. */
export const describedVariants = (database: Database, ids: readonly string[]): Promise<readonly DescribedVariant[]> =>
  database.query<DescribedVariant>(
    `SELECT variant.id, variant.sku, variant.name, product.id AS "productId", product.name AS "productName", product.status = 'ACTIVE' AS "isActive",
       variant.price_minor AS "priceMinor", variant.currency, variant.weight_grams AS "weightGrams", product.merchant_id AS "merchantId",
       (SELECT coalesce(sum(on_hand - reserved), 0)::bigint FROM stock_level WHERE variant_id = variant.id) AS free,
       (SELECT category.slug FROM product_category JOIN category ON category.id = category_id WHERE product_id = product.id ORDER BY product_category.position LIMIT 1) AS "categorySlug"
     FROM variant JOIN product ON product.id = variant.product_id WHERE variant.id = ANY($1::uuid[])`,
    [ids],
  );
