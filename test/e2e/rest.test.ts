import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { restClient, type RestClient, type RestReply } from '../../gateway/test/support/rest-client.js';
import { logIn, registerCustomer } from '../support/client.js';
import { addProduct, BERLIN, openShop, type TestVariant } from '../support/shop.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';

const YEAR = 'from=2020-01-01T00:00:00.000Z&to=2021-01-01T00:00:00.000Z';
const TO = encodeURIComponent(JSON.stringify(BERLIN));

/** Each answer is held against the gateway's own OpenAPI document by the client. */
describe('a shop by REST', () => {
  let platform: TestPlatform;
  let client: RestClient;
  let variant: TestVariant;
  let asAdmin: Readonly<Record<string, string>>;
  let asBuyer: Readonly<Record<string, string>>;

  beforeAll(async () => {
    platform = await startTestPlatform();
    client = await restClient(platform.url);
    const admin = await logIn(platform.url, TEST_ADMIN);
    variant = await addProduct(admin, await openShop(admin), { units: 10 });
    asAdmin = { authorization: `Bearer ${admin.token ?? ''}` };
    asBuyer = { authorization: `Bearer ${(await registerCustomer(platform.url, 'Ada')).token ?? ''}` };
  }, 120_000);
  afterAll(() => platform?.stop());

  const dataOf = async (reply: Promise<RestReply>): Promise<ReturnType<typeof JSON.parse>> => {
    const { status, body } = await reply;
    if (status !== 200) throw new Error(`expected 200, got ${status}: ${JSON.stringify(body)}`);
    return body;
  };

  it('says what is missing on each of its paths', async () => {
    for (const [path, { get, post }] of Object.entries(client.document.paths)) {
      const needsSomething = post !== undefined || get?.parameters.some(({ required }) => required);
      const { status } = await client.ask(path.slice(1), post === undefined ? {} : { body: {} });
      if (needsSomething) expect([path, status]).toEqual([path, 400]);
    }
  });

  it('is browsed, bought from and reported on', async () => {
    const { products } = await dataOf(client.ask('product-list?first=5&sort=NEWEST'));
    expect(products.nodes[0].slug).toBe(variant.slug);
    expect((await dataOf(client.ask('product-search?query=tea'))).products.totalCount).toBe(1);
    expect((await dataOf(client.ask(`product-detail?slug=${variant.slug}&to=${TO}`))).product.variants.nodes[0].shippingEstimate).not.toBeNull();
    expect((await client.ask(`product-detail?slug=no-such-thing&to=${TO}`)).status).toBe(404);
    const { login } = await dataOf(client.ask('login', { body: { input: TEST_ADMIN } }));
    expect(login.viewer.displayName).toEqual(expect.any(String));
    expect((await client.ask('login', { body: { input: { ...TEST_ADMIN, password: 'wrong password' } } })).status).toBe(401);

    const headers = { ...asBuyer, 'idempotency-key': randomUUID() };
    const tooMany = await client.ask('cart-lines-add', { headers, body: { input: { lines: [{ variantId: variant.id, quantity: 11 }] } } });
    expect([tooMany.status, tooMany.body.code]).toEqual([422, 'INSUFFICIENT_STOCK']);
    const add = { headers: { ...asBuyer, 'idempotency-key': randomUUID() }, body: { input: { lines: [{ variantId: variant.id, quantity: 2 }] } } };
    const { cartLinesAdd: { cart } } = await dataOf(client.ask('cart-lines-add', add));
    expect((await dataOf(client.ask('cart-lines-add', add))).cartLinesAdd.cart.lines[0].quantity).toBe(2);
    const { shippingQuotes: [quote] } = await dataOf(client.ask(`shipping-quotes?cartId=${cart.id}&to=${TO}`, { headers: asBuyer }));
    const select = { cartId: cart.id, shippingQuoteId: quote.id, expectedVersion: cart.version };
    const { cartShippingSelect: { cart: ready } } = await dataOf(client.ask('cart-shipping-select', { headers: asBuyer, body: { input: select } }));
    expect((await client.ask('cart-shipping-select', { headers: asBuyer, body: { input: select } })).status).toBe(409);
    const { checkoutComplete: { order } } = await dataOf(client.ask('checkout-complete', { headers: { ...asBuyer, 'idempotency-key': randomUUID() }, body: { input: {
      cartId: cart.id, expectedVersion: ready.version, expectedTotal: { amountMinor: ready.total.amountMinor, currency: ready.total.currency },
      payment: { provider: 'sandbox', token: 'tok_approve' }, shippingAddress: { recipient: 'Ada Lovelace', lines: ['Invalidenstraße 1'], city: 'Berlin', ...BERLIN },
    } } }));

    const read = await client.ask(`order-read?number=${order.number}`, { headers: asBuyer });
    expect([read.status, read.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect((await client.ask(`order-read?number=${order.number}`)).status).toBe(404);
    expect((await client.ask(`order-tracking?number=${order.number}&guestToken=${order.guestToken}`)).headers.get('cache-control')).toBe('no-store');
    expect((await dataOf(client.ask('viewer', { headers: asBuyer }))).viewer.orders.nodes).toHaveLength(1);
    expect((await client.ask('orders-page?first=5')).status).toBe(401);
    expect((await client.ask('orders-page?first=5', { headers: asBuyer })).status).toBe(403);
    expect((await dataOf(client.ask('orders-page?first=5', { headers: asAdmin }))).orders.nodes).toHaveLength(1);
    await dataOf(client.ask(`sales-report?filter=${encodeURIComponent('{"currency":"EUR"}')}`, { headers: asAdmin }));
    await dataOf(client.ask(`order-as-of?number=${order.number}&at=${new Date().toISOString()}`, { headers: asBuyer }));
    await dataOf(client.ask(`order-funnel?${YEAR}`, { headers: asAdmin }));
    await dataOf(client.ask('checkouts-in-doubt', { headers: asAdmin }));
    await dataOf(client.ask(`stock-history?variantId=${variant.id}`, { headers: asAdmin }));
    expect((await dataOf(client.ask('checkouts-in-doubt?first=5', { headers: asAdmin }))).checkoutsInDoubt).toEqual([]);
  }, 120_000);
});
