import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { logIn, registerCustomer, type Client } from '../support/client.js';
import { addProduct, openShop, placeOrder, shipmentsOf } from '../support/shop.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';

const ORDERS = 50;

describe('one query over all four subgraphs', () => {
  let platform: TestPlatform;
  let admin: Client;
  let ordersPage: string;

  beforeAll(async () => {
    ordersPage = await readFile(join(__dirname, '../../schema/operations/orders-page.graphql'), 'utf8');
    platform = await startTestPlatform();
    admin = await logIn(platform.url, TEST_ADMIN);
    const shop = await openShop(admin);
    const variants = await Promise.all(Array.from({ length: 10 }, (_unused, index) => addProduct(admin, shop, { units: 100, name: `Tea ${index}` })));
    const buyers = await Promise.all(Array.from({ length: 5 }, (_unused, index) => registerCustomer(platform.url, `Buyer ${index}`)));
    const orders: string[] = [];
    for (let index = 0; index < ORDERS; index += 1) {
      const [buyer, variant] = [buyers[index % buyers.length], variants[index % variants.length]];
      if (buyer && variant) orders.push((await placeOrder(buyer, variant.id)).id);
    }
    for (const id of orders) await waitFor(async () => (await shipmentsOf(admin, id)).length > 0, { timeoutMs: 20_000 });
  }, 120_000);

  afterAll(() => platform?.stop());

  const statementsFor = async (first: number): Promise<number> => {
    const before = await platform.statements();
    const { orders } = await admin.read(ordersPage, { first });
    const after = await platform.statements();
    expect(orders.nodes).toHaveLength(first);
    for (const order of orders.nodes) {
      expect(order.buyer.displayName).toMatch(/^Buyer/);
      expect(order.lines[0].variant.product.name).toMatch(/^Tea/);
      expect(order.shipments[0].trackingEvents.length).toBeGreaterThan(0);
    }
    return after - before;
  };

  it('issues as many SQL statements for 50 orders as for 2', async () => {
    await statementsFor(ORDERS); // whatever is cached is cached now, for both
    const [few, many] = [await statementsFor(2), await statementsFor(ORDERS)];
    process.stderr.write(`SQL statements: ${few} for 2 orders, ${many} for ${ORDERS}\n`);
    expect(many).toBe(few);
    expect(many).toBeLessThanOrEqual(12);
  });
});
