import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ADMIN, MANAGER, NOBODY, startCatalog, type TestCatalog } from './catalog-fixture.js';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const hex = (text: string): string => createHash('md5').update(text).digest('hex');
const load = (input: Record<string, unknown>) => catalog.mutate<{ inserted?: number; unchanged?: number; issues?: unknown }>('catalogImport', { source: 'bazaar', ...input }, '... on ImportSuccess { inserted unchanged } ... on ValidationError { issues { path rule } }', ADMIN);
const report = (source: string | null) => catalog.get(ADMIN, `query ($source: String) { catalogReport(source: $source) {
  productCount merchantCount categoryCount translatedCategoryCount productsWithoutCategory productsInUntranslatedCategories { slug count } productsWithoutWeightOrDimensions productsWithZeroWeight
  merchantsWithOddCity reviewCount reviewsByScore { score count } reviewSourceIdsOnSeveralOrders ordersWithSeveralReviews } }`, { source });

const BATCH = {
  categories: [
    { code: 'cama_mesa', names: [{ locale: 'pt-BR', text: 'cama_mesa' }, { locale: 'en', text: 'bed_table' }] },
    { code: 'pc_gamer', names: [{ locale: 'pt-BR', text: 'pc_gamer' }] },
  ],
  merchants: [
    { sourceId: hex('m1'), city: 'sao paulo', region: 'SP', postalCode: '01310' },
    { sourceId: hex('m2'), city: 'rio de janeiro \\rio de janeiro', region: 'RJ' },
    { sourceId: hex('m3'), city: 'vendas@parts.example' },
    { sourceId: hex('m4') },
  ],
  products: [
    { sourceId: hex('p1'), categoryCode: 'cama_mesa', weightGrams: 500, lengthMm: 160, heightMm: 100, widthMm: 140, photoCount: 1, nameLength: 40, descriptionLength: 287 },
    { sourceId: hex('p2'), categoryCode: 'pc_gamer', weightGrams: 0, lengthMm: 160, heightMm: 100, widthMm: 140 },
    { sourceId: hex('p3'), categoryCode: 'pc_gamer', weightGrams: 1, lengthMm: 160, heightMm: 100, widthMm: 140 },
    { sourceId: hex('p4') },
  ],
  reviews: [
    { sourceId: hex('r1'), orderSourceId: hex('o1'), productSourceIds: [hex('p1')], score: 5, createdAt: '2017-10-02T00:00:00.000Z', answeredAt: '2017-10-03T10:56:33.000Z' },
    { sourceId: hex('r1'), orderSourceId: hex('o2'), productSourceIds: [hex('p1')], score: 1, createdAt: '2017-10-04T00:00:00.000Z' },
    { sourceId: hex('r2'), orderSourceId: hex('o2'), productSourceIds: [hex('p1')], score: 1, createdAt: '2017-10-04T00:00:00.000Z' },
  ],
};
const ROWS = 2 + 4 + 4 + 3;

