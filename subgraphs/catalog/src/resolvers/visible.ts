import { parseGlobalId } from '@souk/kernel';
import { type Context } from '../context.js';
import { type Category } from '../domain/category.js';
import { isVisible, type Product } from '../domain/product.js';
import { type Variant } from '../domain/variant.js';

/** Longest slug or SKU that is looked up, in characters: none is longer. */
const MAX_NAME_LENGTH = 200;

/** What names a product, in a query or a reference. */
export const productBy = async ({ id, slug }: { readonly id?: string | null; readonly slug?: string | null }, context: Context): Promise<Product | null> => {
  if (id != null) return visibleProduct(parseGlobalId('prod', id), context);
  return isName(slug) ? visibleProduct(await context.loaders.productIdBySlug.load(slug), context) : null;
};

export const variantBy = async ({ id, sku }: { readonly id?: string | null; readonly sku?: string | null }, context: Context): Promise<Variant | null> => {
  if (id != null) return visibleVariant(parseGlobalId('var', id), context);
  return isName(sku) ? visibleVariant(await context.loaders.variantIdBySku.load(sku), context) : null;
};

export const categoryBy = async ({ id, slug }: { readonly id?: string | null; readonly slug?: string | null }, { loaders }: Context): Promise<Category | null> => {
  const tree = await loaders.categories();
  if (id != null) return tree.byId(parseGlobalId('cat', id) ?? '') ?? null;
  return (slug == null ? undefined : tree.bySlug(slug)) ?? null;
};

/** A product, or null where there is none for this viewer. */
const visibleProduct = async (id: string | undefined, { loaders, isManager }: Context): Promise<Product | null> => {
  const product = id === undefined ? undefined : await loaders.product.load(id);
  return product !== undefined && isVisible(product, isManager) ? product : null;
};

/** A variant of such a product, or null. */
const visibleVariant = async (id: string | undefined, context: Context): Promise<Variant | null> => {
  const variant = id === undefined ? undefined : await context.loaders.variant.load(id);
  return variant !== undefined && (await visibleProduct(variant.productId, context)) !== null ? variant : null;
};

const isName = (text: string | null | undefined): text is string => text != null && text !== '' && text.length <= MAX_NAME_LENGTH;
