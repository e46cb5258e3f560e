import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, MANAGER, NOBODY, euros, startCatalog, type TestCatalog } from './catalog-fixture.js';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const PRODUCT = `id slug name description status version sourceId priceRange { min { amountMinor currency decimal } max { amountMinor } } categories { slug } merchant { id }
  variants { nodes { id sku name weightGrams version price { current { amountMinor currency decimal } taxIncluded } availability { state sellableQuantity } dimensions { lengthMm } } pageInfo { hasNextPage } }
  reviews { nodes { id } }`;
const PRODUCT_OF_SUCCESS = (type: string): string => `... on ${type} { product { ${PRODUCT} } } ... on ValidationError { issues { path rule } } ... on ConflictError { expectedVersion actualVersion } ... on NotFoundError { entityId }`;

interface ProductResult {
  readonly product?: { readonly id: string; readonly slug: string; readonly name: string; readonly description: string | null; readonly version: number; readonly status: string; readonly categories: readonly { readonly slug: string }[]; readonly priceRange: unknown; readonly variants: { readonly nodes: readonly { readonly id: string; readonly version: number }[] } };
  readonly issues?: readonly { readonly path: readonly string[]; readonly rule: string }[];
  readonly code?: string;
  readonly actualVersion?: number;
  readonly entityId?: string;
}

const create = (input: Record<string, unknown>) => catalog.mutate<ProductResult>('productCreate', { idempotencyKey: randomUUID(), variants: [variant(randomUUID())], ...input }, `... on ProductCreateSuccess { product { ${PRODUCT} } } ... on ValidationError { issues { path rule } }`);
const update = (input: Record<string, unknown>) => catalog.mutate<ProductResult>('productUpdate', input, PRODUCT_OF_SUCCESS('ProductUpdateSuccess'));
const variant = (sku: string, over: Record<string, unknown> = {}) => ({ sku, name: 'One', price: euros(990), ...over });
const category = async (name: string, over: Record<string, unknown> = {}): Promise<string> =>
  (await catalog.mutate<{ category: { id: string } }>('categoryCreate', { name, ...over }, '... on CategoryCreateSuccess { category { id } }')).category.id;
const countOf = async (table: string): Promise<number> => (await catalog.sql<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))[0]?.count ?? -1;