it('keeps facts as given, null where the source said nothing, and counts what is new', async () => {
  expect(await catalog.ask(NOBODY, '{ product(by: { slug: "nothing" }) { id } }')).toMatchObject({ data: { product: null } });
  expect(await load(BATCH)).toMatchObject({ inserted: ROWS, unchanged: 0 });
  const product = (name: string) => catalog.get(NOBODY, `query ($id: ID!) { product(by: { id: $id }) { name slug description status priceRange { min { amountMinor } } sourceId categories { slug name name_pt: name(locale: "pt") } merchant { id }
    variants { nodes { id sku price { taxIncluded } weightGrams dimensions { lengthMm heightMm widthMm } availability { sellableQuantity } } } reviews(first: 2) { nodes { score createdAt order { id } } pageInfo { hasNextPage endCursor } } } }`, { id: `prod_${hex(name)}` });
  expect(await product('p1')).toMatchObject({
    name: `cama_mesa ${hex('p1').slice(0, 8)}`, description: null, status: 'ACTIVE', priceRange: null, sourceId: hex('p1'), merchant: null, categories: [{ slug: 'cama_mesa', name: 'bed_table', name_pt: 'cama_mesa' }],
    variants: { nodes: [{ id: `var_${hex('p1')}`, sku: hex('p1'), price: null, weightGrams: 500, dimensions: { lengthMm: 160, heightMm: 100, widthMm: 140 }, availability: { sellableQuantity: 0 } }] },
    reviews: { nodes: [{ score: 1, createdAt: '2017-10-04T00:00:00.000Z', order: { id: `ord_${hex('o2')}` } }, { score: 1 }], pageInfo: { hasNextPage: true } },
  });
  expect(await product('p4')).toMatchObject({ name: `product ${hex('p4').slice(0, 8)}`, categories: [], variants: { nodes: [{ weightGrams: null, dimensions: null }] } });
  expect(await product('p2')).toMatchObject({ categories: [{ slug: 'pc_gamer', name: 'pc_gamer' }], variants: { nodes: [{ weightGrams: 0 }] } });
  const entities = await catalog.ask(NOBODY, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Merchant { name city region postalCode sourceId } } }', { r: ['m1', 'm4'].map((name) => ({ __typename: 'Merchant', id: `mrc_${hex(name)}` })) });
  expect(entities.data?.['_entities']).toEqual([{ name: hex('m1'), city: 'sao paulo', region: 'SP', postalCode: '01310', sourceId: hex('m1') }, { name: hex('m4'), city: null, region: null, postalCode: null, sourceId: hex('m4') }]);
});

