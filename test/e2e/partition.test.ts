import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { globalId, newId } from '@souk/kernel';
import { createDatabase } from '@souk/persistence';
import { Code, createRpcClient } from '@souk/rpc';
import { UserService } from '@souk/schema/rpc/user';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase, describeWith, startRedis, waitFor } from '@souk/testing';
import { ADMIN, LOGIN, openUserFixture, PASSWORD, REFRESH, type UserFixture } from '../../subgraphs/user/test/user-fixture.js';
import { userDatabase } from '../../subgraphs/user/src/service.js';
import { createCarrier, createWarehouse, OPERATOR, rates, startLogistics, viewerOf } from '../../subgraphs/logistics/test/logistics-fixture.js';
import { MANAGER, NOBODY, startCatalog, uuidOf, warehouseId, type CatalogOptions, type TestCatalog } from '../../subgraphs/catalog/test/catalog-fixture.js';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy.js';

/** What docs/cap.md says of each operation, while the way to a service's database or to Redis is cut. */
const AVAILABLE_MS = 1_000;
const REFUSED_MS = 15_000;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The same database behind a line that can be cut. */
const openLine = async (databaseUrl: string): Promise<{ readonly line: CuttableProxy; readonly url: string }> => {
  const line = await startCuttableProxy(databaseUrl);
  closing.push(() => line.close());
  const url = new URL(databaseUrl);
  url.port = new URL(line.url).port;
  return { line, url: url.toString() };
};

/** As `openLine`, for fixtures that make the database themselves. */
const cuttable = () => {
  let line: CuttableProxy | undefined;
  return {
    wayTo: async (databaseUrl: string): Promise<string> => {
      const opened = await openLine(databaseUrl);
      line = opened.line;
      return opened.url;
    },
    cut: () => line?.cut(),
    restore: () => line?.restore(),
  };
};

const codesOf = (answer: { readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[] | undefined }): readonly unknown[] | undefined => answer.errors?.map(({ extensions }) => extensions['code']);

const tookMs = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

describe('the catalog', () => {
  const PRODUCT = 'query Product($id: ID!) { productVariant(by: { id: $id }) { id availability { sellableQuantity } product { name } } }';
  const open = async (options: CatalogOptions): Promise<{ readonly catalog: TestCatalog; readonly variantId: string }> => {
    const catalog = await startCatalog(options);
    closing.push(() => catalog.stop());
    const { variants } = await catalog.createProduct('Lamp');
    const variantId = variants.nodes[0]?.id ?? '';
    await catalog.adjust(variantId, 5);
    return { catalog, variantId };
  };

  describeWith('redis-server', () => {
    it.each(['freezes', 'dies'])('reads and reserves on where Redis %s, and what is read is what was written', async (how) => {
      const redis = await startRedis();
      closing.push(() => redis.stop());
      const { catalog, variantId } = await open({ redisUrl: redis.url });
      const read = () => catalog.get(NOBODY, PRODUCT, { id: variantId });
      await read();
      if (how === 'freezes') redis.pause();
      else await redis.kill();
      expect(await tookMs(read)).toBeLessThan(AVAILABLE_MS);
      await catalog.rpc().reserveStock({ gid: randomUUID(), lines: [{ variantId: uuidOf(variantId), quantity: 2 }] });
      expect(await read()).toMatchObject({ availability: { sellableQuantity: 3 }, product: { name: 'Lamp' } });
      redis.resume();
    });
  });

  it('without its database still shows what it has read, and refuses to reserve: nothing is taken then or later', async () => {
    const line = cuttable();
    const { catalog, variantId } = await open({ wayTo: line.wayTo });
    const read = () => catalog.get(NOBODY, PRODUCT, { id: variantId });
    const reserve = () => catalog.rpc().reserveStock({ gid: randomUUID(), lines: [{ variantId: uuidOf(variantId), quantity: 1 }] });
    const before = await read();
    // A read is kept once every transaction has ended that is older than what it saw, those of other tests on this server included.
    await waitFor(async () => (await catalog.statementsOf(read)) === 0);
    line.cut();
    expect(await tookMs(async () => expect(await read()).toEqual(before))).toBeLessThan(AVAILABLE_MS);
    expect(await tookMs(() => expect(reserve()).rejects.toMatchObject({ code: Code.Unavailable }))).toBeLessThan(REFUSED_MS);
    line.restore();
    expect(await catalog.sql('SELECT sum(reserved)::integer AS reserved FROM stock_level')).toEqual([{ reserved: 0 }]);
    expect(await waitFor(() => reserve())).toMatchObject({ allocations: [{ quantity: 1 }] });
  });

  it('without its database finds what was searched for before, and says at its path that it cannot find anything else', async () => {
    const line = cuttable();
    const { catalog, variantId } = await open({ wayTo: line.wayTo });
    const search = (query: string) => catalog.ask(NOBODY, 'query ($query: String!) { products(query: $query) { nodes { name } } }', { query });
    const found = await waitFor(async () => {
      const answer = await search('lamp');
      return JSON.stringify(answer).includes('Lamp') ? answer : undefined;
    });
    await catalog.get(NOBODY, PRODUCT, { id: variantId });
    line.cut();
    expect(await tookMs(async () => expect(await search('lamp')).toEqual(found))).toBeLessThan(AVAILABLE_MS);
    expect(await search('chair')).toMatchObject({ data: { products: null }, errors: [{ path: ['products'], extensions: { code: 'DATABASE_UNAVAILABLE' } }] });
    line.restore();
    expect(await waitFor(async () => ((await search('chair')).errors === undefined ? search('chair') : undefined))).toEqual({ data: { products: { nodes: [] } } });
  });

  it('without its database adjusts no stock; the same key adjusts it once afterwards', async () => {
    const line = cuttable();
    const { catalog, variantId } = await open({ wayTo: line.wayTo });
    const input = { variantId, warehouseId: warehouseId(1), delta: 7, reason: 'RECEIVED', idempotencyKey: randomUUID() };
    const adjust = () => catalog.ask(MANAGER, 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename ... on StockAdjustSuccess { stockLevel { onHand } } } }', { input });
    line.cut();
    expect(codesOf(await adjust())).toEqual(['DATABASE_UNAVAILABLE']);
    expect(await catalog.sql('SELECT on_hand AS "onHand" FROM stock_level')).toEqual([{ onHand: 5 }]);
    line.restore();
    await waitFor(async () => (await adjust()).errors === undefined);
    expect(await adjust()).toEqual({ data: { stockAdjust: { __typename: 'StockAdjustSuccess', stockLevel: { onHand: 12 } } } });
    expect(await catalog.sql('SELECT on_hand AS "onHand" FROM stock_level')).toEqual([{ onHand: 12 }]);
  });
});