interface Page {
  readonly nodes: readonly { readonly name: string }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string | null };
}
const LIST = `query ($query: String, $filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String) {
  products(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) { nodes { name } edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
const list = (variables: Record<string, unknown> = {}, viewer = NOBODY): Promise<Page> => catalog.get<Page>(viewer, LIST, variables);
const names = async (variables: Record<string, unknown> = {}, viewer = NOBODY): Promise<readonly string[]> => (await list(variables, viewer)).nodes.map(({ name }) => name);
const allPages = async (variables: Record<string, unknown>): Promise<readonly string[]> => {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Page = await list({ ...variables, after });
    found.push(...page.nodes.map(({ name }) => name));
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
};

describe('a product', () => {
  it('is created with its variants, and read by id and slug', async () => {
    const categoryId = await category('Tea ware');
    const { product } = await create({
      name: 'Café Bowl', description: 'Thrown by hand.', status: 'ACTIVE', categoryIds: [categoryId],
      variants: [variant('BOWL-S', { price: euros(1_850), weightGrams: 320 }), variant('BOWL-L', { price: euros(6_800) })],
    });
    expect(product).toMatchObject({
      slug: 'cafe-bowl', name: 'Café Bowl', description: 'Thrown by hand.', status: 'ACTIVE', version: 1, sourceId: null, merchant: null, categories: [{ slug: 'tea-ware' }],
      priceRange: { min: { amountMinor: 1_850, currency: 'EUR', decimal: '18.50' }, max: { amountMinor: 6_800 } }, reviews: { nodes: [] },
      variants: { nodes: [
        { sku: 'BOWL-S', weightGrams: 320, version: 1, dimensions: null, price: { current: { amountMinor: 1_850, currency: 'EUR', decimal: '18.50' }, taxIncluded: true }, availability: { state: 'OUT_OF_STOCK', sellableQuantity: 0 } },
        { sku: 'BOWL-L', weightGrams: null },
      ], pageInfo: { hasNextPage: false } },
    });
    const read = (by: unknown) => catalog.get(NOBODY, `query ($by: ProductBy!) { product(by: $by) { ${PRODUCT} } }`, { by });
    expect(await read({ id: product?.id })).toEqual(product);
    expect(await read({ slug: 'cafe-bowl' })).toEqual(product);
    const events = await catalog.sql('SELECT type, version, meta FROM event WHERE data ->> \'slug\' = \'cafe-bowl\'');
    expect(events).toEqual([{ type: 'ProductCreated', version: 1, meta: { actor: MANAGER.userId } }]);
  });

  it('gets another slug where the name’s is taken, and refuses one that was asked for', async () => {
    const first = await create({ name: 'Twin' });
    const second = await create({ name: 'Twin' });
    expect(first.product?.slug).toBe('twin');
    expect(second.product?.slug).toMatch(/^twin-[0-9a-f]{8}$/);
    expect((await create({ name: 'Twin', slug: 'twin' })).issues).toEqual([{ path: ['slug'], rule: 'taken' }]);
  });

  it('is created once per key: the same input again gives the same product, another input a typed error', async () => {
    const input = { name: 'Once', idempotencyKey: randomUUID(), variants: [variant('ONCE-1')] };
    const [first, second] = await Promise.all([create(input), create(input)]);
    expect(first.product?.id).toBeDefined();
    expect(second.product?.id).toBe(first.product?.id);
    expect((await create(input)).product?.id).toBe(first.product?.id);
    expect(await create({ ...input, name: 'Twice' })).toMatchObject({ __typename: 'IdempotencyMismatchError', code: 'IDEMPOTENCY_MISMATCH', path: ['idempotencyKey'] });
  });

  it.each<[string, Record<string, unknown>, readonly { path: readonly string[]; rule: string }[]]>([
    ['an empty name', { name: '  ' }, [{ path: ['name'], rule: 'custom' }]],
    ['a slug of other characters', { slug: 'No Good' }, [{ path: ['slug'], rule: 'invalid_format' }]],
    ['no variant', { variants: [] }, [{ path: ['variants'], rule: 'too_small' }]],
    ['a negative price', { variants: [variant('N', { price: euros(-1) })] }, [{ path: ['variants', '0', 'price', 'amountMinor'], rule: 'too_small' }]],
    ['a SKU twice', { variants: [variant('D'), variant('D')] }, [{ path: ['variants', '1', 'sku'], rule: 'repeated' }]],
    ['two currencies', { variants: [variant('E'), variant('F', { price: { amountMinor: 1, currency: 'USD' } })] }, [{ path: ['variants', '1', 'price', 'currency'], rule: 'currency' }]],
    ['a category that is not there', { categoryIds: ['cat_00000000000000000000000000000000', 'nonsense'] }, [{ path: ['categoryIds', '0'], rule: 'not_found' }, { path: ['categoryIds', '1'], rule: 'not_found' }]],
    ['a key that is no UUID', { idempotencyKey: 'x' }, [{ path: ['idempotencyKey'], rule: 'invalid_format' }]],
    ['a weight that no int carries', { variants: [variant('W', { weightGrams: 2_147_483_647 })] }, [{ path: ['variants', '0', 'weightGrams'], rule: 'too_big' }]],
  ])('is refused with %s, and nothing changes', async (_what, over, issues) => {
    const before = await countOf('event');
    expect(await create({ name: 'Refused', ...over })).toMatchObject({ __typename: 'ValidationError', code: 'VALIDATION', issues });
    expect(await countOf('event')).toBe(before);
  });

  it('is refused with a SKU of another product', async () => {
    await create({ name: 'Holder', variants: [variant('HELD')] });
    expect((await create({ name: 'Taker', variants: [variant('FREE'), variant('HELD')] })).issues).toEqual([{ path: ['variants', '1', 'sku'], rule: 'taken' }]);
    expect((await catalog.ask(NOBODY, '{ productVariant(by: { sku: "FREE" }) { id } }')).data).toEqual({ productVariant: null });
  });

  it('changes what is given, counts its versions, and refuses a stale one', async () => {
    const shelf = await category('Shelf');
    const { id = '' } = (await create({ name: 'Plain', description: 'old' })).product ?? {};
    expect((await update({ id, expectedVersion: 1, name: 'Fancy', categoryIds: [shelf] })).product).toMatchObject({ name: 'Fancy', slug: 'plain', description: 'old', version: 2, categories: [{ slug: 'shelf' }] });
    expect(await update({ id, expectedVersion: 1, name: 'Late' })).toMatchObject({ __typename: 'ConflictError', code: 'CONFLICT', expectedVersion: 1, actualVersion: 2 });
    expect((await update({ id, expectedVersion: 2, description: null, status: 'ACTIVE' })).product).toMatchObject({ description: null, status: 'ACTIVE', version: 3 });
    expect((await update({ id, expectedVersion: 3, name: 'Fancy', status: 'ACTIVE', categoryIds: [shelf] })).product?.version).toBe(3);
    expect((await update({ id, expectedVersion: 3, categoryIds: [] })).product).toMatchObject({ categories: [], version: 4 });
    expect(await update({ id: 'prod_00000000000000000000000000000000', expectedVersion: 1 })).toMatchObject({ __typename: 'NotFoundError', entityId: 'prod_00000000000000000000000000000000' });
    expect(await names({ query: 'fancy' })).toEqual(['Fancy']);
    expect(await names({ query: 'plain' })).toEqual([]);
  });

  it('lets one of two concurrent changes through', async () => {
    const { id = '' } = (await create({ name: 'Contested' })).product ?? {};
    const both = await Promise.all(['A', 'B'].map((name) => update({ id, expectedVersion: 1, name })));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['ConflictError', 'ProductUpdateSuccess']);
  });

  it('has prices that change for one variant at a time, in one currency', async () => {
    const { variants } = (await create({ name: 'Priced', variants: [variant('P-1', { price: euros(100) }), variant('P-2', { price: euros(200) })] })).product ?? { variants: { nodes: [] } };
    const [first, second] = variants.nodes.map(({ id }) => id);
    const setPrice = (variantId: unknown, expectedVersion: number, price: unknown) => catalog.mutate<ProductResult & { variant?: unknown }>(
      'variantPriceSet', { variantId, expectedVersion, price }, '... on VariantPriceSetSuccess { variant { version price { current { amountMinor } } product { priceRange { min { amountMinor } max { amountMinor } } } } } ... on ConflictError { actualVersion } ... on ValidationError { issues { path rule } }');
    expect((await setPrice(first, 1, euros(300))).variant).toEqual({ version: 2, price: { current: { amountMinor: 300 } }, product: { priceRange: { min: { amountMinor: 200 }, max: { amountMinor: 300 } } } });
    expect((await setPrice(first, 2, euros(300))).variant).toMatchObject({ version: 2 });
    expect(await setPrice(first, 1, euros(1))).toMatchObject({ __typename: 'ConflictError', actualVersion: 2 });
    expect((await setPrice(second, 1, { amountMinor: 1, currency: 'JPY' })).issues).toEqual([{ path: ['price', 'currency'], rule: 'currency' }]);
    expect((await setPrice(second, 1, euros(-5))).issues).toEqual([{ path: ['price', 'amountMinor'], rule: 'too_small' }]);
    expect(await setPrice('var_1', 1, euros(5))).toMatchObject({ __typename: 'NotFoundError' });
    const concurrent = await Promise.all([setPrice(first, 2, euros(10)), setPrice(second, 1, euros(900))]);
    expect(concurrent.map(({ __typename }) => __typename)).toEqual(['VariantPriceSetSuccess', 'VariantPriceSetSuccess']);
    expect(await catalog.sql('SELECT price_min_minor AS min, price_max_minor AS max FROM product WHERE slug = \'priced\'')).toEqual([{ min: 10, max: 900 }]);
  });

  it('does not exist for shoppers while it is a draft', async () => {
    const { id, slug, variants } = (await create({ name: 'Secret' })).product ?? { id: '', slug: '', variants: { nodes: [] } };
    const look = (viewer: typeof NOBODY) => catalog.ask(viewer, 'query ($id: ID!, $slug: String!, $variant: ID!) { a: product(by: { id: $id }) { id } b: product(by: { slug: $slug }) { id } c: productVariant(by: { id: $variant }) { id } }', { id, slug, variant: variants.nodes[0]?.id });
    expect((await look(NOBODY)).data).toEqual({ a: null, b: null, c: null });
    expect((await look(MANAGER)).data).toEqual({ a: { id }, b: { id }, c: { id: variants.nodes[0]?.id } });
    expect(await names({ query: 'secret' })).toEqual([]);
    expect(await names({ query: 'secret' }, MANAGER)).toEqual(['Secret']);
    await update({ id, expectedVersion: 1, status: 'ARCHIVED' });
    expect(await names({ query: 'secret' })).toEqual([]);
    expect((await look(NOBODY)).data).toMatchObject({ a: { id } });
  });

  it('answers representations of other subgraphs, each for itself', async () => {
    const { id, slug, variants: { nodes: [one] } } = await catalog.createProduct('Entity');
    const { data } = await catalog.ask(NOBODY, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Product { name } ... on ProductVariant { sku product { slug } } ... on Merchant { name } ... on Category { slug } ... on Review { score } } }', { r: [
      { __typename: 'Product', id }, { __typename: 'Product', slug }, { __typename: 'ProductVariant', id: one?.id }, { __typename: 'ProductVariant', sku: one?.sku }, { __typename: 'Product', id: 'prod_1' },
      { __typename: 'Merchant', id: 'mrc_00000000000000000000000000000000' }, { __typename: 'Category', slug: 'tea-ware' }, { __typename: 'Review', id: 'rev_00000000000000000000000000000000' },
    ] });
    expect(data?.['_entities']).toEqual([{ name: 'Entity' }, { name: 'Entity' }, { sku: one?.sku, product: { slug } }, { sku: one?.sku, product: { slug } }, null, null, { slug: 'tea-ware' }, null]);
  });

  it('pages through its variants', async () => {
    const { id } = await catalog.createProduct('Many', { variants: [{}, {}, {}] });
    const page = (after: string | null) => catalog.get<{ variants: { nodes: readonly { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(NOBODY, 'query ($id: ID!, $after: String) { product(by: { id: $id }) { variants(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } } }', { id, after });
    const first = (await page(null)).variants;
    expect(first).toMatchObject({ nodes: [{ name: 'Variant 0' }, { name: 'Variant 1' }], pageInfo: { hasNextPage: true } });
    expect((await page(first.pageInfo.endCursor)).variants).toMatchObject({ nodes: [{ name: 'Variant 2' }], pageInfo: { hasNextPage: false } });
    const { errors } = await catalog.ask(NOBODY, 'query ($id: ID!) { product(by: { id: $id }) { variants(after: "nonsense") { nodes { id } } } }', { id });
    expect(errors?.[0]).toMatchObject({ path: ['product', 'variants'], extensions: { code: 'VALIDATION' } });
  });
});

describe('a list of products', () => {
  let shop: { readonly root: string; readonly branch: string; readonly leaf: string };

  beforeAll(async () => {
    const root = await category('List root');
    const branch = await category('List branch', { parentId: root });
    const leaf = await category('List leaf', { parentId: branch });
    shop = { root, branch, leaf };
    for (const [name, price, categoryId] of [['Listed amber', 300, leaf], ['Listed birch', 100, branch], ['Listed cedar', 200, root], ['Listed drift', 200, leaf], ['Listed ebony', 500, branch]] as const) {
      await catalog.createProduct(name, { description: name === 'Listed cedar' ? 'Goes well with amber.' : null, categoryIds: [categoryId], variants: [{ price: euros(price) }, { price: euros(price + 50) }] });
    }
  });
  const within = (...categoryIds: readonly string[]) => ({ filter: { categoryIds } });
  const NEWEST = ['Listed ebony', 'Listed drift', 'Listed cedar', 'Listed birch', 'Listed amber'];

  it.each([['NEWEST', NEWEST], ['RELEVANCE', NEWEST], ['PRICE_ASC', ['Listed birch', 'Listed cedar', 'Listed drift', 'Listed amber', 'Listed ebony']], ['PRICE_DESC', ['Listed ebony', 'Listed amber', 'Listed drift', 'Listed cedar', 'Listed birch']]])('is sorted by %s, and its pages are one list', async (sort, expected) => {
    const variables = { ...within(shop.root), sort };
    expect(await names({ ...variables, first: 100 })).toEqual(expected);
    for (const first of [1, 2, 3]) expect(await allPages({ ...variables, first })).toEqual(expected);
    expect(await list({ ...variables, first: 2 })).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  });

  it('has the products of a branch and of all below it', async () => {
    expect(await names(within(shop.branch))).toEqual(['Listed ebony', 'Listed drift', 'Listed birch', 'Listed amber']);
    expect(await names(within(shop.leaf, shop.branch))).toHaveLength(4);
    expect(await names(within('cat_00000000000000000000000000000000'))).toEqual([]);
    const ofCategory = await catalog.get<{ products: { nodes: readonly { name: string }[]; totalCount: number }; ancestors: unknown; parent: unknown; children: unknown }>(NOBODY, 'query ($id: ID!) { category(by: { id: $id }) { products(first: 2, sort: PRICE_ASC) { nodes { name } totalCount } ancestors { name } parent { slug } children { slug name(locale: "en") names { locale text } } } }', { id: shop.branch });
    expect(ofCategory).toEqual({
      products: { nodes: [{ name: 'Listed birch' }, { name: 'Listed drift' }], totalCount: 4 }, ancestors: [{ name: 'List root' }], parent: { slug: 'list-root' },
      children: [{ slug: 'list-leaf', name: 'List leaf', names: [{ locale: 'en', text: 'List leaf' }] }],
    });
  });

  it('reads the lists of many categories with one statement', async () => {
    const query = '{ categories { products(first: 1) { nodes { name } totalCount } children { products(first: 1) { nodes { name } } } } }';
    expect(await catalog.statementsOf(() => catalog.get(ADMIN, query))).toBeLessThanOrEqual(6);
  });

  it('filters by price of any variant, in one currency', async () => {
    const price = (min: number | null, max: number | null, currency = 'EUR') => ({ filter: { categoryIds: [shop.root], price: { ...(min !== null && { min: { amountMinor: min, currency } }), ...(max !== null && { max: { amountMinor: max, currency } }) } } });
    expect(await names(price(200, 249))).toEqual(['Listed drift', 'Listed cedar']);
    expect(await names(price(350, null))).toEqual(['Listed ebony', 'Listed amber']);
    expect(await names(price(null, 150))).toEqual(['Listed birch']);
    expect(await names(price(0, null, 'USD'))).toEqual([]);
  });

  it('filters by what can be sold now', async () => {
    const amber = (await catalog.get<{ nodes: readonly { variants: { nodes: readonly { id: string }[] } }[] }>(NOBODY, '{ products(query: "listed amber") { nodes { variants { nodes { id } } } } }')).nodes[0]?.variants.nodes[1]?.id ?? '';
    expect(await names({ filter: { categoryIds: [shop.root], inStock: true } })).toEqual([]);
    await catalog.adjust(amber, 1);
    expect(await names({ filter: { categoryIds: [shop.root], inStock: true } })).toEqual(['Listed amber']);
    expect(await names({ filter: { categoryIds: [shop.root], inStock: false } })).toEqual(NEWEST.filter((name) => name !== 'Listed amber'));
  });

  it('finds words, starts of words and SKUs, whatever their case and accents, the best match first', async () => {
    expect(await names({ query: 'AMBER' })).toEqual(['Listed amber', 'Listed cedar']);
    expect(await allPages({ query: 'amber', first: 1 })).toEqual(['Listed amber', 'Listed cedar']);
    expect(await names({ query: 'list cédar' })).toEqual(['Listed cedar']);
    expect(await names({ query: 'bowl-s' })).toEqual(['Café Bowl']);
    expect(await names({ query: 'amber', sort: 'PRICE_ASC' })).toEqual(['Listed cedar', 'Listed amber']);
    expect(await names({ query: '   ', ...within(shop.root) })).toEqual(NEWEST);
  });

  it.each(["'; DROP TABLE product; --", '" OR 1=1', 'zzz & | ! ( ) : * <->', '\\', '%_', "zzz$1 ' || ", '👩‍👩‍👧', 'x'.repeat(200)])('takes %j for a text, and nothing changes', async (query) => {
    const before = await countOf('product');
    expect(await names({ query })).toEqual([]);
    expect(await countOf('product')).toBe(before);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a page that is too large', { first: 101 }, 'VALIDATION'],
    ['a negative page', { first: -1 }, 'VALIDATION'],
    ['a query that is too long', { query: 'x'.repeat(201) }, 'VALIDATION'],
    ['a NUL character', { query: 'a\0b' }, 'BAD_USER_INPUT'],
    ['a cursor that is none', { after: 'nonsense' }, 'VALIDATION'],
    ['a cursor of another order', { after: Buffer.from(JSON.stringify(['PRICE_ASC', 1, '01960000-0000-7000-8000-000000000000'])).toString('base64url'), sort: 'NEWEST' }, 'VALIDATION'],
    ['a cursor with SQL in it', { after: Buffer.from(JSON.stringify(['NEWEST', '2026-01-01T00:00:00Z', "'; DROP TABLE product"])).toString('base64url') }, 'VALIDATION'],
    ['a cursor with no time in it', { after: Buffer.from(JSON.stringify(['NEWEST', '2026-99-01T00:00:00Z', '01960000-0000-7000-8000-000000000000'])).toString('base64url') }, 'VALIDATION'],
    ['two currencies', { filter: { price: { min: { amountMinor: 1, currency: 'EUR' }, max: { amountMinor: 2, currency: 'USD' } } } }, 'VALIDATION'],
    ['an id that is none', { filter: { categoryIds: ['prod_1'] } }, 'VALIDATION'],
    ['a currency that is none', { filter: { price: { min: { amountMinor: 1, currency: 'XXX' } } } }, 'BAD_USER_INPUT'],
  ])('refuses %s with a typed error', async (_what, variables, code) => {
    const { errors } = await catalog.ask(NOBODY, LIST, variables);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual([code]);
  });

  it('takes a page of none', async () => {
    expect(await list({ ...within(shop.root), first: 0 })).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true, endCursor: null } });
  });
});

describe('a category', () => {
  it('is created once per slug, under a parent that is there, and not too deep', async () => {
    const make = (input: Record<string, unknown>) => catalog.mutate<{ issues?: unknown; category?: { id: string; slug: string } }>('categoryCreate', input, '... on CategoryCreateSuccess { category { id slug } } ... on ValidationError { issues { path rule } }');
    expect((await make({ name: 'Rugs & Kilims', slug: 'rugs_kilims' })).category?.slug).toBe('rugs_kilims');
    expect((await make({ name: 'Rugs', slug: 'rugs_kilims' })).issues).toEqual([{ path: ['slug'], rule: 'taken' }]);
    expect(await make({ name: 'Lost', parentId: 'cat_00000000000000000000000000000000' })).toMatchObject({ __typename: 'NotFoundError' });
    let parentId: string | undefined;
    for (let depth = 1; depth <= 10; depth += 1) parentId = (await make({ name: `Level ${depth}`, parentId })).category?.id;
    expect((await make({ name: 'Level 11', parentId })).issues).toEqual([{ path: ['parentId'], rule: 'too_deep' }]);
  });

  it('is created by one of two at once with the same slug', async () => {
    const both = await Promise.all([1, 2].map(() => catalog.mutate('categoryCreate', { name: 'Same', slug: 'same' }, '')));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['CategoryCreateSuccess', 'ValidationError']);
  });
});

describe('whoever may not', () => {
  it('gets null and an error with the path, and nothing is written', async () => {
    const before = await countOf('event');
    const { data, errors } = await catalog.ask(NOBODY, 'mutation { categoryCreate(input: { name: "Mine" }) { __typename } }');
    expect(data).toEqual({ categoryCreate: null });
    expect(errors?.[0]).toMatchObject({ path: ['categoryCreate'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });
    const stock = await catalog.ask(NOBODY, '{ product(by: { slug: "cafe-bowl" }) { name variants { nodes { stock { onHand } } } } catalogReport { productCount } }');
    expect(stock.data).toMatchObject({ product: { name: 'Café Bowl', variants: { nodes: [{ stock: null }, { stock: null }] } }, catalogReport: null });
    expect(stock.errors).toHaveLength(3);
    expect(await countOf('event')).toBe(before);
  });
});
