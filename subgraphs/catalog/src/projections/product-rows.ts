import { type CurrencyCode, type Money } from '@souk/kernel';
import { type ProductStatus } from '../domain/product.js';
import { IMPORTED_VARIANT_NAME, importedProductName, importedProductSlug } from '../domain/imported.js';
import { searchWords } from '../domain/search-words.js';
import { type ProductRow } from '../entities/product-row.js';
import { type VariantRow } from '../entities/variant-row.js';
import { type MerchantToImport, type ProductToImport } from '../repositories/catalog-import.js';

/** What makes a new product, its variants in their order; all prices are in one currency. */
export interface CreatedProduct {
  readonly productId: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly status: ProductStatus;
  readonly createdAt: Date;
  readonly variants: readonly { readonly variantId: string; readonly sku: string; readonly name: string; readonly price: Money; readonly weightGrams: number | null }[];
}

/** The row of a product that has just been created. */
export const createdProductRow = ({ productId, slug, name, description, status, createdAt, variants }: CreatedProduct): ProductRow => {
  const prices = variants.map(({ price }) => price.amountMinor);
  return {
    id: productId, slug, name, description, status, version: 1, createdAt, currency: currencyOf(variants), priceMinMinor: Math.min(...prices), priceMaxMinor: Math.max(...prices),
    nameWords: searchWords(name).join(' '), skuWords: variants.flatMap(({ sku }) => searchWords(sku)).join(' '), descriptionWords: searchWords(description ?? '').join(' '),
  };
};

/** The rows of its variants. */
export const createdVariantRows = ({ productId, variants }: Pick<CreatedProduct, 'productId' | 'variants'>): readonly VariantRow[] =>
  variants.map(({ variantId: id, sku, name, price, weightGrams }, index) => ({ id, productId, position: index + 1, sku, name, currency: price.currency, priceMinor: price.amountMinor, weightGrams, version: 1 }));

/** What an update of these fields writes. */
export const updatedColumns = ({ name, description, status }: ProductChanges, version: number): Partial<Omit<ProductRow, 'id'>> => ({
  version,
  ...(name !== undefined && { name, nameWords: searchWords(name).join(' ') }),
  ...(description !== undefined && { description, descriptionWords: searchWords(description ?? '').join(' ') }),
  ...(status !== undefined && { status }),
});

interface ProductChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly status?: ProductStatus | undefined;
}

/** An imported product: what its source's id and category lead to, beside the facts that were given. */
export const importedProduct = <Facts extends { readonly id: string; readonly sourceId: string; readonly categorySlug: string | null }>(facts: Facts): Facts & Pick<ProductToImport, 'slug' | 'name' | 'nameWords' | 'skuWords' | 'variantName'> => {
  const name = importedProductName(facts.categorySlug, facts.sourceId);
  return { ...facts, slug: importedProductSlug(facts.categorySlug, facts.sourceId), name, nameWords: searchWords(name).join(' '), skuWords: facts.sourceId, variantName: IMPORTED_VARIANT_NAME };
};

/** An imported merchant, whom the source's id names. */
export const importedMerchant = (facts: Omit<MerchantToImport, 'name'>): MerchantToImport => ({ ...facts, name: facts.sourceId });

const currencyOf = (variants: CreatedProduct['variants']): CurrencyCode | null => variants[0]?.price.currency ?? null;
