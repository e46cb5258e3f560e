import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { logIn, registerCustomer, type Client } from '../support/client.js';
import { addProduct, fillCart, mutate, openShop, placeOrder, type TestShop, type TestVariant } from '../support/shop.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';

describe('who may do what, and what bad input does', () => {
  let platform: TestPlatform;
  let admin: Client;
  let customer: Client;
  let shop: TestShop;
  let variant: TestVariant;

  beforeAll(async () => {
    platform = await startTestPlatform();
    admin = await logIn(platform.url, TEST_ADMIN);
    customer = await registerCustomer(platform.url);
    shop = await openShop(admin);
    variant = await addProduct(admin, shop, { units: 10 });
  }, 60_000);

  afterAll(() => platform?.stop());

  const statementsDuring = async (work: () => Promise<unknown>): Promise<number> => {
    const before = await platform.statements();
    await work();
    return (await platform.statements()) - before;
  };

  const stockOf = async (): Promise<unknown> => {
    const { productVariant } = await admin.read('query Stock($id: ID!) { productVariant(by: { id: $id }) { version price { current { amountMinor } } stock { onHand reserved version } } }', { id: variant.id });
    return productVariant;
  };

  it('gives a customer null for stock levels, with the path, and asks nobody for them', async () => {
    const query = 'query ($id: ID!) { productVariant(by: { id: $id }) { sku stock { onHand warehouse { code } } } }';
    await customer.ask(query, { id: variant.id });
    const { data, errors } = await customer.ask(query, { id: variant.id });
    expect(data.productVariant).toEqual({ sku: variant.sku, stock: null });
    expect(errors).toEqual([expect.objectContaining({ path: ['productVariant', 'stock'], extensions: expect.objectContaining({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' }) })]);
  });

  it('refuses a customer’s price change before any subgraph is asked', async () => {
    const before = await stockOf();
    const statements = await statementsDuring(async () => {
      const { data, errors } = await customer.ask('mutation ($input: VariantPriceSetInput!) { variantPriceSet(input: $input) { __typename } }', { input: { variantId: variant.id, expectedVersion: 1, price: { amountMinor: 1, currency: 'EUR' } } });
      expect(data).toEqual({ variantPriceSet: null });
      expect(errors).toEqual([expect.objectContaining({ path: ['variantPriceSet'], extensions: expect.objectContaining({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' }) })]);
    });
    expect(statements).toBe(0);
    expect(await stockOf()).toEqual(before);
  });

  it('answers for another’s order as for one that does not exist, and asks no other subgraph', async () => {
    const order = await placeOrder(customer, variant.id);
    const stranger = await registerCustomer(platform.url);
    const query = 'query ($number: String!) { order(by: { number: $number }) { id buyer { displayName } lines { variant { product { name } } } shipments { state } } }';
    const [theirs, nobodys] = [await stranger.ask(query, { number: order.number }), await stranger.ask(query, { number: 'SK-0000000000' })];
    expect(theirs).toEqual({ data: { order: null } });
    expect(nobodys).toEqual(theirs);
    const others = await othersStatementsDuring(() => stranger.ask(query, { number: order.number }));
    expect(others).toBe(0);
    expect((await customer.read(query, { number: order.number })).order.id).toBe(order.id);
  });

  const othersStatementsDuring = async (work: () => Promise<unknown>): Promise<number> => {
    const count = async (): Promise<number> => {
      const counts = await Promise.all([platform.urls.catalog, platform.urls.user, platform.urls.logistics].map(async (url) => ((await (await fetch(`${url}/health/ready`)).json()) as { statements: number }).statements));
      return counts.reduce((sum, one) => sum + one, 0);
    };
    const before = await count();
    await work();
    return (await count()) - before;
  };

  it('opens one order to the bearer of its guest token, and no other', async () => {
    const [mine, other] = [await placeOrder(customer, variant.id), await placeOrder(customer, variant.id)];
    const stranger = await registerCustomer(platform.url);
    const query = 'query ($number: String!, $guestToken: String) { order(by: { number: $number }, guestToken: $guestToken) { number shipments { id } } }';
    expect((await stranger.read(query, { number: mine.number, guestToken: mine.guestToken })).order.number).toBe(mine.number);
    expect((await stranger.ask(query, { number: other.number, guestToken: mine.guestToken })).data.order).toBeNull();
    expect((await stranger.ask(query, { number: mine.number, guestToken: `${mine.guestToken}x` })).data.order).toBeNull();
  });

  const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${platform.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(customer.token ? { authorization: `Bearer ${customer.token}` } : {}), ...headers }, body });

  it.each([
    ['malformed JSON', '{"query": "{ products', 400],
    ['an unknown field', JSON.stringify({ query: '{ products(first: 1) { nodes { secret } } }' }), 400],
    ['a 10 MB body', JSON.stringify({ query: `{ viewer { id } } # ${'x'.repeat(10_000_000)}` }), 413],
    ['a syntax error', JSON.stringify({ query: '{ products(' }), 400],
  ])('answers %s with a typed error and no stack trace', async (_name, body, status) => {
    const response = await post(body);
    const text = await response.text();
    expect(response.status).toBe(status);
    const { errors } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toMatch(/^[A-Z_]+$/);
    expect(text).not.toMatch(/node_modules|\bat .*\.(js|ts):\d+/);
  });

  it('refuses a token that is not ours', async () => {
    const response = await post(JSON.stringify({ query: '{ viewer { id } }' }), { authorization: 'Bearer nonsense' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it.each([
    ['a negative quantity', -1], ['none', 0], ['more than a line holds', 10_001], ['2^31 units', 2 ** 31],
  ])('refuses %s as data, and changes nothing', async (_name, quantity) => {
    const before = await stockOf();
    const result = await mutate(customer, 'cartLinesAdd', { lines: [{ variantId: variant.id, quantity }], idempotencyKey: randomUUID() }, 'cart { id }');
    expect(result).toMatchObject({ __typename: 'ValidationError', code: 'VALIDATION' });
    expect(await stockOf()).toEqual(before);
  });

  it('refuses an unknown currency before anything runs', async () => {
    const before = await stockOf();
    const currency = await admin.ask('mutation ($input: VariantPriceSetInput!) { variantPriceSet(input: $input) { __typename } }', { input: { variantId: variant.id, expectedVersion: 1, price: { amountMinor: 1, currency: 'XXX' } } });
    expect(currency.errors?.[0]).toMatchObject({ message: expect.stringContaining('XXX'), extensions: { code: 'BAD_USER_INPUT' } });
    expect(await stockOf()).toEqual(before);
  });

  it.each(["'; DROP TABLE product; --", "' OR '1'='1", '%', '\\', '(((', 'tea & | ! <->'])('searches for %j as for any other words', async (query) => {
    const { data, errors } = await customer.ask('query ($query: String!) { products(query: $query, first: 5) { totalCount nodes { name } } }', { query });
    expect(errors ?? [expect.objectContaining({ extensions: expect.objectContaining({ code: expect.stringMatching(/^(BAD_USER_INPUT|VALIDATION)$/) }) })]).toBeDefined();
    if (!errors) expect(data.products.totalCount).toBeGreaterThanOrEqual(0);
    expect((await customer.read('{ products(first: 1) { nodes { name } } }')).products.nodes).toHaveLength(1);
  });

  it.each(['nul\u0000', 'half \ud83d'])('refuses %j, which no database stores, with a typed error wherever it stands', async (text) => {
    const refused = [{ message: expect.stringContaining('must not contain NUL'), extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }];
    const before = await stockOf();
    expect((await customer.ask('query ($query: String!) { products(query: $query, first: 5) { totalCount } }', { query: text })).errors).toMatchObject(refused);
    expect((await customer.ask('query ($number: String!) { order(by: { number: $number }) { id } }', { number: text })).errors).toMatchObject(refused);
    expect((await customer.ask('mutation ($input: LoginInput!) { login(input: $input) { __typename } }', { input: { email: 'a@souk.example', password: text } })).errors).toMatchObject(refused);
    expect((await admin.ask('mutation ($input: CategoryCreateInput!) { categoryCreate(input: $input) { __typename } }', { input: { name: text } })).errors).toMatchObject(refused);
    expect(await stockOf()).toEqual(before);
  });

  it('adds four parallel additions to one cart up', async () => {
    const buyer = await registerCustomer(platform.url);
    const { cartId } = await fillCart(buyer, variant.id, 1);
    const add = () => mutate(buyer, 'cartLinesAdd', { cartId, lines: [{ variantId: variant.id, quantity: 1 }], idempotencyKey: randomUUID() }, 'cart { id }');
    const results = await Promise.all([add(), add(), add(), add()]);
    expect(results.map(({ __typename }) => __typename)).toEqual(Array(4).fill('CartLinesAddSuccess'));
    const { cart } = await buyer.read('query ($id: ID!) { cart(id: $id) { lines { quantity } } }', { id: cartId });
    expect(cart.lines).toEqual([{ quantity: 5 }]);
  });
});
