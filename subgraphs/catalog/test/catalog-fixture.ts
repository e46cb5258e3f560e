import { randomUUID } from 'node:crypto';
import { scopesOf, type Role, type Viewer } from '@souk/auth';
import { createEmbeddedBroker } from '@souk/events';
import { newId } from '@souk/kernel';
import { createDatabase } from '@souk/persistence';
import { createRpcClient } from '@souk/rpc';
import { CatalogService } from '@souk/schema/rpc/catalog';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase, subgraphClient, testKeys } from '@souk/testing';
import { catalogDatabase, createCatalogService } from '../src/service.js';

const viewerOf = (userId: string | undefined, roles: readonly Role[] = []): Viewer => ({ ...(userId !== undefined && { userId }), roles, scopes: scopesOf(roles), guestOrderIds: [] });
export const NOBODY = viewerOf(undefined);
export const MANAGER = viewerOf('01960000-0000-7000-8000-00000000000b', ['PRODUCT_MANAGER']);
export const ADMIN = viewerOf('01960000-0000-7000-8000-00000000000a', ['ADMIN']);

export const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
export const warehouseId = (digit: number): string => `wrh_0196000000007000800000000000000${digit}`;
export const warehouseUuid = (digit: number): string => `01960000-0000-7000-8000-00000000000${digit}`;

export interface CreatedProduct {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly variants: { readonly nodes: readonly { readonly id: string; readonly sku: string; readonly version: number }[] };
}

export interface CatalogOptions {
  readonly redisUrl?: string;
  readonly memcachedUrl?: string;
  /** The way that the service takes to its database, where a test cuts it. */
  readonly wayTo?: (databaseUrl: string) => Promise<string>;
}

/** The catalog on a database of its own; each replica with its own process memory, and the shared cache that the URLs name. */
export const startCatalog = async ({ wayTo = (url) => Promise.resolve(url), ...cacheUrls }: CatalogOptions = {}) => {
  const { signing, privateKeys, jwks } = await testKeys();
  const broker = createEmbeddedBroker({ logger: silentLogger });
  const databaseUrl = await createTestDatabase({
    template: 'catalog',
    migrate: async (url) => (await createDatabase({ url, name: 'catalog', ...catalogDatabase, logger: silentLogger })).close(),
  });
  const servedUrl = await wayTo(databaseUrl);
  const start = () => createCatalogService({ host: '127.0.0.1', port: 0, databaseUrl: servedUrl, jwks, signingKey: privateKeys.catalog, checkoutProtocol: 'saga', peerUrls: { catalog: 'http://127.0.0.1:9', user: 'http://127.0.0.1:9', order: 'http://127.0.0.1:9', logistics: 'http://127.0.0.1:9' }, logLevel: 'silent', ...cacheUrls }, { broker, logger: silentLogger });
  const replicas = [await start()];
  const beside = await createDatabase({ url: databaseUrl, name: 'beside', ...catalogDatabase, logger: silentLogger, poolSize: 2 });
  const urlOf = (index: number): string => replicas[index]?.url ?? '';

  const client = subgraphClient(urlOf, signing.gateway);
  const mutate = async <Value = Record<string, unknown>>(name: string, input: unknown, selection: string, viewer = MANAGER, replica = 0): Promise<Value & { readonly __typename: string }> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    return client.get(viewer, `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${selection} ... on UserError { message code path } } }`, { input }, replica);
  };
  const createProduct = async (name: string, { variants = [{}], ...over }: { readonly variants?: readonly Record<string, unknown>[] } & Record<string, unknown> = {}): Promise<CreatedProduct> => {
    const input = {
      name, status: 'ACTIVE', idempotencyKey: randomUUID(), ...over,
      variants: variants.map((variant, index) => ({ sku: `${name} ${index} ${newId().slice(-6)}`, name: `Variant ${index}`, price: euros(1_000), ...variant })),
    };
    const result = await mutate<{ product?: CreatedProduct; message?: string }>('productCreate', input, '... on ProductCreateSuccess { product { id slug version variants { nodes { id sku version } } } }');
    if (result.product === undefined) throw new Error(result.message ?? result.__typename);
    return result.product;
  };
  const adjust = (variantId: string, delta: number, warehouse = warehouseId(1), over: Record<string, unknown> = {}, replica = 0) =>
    mutate<{ stockLevel?: { onHand: number; reserved: number; available: number }; available?: number; code?: string }>(
      'stockAdjust', { variantId, warehouseId: warehouse, delta, reason: 'RECEIVED', idempotencyKey: randomUUID(), ...over },
      '... on StockAdjustSuccess { stockLevel { onHand reserved available } } ... on InsufficientStockLevelError { available }', MANAGER, replica);

  return {
    ...client, mutate, createProduct, adjust, urlOf,
    sql: beside.query.bind(beside),
    /** The catalog as order calls it. */
    rpc: (replica = 0, from = signing.order) => createRpcClient(CatalogService, { url: urlOf(replica), from, audience: 'catalog', deadlineMs: 10_000, logger: silentLogger }),
    signing,
    addReplica: async (): Promise<number> => replicas.push(await start()) - 1,
    stop: async (): Promise<void> => {
      for (const replica of replicas) await replica.stop();
      await beside.close();
      await broker.close();
    },
  };
};

export type TestCatalog = Awaited<ReturnType<typeof startCatalog>>;

/** The UUID inside an id. */
export const uuidOf = (id: string): string => id.replace(/^[a-z]+_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
