import { type EventMeta } from '@souk/events';
import { ValidationError, newId, type CurrencyCode } from '@souk/kernel';
import { isUniqueViolation, type Transaction } from '@souk/persistence';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { idempotencyKey, moneyInput } from '@souk/subgraph';
import { z } from 'zod';
import { PRODUCT_STATUSES } from '../domain/product.js';
import { distinctSlug, slugOf } from '../domain/slug.js';
import { type ProductRow } from '../entities/product-row.js';
import { createdProductRow, createdVariantRows, type CreatedProduct } from '../projections/product-rows.js';
import { insertProduct, replaceCategories } from '../repositories/products.js';
import { insertVariants, takenSkus } from '../repositories/variants.js';
import { assertCategories, categoryIds } from './categories-input.js';
import { type CommandContext } from './command-context.js';
import { invalid, optionalText, slug, text, weightGrams } from './inputs.js';
import { once } from './once.js';
import { write } from './write.js';

const MAX_VARIANTS = 100;

export const productName = text(200);
export const productDescription = optionalText(10_000);

export const productCreateInput = z.object({
  name: productName,
  slug: slug.nullish(),
  description: productDescription.nullish(),
  status: z.enum(PRODUCT_STATUSES).nullish(),
  categoryIds: categoryIds.nullish(),
  variants: z.array(z.object({ sku: text(64), name: text(200), price: moneyInput, weightGrams: weightGrams.nullish() })).min(1).max(MAX_VARIANTS),
  idempotencyKey,
});
type NewProduct = z.output<typeof productCreateInput>;

/**
 * Adds a product with its variants, and gives its id. Idempotent by key for 24 hours.
 * Throws ValidationError where the slug or a SKU is taken, a category is not there, or prices are in several currencies; IdempotencyMismatchError.
 */
export const productCreate = async (context: CommandContext, input: NewProduct, meta: EventMeta): Promise<string> => {
  const currency = assertVariants(input);
  const now = context.clock.now();
  try {
    return await write(context, meta, ({ tx, append }) => once(tx, { operation: 'productCreate', input, meta, now }, async () => {
      const uuids = await assertCategories(tx, input.categoryIds ?? []);
      await assertFreeSkus(tx, input);
      const created = createdOf(input, currency, now);
      const product = await insertWithFreeSlug(tx, createdProductRow(created), input.slug != null);
      await insertVariants(tx, createdVariantRows(created));
      await replaceCategories(tx, product.id, uuids);
      await append(`product-${product.id}`, 0, newEvent(catalogEvents.ProductCreated, {
        productId: product.id, slug: product.slug, name: product.name, status: product.status, categoryIds: [...uuids],
        variants: created.variants.map(({ variantId, sku, name, price }) => ({ variantId, sku, name, price })),
      }));
      return product.id;
    }));
  } catch (error) {
    // Another product took it between our look and our insert.
    if (isUniqueViolation(error, 'variant_sku')) throw invalid(['variants'], 'taken', 'A SKU of these variants is taken: choose another one.');
    throw error;
  }
};

/** The one currency of the variants. Throws ValidationError where there are several, or a SKU is there twice. */
const assertVariants = ({ variants }: NewProduct): CurrencyCode => {
  const [first] = variants;
  const currency = first?.price.currency ?? 'EUR';
  const issues = variants.flatMap(({ sku, price }, index) => [
    ...(variants.findIndex((other) => other.sku === sku) < index ? [{ path: ['variants', String(index), 'sku'], rule: 'repeated', message: `The SKU '${sku}' is there twice.` }] : []),
    ...(price.currency !== currency ? [{ path: ['variants', String(index), 'price', 'currency'], rule: 'currency', message: `All variants of a product have prices in one currency, here ${currency}.` }] : []),
  ]);
  if (issues.length > 0) throw new ValidationError(issues);
  return currency;
};

const assertFreeSkus = async (tx: Transaction, { variants }: NewProduct): Promise<void> => {
  const taken = await takenSkus(tx, variants.map(({ sku }) => sku));
  const issues = variants.flatMap(({ sku }, index) => (taken.has(sku) ? [{ path: ['variants', String(index), 'sku'], rule: 'taken', message: `The SKU '${sku}' is taken: choose another one.` }] : []));
  if (issues.length > 0) throw new ValidationError(issues);
};

const createdOf = ({ name, slug: wanted, description, status, variants }: NewProduct, currency: CurrencyCode, createdAt: Date): CreatedProduct => ({
  productId: newId(createdAt.getTime()), slug: wanted ?? slugOf(name), name, description: description ?? null, status: status ?? 'DRAFT', createdAt,
  variants: variants.map(({ sku, name: variantName, price: { amountMinor }, weightGrams: weight }) => ({ variantId: newId(createdAt.getTime()), sku, name: variantName, price: { amountMinor, currency }, weightGrams: weight ?? null })),
});

/** Under the slug that was asked for, or else one made of the name, with the end of the id behind it where another product has that. */
const insertWithFreeSlug = async (tx: Transaction, product: ProductRow, isWanted: boolean): Promise<ProductRow> => {
  if (await insertProduct(tx, product)) return product;
  if (isWanted) throw invalid(['slug'], 'taken', `There is a product '${product.slug}' already: choose another slug.`);
  const distinct = { ...product, slug: distinctSlug(product.slug, product.id) };
  if (!(await insertProduct(tx, distinct))) throw invalid(['slug'], 'taken', 'No free slug could be made of the name: choose one.');
  return distinct;
};
