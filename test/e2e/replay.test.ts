import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runImport } from '@souk/bin/import';
import { runReplay } from '@souk/bin/replay';
import { createDatabase } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { logIn, registerCustomer, type Client } from '../support/client.js';
import { writeOlistFixture } from '../support/olist-fixture.js';
import { addProduct, checkout, checkoutInput, fillCart, mutate, openShop, placeOrder, scan, ship, shipmentsOf, successOf } from '../support/shop.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';

const DATASETS = process.env['SOUK_DATASETS'] ?? resolve(__dirname, '../../../shared/data');
const SUBGRAPHS = ['catalog', 'user', 'order', 'logistics'] as const;

/** Tables of the log itself, of messages and of transactions: no service projects into them. */
const MACHINERY = new Set([
  'event', 'stream', 'snapshot', 'checkpoint', 'subscription', 'dead_letter', 'inbox', 'migration', 'barrier', 'branch_vote',
  'percolator_data', 'percolator_lock', 'percolator_write', 'percolator_horizon', 'percolator_active', 'percolator_oracle',
]);

interface TestCart { readonly id: string; readonly version: number; readonly lines: readonly { readonly id: string; readonly variant: { readonly id: string } }[] }

describe('npm run replay', () => {
  let platform: TestPlatform;
  let made: string | undefined;

  beforeAll(async () => {
    platform = await startTestPlatform();
    const admin = await logIn(platform.url, TEST_ADMIN);
    let folder = join(DATASETS, 'olist-sample');
    if (!existsSync(folder)) {
      folder = made = await mkdtemp(join(tmpdir(), 'souk-olist-'));
      await writeOlistFixture(folder);
    }
    const env = { SOUK_URL: platform.url, SOUK_TOKEN: admin.token };
    expect(await runImport({ argv: ['olist', folder], env, ...screen().streams })).toBe(0);
    await liveOrders(admin);
  }, 180_000);

  afterAll(async () => {
    if (made) await rm(made, { recursive: true, force: true });
    await platform?.stop();
  });

  /** One order that was delivered and paid, one that was paid from a wallet and cancelled, one that was declined. */
  const liveOrders = async (admin: Client): Promise<void> => {
    const shop = await openShop(admin);
    const variant = await addProduct(admin, shop, { units: 20 });
    const buyer = await registerCustomer(platform.url);
    const delivered = await placeOrder(buyer, variant.id, 2);
    const [parcel] = await waitFor(async () => {
      const parcels = await shipmentsOf(buyer, delivered.id);
      return parcels.length > 0 ? parcels : undefined;
    });
    await ship(admin, parcel?.id ?? '', parcel?.version ?? 0);
    for (const state of ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED']) await scan(admin, parcel?.id ?? '', state);
    await mutate(admin, 'walletTopUp', { userId: buyer.userId, amount: { amountMinor: 10_000, currency: 'EUR' }, idempotencyKey: randomUUID() }, 'wallet { balances { amountMinor } }');
    await checkout(buyer, checkoutInput(await fillCart(buyer, variant.id), { provider: 'wallet' }));
    await checkout(buyer, checkoutInput(await fillCart(buyer, variant.id), { provider: 'sandbox', token: 'tok_decline' }));
    await changeProduct(admin, variant);
    await changeCart(buyer, variant.id, (await addProduct(admin, shop, { units: 5 })).id);
  };

  /** Renamed, filed, and cheaper. */
  const changeProduct = async (admin: Client, { id: variantId, productId: id }: { readonly id: string; readonly productId: string }): Promise<void> => {
    const { category } = await successOf(mutate(admin, 'categoryCreate', { name: 'Teas' }, 'category { id }')) as { category: { id: string } };
    await successOf(mutate(admin, 'productUpdate', { id, expectedVersion: 1, name: 'Peppermint tea', description: 'Of whole leaves.', categoryIds: [category.id] }, 'product { id }'));
    await successOf(mutate(admin, 'variantPriceSet', { variantId, expectedVersion: 1, price: { amountMinor: 900, currency: 'EUR' } }, 'variant { id }'));
  };

  /** An open cart that gained, changed and lost lines. */
  const changeCart = async (buyer: Client, kept: string, removed: string): Promise<void> => {
    const lines = 'cart { id version lines { id variant { id } } }';
    const { cart } = await successOf(mutate(buyer, 'cartLinesAdd', { lines: [{ variantId: removed, quantity: 1 }, { variantId: kept, quantity: 1 }, { variantId: kept, quantity: 2 }], idempotencyKey: randomUUID() }, lines)) as { cart: TestCart };
    const lineOf = (variantId: string) => cart.lines.find(({ variant }) => variant.id === variantId)?.id;
    const { cart: changed } = await successOf(mutate(buyer, 'cartLineUpdate', { cartId: cart.id, lineId: lineOf(kept), quantity: '5', expectedVersion: cart.version }, lines)) as { cart: TestCart };
    await successOf(mutate(buyer, 'cartLineRemove', { cartId: cart.id, lineId: lineOf(removed), expectedVersion: changed.version }, lines));
  };

  const screen = () => {
    const lines = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({ isTTY: false, write: (text: string) => { lines[name] += text; return true; } }) as unknown as NodeJS.WriteStream;
    return { lines, streams: { out: stream('out'), err: stream('err') } };
  };

  const run = async (...argv: readonly string[]) => {
    const { lines, streams } = screen();
    const code = await runReplay({ argv, env: { SOUK_DATA_DIR: platform.dataDir }, ...streams });
    return { code, ...lines };
  };

  /** A statement past the services, on the platform's own PostgreSQL. */
  const sql = async (database: string, statement: string): Promise<readonly Record<string, unknown>[]> => {
    const { postgresPassword } = JSON.parse(readFileSync(join(platform.dataDir, 'secrets.json'), 'utf8')) as { postgresPassword: string };
    const port = Number(readFileSync(join(platform.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
    const url = `postgresql://postgres:${postgresPassword}@127.0.0.1:${port}/${database}`;
    const opened = await createDatabase({ url, name: 'test', entities: [], migrations: [], logger: silentLogger });
    try {
      return await opened.query<Record<string, unknown>>(statement);
    } finally {
      await opened.close();
    }
  };

  it.each(SUBGRAPHS)('rebuilds %s from its log, row by row the same', async (subgraph) => {
    const { code, out, err } = await run(subgraph);
    expect(err).toBe('');
    expect(out).not.toContain('differ');
    expect(out).toMatch(/: [1-9][\d,]* rows?, all equal/);
    expect(out).toContain(`Not in the log of ${subgraph}`);
    expect(code).toBe(0);
  }, 60_000);

  it.each(SUBGRAPHS)('rebuilds each table of %s, or says why not', async (subgraph) => {
    const { out } = await run(subgraph);
    const tables = await sql(subgraph, "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'");
    const told = new Set(out.match(/[a-z_]+/g));
    expect(tables.map(({ name }) => String(name)).filter((name) => !MACHINERY.has(name) && !told.has(name))).toEqual([]);
  }, 60_000);

  it('leaves nothing of its own behind', async () => {
    for (const subgraph of SUBGRAPHS) expect(await sql(subgraph, "SELECT 1 FROM pg_namespace WHERE nspname = 'replay'")).toEqual([]);
  });

  it('tells which rows differ, and mends them when asked', async () => {
    const [row] = await sql('order', "UPDATE orders SET state = 'CONFIRMED', delivered_at = NULL WHERE id = (SELECT id FROM orders WHERE state = 'DELIVERED' AND source IS NULL) RETURNING id");
    await sql('order', "DELETE FROM payment WHERE id = (SELECT id FROM payment WHERE provider = 'olist' ORDER BY id LIMIT 1)");
    const found = await run('order', '--projection', 'orders');
    expect(found.code).toBe(1);
    expect(found.out).toContain(`id ${String(row?.['id'])}: expected state DELIVERED, delivered_at `);
    expect(found.out).toMatch(/payment: 1 row of [\d,]+ differ\n {4}id [0-9a-f-]+: missing; expected /);
    const swapped = await run('order', '--swap');
    expect(swapped.out).toContain('swapped: 2 rows written');
    expect(swapped.code).toBe(0);
    expect((await run('order')).code).toBe(0);
  }, 60_000);

  it('counts what there was at a time', async () => {
    const { code, out } = await run('order', '--until', '2010-01-01');
    expect(out).toMatch(/order orders: 0 events in .* as of 2010-01-01T00:00:00\.000Z\n {2}orders: 0 rows\n/);
    expect(code).toBe(0);
  }, 60_000);

  it.each([
    [['orders'], /expected one of catalog, user, order, logistics, got 'orders'/],
    [['order', '--projection', 'parcels'], /order has orders, carts, got 'parcels'/],
    [['order', '--until', 'yesterday'], /--until: expected a time such as/],
    [['order', '--until', '2026-01-01', '--swap'], /give one of them/],
    [['order', '--fast'], /--help/],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await run(...argv);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it('explains itself', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--swap'), err: '' });
  });
});
