import { createHash } from 'node:crypto';
import { type EventMeta, type StreamBatch } from '@souk/events';
import { newId, uuidOfHex } from '@souk/kernel';
import { isUniqueViolation } from '@souk/persistence';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { type z } from 'zod';
import { MAX_CATEGORIES } from '../domain/category.js';
import { importedMerchant, importedProduct } from '../projections/product-rows.js';
import { countCategories, importCategories, importMerchants, importProducts, importReviews, knownCategorySlugs, type CategoryToImport, type MerchantToImport, type ProductToImport, type ReviewToImport } from '../repositories/catalog-import.js';
import { type catalogImportInput, type categoryImport, type merchantImport, type productImport, type reviewImport } from './catalog-import-input.js';
import { type CommandContext } from './command-context.js';
import { invalid } from './inputs.js';
import { write } from './write.js';

/**
 * Loads a part of another system's catalog in one transaction of a few statements, whatever the number of rows. Facts stay as given, null
 * where the source said nothing. Idempotent by source id: what is there already stays as it was and counts as unchanged, a repeated row too.
 * Throws ValidationError where a product names a category that is nowhere, or its slug or SKU belongs to another product.
 */
export const catalogImport = async (context: CommandContext, { source, categories, merchants, products, reviews }: z.output<typeof catalogImportInput>, meta: EventMeta): Promise<{ readonly inserted: number; readonly unchanged: number }> => {
  const now = context.clock.now();
  const rows = {
    categories: unique(categories ?? [], ({ code }) => code).map((category) => categoryOf(category, now)),
    merchants: unique((merchants ?? []).map(merchantOf), ({ id }) => id),
    products: unique((products ?? []).map(productOf), ({ id }) => id),
    reviews: unique((reviews ?? []).map((review) => reviewOf(source, review)), ({ id }) => id),
  };
  const given = [categories, merchants, products, reviews].reduce((sum, list) => sum + (list?.length ?? 0), 0);
  try {
    const inserted = await write(context, { ...meta, imported: true }, async ({ tx, appendMany }) => {
      const newCategories = await importCategories(tx, source, rows.categories);
      if ((await countCategories(tx)) > MAX_CATEGORIES) throw invalid(['categories'], 'too_many', `A shop has at most ${MAX_CATEGORIES} categories.`);
      const known = await knownCategorySlugs(tx, rows.products.flatMap(({ categorySlug }) => categorySlug ?? []));
      const lost = (products ?? []).findIndex(({ categoryCode }) => categoryCode != null && !known.has(categoryCode));
      if (lost >= 0) throw invalid(['products', lost, 'categoryCode'], 'not_found', `There is no category '${products?.[lost]?.categoryCode ?? ''}': give it in categories.`);
      const newMerchants = await importMerchants(tx, source, rows.merchants);
      const newProducts = await importProducts(tx, source, rows.products);
      const newReviews = await importReviews(tx, source, rows.reviews);
      await appendMany([
        ...rows.categories.filter(({ id }) => newCategories.has(id)).map(categoryEvent),
        ...rows.merchants.filter(({ id }) => newMerchants.has(id)).map((merchant) => merchantEvent(source, merchant)),
        ...rows.products.filter(({ id }) => newProducts.has(id)).map((product) => productEvent(source, product)),
        ...rows.reviews.filter(({ id }) => newReviews.has(id)).map(reviewEvent),
      ]);
      return newCategories.size + newMerchants.size + newProducts.size + newReviews.size;
    });
    return { inserted, unchanged: given - inserted };
  } catch (error) {
    if (isUniqueViolation(error, 'product_slug') || isUniqueViolation(error, 'variant_sku')) throw invalid(['products'], 'taken', 'A product of another origin has the slug or SKU of one of these.');
    throw error;
  }
};

/** The first row of each key. */
const unique = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] => {
  const first = new Map<string, Row>();
  for (const row of rows) if (!first.has(keyOf(row))) first.set(keyOf(row), row);
  return [...first.values()];
};

const categoryOf = ({ code, names }: z.output<typeof categoryImport>, now: Date): CategoryToImport => ({ id: newId(now.getTime()), slug: code, names });

const merchantOf = ({ sourceId, city, region, postalCode }: z.output<typeof merchantImport>): MerchantToImport =>
  importedMerchant({ id: uuidOfHex(sourceId), city: city ?? null, region: region ?? null, postalCode: postalCode ?? null, sourceId });

const productOf = ({ sourceId, categoryCode, weightGrams, lengthMm, heightMm, widthMm, photoCount, nameLength, descriptionLength }: z.output<typeof productImport>): ProductToImport =>
  importedProduct({
    id: uuidOfHex(sourceId), sourceId, categorySlug: categoryCode ?? null, weightGrams: weightGrams ?? null, lengthMm: lengthMm ?? null, heightMm: heightMm ?? null, widthMm: widthMm ?? null,
    photoCount: photoCount ?? null, nameLength: nameLength ?? null, descriptionLength: descriptionLength ?? null,
  });

const reviewOf = (source: string, { sourceId, orderSourceId, productSourceIds, score, createdAt, answeredAt }: z.output<typeof reviewImport>): ReviewToImport => {
  // A source's review id may stand on several orders, so the two together make the id; the same in every run.
  const hex = createHash('sha256').update(`${source}:${sourceId}:${orderSourceId}`).digest('hex');
  return { id: uuidOfHex(hex.slice(0, 32)), orderId: uuidOfHex(orderSourceId), score, createdAt, answeredAt: answeredAt ?? null, sourceId, productIds: [...new Set(productSourceIds ?? [])].map(uuidOfHex) };
};

const categoryEvent = ({ id, slug, names }: CategoryToImport): StreamBatch => ({ streamId: `category-${id}`, expectedVersion: 0, events: [newEvent(catalogEvents.CategoryCreated, { categoryId: id, slug, parentId: null, names: [...names] })] });

const merchantEvent = (source: string, { id }: MerchantToImport): StreamBatch => ({ streamId: `merchant-${id}`, expectedVersion: 0, events: [newEvent(catalogEvents.MerchantImported, { merchantId: id, source })] });

const productEvent = (source: string, { id, categorySlug, weightGrams }: ProductToImport): StreamBatch =>
  ({ streamId: `product-${id}`, expectedVersion: 0, events: [newEvent(catalogEvents.ProductImported, { productId: id, variantId: id, source, categoryCode: categorySlug, weightGrams })] });

const reviewEvent = ({ id, orderId, score, createdAt }: ReviewToImport): StreamBatch =>
  ({ streamId: `review-${id}`, expectedVersion: 0, events: [{ ...newEvent(catalogEvents.ReviewImported, { reviewId: id, orderId, score }), occurredAt: createdAt }] });
