import { type Projection, type StoredEvent } from '@souk/events';
import { type Transaction } from '@souk/persistence';
import { catalogEvents, readEvent } from '@souk/schema/events';
import { importMerchants, importProducts } from '../repositories/catalog-import.js';
import { insertCategories } from '../repositories/categories.js';
import { insertProducts, refreshPriceRanges, replaceCategories, updateProduct } from '../repositories/products.js';
import { insertVariants, setPrices } from '../repositories/variants.js';
import { createdProductRow, createdVariantRows, importedMerchant, importedProduct, updatedColumns } from './product-rows.js';

const { CategoryCreated, MerchantImported, ProductCreated, ProductImported, ProductUpdated, VariantPriceSet } = catalogEvents;

/** Categories, merchants, and products with their variants and prices. Commands insert first and append what was new; both make their rows by product-rows.ts. */
export const productProjection: Projection = {
  name: 'products',
  tables: [
    { name: 'category', kept: ['position', 'source'] },
    { name: 'merchant', kept: ['city', 'region', 'postal_code'] },
    { name: 'product', kept: ['description', 'description_words', 'created_at', 'source_photo_count', 'source_name_length', 'source_description_length'] },
    { name: 'variant', kept: ['weight_grams', 'length_mm', 'height_mm', 'width_mm'] },
    { name: 'product_category' },
  ],
  handles: { [CategoryCreated.type]: 1, [MerchantImported.type]: 1, [ProductCreated.type]: 1, [ProductImported.type]: 1, [ProductUpdated.type]: 1, [VariantPriceSet.type]: 1 },
  apply: async (tx, events) => {
    const of = (type: string): readonly StoredEvent[] => events.filter((event) => event.type === type);
    await insertCategories(tx, of(CategoryCreated.type).map((event) => readEvent(CategoryCreated, event)).map(({ categoryId: id, slug, parentId, names }) => ({ id, slug, parentId, position: 0, names })));
    await projectMerchants(tx, of(MerchantImported.type));
    await projectImports(tx, of(ProductImported.type));
    await projectCreations(tx, of(ProductCreated.type));
    for (const event of of(ProductUpdated.type)) await projectUpdate(tx, event);
    await projectPrices(tx, of(VariantPriceSet.type));
  },
};

const projectMerchants = async (tx: Transaction, events: readonly StoredEvent[]): Promise<void> => {
  for (const [source, facts] of bySource(events.map((event) => readEvent(MerchantImported, event)))) {
    await importMerchants(tx, source, facts.map(({ merchantId: id }) => importedMerchant({ id, sourceId: sourceIdOf(id), city: null, region: null, postalCode: null })));
  }
};

const UNKNOWN_MEASURES = { lengthMm: null, heightMm: null, widthMm: null, photoCount: null, nameLength: null, descriptionLength: null };

/** Their categories came before them: an import names none that is not there. */
const projectImports = async (tx: Transaction, events: readonly StoredEvent[]): Promise<void> => {
  for (const [source, facts] of bySource(events.map((event) => readEvent(ProductImported, event)))) {
    await importProducts(tx, source, facts.map(({ productId: id, categoryCode: categorySlug, weightGrams }) => importedProduct({ id, sourceId: sourceIdOf(id), categorySlug, weightGrams, ...UNKNOWN_MEASURES })));
  }
};

const projectCreations = async (tx: Transaction, events: readonly StoredEvent[]): Promise<void> => {
  const created = events.map((event) => {
    const { variants, ...facts } = readEvent(ProductCreated, event);
    return { ...facts, description: null, createdAt: event.occurredAt, variants: variants.map((variant) => ({ ...variant, weightGrams: null })) };
  });
  await insertProducts(tx, created.map(createdProductRow));
  await insertVariants(tx, created.flatMap(createdVariantRows));
  for (const { productId, categoryIds } of created) await replaceCategories(tx, productId, categoryIds);
};

const projectUpdate = async (tx: Transaction, event: StoredEvent): Promise<void> => {
  const { productId, categoryIds, ...fields } = readEvent(ProductUpdated, event);
  await updateProduct(tx, productId, updatedColumns(fields, event.version));
  if (categoryIds !== undefined) await replaceCategories(tx, productId, categoryIds);
};

/** The last word on each counts. */
const projectPrices = async (tx: Transaction, events: readonly StoredEvent[]): Promise<void> => {
  const told = events.map((event) => ({ ...readEvent(VariantPriceSet, event), version: event.version + 1 }));
  const last = new Map(told.map((change) => [change.variantId, change]));
  await setPrices(tx, [...last.values()].map(({ variantId, now, version }) => ({ variantId, price: now, version })));
  await refreshPriceRanges(tx, [...new Set(told.map(({ productId }) => productId))]);
};

/** An imported row's id is its source's id, see `uuidOfHex`. */
const sourceIdOf = (id: string): string => id.replaceAll('-', '');

const bySource = <Facts extends { readonly source: string }>(all: readonly Facts[]): ReadonlyMap<string, readonly Facts[]> => {
  const sources = new Map<string, Facts[]>();
  for (const facts of all) sources.set(facts.source, sources.get(facts.source)?.concat(facts) ?? [facts]);
  return sources;
};
