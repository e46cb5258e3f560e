import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Category as CategoryParent } from '../domain/category.js';
import type { CatalogFigures } from '../repositories/report.js';
import type { Merchant as MerchantParent } from '../domain/merchant.js';
import type { Money as MoneyParent } from '@souk/kernel';
import type { Product as ProductParent } from '../domain/product.js';
import type { ProductSearch, FoundProduct } from '../resolvers/product-search.js';
import type { Variant as VariantParent } from '../domain/variant.js';
import type { Review as ReviewParent } from '../domain/review.js';
import type { StockChangeRow } from '../repositories/stock-changes.js';
import type { StockLevel as StockLevelParent } from '../domain/stock.js';
import type { Context } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, ISO 8601 in UTC with milliseconds, e.g. `2026-04-01T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** A whole number between −(2^53−1) and 2^53−1, as a JSON number; inputs may also be a text of digits. */
  BigInt: { input: number; output: number; }
  /** A decimal number as text, with all its digits, e.g. `12.30`. */
  Decimal: { input: string; output: string; }
  /** A BCP 47 language tag, e.g. `en` or `pt-BR`. */
  Locale: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Anything with an id that stays the same for ever. */
export type Node = {
  /** Opaque and type-prefixed, e.g. `prod_0196…`. */
  readonly id: Scalars['ID']['output'];
};

/** ISO 4217 currencies that Souk sells in. */
export type CurrencyCode =
  | 'BRL'
  | 'CNY'
  | 'EUR'
  | 'GBP'
  | 'JPY'
  | 'USD';

/** An exact amount, never a float. */
export type Money = {
  readonly __typename?: 'Money';
  /** Whole minor units: cents; yen as they are. */
  readonly amountMinor: Scalars['BigInt']['output'];
  /** The currency of the amount. */
  readonly currency: CurrencyCode;
  /** The same amount as decimal text, for display. */
  readonly decimal: Scalars['Decimal']['output'];
};

/** An exact amount, as input. */
export type MoneyInput = {
  /** Whole minor units: cents; yen as they are. */
  readonly amountMinor: Scalars['BigInt']['input'];
  /** The currency of the amount. */
  readonly currency: CurrencyCode;
};

/** Where a page lies within its connection (Relay cursor connections). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** More follows after `endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** More lies before `startCursor`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  /** Cursor of the last edge; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** An expected refusal, answered as data: show `message`, switch on `code`. */
export type UserError = {
  /** For people: what was expected, what was found, what to do. */
  readonly message: Scalars['String']['output'];
  /** Stable, for programs. */
  readonly code: Scalars['String']['output'];
  /** The input field it is about, where there is one. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** What was named does not exist, or this viewer may not know that it does. */
export type NotFoundError = UserError & {
  readonly __typename?: 'NotFoundError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that led nowhere. */
  readonly entityId: Scalars['ID']['output'];
};

/** The input breaks rules; every broken one is listed. */
export type ValidationError = UserError & {
  readonly __typename?: 'ValidationError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Every broken rule. */
  readonly issues: ReadonlyArray<FieldIssue>;
};

/** One broken rule of one input field. */
export type FieldIssue = {
  readonly __typename?: 'FieldIssue';
  /** Where in the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Stable name of the rule, e.g. `too_small`. */
  readonly rule: Scalars['String']['output'];
  /** For people. */
  readonly message: Scalars['String']['output'];
};

/** Somebody else changed it first: read it again and repeat the change. */
export type ConflictError = UserError & {
  readonly __typename?: 'ConflictError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The version that the input named. */
  readonly expectedVersion: Scalars['Int']['output'];
  /** The version that is current. */
  readonly actualVersion: Scalars['Int']['output'];
};

/** Something sold, in one or more variants. */
export type Product = Node & {
  readonly __typename?: 'Product';
  readonly id: Scalars['ID']['output'];
  /** Stable name for addresses of pages, unique in the shop. */
  readonly slug: Scalars['String']['output'];
  /** Name as shown to shoppers. Imported products whose source named none carry their category and the start of their id. */
  readonly name: Scalars['String']['output'];
  /** Plain text; null where nobody wrote one. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Only ACTIVE products are listed to shoppers. */
  readonly status: ProductStatus;
  /** Categories it is filed under; empty where its source gave none. */
  readonly categories: ReadonlyArray<Category>;
  /** What can actually be bought, by position. */
  readonly variants: ProductVariantConnection;
  /** Lowest and highest current price over its variants; null while no variant has a price. */
  readonly priceRange?: Maybe<PriceRange>;
  /** Counts its changes; send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
  /** Who sells it on this shop; null for the shop itself. */
  readonly merchant?: Maybe<Merchant>;
  /** Reviews, newest first. */
  readonly reviews: ReviewConnection;
  /** The source's own id, where it was imported. */
  readonly sourceId?: Maybe<Scalars['String']['output']>;
};


/** Something sold, in one or more variants. */
export type ProductVariantsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Something sold, in one or more variants. */
export type ProductReviewsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Whether shoppers see a product. */
export type ProductStatus =
  /** Being prepared: seen by product managers only. */
  | 'DRAFT'
  /** On sale. */
  | 'ACTIVE'
  /** No longer sold; orders still show it. */
  | 'ARCHIVED';

/** Lowest and highest price. */
export type PriceRange = {
  readonly __typename?: 'PriceRange';
  readonly min: Money;
  readonly max: Money;
};

/** Whoever sells a product on this shop. */
export type Merchant = Node & {
  readonly __typename?: 'Merchant';
  readonly id: Scalars['ID']['output'];
  /** Name as shown; imported merchants whose source named none carry their source id. */
  readonly name: Scalars['String']['output'];
  /** As the source wrote it, unrepaired. */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** State or region code, as the source wrote it. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** Postal code or its prefix, leading zeros kept. */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** The source's own id, where it was imported. */
  readonly sourceId?: Maybe<Scalars['String']['output']>;
};

/** One sellable form of a product: a size, a colour. */
export type ProductVariant = Node & {
  readonly __typename?: 'ProductVariant';
  readonly id: Scalars['ID']['output'];
  /** Stock keeping unit, unique in the shop. */
  readonly sku: Scalars['String']['output'];
  /** What sets it apart from its siblings, e.g. `Large`. */
  readonly name: Scalars['String']['output'];
  /** What it is a variant of. */
  readonly product: Product;
  /** What it costs now; null where it is not for sale yet (imported history has prices on order lines only). */
  readonly price?: Maybe<Price>;
  /** Null where nobody has weighed it. */
  readonly weightGrams?: Maybe<Scalars['Int']['output']>;
  /** Outer size; null where nobody has measured it. */
  readonly dimensions?: Maybe<Dimensions>;
  /** What can be sold now. Never more than can really be delivered; at most half a second old. */
  readonly availability: Availability;
  /** Levels by warehouse. */
  readonly stock?: Maybe<ReadonlyArray<StockLevel>>;
  /** Counts its changes of name, price and size; send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
};

/** Outer size in millimetres. */
export type Dimensions = {
  readonly __typename?: 'Dimensions';
  readonly lengthMm: Scalars['Int']['output'];
  readonly heightMm: Scalars['Int']['output'];
  readonly widthMm: Scalars['Int']['output'];
};

/** Whether and how many can be sold. */
export type Availability = {
  readonly __typename?: 'Availability';
  /** The short answer, for a badge. */
  readonly state: StockState;
  /** Units over all warehouses, less reservations. */
  readonly sellableQuantity: Scalars['Int']['output'];
};

/** How much is left, in words. */
export type StockState =
  /** More than five units. */
  | 'IN_STOCK'
  /** One to five units. */
  | 'LOW_STOCK'
  /** None. */
  | 'OUT_OF_STOCK';

/** Units of one variant in one warehouse. `onHand` = `reserved` + `available`. */
export type StockLevel = {
  readonly __typename?: 'StockLevel';
  /** Where they lie. */
  readonly warehouse?: Maybe<Warehouse>;
  /** Units in the building. */
  readonly onHand: Scalars['Int']['output'];
  /** Units promised to orders that are not handed over yet. */
  readonly reserved: Scalars['Int']['output'];
  /** Units that can still be sold. */
  readonly available: Scalars['Int']['output'];
  /** Counts its changes; send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
};

export type Warehouse = {
  readonly __typename?: 'Warehouse';
  readonly id: Scalars['ID']['output'];
};

/** What a variant costs now. */
export type Price = {
  readonly __typename?: 'Price';
  /** What the shopper pays for one unit. */
  readonly current: Money;
  /** True where `current` includes the tax. */
  readonly taxIncluded: Scalars['Boolean']['output'];
};

/** A branch of the category tree. */
export type Category = Node & {
  readonly __typename?: 'Category';
  readonly id: Scalars['ID']['output'];
  /** Stable name for addresses of pages, unique in the shop. */
  readonly slug: Scalars['String']['output'];
  /** Name in the language asked for, else in English, else in whatever language there is. */
  readonly name: Scalars['String']['output'];
  /** All its names. */
  readonly names: ReadonlyArray<LocalizedText>;
  /** The branch it hangs on; null at the root. */
  readonly parent?: Maybe<Category>;
  /** From the root down to its parent. */
  readonly ancestors: ReadonlyArray<Category>;
  /** Branches directly below it, by position. */
  readonly children: ReadonlyArray<Category>;
  /** Products of this branch and all below it. */
  readonly products: ProductSearchConnection;
};


/** A branch of the category tree. */
export type CategoryNameArgs = {
  locale?: InputMaybe<Scalars['Locale']['input']>;
};


/** A branch of the category tree. */
export type CategoryProductsArgs = {
  filter?: InputMaybe<ProductFilter>;
  sort?: InputMaybe<ProductSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A text in one language. */
export type LocalizedText = {
  readonly __typename?: 'LocalizedText';
  readonly locale: Scalars['Locale']['output'];
  readonly text: Scalars['String']['output'];
};

/** A page of variants. */
export type ProductVariantConnection = {
  readonly __typename?: 'ProductVariantConnection';
  readonly edges: ReadonlyArray<ProductVariantEdge>;
  readonly nodes: ReadonlyArray<ProductVariant>;
  readonly pageInfo: PageInfo;
};

/** One variant and its place in the list. */
export type ProductVariantEdge = {
  readonly __typename?: 'ProductVariantEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ProductVariant;
};

/** A page of products. */
export type ProductSearchConnection = {
  readonly __typename?: 'ProductSearchConnection';
  readonly edges: ReadonlyArray<ProductSearchEdge>;
  readonly nodes: ReadonlyArray<Product>;
  readonly pageInfo: PageInfo;
  /** All products that match, over all pages. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One product and its place in the list. */
export type ProductSearchEdge = {
  readonly __typename?: 'ProductSearchEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Product;
};

/** All conditions must hold. */
export type ProductFilter = {
  /** In any of these branches or below them. At most 50. */
  readonly categoryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Has a variant whose current price lies in the range. */
  readonly price?: InputMaybe<MoneyRangeInput>;
  /** True: something of it can be sold now. False: nothing can. */
  readonly inStock?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Both ends are included; an absent end is open. Both ends must name one currency. */
export type MoneyRangeInput = {
  readonly min?: InputMaybe<MoneyInput>;
  readonly max?: InputMaybe<MoneyInput>;
};

/** Order of a product list; ties are broken by id. */
export type ProductSort =
  /** Best match first with `query`, newest first without. */
  | 'RELEVANCE'
  | 'NEWEST'
  | 'PRICE_ASC'
  | 'PRICE_DESC';

/** A shopper's verdict. */
export type Review = Node & {
  readonly __typename?: 'Review';
  readonly id: Scalars['ID']['output'];
  /** 1 (worst) to 5 (best). */
  readonly score: Scalars['Int']['output'];
  /** When it was written. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The order it is about. */
  readonly order?: Maybe<Order>;
};

export type Order = {
  readonly __typename?: 'Order';
  readonly id: Scalars['ID']['output'];
};

/** A page of reviews. */
export type ReviewConnection = {
  readonly __typename?: 'ReviewConnection';
  readonly edges: ReadonlyArray<ReviewEdge>;
  readonly nodes: ReadonlyArray<Review>;
  readonly pageInfo: PageInfo;
};

/** One review and its place in the list. */
export type ReviewEdge = {
  readonly __typename?: 'ReviewEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Review;
};

/** What the catalog holds, in figures. */
export type CatalogReport = {
  readonly __typename?: 'CatalogReport';
  readonly productCount: Scalars['Int']['output'];
  readonly merchantCount: Scalars['Int']['output'];
  readonly categoryCount: Scalars['Int']['output'];
  /** Categories that have an English name. */
  readonly translatedCategoryCount: Scalars['Int']['output'];
  readonly productsWithoutCategory: Scalars['Int']['output'];
  /** Products whose category has no English name, by category. */
  readonly productsInUntranslatedCategories: ReadonlyArray<CategoryCount>;
  /** Products whose weight or size nobody gave. */
  readonly productsWithoutWeightOrDimensions: Scalars['Int']['output'];
  /** Products whose source says that they weigh nothing. */
  readonly productsWithZeroWeight: Scalars['Int']['output'];
  /** Merchants whose city holds a slash, a backslash, a comma, a hyphen, a digit or an at sign. */
  readonly merchantsWithOddCity: Scalars['Int']['output'];
  readonly reviewCount: Scalars['Int']['output'];
  /** Reviews by score, 1 to 5. */
  readonly reviewsByScore: ReadonlyArray<ScoreCount>;
  /** Source review ids that stand on more than one order. */
  readonly reviewSourceIdsOnSeveralOrders: Scalars['Int']['output'];
  /** Orders with more than one review. */
  readonly ordersWithSeveralReviews: Scalars['Int']['output'];
};

/** Products of a category. */
export type CategoryCount = {
  readonly __typename?: 'CategoryCount';
  /** The category's slug. */
  readonly slug: Scalars['String']['output'];
  readonly count: Scalars['Int']['output'];
};

/** Reviews of a score. */
export type ScoreCount = {
  readonly __typename?: 'ScoreCount';
  readonly score: Scalars['Int']['output'];
  readonly count: Scalars['Int']['output'];
};

/** A page of changes of stock. */
export type StockChangeConnection = {
  readonly __typename?: 'StockChangeConnection';
  readonly edges: ReadonlyArray<StockChangeEdge>;
  readonly nodes: ReadonlyArray<StockChange>;
  readonly pageInfo: PageInfo;
};

/** One change and its place in the list. */
export type StockChangeEdge = {
  readonly __typename?: 'StockChangeEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: StockChange;
};

/** Units of a variant came, went, were promised or were free again, in one warehouse. */
export type StockChange = {
  readonly __typename?: 'StockChange';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  readonly cause: StockChangeCause;
  /** Where they lie. */
  readonly warehouse?: Maybe<Warehouse>;
  /** The order that they are for; null for an adjustment. */
  readonly order?: Maybe<Order>;
  /** Units that came into the building; negative: that left it. */
  readonly onHandDelta: Scalars['Int']['output'];
  /** Units that were promised; negative: that no longer are. */
  readonly reservedDelta: Scalars['Int']['output'];
  /** Units in that building after the change. */
  readonly onHand: Scalars['Int']['output'];
  /** Units promised there after the change. */
  readonly reserved: Scalars['Int']['output'];
  /** Units in all buildings after the change. */
  readonly totalOnHand: Scalars['BigInt']['output'];
  /** Units promised in all buildings after the change. */
  readonly totalReserved: Scalars['BigInt']['output'];
};

/** Why a stock level changed. */
export type StockChangeCause =
  /** Adjusted: a delivery came in. */
  | 'RECEIVED'
  /** Adjusted: somebody counted. */
  | 'COUNTED'
  /** Adjusted: units broke. */
  | 'DAMAGED'
  /** Adjusted: units are gone. */
  | 'LOST'
  /** Promised to an order. */
  | 'RESERVED'
  /** The order did not come about: free again. */
  | 'RELEASED'
  /** Sold: no longer in the building. */
  | 'COMMITTED'
  /** The order was cancelled: back in the building. */
  | 'RETURNED';

export type Query = {
  readonly __typename?: 'Query';
  /** One product, or null where there is none (drafts exist for product managers only). */
  readonly product?: Maybe<Product>;
  /** One variant, or null where there is none. */
  readonly productVariant?: Maybe<ProductVariant>;
  /** Products by text and filter. `query` matches words of name, description and SKU; at most 200 characters. */
  readonly products?: Maybe<ProductSearchConnection>;
  /** One category, or null where there is none. */
  readonly category?: Maybe<Category>;
  /** The roots of the category tree, by position. */
  readonly categories?: Maybe<ReadonlyArray<Category>>;
  /** The catalog in figures; with `source` only what was imported from there. */
  readonly catalogReport?: Maybe<CatalogReport>;
  /** Every change of a variant's stock, newest first, told by the event log. Null where there is no such variant (drafts exist for product managers only). */
  readonly stockHistory?: Maybe<StockChangeConnection>;
};


export type QueryProductArgs = {
  by: ProductBy;
};


export type QueryProductVariantArgs = {
  by: ProductVariantBy;
};


export type QueryProductsArgs = {
  query?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProductFilter>;
  sort?: InputMaybe<ProductSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCategoryArgs = {
  by: CategoryBy;
};


export type QueryCatalogReportArgs = {
  source?: InputMaybe<Scalars['String']['input']>;
};


export type QueryStockHistoryArgs = {
  variantId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Exactly one of them. */
export type ProductBy =
  { readonly id: Scalars['ID']['input']; readonly slug?: never; }
  |  { readonly id?: never; readonly slug: Scalars['String']['input']; };

/** Exactly one of them. */
export type ProductVariantBy =
  { readonly id: Scalars['ID']['input']; readonly sku?: never; }
  |  { readonly id?: never; readonly sku: Scalars['String']['input']; };

/** Exactly one of them. */
export type CategoryBy =
  { readonly id: Scalars['ID']['input']; readonly slug?: never; }
  |  { readonly id?: never; readonly slug: Scalars['String']['input']; };

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Adds a product with its variants; DRAFT unless told otherwise. */
  readonly productCreate?: Maybe<ProductCreateResult>;
  /** Changes what is given and leaves the rest. */
  readonly productUpdate?: Maybe<ProductUpdateResult>;
  /** Sets what one unit costs from now on. Carts show the change; placed orders keep their price. */
  readonly variantPriceSet?: Maybe<VariantPriceSetResult>;
  /** Adds units to a warehouse or takes them away. */
  readonly stockAdjust?: Maybe<StockAdjustResult>;
  /** Adds a category. */
  readonly categoryCreate?: Maybe<CategoryCreateResult>;
  /** Loads history from another system, facts as given. Idempotent by source id: what is there already stays as it is. At most 1,000 rows of each kind. */
  readonly catalogImport?: Maybe<CatalogImportResult>;
};


export type MutationProductCreateArgs = {
  input: ProductCreateInput;
};


export type MutationProductUpdateArgs = {
  input: ProductUpdateInput;
};


export type MutationVariantPriceSetArgs = {
  input: VariantPriceSetInput;
};


export type MutationStockAdjustArgs = {
  input: StockAdjustInput;
};


export type MutationCategoryCreateArgs = {
  input: CategoryCreateInput;
};


export type MutationCatalogImportArgs = {
  input: CatalogImportInput;
};

export type ProductCreateInput = {
  /** 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** Lower-case letters, digits and hyphens, at most 120; made from the name where absent. */
  readonly slug?: InputMaybe<Scalars['String']['input']>;
  /** At most 10,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly status?: InputMaybe<ProductStatus>;
  /** At most 20. */
  readonly categoryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** 1 to 100. */
  readonly variants: ReadonlyArray<VariantInput>;
  /** Client UUID, kept 24 h. The same key and input give the first answer again. */
  readonly idempotencyKey: Scalars['String']['input'];
};

export type VariantInput = {
  /** 1 to 64 characters, unique in the shop. */
  readonly sku: Scalars['String']['input'];
  /** 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  readonly price: MoneyInput;
  /** 0 to 10,000,000. */
  readonly weightGrams?: InputMaybe<Scalars['Int']['input']>;
};

export type ProductCreateResult = ProductCreateSuccess | ValidationError | IdempotencyMismatchError;

export type ProductCreateSuccess = {
  readonly __typename?: 'ProductCreateSuccess';
  readonly product: Product;
};

/** The key was used before with another input: take a new key for a new intent. */
export type IdempotencyMismatchError = UserError & {
  readonly __typename?: 'IdempotencyMismatchError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

export type ProductUpdateInput = {
  readonly id: Scalars['ID']['input'];
  /** The version that the change was decided on. */
  readonly expectedVersion: Scalars['Int']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly status?: InputMaybe<ProductStatus>;
  /** Replaces all its categories. */
  readonly categoryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type ProductUpdateResult = ProductUpdateSuccess | NotFoundError | ValidationError | ConflictError;

export type ProductUpdateSuccess = {
  readonly __typename?: 'ProductUpdateSuccess';
  readonly product: Product;
};

export type VariantPriceSetInput = {
  readonly variantId: Scalars['ID']['input'];
  readonly expectedVersion: Scalars['Int']['input'];
  /** Zero or more. */
  readonly price: MoneyInput;
};

export type VariantPriceSetResult = VariantPriceSetSuccess | NotFoundError | ValidationError | ConflictError;

export type VariantPriceSetSuccess = {
  readonly __typename?: 'VariantPriceSetSuccess';
  readonly variant: ProductVariant;
};

export type StockAdjustInput = {
  readonly variantId: Scalars['ID']['input'];
  readonly warehouseId: Scalars['ID']['input'];
  /** Units to add; negative takes away. Not 0; −1,000,000 to 1,000,000. */
  readonly delta: Scalars['Int']['input'];
  /** Why, for the stock's history. */
  readonly reason: StockAdjustReason;
  /** Client UUID, kept 24 h. The same key and input give the first answer again. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** Why units came or went. */
export type StockAdjustReason =
  | 'RECEIVED'
  | 'COUNTED'
  | 'DAMAGED'
  | 'LOST';

export type StockAdjustResult = StockAdjustSuccess | NotFoundError | ValidationError | InsufficientStockLevelError | IdempotencyMismatchError;

export type StockAdjustSuccess = {
  readonly __typename?: 'StockAdjustSuccess';
  readonly variant: ProductVariant;
  readonly stockLevel: StockLevel;
};

/** Fewer units are free than would be taken away: reserved ones belong to orders. */
export type InsufficientStockLevelError = UserError & {
  readonly __typename?: 'InsufficientStockLevelError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Units that are free in that warehouse. */
  readonly available: Scalars['Int']['output'];
};

export type CategoryCreateInput = {
  /** 1 to 200 characters, in English. */
  readonly name: Scalars['String']['input'];
  /** Lower-case letters, digits, hyphens and underscores, at most 120; made from the name where absent. */
  readonly slug?: InputMaybe<Scalars['String']['input']>;
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
};

export type CategoryCreateResult = CategoryCreateSuccess | NotFoundError | ValidationError;

export type CategoryCreateSuccess = {
  readonly __typename?: 'CategoryCreateSuccess';
  readonly category: Category;
};

export type CatalogImportInput = {
  /** Name of the source, e.g. `olist`. */
  readonly source: Scalars['String']['input'];
  readonly categories?: InputMaybe<ReadonlyArray<CategoryImportInput>>;
  readonly merchants?: InputMaybe<ReadonlyArray<MerchantImportInput>>;
  readonly products?: InputMaybe<ReadonlyArray<ProductImportInput>>;
  readonly reviews?: InputMaybe<ReadonlyArray<ReviewImportInput>>;
};

export type CategoryImportInput = {
  /** The source's code; becomes the slug. */
  readonly code: Scalars['String']['input'];
  /** Names by locale. */
  readonly names: ReadonlyArray<LocalizedTextInput>;
};

export type LocalizedTextInput = {
  readonly locale: Scalars['Locale']['input'];
  readonly text: Scalars['String']['input'];
};

export type MerchantImportInput = {
  /** 32 hexadecimal digits. */
  readonly sourceId: Scalars['String']['input'];
  readonly city?: InputMaybe<Scalars['String']['input']>;
  readonly region?: InputMaybe<Scalars['String']['input']>;
  readonly postalCode?: InputMaybe<Scalars['String']['input']>;
};

export type ProductImportInput = {
  /** 32 hexadecimal digits. */
  readonly sourceId: Scalars['String']['input'];
  /** Null where the source gave none. */
  readonly categoryCode?: InputMaybe<Scalars['String']['input']>;
  readonly weightGrams?: InputMaybe<Scalars['Int']['input']>;
  readonly lengthMm?: InputMaybe<Scalars['Int']['input']>;
  readonly heightMm?: InputMaybe<Scalars['Int']['input']>;
  readonly widthMm?: InputMaybe<Scalars['Int']['input']>;
  readonly photoCount?: InputMaybe<Scalars['Int']['input']>;
  readonly nameLength?: InputMaybe<Scalars['Int']['input']>;
  readonly descriptionLength?: InputMaybe<Scalars['Int']['input']>;
};

export type ReviewImportInput = {
  /** The source's review id; may stand on several orders. */
  readonly sourceId: Scalars['String']['input'];
  /** The source's order id, 32 hexadecimal digits. */
  readonly orderSourceId: Scalars['String']['input'];
  /** The products of that order that it shall be shown with, 32 hexadecimal digits each; at most 100. */
  readonly productSourceIds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly score: Scalars['Int']['input'];
  readonly createdAt: Scalars['DateTime']['input'];
  readonly answeredAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type CatalogImportResult = ImportSuccess | ValidationError;

/** What an import did. */
export type ImportSuccess = {
  readonly __typename?: 'ImportSuccess';
  /** Rows that are new. */
  readonly inserted: Scalars['Int']['output'];
  /** Rows that were there already, and stay as they were. */
  readonly unchanged: Scalars['Int']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Product: Product;
  Merchant: Merchant;
  ProductVariant: ProductVariant;
  Category: Category;
  Review: Review;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Product:
    ( { __typename: 'Product' }
    & ( GraphQLRecursivePick<FederationTypes['Product'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Product'], {"slug":true}> ) );
  Merchant:
    ( { __typename: 'Merchant' }
    & GraphQLRecursivePick<FederationTypes['Merchant'], {"id":true}> );
  ProductVariant:
    ( { __typename: 'ProductVariant' }
    & ( GraphQLRecursivePick<FederationTypes['ProductVariant'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['ProductVariant'], {"sku":true}> ) );
  Category:
    ( { __typename: 'Category' }
    & ( GraphQLRecursivePick<FederationTypes['Category'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Category'], {"slug":true}> ) );
  Review:
    ( { __typename: 'Review' }
    & GraphQLRecursivePick<FederationTypes['Review'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ProductCreateResult:
    | ( Partial<Omit<ProductCreateSuccess, 'product'> & { product: _RefType['Product'] }> )
    | ( Partial<ValidationError> )
    | ( Partial<IdempotencyMismatchError> )
  ;
  ProductUpdateResult:
    | ( Partial<Omit<ProductUpdateSuccess, 'product'> & { product: _RefType['Product'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<ConflictError> )
  ;
  VariantPriceSetResult:
    | ( Partial<Omit<VariantPriceSetSuccess, 'variant'> & { variant: _RefType['ProductVariant'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<ConflictError> )
  ;
  StockAdjustResult:
    | ( Partial<Omit<StockAdjustSuccess, 'variant' | 'stockLevel'> & { variant: _RefType['ProductVariant'], stockLevel: _RefType['StockLevel'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<InsufficientStockLevelError> )
    | ( Partial<IdempotencyMismatchError> )
  ;
  CategoryCreateResult:
    | ( Partial<Omit<CategoryCreateSuccess, 'category'> & { category: _RefType['Category'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
  ;
  CatalogImportResult:
    | ( Partial<ImportSuccess> )
    | ( Partial<ValidationError> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ProductParent )
    | ( MerchantParent )
    | ( VariantParent )
    | ( CategoryParent )
    | ( ReviewParent )
  ;
  UserError:
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<ConflictError> )
    | ( Partial<IdempotencyMismatchError> )
    | ( Partial<InsufficientStockLevelError> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  BigInt: ResolverTypeWrapper<Partial<Scalars['BigInt']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  Locale: ResolverTypeWrapper<Partial<Scalars['Locale']['output']>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  CurrencyCode: ResolverTypeWrapper<Partial<CurrencyCode>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  NotFoundError: ResolverTypeWrapper<Partial<NotFoundError>>;
  ValidationError: ResolverTypeWrapper<Partial<ValidationError>>;
  FieldIssue: ResolverTypeWrapper<Partial<FieldIssue>>;
  ConflictError: ResolverTypeWrapper<Partial<ConflictError>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  Product: ResolverTypeWrapper<ProductParent>;
  ProductStatus: ResolverTypeWrapper<Partial<ProductStatus>>;
  PriceRange: ResolverTypeWrapper<Partial<Omit<PriceRange, 'min' | 'max'> & { min: ResolversTypes['Money'], max: ResolversTypes['Money'] }>>;
  Merchant: ResolverTypeWrapper<MerchantParent>;
  ProductVariant: ResolverTypeWrapper<VariantParent>;
  Dimensions: ResolverTypeWrapper<Partial<Dimensions>>;
  Availability: ResolverTypeWrapper<Partial<Availability>>;
  StockState: ResolverTypeWrapper<Partial<StockState>>;
  StockLevel: ResolverTypeWrapper<StockLevelParent>;
  Warehouse: ResolverTypeWrapper<Partial<Warehouse>>;
  Price: ResolverTypeWrapper<Partial<Omit<Price, 'current'> & { current: ResolversTypes['Money'] }>>;
  Category: ResolverTypeWrapper<CategoryParent>;
  LocalizedText: ResolverTypeWrapper<Partial<LocalizedText>>;
  ProductVariantConnection: ResolverTypeWrapper<Partial<Omit<ProductVariantConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ProductVariantEdge']>, nodes: ReadonlyArray<ResolversTypes['ProductVariant']> }>>;
  ProductVariantEdge: ResolverTypeWrapper<Partial<Omit<ProductVariantEdge, 'node'> & { node: ResolversTypes['ProductVariant'] }>>;
  ProductSearchConnection: ResolverTypeWrapper<ProductSearch>;
  ProductSearchEdge: ResolverTypeWrapper<FoundProduct>;
  ProductFilter: ResolverTypeWrapper<Partial<ProductFilter>>;
  MoneyRangeInput: ResolverTypeWrapper<Partial<MoneyRangeInput>>;
  ProductSort: ResolverTypeWrapper<Partial<ProductSort>>;
  Review: ResolverTypeWrapper<ReviewParent>;
  Order: ResolverTypeWrapper<Partial<Order>>;
  ReviewConnection: ResolverTypeWrapper<Partial<Omit<ReviewConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ReviewEdge']>, nodes: ReadonlyArray<ResolversTypes['Review']> }>>;
  ReviewEdge: ResolverTypeWrapper<Partial<Omit<ReviewEdge, 'node'> & { node: ResolversTypes['Review'] }>>;
  CatalogReport: ResolverTypeWrapper<CatalogFigures>;
  CategoryCount: ResolverTypeWrapper<Partial<CategoryCount>>;
  ScoreCount: ResolverTypeWrapper<Partial<ScoreCount>>;
  StockChangeConnection: ResolverTypeWrapper<Partial<Omit<StockChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['StockChangeEdge']>, nodes: ReadonlyArray<ResolversTypes['StockChange']> }>>;
  StockChangeEdge: ResolverTypeWrapper<Partial<Omit<StockChangeEdge, 'node'> & { node: ResolversTypes['StockChange'] }>>;
  StockChange: ResolverTypeWrapper<StockChangeRow>;
  StockChangeCause: ResolverTypeWrapper<Partial<StockChangeCause>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ProductBy: ResolverTypeWrapper<Partial<ProductBy>>;
  ProductVariantBy: ResolverTypeWrapper<Partial<ProductVariantBy>>;
  CategoryBy: ResolverTypeWrapper<Partial<CategoryBy>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ProductCreateInput: ResolverTypeWrapper<Partial<ProductCreateInput>>;
  VariantInput: ResolverTypeWrapper<Partial<VariantInput>>;
  ProductCreateResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ProductCreateResult']>>;
  ProductCreateSuccess: ResolverTypeWrapper<Partial<Omit<ProductCreateSuccess, 'product'> & { product: ResolversTypes['Product'] }>>;
  IdempotencyMismatchError: ResolverTypeWrapper<Partial<IdempotencyMismatchError>>;
  ProductUpdateInput: ResolverTypeWrapper<Partial<ProductUpdateInput>>;
  ProductUpdateResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ProductUpdateResult']>>;
  ProductUpdateSuccess: ResolverTypeWrapper<Partial<Omit<ProductUpdateSuccess, 'product'> & { product: ResolversTypes['Product'] }>>;
  VariantPriceSetInput: ResolverTypeWrapper<Partial<VariantPriceSetInput>>;
  VariantPriceSetResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['VariantPriceSetResult']>>;
  VariantPriceSetSuccess: ResolverTypeWrapper<Partial<Omit<VariantPriceSetSuccess, 'variant'> & { variant: ResolversTypes['ProductVariant'] }>>;
  StockAdjustInput: ResolverTypeWrapper<Partial<StockAdjustInput>>;
  StockAdjustReason: ResolverTypeWrapper<Partial<StockAdjustReason>>;
  StockAdjustResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['StockAdjustResult']>>;
  StockAdjustSuccess: ResolverTypeWrapper<Partial<Omit<StockAdjustSuccess, 'variant' | 'stockLevel'> & { variant: ResolversTypes['ProductVariant'], stockLevel: ResolversTypes['StockLevel'] }>>;
  InsufficientStockLevelError: ResolverTypeWrapper<Partial<InsufficientStockLevelError>>;
  CategoryCreateInput: ResolverTypeWrapper<Partial<CategoryCreateInput>>;
  CategoryCreateResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CategoryCreateResult']>>;
  CategoryCreateSuccess: ResolverTypeWrapper<Partial<Omit<CategoryCreateSuccess, 'category'> & { category: ResolversTypes['Category'] }>>;
  CatalogImportInput: ResolverTypeWrapper<Partial<CatalogImportInput>>;
  CategoryImportInput: ResolverTypeWrapper<Partial<CategoryImportInput>>;
  LocalizedTextInput: ResolverTypeWrapper<Partial<LocalizedTextInput>>;
  MerchantImportInput: ResolverTypeWrapper<Partial<MerchantImportInput>>;
  ProductImportInput: ResolverTypeWrapper<Partial<ProductImportInput>>;
  ReviewImportInput: ResolverTypeWrapper<Partial<ReviewImportInput>>;
  CatalogImportResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CatalogImportResult']>>;
  ImportSuccess: ResolverTypeWrapper<Partial<ImportSuccess>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Partial<Scalars['DateTime']['output']>;
  BigInt: Partial<Scalars['BigInt']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  Locale: Partial<Scalars['Locale']['output']>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Partial<Scalars['ID']['output']>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  PageInfo: Partial<PageInfo>;
  Boolean: Partial<Scalars['Boolean']['output']>;
  String: Partial<Scalars['String']['output']>;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  NotFoundError: Partial<NotFoundError>;
  ValidationError: Partial<ValidationError>;
  FieldIssue: Partial<FieldIssue>;
  ConflictError: Partial<ConflictError>;
  Int: Partial<Scalars['Int']['output']>;
  Product: ProductParent;
  PriceRange: Partial<Omit<PriceRange, 'min' | 'max'> & { min: ResolversParentTypes['Money'], max: ResolversParentTypes['Money'] }>;
  Merchant: MerchantParent;
  ProductVariant: VariantParent;
  Dimensions: Partial<Dimensions>;
  Availability: Partial<Availability>;
  StockLevel: StockLevelParent;
  Warehouse: Partial<Warehouse>;
  Price: Partial<Omit<Price, 'current'> & { current: ResolversParentTypes['Money'] }>;
  Category: CategoryParent;
  LocalizedText: Partial<LocalizedText>;
  ProductVariantConnection: Partial<Omit<ProductVariantConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ProductVariantEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ProductVariant']> }>;
  ProductVariantEdge: Partial<Omit<ProductVariantEdge, 'node'> & { node: ResolversParentTypes['ProductVariant'] }>;
  ProductSearchConnection: ProductSearch;
  ProductSearchEdge: FoundProduct;
  ProductFilter: Partial<ProductFilter>;
  MoneyRangeInput: Partial<MoneyRangeInput>;
  Review: ReviewParent;
  Order: Partial<Order>;
  ReviewConnection: Partial<Omit<ReviewConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ReviewEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Review']> }>;
  ReviewEdge: Partial<Omit<ReviewEdge, 'node'> & { node: ResolversParentTypes['Review'] }>;
  CatalogReport: CatalogFigures;
  CategoryCount: Partial<CategoryCount>;
  ScoreCount: Partial<ScoreCount>;
  StockChangeConnection: Partial<Omit<StockChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['StockChangeEdge']>, nodes: ReadonlyArray<ResolversParentTypes['StockChange']> }>;
  StockChangeEdge: Partial<Omit<StockChangeEdge, 'node'> & { node: ResolversParentTypes['StockChange'] }>;
  StockChange: StockChangeRow;
  Query: Record<PropertyKey, never>;
  ProductBy: Partial<ProductBy>;
  ProductVariantBy: Partial<ProductVariantBy>;
  CategoryBy: Partial<CategoryBy>;
  Mutation: Record<PropertyKey, never>;
  ProductCreateInput: Partial<ProductCreateInput>;
  VariantInput: Partial<VariantInput>;
  ProductCreateResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ProductCreateResult']>;
  ProductCreateSuccess: Partial<Omit<ProductCreateSuccess, 'product'> & { product: ResolversParentTypes['Product'] }>;
  IdempotencyMismatchError: Partial<IdempotencyMismatchError>;
  ProductUpdateInput: Partial<ProductUpdateInput>;
  ProductUpdateResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ProductUpdateResult']>;
  ProductUpdateSuccess: Partial<Omit<ProductUpdateSuccess, 'product'> & { product: ResolversParentTypes['Product'] }>;
  VariantPriceSetInput: Partial<VariantPriceSetInput>;
  VariantPriceSetResult: Partial<ResolversUnionTypes<ResolversParentTypes>['VariantPriceSetResult']>;
  VariantPriceSetSuccess: Partial<Omit<VariantPriceSetSuccess, 'variant'> & { variant: ResolversParentTypes['ProductVariant'] }>;
  StockAdjustInput: Partial<StockAdjustInput>;
  StockAdjustResult: Partial<ResolversUnionTypes<ResolversParentTypes>['StockAdjustResult']>;
  StockAdjustSuccess: Partial<Omit<StockAdjustSuccess, 'variant' | 'stockLevel'> & { variant: ResolversParentTypes['ProductVariant'], stockLevel: ResolversParentTypes['StockLevel'] }>;
  InsufficientStockLevelError: Partial<InsufficientStockLevelError>;
  CategoryCreateInput: Partial<CategoryCreateInput>;
  CategoryCreateResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CategoryCreateResult']>;
  CategoryCreateSuccess: Partial<Omit<CategoryCreateSuccess, 'category'> & { category: ResolversParentTypes['Category'] }>;
  CatalogImportInput: Partial<CatalogImportInput>;
  CategoryImportInput: Partial<CategoryImportInput>;
  LocalizedTextInput: Partial<LocalizedTextInput>;
  MerchantImportInput: Partial<MerchantImportInput>;
  ProductImportInput: Partial<ProductImportInput>;
  ReviewImportInput: Partial<ReviewImportInput>;
  CatalogImportResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CatalogImportResult']>;
  ImportSuccess: Partial<ImportSuccess>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface LocaleScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Locale'], any> {
  name: 'Locale';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Product' | 'Merchant' | 'ProductVariant' | 'Category' | 'Review', ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  decimal?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'NotFoundError' | 'ValidationError' | 'ConflictError' | 'IdempotencyMismatchError' | 'InsufficientStockLevelError', ParentType, ContextType>;
};

export type NotFoundErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFoundError'] = ResolversParentTypes['NotFoundError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  entityId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ValidationErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationError'] = ResolversParentTypes['ValidationError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['FieldIssue']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FieldIssueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldIssue'] = ResolversParentTypes['FieldIssue']> = {
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConflictErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConflictError'] = ResolversParentTypes['ConflictError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  expectedVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  actualVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ProductStatus'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  variants?: Resolver<ResolversTypes['ProductVariantConnection'], ParentType, ContextType, RequireFields<ProductVariantsArgs, 'first'>>;
  priceRange?: Resolver<Maybe<ResolversTypes['PriceRange']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  merchant?: Resolver<Maybe<ResolversTypes['Merchant']>, ParentType, ContextType>;
  reviews?: Resolver<ResolversTypes['ReviewConnection'], ParentType, ContextType, RequireFields<ProductReviewsArgs, 'first'>>;
  sourceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PriceRangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceRange'] = ResolversParentTypes['PriceRange']> = {
  min?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type MerchantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Merchant'] = ResolversParentTypes['Merchant'], FederationReferenceType extends FederationReferenceTypes['Merchant'] = FederationReferenceTypes['Merchant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Merchant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductVariantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductVariant'] = ResolversParentTypes['ProductVariant'], FederationReferenceType extends FederationReferenceTypes['ProductVariant'] = FederationReferenceTypes['ProductVariant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProductVariant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  product?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Price']>, ParentType, ContextType>;
  weightGrams?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dimensions?: Resolver<Maybe<ResolversTypes['Dimensions']>, ParentType, ContextType>;
  availability?: Resolver<ResolversTypes['Availability'], ParentType, ContextType>;
  stock?: Resolver<Maybe<ReadonlyArray<ResolversTypes['StockLevel']>>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DimensionsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dimensions'] = ResolversParentTypes['Dimensions']> = {
  lengthMm?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  heightMm?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  widthMm?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AvailabilityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Availability'] = ResolversParentTypes['Availability']> = {
  state?: Resolver<ResolversTypes['StockState'], ParentType, ContextType>;
  sellableQuantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StockLevelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockLevel'] = ResolversParentTypes['StockLevel']> = {
  warehouse?: Resolver<Maybe<ResolversTypes['Warehouse']>, ParentType, ContextType>;
  onHand?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WarehouseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Warehouse'] = ResolversParentTypes['Warehouse']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PriceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Price'] = ResolversParentTypes['Price']> = {
  current?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  taxIncluded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Category'] = ResolversParentTypes['Category'], FederationReferenceType extends FederationReferenceTypes['Category'] = FederationReferenceTypes['Category']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Category']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<CategoryNameArgs>>;
  names?: Resolver<ReadonlyArray<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType>;
  ancestors?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  children?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  products?: Resolver<ResolversTypes['ProductSearchConnection'], ParentType, ContextType, RequireFields<CategoryProductsArgs, 'sort' | 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LocalizedTextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LocalizedText'] = ResolversParentTypes['LocalizedText']> = {
  locale?: Resolver<ResolversTypes['Locale'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProductVariantConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductVariantConnection'] = ResolversParentTypes['ProductVariantConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProductVariantEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ProductVariant']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ProductVariantEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductVariantEdge'] = ResolversParentTypes['ProductVariantEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ProductVariant'], ParentType, ContextType>;
};

export type ProductSearchConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductSearchConnection'] = ResolversParentTypes['ProductSearchConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProductSearchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Product']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ProductSearchEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductSearchEdge'] = ResolversParentTypes['ProductSearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
};

export type ReviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Review'] = ResolversParentTypes['Review'], FederationReferenceType extends FederationReferenceTypes['Review'] = FederationReferenceTypes['Review']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Review']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ReviewConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReviewConnection'] = ResolversParentTypes['ReviewConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ReviewEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Review']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReviewEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReviewEdge'] = ResolversParentTypes['ReviewEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Review'], ParentType, ContextType>;
};

export type CatalogReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CatalogReport'] = ResolversParentTypes['CatalogReport']> = {
  productCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  merchantCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  categoryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  translatedCategoryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  productsWithoutCategory?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  productsInUntranslatedCategories?: Resolver<ReadonlyArray<ResolversTypes['CategoryCount']>, ParentType, ContextType>;
  productsWithoutWeightOrDimensions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  productsWithZeroWeight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  merchantsWithOddCity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reviewCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reviewsByScore?: Resolver<ReadonlyArray<ResolversTypes['ScoreCount']>, ParentType, ContextType>;
  reviewSourceIdsOnSeveralOrders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ordersWithSeveralReviews?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CategoryCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryCount'] = ResolversParentTypes['CategoryCount']> = {
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ScoreCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScoreCount'] = ResolversParentTypes['ScoreCount']> = {
  score?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StockChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockChangeConnection'] = ResolversParentTypes['StockChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StockChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['StockChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StockChangeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockChangeEdge'] = ResolversParentTypes['StockChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StockChange'], ParentType, ContextType>;
};

export type StockChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockChange'] = ResolversParentTypes['StockChange']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['StockChangeCause'], ParentType, ContextType>;
  warehouse?: Resolver<Maybe<ResolversTypes['Warehouse']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  onHandDelta?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reservedDelta?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onHand?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalOnHand?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  totalReserved?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType, RequireFields<QueryProductArgs, 'by'>>;
  productVariant?: Resolver<Maybe<ResolversTypes['ProductVariant']>, ParentType, ContextType, RequireFields<QueryProductVariantArgs, 'by'>>;
  products?: Resolver<Maybe<ResolversTypes['ProductSearchConnection']>, ParentType, ContextType, RequireFields<QueryProductsArgs, 'sort' | 'first'>>;
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType, RequireFields<QueryCategoryArgs, 'by'>>;
  categories?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Category']>>, ParentType, ContextType>;
  catalogReport?: Resolver<Maybe<ResolversTypes['CatalogReport']>, ParentType, ContextType, Partial<QueryCatalogReportArgs>>;
  stockHistory?: Resolver<Maybe<ResolversTypes['StockChangeConnection']>, ParentType, ContextType, RequireFields<QueryStockHistoryArgs, 'variantId' | 'first'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  productCreate?: Resolver<Maybe<ResolversTypes['ProductCreateResult']>, ParentType, ContextType, RequireFields<MutationProductCreateArgs, 'input'>>;
  productUpdate?: Resolver<Maybe<ResolversTypes['ProductUpdateResult']>, ParentType, ContextType, RequireFields<MutationProductUpdateArgs, 'input'>>;
  variantPriceSet?: Resolver<Maybe<ResolversTypes['VariantPriceSetResult']>, ParentType, ContextType, RequireFields<MutationVariantPriceSetArgs, 'input'>>;
  stockAdjust?: Resolver<Maybe<ResolversTypes['StockAdjustResult']>, ParentType, ContextType, RequireFields<MutationStockAdjustArgs, 'input'>>;
  categoryCreate?: Resolver<Maybe<ResolversTypes['CategoryCreateResult']>, ParentType, ContextType, RequireFields<MutationCategoryCreateArgs, 'input'>>;
  catalogImport?: Resolver<Maybe<ResolversTypes['CatalogImportResult']>, ParentType, ContextType, RequireFields<MutationCatalogImportArgs, 'input'>>;
};

export type ProductCreateResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductCreateResult'] = ResolversParentTypes['ProductCreateResult']> = {
  __resolveType: TypeResolveFn<'ProductCreateSuccess' | 'ValidationError' | 'IdempotencyMismatchError', ParentType, ContextType>;
};

export type ProductCreateSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductCreateSuccess'] = ResolversParentTypes['ProductCreateSuccess']> = {
  product?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyMismatchErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyMismatchError'] = ResolversParentTypes['IdempotencyMismatchError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductUpdateResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductUpdateResult'] = ResolversParentTypes['ProductUpdateResult']> = {
  __resolveType: TypeResolveFn<'ProductUpdateSuccess' | 'NotFoundError' | 'ValidationError' | 'ConflictError', ParentType, ContextType>;
};

export type ProductUpdateSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductUpdateSuccess'] = ResolversParentTypes['ProductUpdateSuccess']> = {
  product?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VariantPriceSetResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VariantPriceSetResult'] = ResolversParentTypes['VariantPriceSetResult']> = {
  __resolveType: TypeResolveFn<'VariantPriceSetSuccess' | 'NotFoundError' | 'ValidationError' | 'ConflictError', ParentType, ContextType>;
};

export type VariantPriceSetSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VariantPriceSetSuccess'] = ResolversParentTypes['VariantPriceSetSuccess']> = {
  variant?: Resolver<ResolversTypes['ProductVariant'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockAdjustResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockAdjustResult'] = ResolversParentTypes['StockAdjustResult']> = {
  __resolveType: TypeResolveFn<'StockAdjustSuccess' | 'NotFoundError' | 'ValidationError' | 'InsufficientStockLevelError' | 'IdempotencyMismatchError', ParentType, ContextType>;
};

export type StockAdjustSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockAdjustSuccess'] = ResolversParentTypes['StockAdjustSuccess']> = {
  variant?: Resolver<ResolversTypes['ProductVariant'], ParentType, ContextType>;
  stockLevel?: Resolver<ResolversTypes['StockLevel'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InsufficientStockLevelErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InsufficientStockLevelError'] = ResolversParentTypes['InsufficientStockLevelError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CategoryCreateResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryCreateResult'] = ResolversParentTypes['CategoryCreateResult']> = {
  __resolveType: TypeResolveFn<'CategoryCreateSuccess' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type CategoryCreateSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryCreateSuccess'] = ResolversParentTypes['CategoryCreateSuccess']> = {
  category?: Resolver<ResolversTypes['Category'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CatalogImportResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CatalogImportResult'] = ResolversParentTypes['CatalogImportResult']> = {
  __resolveType: TypeResolveFn<'ImportSuccess' | 'ValidationError', ParentType, ContextType>;
};

export type ImportSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImportSuccess'] = ResolversParentTypes['ImportSuccess']> = {
  inserted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  BigInt?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Locale?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  NotFoundError?: NotFoundErrorResolvers<ContextType>;
  ValidationError?: ValidationErrorResolvers<ContextType>;
  FieldIssue?: FieldIssueResolvers<ContextType>;
  ConflictError?: ConflictErrorResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  PriceRange?: PriceRangeResolvers<ContextType>;
  Merchant?: MerchantResolvers<ContextType>;
  ProductVariant?: ProductVariantResolvers<ContextType>;
  Dimensions?: DimensionsResolvers<ContextType>;
  Availability?: AvailabilityResolvers<ContextType>;
  StockLevel?: StockLevelResolvers<ContextType>;
  Warehouse?: WarehouseResolvers<ContextType>;
  Price?: PriceResolvers<ContextType>;
  Category?: CategoryResolvers<ContextType>;
  LocalizedText?: LocalizedTextResolvers<ContextType>;
  ProductVariantConnection?: ProductVariantConnectionResolvers<ContextType>;
  ProductVariantEdge?: ProductVariantEdgeResolvers<ContextType>;
  ProductSearchConnection?: ProductSearchConnectionResolvers<ContextType>;
  ProductSearchEdge?: ProductSearchEdgeResolvers<ContextType>;
  Review?: ReviewResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  ReviewConnection?: ReviewConnectionResolvers<ContextType>;
  ReviewEdge?: ReviewEdgeResolvers<ContextType>;
  CatalogReport?: CatalogReportResolvers<ContextType>;
  CategoryCount?: CategoryCountResolvers<ContextType>;
  ScoreCount?: ScoreCountResolvers<ContextType>;
  StockChangeConnection?: StockChangeConnectionResolvers<ContextType>;
  StockChangeEdge?: StockChangeEdgeResolvers<ContextType>;
  StockChange?: StockChangeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  ProductCreateResult?: ProductCreateResultResolvers<ContextType>;
  ProductCreateSuccess?: ProductCreateSuccessResolvers<ContextType>;
  IdempotencyMismatchError?: IdempotencyMismatchErrorResolvers<ContextType>;
  ProductUpdateResult?: ProductUpdateResultResolvers<ContextType>;
  ProductUpdateSuccess?: ProductUpdateSuccessResolvers<ContextType>;
  VariantPriceSetResult?: VariantPriceSetResultResolvers<ContextType>;
  VariantPriceSetSuccess?: VariantPriceSetSuccessResolvers<ContextType>;
  StockAdjustResult?: StockAdjustResultResolvers<ContextType>;
  StockAdjustSuccess?: StockAdjustSuccessResolvers<ContextType>;
  InsufficientStockLevelError?: InsufficientStockLevelErrorResolvers<ContextType>;
  CategoryCreateResult?: CategoryCreateResultResolvers<ContextType>;
  CategoryCreateSuccess?: CategoryCreateSuccessResolvers<ContextType>;
  CatalogImportResult?: CatalogImportResultResolvers<ContextType>;
  ImportSuccess?: ImportSuccessResolvers<ContextType>;
};