describe('accounts and money', () => {
  const ROLES_SET = 'mutation($input: UserRolesSetInput!) { userRolesSet(input: $input) { __typename } }';
  const TOP_UP = 'mutation($input: WalletTopUpInput!) { walletTopUp(input: $input) { __typename } }';

  const open = async (): Promise<{ readonly user: UserFixture; readonly line: CuttableProxy }> => {
    const databaseUrl = await createTestDatabase({ template: 'user', migrate: async (url) => (await createDatabase({ url, name: 'user', ...userDatabase, logger: silentLogger })).close() });
    const { line, url } = await openLine(databaseUrl);
    const user = await openUserFixture({ databaseUrl: url });
    closing.push(() => user.stop());
    return { user, line };
  };

  it('without the database no role changes, nobody logs in or renews a token, and no wallet is debited, refunded or topped up; afterwards all is as it was', async () => {
    const { user, line } = await open();
    const [admin, operations, olga] = [await user.staff('ADMIN'), await user.staff('OPERATIONS'), await user.register()];
    const topUp = (amountMinor: number, idempotencyKey: string = randomUUID()) => user.ask(TOP_UP, { as: operations, input: { userId: olga.id, amount: { amountMinor, currency: 'EUR' }, idempotencyKey } });
    await topUp(1_000);
    const order = createRpcClient(UserService, { url: user.url, from: user.keys.signing.order, audience: 'user', deadlineMs: REFUSED_MS, logger: silentLogger });
    const debit = (gid: string = randomUUID()) => order.debitWallet({ gid, userId: olga.claims.userId, amountMinor: 400n, currency: 'EUR' });
    const refund = (gid: string) => order.refundWallet({ gid });
    const [gid, key] = [randomUUID(), randomUUID()];
    await debit(gid);
    const renew = () => user.ask(REFRESH, { input: { refreshToken: olga.refreshToken } });

    line.cut();
    const answers = await Promise.all([
      user.ask(ROLES_SET, { as: admin, input: { userId: olga.id, roles: ['ADMIN'] } }), user.ask(LOGIN, { input: { email: ADMIN.email, password: ADMIN.password } }), renew(), topUp(5_000, key),
    ]);
    for (const answer of answers) expect(codesOf(answer)).toEqual(['DATABASE_UNAVAILABLE']);
    await Promise.all([debit(), refund(gid)].map((refused) => expect(refused).rejects.toMatchObject({ code: Code.Unavailable })));

    line.restore();
    const back = await waitFor(async () => (await user.ask(LOGIN, { input: { email: olga.email, password: PASSWORD } })).data?.['login'] ?? undefined);
    expect((await user.personOf(olga.email, back)).claims.roles).toEqual(['CUSTOMER']);
    const balance = async () => (await user.ask('{ viewer { wallet { balances { amountMinor } } } }', { as: olga })).data?.['viewer']?.['wallet'];
    expect(await balance()).toEqual({ balances: [{ amountMinor: 600 }] });
    // What was refused may be asked again: it happens once, and the token that could not be renewed is not spent.
    for (let time = 0; time < 2; time += 1) {
      await waitFor(() => refund(gid)); // the breaker lets it through after a while
      await topUp(5_000, key);
    }
    expect(await balance()).toEqual({ balances: [{ amountMinor: 6_000 }] });
    expect(await debit()).toMatchObject({ debited: true });
    expect((await renew()).data?.['tokenRefresh']).toMatchObject({ __typename: 'AuthTokens' });
  });
});

