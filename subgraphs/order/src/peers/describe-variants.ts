import { isCurrencyCode, money, type Money } from '@souk/kernel';
import { type CallOptions, type Client } from '@souk/rpc';
import { type CatalogService, type Variant } from '@souk/schema/rpc/catalog';

/** What the catalog says of a variant now. */
export interface CatalogVariant {
  readonly variantId: string;
  readonly sku: string;
  readonly name: string;
  readonly productId: string;
  readonly productName: string;
  /** Of an active product. */
  readonly sellable: boolean;
  readonly price: Money | null;
  readonly weightGrams: number | null;
  /** Units that are free. */
  readonly available: number;
  readonly categorySlug: string | null;
  readonly merchantId: string | null;
}

/** Variants that one call asks for at most; the contract's own limit. */
export const MAX_DESCRIBED = 1_000;

/** What the catalog says of these variants, by id; unknown ones are left out. At most MAX_DESCRIBED. Throws ConnectError where it cannot be asked. `call` hands on whose call this is part of. */
export const describeVariants = async (catalog: Client<typeof CatalogService>, variantIds: readonly string[], call: CallOptions = {}): Promise<ReadonlyMap<string, CatalogVariant>> => {
  if (variantIds.length === 0) return new Map();
  const { variants } = await catalog.describeVariants({ variantIds: [...variantIds] }, call);
  return new Map(variants.map((variant) => [variant.id, toCatalogVariant(variant)]));
};

const toCatalogVariant = ({ id, sku, name, productId, productName, sellable, priceMinor, currency, weightGrams, sellableQuantity, categorySlug, merchantId }: Variant): CatalogVariant => ({
  variantId: id, sku, name, productId, productName, sellable,
  price: priceMinor !== undefined && currency !== undefined && isCurrencyCode(currency) ? money(Number(priceMinor), currency) : null,
  weightGrams: weightGrams ?? null,
  available: sellableQuantity,
  categorySlug: categorySlug ?? null,
  merchantId: merchantId ?? null,
});
