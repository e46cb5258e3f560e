import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlatform, loadPlatformConfig, type Platform } from '@souk/bin';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { createClient, logIn, registerCustomer, type Client } from '../support/client.js';
import { addProduct, checkout, checkoutInput, fillCart, mutate, openShop, shipmentsOf } from '../support/shop.js';
import { TEST_ADMIN } from '../support/test-platform.js';

const PROTOCOLS = ['saga', '2pc', '3pc', 'percolator', 'saga'] as const;
const UNITS = 100;
const PRICE_MINOR = 1_000;
const CREDIT_MINOR = 50_000;

describe('a shop that changes its checkout protocol', () => {
  let dataDir: string;
  let platform: Platform | undefined;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'souk-test-'));
    await chmod(dataDir, 0o755); // PostgreSQL runs as another user where the tests run as root
  });
  afterAll(async () => {
    await platform?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const restart = async (checkoutProtocol: (typeof PROTOCOLS)[number]): Promise<string> => {
    await platform?.stop();
    platform = await createPlatform({ ...loadPlatformConfig({}), port: 0, dataDir, demo: false, admin: TEST_ADMIN, checkoutProtocol }, silentLogger);
    return platform.url;
  };
  const buy = async (buyer: Client, variantId: string, payment?: { provider: string; token?: string }): Promise<{ readonly id: string; readonly total: number }> => {
    const answer = await checkout(buyer, checkoutInput(await fillCart(buyer, variantId), payment));
    expect(answer).toMatchObject({ __typename: 'CheckoutCompleteSuccess', order: { state: 'CONFIRMED' } });
    return { id: answer.order.id, total: answer.order.total.amountMinor };
  };
  const stockOf = async (admin: Client, id: string): Promise<{ readonly reserved: number; readonly available: number }> => {
    const { productVariant } = await admin.read('query ($id: ID!) { productVariant(by: { id: $id }) { stock { reserved available } } }', { id });
    return productVariant.stock[0];
  };
  const creditOf = async (buyer: Client): Promise<number> => (await buyer.read('{ viewer { wallet { balances { amountMinor } } } }')).viewer.wallet.balances[0].amountMinor as number;

  it('keeps every balance, stock level, parcel and figure, whichever protocol wrote it', async () => {
    let admin = await logIn(await restart('saga'), TEST_ADMIN);
    const { id: variantId } = await addProduct(admin, await openShop(admin), { units: UNITS, priceMinor: PRICE_MINOR });
    const buyer = await registerCustomer(platform?.url ?? '');
    await mutate(admin, 'walletTopUp', { userId: buyer.userId, amount: { amountMinor: CREDIT_MINOR, currency: 'EUR' }, idempotencyKey: randomUUID() }, 'wallet { balances { amountMinor } }');
    const bought: { readonly id: string; readonly total: number; readonly isCredit: boolean }[] = [];
    let again: Client = buyer;
    for (const protocol of PROTOCOLS) {
      const url = await restart(protocol);
      admin = await logIn(url, TEST_ADMIN);
      again = createClient(url, buyer.token);
      bought.push({ ...(await buy(again, variantId, { provider: 'wallet' })), isCredit: true });
      bought.push({ ...(await buy(again, variantId)), isCredit: false });
    }
    await waitFor(async () => (await stockOf(admin, variantId)).reserved === 0);
    expect(await stockOf(admin, variantId)).toEqual({ reserved: 0, available: UNITS - bought.length });
    const spent = bought.filter(({ isCredit }) => isCredit).reduce((sum, { total }) => sum + total, 0);
    expect(await creditOf(again)).toBe(CREDIT_MINOR - spent);
    for (const { id } of bought) {
      await waitFor(async () => (await shipmentsOf(again, id)).length > 0);
      expect(await shipmentsOf(again, id)).toMatchObject([{ state: 'PLANNED' }]);
    }
    const { salesReport } = await admin.read('{ salesReport(filter: { currency: EUR }) { orderCount lineCount byState { state orderCount } } }');
    expect(salesReport).toEqual({ orderCount: bought.length, lineCount: bought.length, byState: [{ state: 'CONFIRMED', orderCount: bought.length }] });
  }, 180_000);
});