describe('tracking', () => {
  const SHIPMENTS = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { shipments { id state trackingEvents { state } } } } }';
  const SCAN = 'mutation ($input: ShipmentScanInput!) { shipmentScan(input: $input) { __typename } }';

  it('is read and goes on while order does not answer; what was confirmed meanwhile is planned when it does', async () => {
    const logistics = await startLogistics();
    closing.push(() => logistics.stop());
    const [carrier, warehouse] = [await createCarrier(logistics, 'swift', [rates('express', 900, 100, [1, 2])]), await createWarehouse(logistics, 'BER1')];
    const buyer = viewerOf('01960000-0000-7000-8000-000000000001', ['CUSTOMER']);
    const shipmentsOf = async (orderId: string) => {
      const [order] = await logistics.get<{ shipments: { id: string; state: string }[] | null }[]>(buyer, SHIPMENTS, { representations: [{ __typename: 'Order', id: globalId('ord', orderId) }] });
      return order?.shipments ?? [];
    };
    const confirm = (orderId: string) => logistics.order.confirm(orderId, {
      buyerId: buyer.userId ?? '', carrierId: carrier.uuid, serviceCode: 'express', promisedBy: '2026-12-24T18:00:00.000Z', lines: [{ orderLineId: newId(), quantity: 1, warehouseId: warehouse.uuid }],
    });
    const [before, meanwhile] = [newId(), newId()];
    await confirm(before);
    const [shipment] = await waitFor(async () => ((await shipmentsOf(before)).length === 1 ? shipmentsOf(before) : undefined));

    logistics.order.setDown(true);
    await confirm(meanwhile);
    expect(await tookMs(async () => expect(await shipmentsOf(before)).toMatchObject([{ state: 'PLANNED' }]))).toBeLessThan(AVAILABLE_MS);
    await logistics.get(OPERATOR, SCAN, { input: { shipmentId: shipment?.id, state: 'PICKING', message: 'Picked.', idempotencyKey: randomUUID() } });
    expect(await shipmentsOf(before)).toMatchObject([{ state: 'PICKING' }]);
    expect(await shipmentsOf(meanwhile)).toEqual([]);

    logistics.order.setDown(false);
    await waitFor(async () => (await shipmentsOf(meanwhile)).length === 1, { timeoutMs: 30_000 });
  });

  it('hands no parcel over without logistics’ database; asked again, it is handed over once', async () => {
    const line = cuttable();
    const logistics = await startLogistics({ wayTo: line.wayTo });
    closing.push(() => logistics.stop());
    const [carrier, warehouse] = [await createCarrier(logistics, 'swift', [rates('express', 900, 100, [1, 2])]), await createWarehouse(logistics, 'BER1')];
    const orderId = newId();
    await logistics.order.confirm(orderId, { buyerId: newId(), carrierId: carrier.uuid, serviceCode: 'express', promisedBy: '2026-12-24T18:00:00.000Z', lines: [{ orderLineId: newId(), quantity: 1, warehouseId: warehouse.uuid }] });
    const shipments = () => logistics.sql<{ id: string; state: string }>('SELECT id, state FROM shipment');
    const [planned] = await waitFor(async () => ((await shipments()).length === 1 ? shipments() : undefined));
    const input = { shipmentId: globalId('shp', planned?.id ?? ''), expectedVersion: 1 };
    const ship = () => logistics.ask(OPERATOR, 'mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { __typename } }', { input });

    line.cut();
    expect(codesOf(await ship())).toEqual(['DATABASE_UNAVAILABLE']);
    expect(await shipments()).toMatchObject([{ state: 'PLANNED' }]);
    line.restore();
    expect(await waitFor(async () => (await ship()).data?.['shipmentShip'] ?? undefined)).toEqual({ __typename: 'ShipmentShipSuccess' });
    expect((await ship()).data).toEqual({ shipmentShip: { __typename: 'ConflictError' } });
    expect(await shipments()).toMatchObject([{ state: 'HANDED_OVER' }]);
  });
});
