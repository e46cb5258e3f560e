import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { logIn, registerCustomer, type Client } from '../support/client.js';
import { addProduct, checkout, checkoutInput, fillCart, openShop, type ReadyCart, type TestShop } from '../support/shop.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';

describe('a checkout sells what there is, once', () => {
  let platform: TestPlatform;
  let admin: Client;
  let shop: TestShop;

  beforeAll(async () => {
    platform = await startTestPlatform();
    admin = await logIn(platform.url, TEST_ADMIN);
    shop = await openShop(admin);
  }, 60_000);

  afterAll(() => platform?.stop());

  const availabilityOf = async (id: string): Promise<unknown> => {
    const { productVariant } = await admin.read('query ($id: ID!) { productVariant(by: { id: $id }) { availability { state sellableQuantity } stock { reserved available } } }', { id });
    return productVariant;
  };

  /** Payments that the provider's own ledger holds. */
  const charges = async (): Promise<number> => {
    const text = await readFile(join(platform.dataDir, 'payment-sandbox', 'ledger.jsonl'), 'utf8');
    return text.split('\n').filter((line) => line.includes('"type":"authorized"')).length;
  };

  it('lets 5 of 20 racing buyers have the 5 units, and tells the other 15', async () => {
    const variant = await addProduct(admin, shop, { units: 5 });
    const racers: { readonly buyer: Client; readonly cart: ReadyCart }[] = [];
    for (let index = 0; index < 20; index += 1) {
      const buyer = await registerCustomer(platform.url);
      racers.push({ buyer, cart: await fillCart(buyer, variant.id) });
    }
    const results = await Promise.all(racers.map(({ buyer, cart }) => checkout(buyer, checkoutInput(cart))));
    const outcomes = results.map(({ __typename }) => __typename).sort();
    expect(outcomes).toEqual([...Array(5).fill('CheckoutCompleteSuccess'), ...Array(15).fill('InsufficientStockError')]);
    expect(await availabilityOf(variant.id)).toMatchObject({ availability: { state: 'OUT_OF_STOCK', sellableQuantity: 0 }, stock: [{ available: 0 }] });
  }, 60_000);

  it('makes one order and one charge of the same checkout sent twice at once', async () => {
    const variant = await addProduct(admin, shop, { units: 5 });
    const buyer = await registerCustomer(platform.url);
    const input = checkoutInput(await fillCart(buyer, variant.id));
    const chargesBefore = await charges();
    const twins = await Promise.all([checkout(buyer, input), checkout(buyer, input)]);
    const again = await checkout(buyer, input);
    expect(again.__typename).toBe('CheckoutCompleteSuccess');
    for (const twin of twins) expect(twin.__typename === 'CheckoutInProgress' || twin.order.id === again.order.id).toBe(true);
    const { viewer } = await buyer.read('{ viewer { orders { nodes { id payments { state amount { amountMinor } } } } } }');
    expect(viewer.orders.nodes).toHaveLength(1);
    expect(viewer.orders.nodes[0].payments).toHaveLength(1);
    expect(await charges() - chargesBefore).toBe(1);
  });

  it('charges once where the provider times out after having charged', async () => {
    const variant = await addProduct(admin, shop, { units: 5 });
    const buyer = await registerCustomer(platform.url);
    const input = checkoutInput(await fillCart(buyer, variant.id), { provider: 'sandbox', token: 'tok_timeout' });
    const chargesBefore = await charges();
    let last = await checkout(buyer, input);
    for (let tries = 0; tries < 20 && last.__typename === 'CheckoutInProgress'; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, last.retryAfterMs ?? 500));
      last = await checkout(buyer, input);
    }
    expect(last).toMatchObject({ __typename: 'CheckoutCompleteSuccess' });
    const { viewer } = await buyer.read('{ viewer { orders { nodes { payments { state } } } } }');
    expect(viewer.orders.nodes).toHaveLength(1);
    expect(viewer.orders.nodes[0].payments).toHaveLength(1);
    expect(await charges() - chargesBefore).toBe(1);
  }, 60_000);

  it('takes nothing where the card is declined, and the cart stays usable', async () => {
    const variant = await addProduct(admin, shop, { units: 1 });
    const buyer = await registerCustomer(platform.url);
    const cart = await fillCart(buyer, variant.id);
    expect(await checkout(buyer, checkoutInput(cart, { provider: 'sandbox', token: 'tok_decline' }))).toMatchObject({ __typename: 'PaymentDeclinedError' });
    expect(await availabilityOf(variant.id)).toMatchObject({ availability: { sellableQuantity: 1 }, stock: [{ reserved: 0, available: 1 }] });
    expect(await checkout(buyer, checkoutInput(cart))).toMatchObject({ __typename: 'CheckoutCompleteSuccess' });
  });
});
