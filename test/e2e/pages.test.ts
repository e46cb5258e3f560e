import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith, waitFor } from '@souk/testing';
import { type Browser, type Page } from 'playwright-core';
import { startBrowser, watch } from '../support/browser.js';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy.js';
import { logIn, registerCustomer, type Client } from '../support/client.js';
import { addProduct, openShop, placeOrder, scan, ship, shipmentsOf } from '../support/shop.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';


describeWith('chromium', () => {
  let browser: Browser;
  beforeAll(async () => { browser = await startBrowser(); });
  afterAll(() => browser?.close());

  describe('the tracking page', () => {
    let platform: TestPlatform;
    let admin: Client;
    let order: { id: string; number: string; guestToken: string };
    let line: CuttableProxy;
    let page: Page;

    beforeAll(async () => {
      platform = await startTestPlatform();
      line = await startCuttableProxy(platform.url);
      admin = await logIn(platform.url, TEST_ADMIN);
      const shop = await openShop(admin);
      const variant = await addProduct(admin, shop, { units: 5, name: 'Mint tea' });
      order = await placeOrder(await registerCustomer(platform.url), variant.id, 2);
      await waitFor(async () => (await shipmentsOf(admin, order.id)).length > 0, { timeoutMs: 10_000 });
      page = await browser.newPage();
    }, 60_000);

    afterAll(async () => {
      await page?.close();
      await line?.close();
      await platform?.stop();
    });

    const open = (token: string, number = order.number) => page.goto(`${line.url}/track/${number}?token=${encodeURIComponent(token)}`);
    const scans = () => page.locator('[data-testid=scan]').count();

    it('shows the order, says when it is live, and shows each scan without a reload', async () => {
      const seen = watch(page);
      await open(order.guestToken);
      await page.getByText('Live: this page shows each step').waitFor();
      await page.getByText('2 × ').first().waitFor();
      const before = await scans();
      const [shipment] = await shipmentsOf(admin, order.id);
      if (!shipment) throw new Error('no shipment');
      await ship(admin, shipment.id, shipment.version);
      await page.locator('[data-testid=order-state]').getByText('On its way').waitFor({ timeout: 10_000 });
      await scan(admin, shipment.id, 'IN_TRANSIT', 'Sorted in the hub', 'Leipzig');
      await page.getByText('Sorted in the hub').waitFor({ timeout: 10_000 });
      expect(await scans()).toBe(before + 2);
      expect(seen.foreign).toEqual([]);
      expect(seen.problems).toEqual([]);
    });

    it('misses nothing that happened while it was cut off', async () => {
      const before = await scans();
      line.cut();
      await page.getByText('Reconnecting').waitFor({ timeout: 40_000 });
      const [shipment] = await shipmentsOf(admin, order.id);
      if (!shipment) throw new Error('no shipment');
      await scan(admin, shipment.id, 'OUT_FOR_DELIVERY', 'On the van', 'Berlin');
      line.restore();
      await page.getByText('On the van').waitFor({ timeout: 30_000 });
      await page.getByText('Live: this page shows each step').waitFor({ timeout: 30_000 });
      await scan(admin, shipment.id, 'DELIVERED', 'Left at the door', 'Berlin');
      await page.locator('[data-testid=order-state]').getByText('Delivered').waitFor({ timeout: 10_000 });
      expect(await scans()).toBe(before + 2);
    }, 120_000);

    it('says so where the link is wrong or incomplete', async () => {
      await open('nonsense');
      await page.getByText('There is no order behind this link').waitFor();
      await open(order.guestToken, 'SK-0000000000');
      await page.getByText('There is no order behind this link').waitFor();
      await page.goto(`${line.url}/track/${order.number}`);
      await page.getByText('This link is not complete').waitFor();
    });
  });

  describe('the explorer', () => {
    let platform: TestPlatform;
    let page: Page;

    beforeAll(async () => {
      platform = await startTestPlatform({ demo: true, admin: undefined });
      page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    }, 120_000);

    afterAll(async () => {
      await page?.close();
      await platform?.stop();
    });

    it('runs its first tab unedited, without the internet', async () => {
      const seen = watch(page);
      await page.goto(`${platform.url}/explorer`);
      await page.locator('.graphiql-query-editor').getByText('ProductList').first().waitFor({ timeout: 20_000 });
      await page.locator('.graphiql-execute-button').click();
      await page.locator('.graphiql-response').getByText('priceRange').first().waitFor({ timeout: 20_000 });
      expect(seen.foreign).toEqual([]);
      expect(seen.problems).toEqual([]);
    }, 60_000);

    it('asks as a demo account after one click', async () => {
      await page.getByRole('button', { name: 'Operations', exact: true }).click();
      await page.getByText('logged in as operations@souk.example').waitFor();
    });

    it('shows the documentation of the schema', async () => {
      await page.getByRole('button', { name: /documentation explorer/i }).first().click();
      await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
      await page.locator('.graphiql-doc-explorer').getByText('products').first().waitFor();
    });
  });
});
