import { MAX_AMOUNT_MINOR, encodeCursor } from '@souk/kernel';
import { connectionArguments, currency, isInstantPart, isUuidPart, parseInput, readCursor, toConnection, uuidInId, type Connection, type PageRequest } from '@souk/subgraph';
import { z } from 'zod';
import { type Context } from '../context.js';
import { isVisible, type Product } from '../domain/product.js';
import { type ProductPage, type ProductPageSpec, type ProductSelection, type ProductSort, type SortKey } from '../domain/product-page.js';
import { queryWords } from '../domain/search-words.js';
import { type ProductSearchConnectionResolvers } from '../generated/graphql.js';

const MAX_QUERY_LENGTH = 200;
const MAX_CATEGORIES = 50;

const amount = z.object({ amountMinor: z.int().min(-MAX_AMOUNT_MINOR).max(MAX_AMOUNT_MINOR), currency });
const searchInput = z.object({
  query: z.string().max(MAX_QUERY_LENGTH).nullish(),
  filter: z.object({
    categoryIds: z.array(uuidInId('cat')).max(MAX_CATEGORIES).nullish(),
    price: z.object({ min: amount.nullish(), max: amount.nullish() })
      .refine(({ min, max }) => min == null || max == null || min.currency === max.currency, 'both ends must name one currency').nullish(),
    inStock: z.boolean().nullish(),
  }).nullish(),
  sort: z.enum(['RELEVANCE', 'NEWEST', 'PRICE_ASC', 'PRICE_DESC']).nullish(),
});
type Search = z.output<typeof searchInput>;

/** A page of products that was asked for: which, and what came of it. */
export interface ProductSearch {
  readonly selection: ProductSelection;
  readonly page: Connection<ProductPage[number]>;
}

/** A product in such a page. */
export interface FoundProduct {
  readonly cursor: string;
  readonly node: Product;
}

/** A page of products, of one branch of the tree only where `branchOf` names its category. Throws ValidationError. */
export const searchProducts = async (context: Context, args: { readonly first?: number | null; readonly after?: string | null } & object, branchOf?: string): Promise<ProductSearch> => {
  const request = connectionArguments(args);
  const search = parseInput(searchInput, args);
  const selection = await selectionOf(search, context, branchOf);
  const sort = sortOf(search);
  const spec: ProductPageSpec = { ...selection, sort, limit: request.limit, after: afterOf(request, sort) };
  const rows = (await context.loaders.productPage.load(spec)) ?? [];
  return { selection, page: toConnection(rows, request, ({ id, key }) => encodeCursor([sort, key, id])) };
};

const selectionOf = async ({ query, filter }: Search, { loaders, isManager }: Context, branchOf: string | undefined): Promise<ProductSelection> => {
  const groups = [...(branchOf === undefined ? [] : [[branchOf]]), ...(filter?.categoryIds == null ? [] : [filter.categoryIds])];
  const tree = groups.length === 0 ? undefined : await loaders.categories();
  const priceCurrency = filter?.price?.min?.currency ?? filter?.price?.max?.currency;
  return {
    words: query == null || query.trim() === '' ? null : queryWords(query),
    within: groups.map((ids) => [...new Set(ids.flatMap((id) => tree?.branch(id) ?? []))].sort()),
    price: priceCurrency === undefined ? null : { currency: priceCurrency, minMinor: filter?.price?.min?.amountMinor ?? null, maxMinor: filter?.price?.max?.amountMinor ?? null },
    inStock: filter?.inStock ?? null,
    withHidden: isManager,
  };
};

/** Without words there is nothing to be relevant to. */
const sortOf = ({ query, sort }: Search): ProductSort => (sort == null || sort === 'RELEVANCE' ? (query == null || query.trim() === '' ? 'NEWEST' : 'RELEVANCE') : sort);

const afterOf = ({ cursor }: PageRequest, sort: ProductSort): ProductPageSpec['after'] => {
  if (cursor === undefined) return null;
  const isKey = (key: unknown): key is SortKey => (sort === 'NEWEST' ? isInstantPart(key as SortKey) : typeof key === 'number' && (sort === 'RELEVANCE' || Number.isSafeInteger(key)));
  const [, key, id] = readCursor(cursor, ['string', sort === 'NEWEST' ? 'string' : 'number', 'string'], ([of, at, row]) => of === sort && isKey(at) && isUuidPart(row));
  return { key: key as SortKey, id: String(id) };
};

export const productSearchConnection: ProductSearchConnectionResolvers = {
  edges: ({ page }, _arguments, context) => found(page, context),
  nodes: async ({ page }, _arguments, context) => (await found(page, context)).map(({ node }) => node),
  pageInfo: ({ page }) => page.pageInfo,
  totalCount: async ({ selection }, _arguments, { loaders }) => (await loaders.productCount.load(selection)) ?? 0,
};

/** Without those that are gone or hidden since the page was read. */
const found = async ({ edges }: ProductSearch['page'], { loaders, isManager }: Context): Promise<readonly FoundProduct[]> => {
  const products = await Promise.all(edges.map(({ node }) => loaders.product.load(node.id)));
  return edges.flatMap(({ cursor }, index) => {
    const node = products[index];
    return node !== undefined && isVisible(node, isManager) ? [{ cursor, node }] : [];
  });
};
