import { createHash } from 'node:crypto';
import DataLoader from 'dataloader';
import { keyOf, tags } from '../caching/keys.js';
import { type Category } from '../domain/category.js';
import { CategoryTree } from '../domain/category-tree.js';
import { type Merchant } from '../domain/merchant.js';
import { type Product } from '../domain/product.js';
import { type ProductPage, type ProductPageSpec, type ProductSelection } from '../domain/product-page.js';
import { type Review } from '../domain/review.js';
import { type StockLevel } from '../domain/stock.js';
import { type Variant } from '../domain/variant.js';
import { allCategories } from '../repositories/categories.js';
import { merchantsById } from '../repositories/merchants.js';
import { productCounts, productPages } from '../repositories/product-pages.js';
import { productIdsBySlug, productsById } from '../repositories/products.js';
import { reviewPages, reviewsById, type ReviewPageSpec } from '../repositories/reviews.js';
import { stockOfVariants } from '../repositories/stock-levels.js';
import { variantIdsBySku, variantsById, variantsOfProducts } from '../repositories/variants.js';
import { readCached, type CachedKind, type ReadSources } from './cached-by.js';

/** Names that one statement asks for at most. */
const MAX_BATCH = 1_000;
/** Pages that one statement reads at most: each is a query of its own inside it. */
const MAX_PAGES = 50;

/** One statement per kind and level of a request, however many there are of it, and none for what the cache has. Names are UUIDs, slugs, SKUs or specifications. */
export interface Loaders {
  readonly product: DataLoader<string, Product | undefined>;
  readonly productIdBySlug: DataLoader<string, string | undefined>;
  readonly variant: DataLoader<string, Variant | undefined>;
  readonly variantIdBySku: DataLoader<string, string | undefined>;
  readonly variantsOfProduct: DataLoader<string, readonly Variant[] | undefined>;
  readonly stockOfVariant: DataLoader<string, readonly StockLevel[] | undefined>;
  readonly merchant: DataLoader<string, Merchant | undefined>;
  readonly review: DataLoader<string, Review | undefined>;
  readonly productPage: DataLoader<ProductPageSpec, ProductPage | undefined, string>;
  readonly productCount: DataLoader<ProductSelection, number | undefined, string>;
  readonly reviewPage: DataLoader<ReviewPageSpec, readonly Review[] | undefined, string>;
  readonly categories: () => Promise<CategoryTree>;
  /** Forgets what this request has read, for what comes after a write of its own. */
  readonly clearAll: () => void;
}

export const createLoaders = (sources: ReadSources): Loaders => {
  const byName = <Value>(kind: CachedKind<Value>): DataLoader<string, Value | undefined> => new DataLoader((names) => readCached(sources, kind, names), { maxBatchSize: MAX_BATCH });
  const bySpecification = <Spec, Value>(kindOf: (specs: ReadonlyMap<string, Spec>) => CachedKind<Value>): DataLoader<Spec, Value | undefined, string> =>
    new DataLoader<Spec, Value | undefined, string>((specs) => readBySpecification(sources, kindOf, specs), { cacheKeyFn: nameOfSpecification, maxBatchSize: MAX_PAGES });
  const loaders = {
    product: byName({ keyOf: keyOf.product, read: productsById }),
    productIdBySlug: byName({ keyOf: keyOf.productIdBySlug, read: productIdsBySlug }),
    variant: byName({ keyOf: keyOf.variant, read: variantsById }),
    variantIdBySku: byName({ keyOf: keyOf.variantIdBySku, read: variantIdsBySku }),
    variantsOfProduct: byName({ keyOf: keyOf.variantsOfProduct, read: variantsOfProducts }),
    stockOfVariant: byName({ keyOf: keyOf.stockOfVariant, read: stockOfVariants }),
    merchant: byName({ keyOf: keyOf.merchant, read: merchantsById }),
    review: byName({ keyOf: keyOf.review, read: reviewsById }),
    allCategories: byName<readonly Category[]>({ keyOf: (name) => name, read: (database, [name = '']) => allCategories(database, name) }),
    productPage: bySpecification<ProductPageSpec, ProductPage>((specs) => ({ keyOf: keyOf.productPage, read: (database, names) => productPages(database, pick(specs, names)), tagsOf: (name) => tagsOf(specs.get(name)) })),
    productCount: bySpecification<ProductSelection, number>((specs) => ({ keyOf: keyOf.productCount, read: (database, names) => productCounts(database, pick(specs, names)), tagsOf: (name) => tagsOf(specs.get(name)) })),
    reviewPage: bySpecification<ReviewPageSpec, readonly Review[]>((specs) => ({ keyOf: keyOf.reviewPage, read: (database, names) => reviewPages(database, pick(specs, names)), tagsOf: () => [tags.reviews] })),
  };
  return {
    ...loaders,
    categories: async () => treeOf((await loaders.allCategories.load(keyOf.categories())) ?? []),
    clearAll: () => Object.values(loaders).forEach((loader) => loader.clearAll()),
  };
};

const readBySpecification = <Spec, Value>(sources: ReadSources, kindOf: (specs: ReadonlyMap<string, Spec>) => CachedKind<Value>, specs: readonly Spec[]): Promise<readonly (Value | undefined)[]> => {
  const named = new Map(specs.map((spec) => [nameOfSpecification(spec), spec]));
  return readCached(sources, kindOf(named), [...named.keys()]);
};

/** Equal specifications have equal names: whoever makes one gives its fields in one order. */
const nameOfSpecification = (spec: unknown): string => createHash('sha256').update(JSON.stringify(spec)).digest('base64url');

const pick = <Spec>(specs: ReadonlyMap<string, Spec>, names: readonly string[]): ReadonlyMap<string, Spec> => new Map([...specs].filter(([name]) => names.includes(name)));

const tagsOf = (selection: ProductSelection | undefined): readonly string[] => (selection?.inStock === null ? [tags.products] : [tags.products, tags.stock]);

/** One tree per list: as long as the cache holds the list, its tree is built once. */
const trees = new WeakMap<readonly Category[], CategoryTree>();
const treeOf = (categories: readonly Category[]): CategoryTree => {
  const tree = trees.get(categories) ?? new CategoryTree(categories);
  trees.set(categories, tree);
  return tree;
};
