import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith, startMemcached, startRedis, waitFor, type TestServer } from '@souk/testing';
import { MANAGER, NOBODY, euros, startCatalog, uuidOf, type CreatedProduct, type TestCatalog } from './catalog-fixture.js';

const PRODUCTS = 50;
/** What a change may take to another process, by the platform's promise. */
const PROMISE_MS = 500;
/** What a busy machine may add. */
const SLACK_MS = 4_500;

const LIST = `query List($first: Int!) { products(first: $first, sort: NEWEST) {
  nodes { id slug name priceRange { min { amountMinor } } categories { slug name } merchant { id }
    variants(first: 5) { nodes { id sku price { current { amountMinor decimal } } availability { state sellableQuantity } } } }
  pageInfo { hasNextPage endCursor } } }`;
const VARIANT = 'query Variant($id: ID!) { productVariant(by: { id: $id }) { price { current { amountMinor } } availability { sellableQuantity state } product { name priceRange { max { amountMinor } } } } }';

interface ReadVariant {
  readonly price: { readonly current: { readonly amountMinor: number } };
  readonly availability: { readonly sellableQuantity: number };
  readonly product: { readonly name: string; readonly priceRange: { readonly max: { readonly amountMinor: number } } };
}

const suite = (startTier: () => Promise<TestServer | undefined>): void => {
  let server: TestServer | undefined;
  let catalog: TestCatalog;
  let other: number;
  let products: readonly CreatedProduct[];
  const read = (replica = 0) => catalog.get<{ nodes: readonly { variants: { nodes: readonly unknown[] } }[] }>(NOBODY, LIST, { first: PRODUCTS }, replica);
  const variantOf = (index: number): string => products[index]?.variants.nodes[0]?.id ?? '';
  const readVariant = (id: string, replica = 0) => catalog.get<ReadVariant>(NOBODY, VARIANT, { id }, replica);

  beforeAll(async () => {
    server = await startTier();
    catalog = await startCatalog(server === undefined ? {} : server.url.startsWith('redis') ? { redisUrl: server.url } : { memcachedUrl: server.url });
    const { category } = await catalog.mutate<{ category: { id: string } }>('categoryCreate', { name: 'Lamps' }, '... on CategoryCreateSuccess { category { id } }');
    const created: CreatedProduct[] = [];
    for (let index = 0; index < PRODUCTS; index += 1) created.push(await catalog.createProduct(`Lamp ${index}`, { categoryIds: [category.id], variants: [{}, {}] }));
    for (const { variants } of created) await catalog.adjust(variants.nodes[0]?.id ?? '', 9);
    products = created;
    other = await catalog.addReplica();
    await waitFor(async () => (await catalog.statementsOf(() => read())) === 0);
  });
  afterAll(async () => {
    await catalog.stop();
    await server?.stop();
  });

  it('reads 50 products with one statement per kind and level, and the second time with none', async () => {
    const fresh = await catalog.addReplica();
    const first = await catalog.statementsOf(() => read(fresh), fresh);
    expect(first).toBeLessThanOrEqual(5);
    const second = await catalog.statementsOf(async () => {
      const { nodes } = await read(fresh);
      expect(nodes).toHaveLength(PRODUCTS);
      expect(nodes[0]?.variants.nodes).toHaveLength(2);
    }, fresh);
    expect(second).toBe(0);
  });

  it('shows a price change at once to its writer, and within half a second to another process', async () => {
    const id = variantOf(3);
    await readVariant(id);
    await readVariant(id, other);
    const { variant } = await catalog.mutate<{ variant: { price: { current: { amountMinor: number } } } }>(
      'variantPriceSet', { variantId: id, expectedVersion: 1, price: euros(4_321) }, '... on VariantPriceSetSuccess { variant { price { current { amountMinor } } } }');
    const writtenAt = performance.now();
    expect(variant.price.current.amountMinor).toBe(4_321);
    expect(await readVariant(id)).toMatchObject({ price: { current: { amountMinor: 4_321 } }, product: { priceRange: { max: { amountMinor: 4_321 } } } });
    await waitFor(async () => (await readVariant(id, other)).price.current.amountMinor === 4_321, { timeoutMs: PROMISE_MS + SLACK_MS });
    expect(performance.now() - writtenAt).toBeLessThan(PROMISE_MS + SLACK_MS);
  });

  it('does the same for stock that a reservation takes', async () => {
    const id = variantOf(4);
    await readVariant(id, other);
    const before = (await readVariant(id)).availability.sellableQuantity;
    await catalog.rpc().reserveStock({ gid: '01960000-0000-7000-8000-0000000000e4', lines: [{ variantId: uuidOf(id), quantity: 7 }] });
    const writtenAt = performance.now();
    expect((await readVariant(id)).availability).toEqual({ sellableQuantity: before - 7, state: 'LOW_STOCK' });
    await waitFor(async () => (await readVariant(id, other)).availability.sellableQuantity === before - 7, { timeoutMs: PROMISE_MS + SLACK_MS });
    expect(performance.now() - writtenAt).toBeLessThan(PROMISE_MS + SLACK_MS);
  });

  it('does the same for lists, and for what was not there before', async () => {
    const slug = 'late-lamp';
    const bySlug = 'query BySlug($slug: String!) { product(by: { slug: $slug }) { name } }';
    for (const replica of [0, other]) expect(await catalog.get(NOBODY, bySlug, { slug }, replica)).toBeNull();
    await read(other);
    const { id } = await catalog.createProduct('Late Lamp', { slug });
    const writtenAt = performance.now();
    const firstOf = async (replica: number): Promise<unknown> => ((await catalog.get<{ nodes: readonly { id: string }[] }>(NOBODY, LIST, { first: 1 }, replica)).nodes[0])?.id;
    expect(await firstOf(0)).toBe(id);
    expect(await catalog.get(NOBODY, bySlug, { slug })).toEqual({ name: 'Late Lamp' });
    await waitFor(async () => (await firstOf(other)) === id && (await catalog.get(NOBODY, bySlug, { slug }, other)) !== null, { timeoutMs: PROMISE_MS + SLACK_MS });
    expect(performance.now() - writtenAt).toBeLessThan(PROMISE_MS + SLACK_MS);
  });

  it('gives each mutation of one request the state that it left', async () => {
    const variantId = variantOf(5);
    const both = await catalog.ask(MANAGER, `mutation ($id: ID!) {
      a: variantPriceSet(input: { variantId: $id, expectedVersion: 1, price: { amountMinor: 11, currency: EUR } }) { ... on VariantPriceSetSuccess { variant { price { current { amountMinor } } } } }
      b: variantPriceSet(input: { variantId: $id, expectedVersion: 2, price: { amountMinor: 12, currency: EUR } }) { ... on VariantPriceSetSuccess { variant { price { current { amountMinor } } } } } }`, { id: variantId });
    expect(both.data).toEqual({ a: { variant: { price: { current: { amountMinor: 11 } } } }, b: { variant: { price: { current: { amountMinor: 12 } } } } });
  });

  if (startTier !== noServer) {
    it('spares a process that has just started the statements that others have sent', async () => {
      await read();
      // Readers do not wait until what they read is in the shared cache.
      await waitFor(async () => {
        const fresh = await catalog.addReplica();
        return (await catalog.statementsOf(() => read(fresh), fresh)) === 0;
      });
    });

    it.each(['kill', 'pause', 'flush'] as const)('fails no read while the shared cache is hit by %s', async (fault) => {
      let stopped = false;
      let reads = 0;
      const reader = async (replica: number): Promise<void> => {
        while (!stopped) {
          expect((await read(replica)).nodes).toHaveLength(PRODUCTS);
          reads += 1;
        }
      };
      const writer = async (): Promise<void> => {
        for (let version = 1; !stopped; version += 1) {
          const { __typename } = await catalog.adjust(variantOf(6), 1);
          expect(__typename).toBe('StockAdjustSuccess');
        }
      };
      const running = [reader(0), reader(other), writer()];
      await waitFor(() => reads > 10);
      await server?.[fault]();
      const atFault = reads;
      await waitFor(() => reads > atFault + 20);
      if (fault === 'kill') await server?.restart();
      if (fault === 'pause') server?.resume();
      const healed = reads;
      await waitFor(() => reads > healed + 10);
      stopped = true;
      await Promise.all(running);
    });
  }
};

const noServer = async (): Promise<undefined> => undefined;

describe('with the cache of the process alone', () => suite(noServer));
describeWith('redis-server', () => suite(startRedis));
describeWith('memcached', () => suite(startMemcached));
