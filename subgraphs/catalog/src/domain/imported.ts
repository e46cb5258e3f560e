import { slugOf } from './slug.js';

/** Digits of a source's id that stand for a name where it gave none. */
const NAME_DIGITS = 8;

/** Name of a product whose source named none: its category and the start of its id. */
export const importedProductName = (categoryCode: string | null, sourceId: string): string => `${categoryCode ?? 'product'} ${sourceId.slice(0, NAME_DIGITS)}`;

export const importedProductSlug = (categoryCode: string | null, sourceId: string): string => `${slugOf(categoryCode ?? 'product').slice(0, 80)}-${sourceId}`;

/** An imported product has one variant, with the product's own id and the source's id for a SKU. */
export const IMPORTED_VARIANT_NAME = 'Default';
