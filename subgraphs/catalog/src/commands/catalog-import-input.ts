import { instant, sourceId, sourceName } from '@souk/subgraph';
import { z } from 'zod';
import { categorySlug, optionalText, text } from './inputs.js';

/** Rows of each kind in one call: their transaction commits well within a second. */
const MAX_ROWS = 1_000;
/** Names of one category at most. */
const MAX_NAMES = 20;
/** Products that one review is about at most. */
const MAX_PRODUCTS_OF_REVIEW = 100;
/** Largest count, weight or length that a source gives. */
const MAX_FACT = 1_000_000_000;

const fact = z.int().min(0).max(MAX_FACT).nullish();

export const categoryImport = z.object({ code: categorySlug, names: z.array(z.object({ locale: z.string(), text: text(200) })).min(1).max(MAX_NAMES) });
export const merchantImport = z.object({ sourceId, city: optionalText(200).nullish(), region: optionalText(100).nullish(), postalCode: optionalText(16).nullish() });
export const productImport = z.object({
  sourceId, categoryCode: categorySlug.nullish(), weightGrams: fact, lengthMm: fact, heightMm: fact, widthMm: fact, photoCount: fact, nameLength: fact, descriptionLength: fact,
});
export const reviewImport = z.object({
  sourceId: text(64), orderSourceId: sourceId, productSourceIds: z.array(sourceId).max(MAX_PRODUCTS_OF_REVIEW).nullish(), score: z.int().min(1).max(5), createdAt: instant, answeredAt: instant.nullish(),
});

export const catalogImportInput = z.object({
  source: sourceName,
  categories: z.array(categoryImport).max(MAX_ROWS).nullish(),
  merchants: z.array(merchantImport).max(MAX_ROWS).nullish(),
  products: z.array(productImport).max(MAX_ROWS).nullish(),
  reviews: z.array(reviewImport).max(MAX_ROWS).nullish(),
});