it('pages through reviews, newest first', async () => {
  const page = (after: string | null) => catalog.get<{ reviews: { nodes: readonly { score: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(NOBODY, 'query ($id: ID!, $after: String) { product(by: { id: $id }) { reviews(first: 1, after: $after) { nodes { score } pageInfo { endCursor hasNextPage } } } }', { id: `prod_${hex('p1')}`, after });
  const scores: number[] = [];
  for (let after: string | null = null; ;) {
    const { nodes, pageInfo }: Awaited<ReturnType<typeof page>>['reviews'] = (await page(after)).reviews;
    scores.push(...nodes.map(({ score }) => score));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(scores).toEqual([1, 1, 5]);
});

it('changes nothing the second time, also where facts differ, and at once with another', async () => {
  const before = await report('bazaar');
  expect(await load(BATCH)).toMatchObject({ inserted: 0, unchanged: ROWS });
  expect(await load({ merchants: [{ sourceId: hex('m1'), city: 'elsewhere' }], products: [{ sourceId: hex('p1'), weightGrams: 9 }] })).toMatchObject({ inserted: 0, unchanged: 2 });
  expect(await report('bazaar')).toEqual(before);
  const fresh = { categories: [{ code: 'nova', names: [{ locale: 'en', text: 'new' }] }, { code: 'antiga', names: [{ locale: 'en', text: 'old' }] }], products: Array.from({ length: 200 }, (_, index) => ({ sourceId: hex(`fresh ${index}`), categoryCode: index % 2 === 0 ? 'nova' : 'antiga' })) };
  const reversed = { categories: [...fresh.categories].reverse(), products: [...fresh.products].reverse() };
  const results = await Promise.all([load(fresh), load(reversed), load(fresh)]);
  expect(results.map(({ __typename }) => __typename)).toEqual(['ImportSuccess', 'ImportSuccess', 'ImportSuccess']);
  expect(results.reduce((sum, { inserted = 0 }) => sum + inserted, 0)).toBe(202);
  expect(results.reduce((sum, { unchanged = 0 }) => sum + unchanged, 0)).toBe(404);
});

it('counts a row that a batch repeats as unchanged', async () => {
  const row = { sourceId: hex('repeated') };
  expect(await load({ products: [row, row], merchants: [row, row, row] })).toMatchObject({ inserted: 2, unchanged: 3 });
});

it('reports what is irregular, of all or of one source', async () => {
  await catalog.createProduct('Our own', { variants: [{ weightGrams: 0 }] });
  expect(await load({ source: 'souq', ...BATCH, categories: BATCH.categories, merchants: [{ sourceId: hex('souq'), city: 'tunis' }], products: [{ sourceId: hex('souq product') }], reviews: [] })).toMatchObject({ inserted: 2 });
  const ofSouq = await report('souq');
  expect(ofSouq).toMatchObject({ productCount: 1, merchantCount: 1, categoryCount: 0, productsWithoutCategory: 1, reviewCount: 0, reviewsByScore: [1, 2, 3, 4, 5].map((score) => ({ score, count: 0 })) });
  expect(await report('bazaar')).toMatchObject({
    merchantCount: 5, translatedCategoryCount: 3, categoryCount: 4, productsInUntranslatedCategories: [{ slug: 'pc_gamer', count: 2 }], productsWithZeroWeight: 1, merchantsWithOddCity: 2,
    reviewCount: 3, reviewsByScore: [{ score: 1, count: 2 }, { score: 2, count: 0 }, { score: 3, count: 0 }, { score: 4, count: 0 }, { score: 5, count: 1 }], reviewSourceIdsOnSeveralOrders: 1, ordersWithSeveralReviews: 1,
  });
  expect(await report(null)).toMatchObject({ productsWithZeroWeight: 2, merchantCount: 6 });
});

it('marks its events as imported, with the times of the source', async () => {
  const events = await catalog.sql<{ type: string; imported: boolean; at: Date }>('SELECT type, (meta -> \'imported\')::boolean AS imported, occurred_at AS at FROM event WHERE type = \'ReviewImported\' ORDER BY occurred_at LIMIT 1');
  expect(events).toEqual([{ type: 'ReviewImported', imported: true, at: new Date('2017-10-02T00:00:00.000Z') }]);
});

it.each<[string, Record<string, unknown>, readonly { path: readonly string[]; rule: string }[]]>([
  ['a category that is nowhere', { products: [{ sourceId: hex('x1') }, { sourceId: hex('x2'), categoryCode: 'nowhere' }] }, [{ path: ['products', '1', 'categoryCode'], rule: 'not_found' }]],
  ['a source id that is none', { products: [{ sourceId: 'xyz' }] }, [{ path: ['products', '0', 'sourceId'], rule: 'invalid_format' }]],
  ['a score of 6', { reviews: [{ sourceId: 'r', orderSourceId: hex('o'), score: 6, createdAt: '2017-10-02T00:00:00.000Z' }] }, [{ path: ['reviews', '0', 'score'], rule: 'too_big' }]],
  ['a negative weight', { products: [{ sourceId: hex('x1'), weightGrams: -1 }] }, [{ path: ['products', '0', 'weightGrams'], rule: 'too_small' }]],
  ['1,001 rows', { merchants: Array.from({ length: 1_001 }, (_, index) => ({ sourceId: hex(`many ${index}`) })) }, [{ path: ['merchants'], rule: 'too_big' }]],
])('refuses %s, and then nothing of the batch is there', async (_what, input, issues) => {
  const before = await report(null);
  expect(await load(input)).toMatchObject({ __typename: 'ValidationError', issues });
  expect(await report(null)).toEqual(before);
});

it('loads 1,000 rows of each kind with a few statements', async () => {
  const of = <Row>(make: (index: number) => Row): readonly Row[] => Array.from({ length: 1_000 }, (_, index) => make(index));
  const statements = await catalog.statementsOf(async () => {
    expect(await load({
      merchants: of((index) => ({ sourceId: hex(`bulk m ${index}`), city: 'belem' })), products: of((index) => ({ sourceId: hex(`bulk p ${index}`), categoryCode: 'cama_mesa', weightGrams: index })),
      reviews: of((index) => ({ sourceId: hex(`bulk r ${index}`), orderSourceId: hex(`bulk o ${index}`), score: 3, createdAt: '2017-10-02T00:00:00.000Z' })),
    })).toMatchObject({ inserted: 3_000 });
  });
  expect(statements).toBeLessThanOrEqual(15);
});

it('is for importers only', async () => {
  const { data, errors } = await catalog.ask(MANAGER, 'mutation { catalogImport(input: { source: "x" }) { __typename } }');
  expect(data).toEqual({ catalogImport: null });
  expect(errors?.[0]?.extensions['code']).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
});
