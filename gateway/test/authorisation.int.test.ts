import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mintGuestToken } from '@souk/auth';
import { startShop, type Answer, type Shop } from './support/shop.js';

let shop: Shop;
beforeAll(async () => { shop = await startShop(); });
afterAll(async () => { await shop.stop(); });
beforeEach(() => { shop.newFetches(); });

const refusals = ({ errors = [] }: Answer): unknown[] => errors.map(({ path, extensions }) => [extensions['code'], path]);
const UNAUTHORIZED = 'UNAUTHORIZED_FIELD_OR_TYPE';

describe('what a viewer may not see', () => {
  it('is null, with the path of each place, and is asked of no subgraph', async () => {
    const answer = await shop.query('{ orders { number note lines { product { name stock } } } }');
    expect(answer.data).toEqual({ orders: ['1', '2'].map((id) => ({ number: `N-${id}`, note: null, lines: [1, 2].map((product) => ({ product: { name: `Product ${product}`, stock: null } })) })) });
    expect(refusals(answer)).toEqual([0, 1].flatMap((order) => [
      [UNAUTHORIZED, ['orders', order, 'note']],
      ...[0, 1].map((line) => [UNAUTHORIZED, ['orders', order, 'lines', line, 'product', 'stock']]),
    ]));
    expect(answer.errors?.map(({ message }) => message)).toContain("'Product.stock' asks for the scope inventory:read.");
    expect([...shop.subgraphs.order.fetches, ...shop.subgraphs.catalog.fetches].map(({ query }) => query).join()).not.toMatch(/note|stock/);
  });

  it('calls no subgraph at all where nothing else was asked', async () => {
    const answer = await shop.query('{ orders { lines { product { stock } } } }');
    expect(answer.data).toBeNull();
    expect(refusals(answer)).toEqual([[UNAUTHORIZED, ['orders', 'lines', 'product', 'stock']]]);
    expect(shop.newFetches()).toBe(0);
  });

  it('costs the field and not its parent', async () => {
    const answer = await shop.query('{ order(id: "1") { number lines { product { stock } } } }');
    expect(answer.data).toEqual({ order: { number: 'N-1', lines: [{ product: { stock: null } }, { product: { stock: null } }] } });
    expect(shop.subgraphs.catalog.fetches).toHaveLength(shop.subgraphs.catalog.fetches.filter(({ query }) => !query.includes('stock')).length);
  });

  it('is not worth an error where its parent is not there', async () => {
    expect(await shop.query('{ order(id: "guest") { number note } viewer { id email } }')).toEqual({ status: 200, data: { order: null, viewer: null } });
  });

  it('makes its parent null where it cannot be null', async () => {
    const answer = await shop.query('{ order(id: "1") { number margin } }');
    expect(answer.data).toEqual({ order: null });
    expect(refusals(answer)).toEqual([[UNAUTHORIZED, ['order', 'margin']]]);
  });

  it('is refused under aliases and in fragments, and not where it is skipped', async () => {
    const answer = await shop.query('query($skip: Boolean!) { a: order(id: "1") { ...Note number } b: order(id: "2") { number note @skip(if: $skip) } } fragment Note on Order { remark: note }', { variables: { skip: true } });
    expect(answer.data).toEqual({ a: { remark: null, number: 'N-1' }, b: { number: 'N-2' } });
    expect(refusals(answer)).toEqual([[UNAUTHORIZED, ['a', 'remark']]]);
  });

  it('is there for a viewer who may, by the same query', async () => {
    const token = await shop.accessToken(['OPERATIONS']);
    const { data, errors } = await shop.query('{ orders { number note margin lines { product { stock } } } viewer { email } }', { token });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ orders: [{ note: 'fragile', margin: 5, lines: [{ product: { stock: [1, 2] } }, {}] }, {}], viewer: { email: 'a@b.example' } });
  });

  it('is told apart by viewer where the operation is the same', async () => {
    const query = '{ orders { note } }';
    const token = await shop.accessToken(['CUSTOMER']);
    const answers = [await shop.query(query), await shop.query(query, { token }), await shop.query(query)];
    expect(answers.map(({ data }) => data)).toEqual([null, { orders: [{ note: 'fragile' }, { note: 'fragile' }] }, null]);
  });

  it('is kept from a customer too, who may see what only asks for a login', async () => {
    const answer = await shop.query('{ report viewer { email } }', { token: await shop.accessToken(['CUSTOMER']) });
    expect(answer.data).toBeNull();
    expect(refusals(answer)).toEqual([[UNAUTHORIZED, ['report']]]);
  });
});

describe('a mutation', () => {
  it('that the viewer may not run is never sent', async () => {
    const answer = await shop.query('mutation { orderCancel(id: "1") { number } }');
    expect(answer.data).toEqual({ orderCancel: null });
    expect(refusals(answer)).toEqual([[UNAUTHORIZED, ['orderCancel']]]);
    expect(shop.newFetches()).toBe(0);
  });

  it('beside it runs', async () => {
    const answer = await shop.query('mutation { orderCancel(id: "1") { number } orderNote(id: "1", note: "x") { number } }');
    expect(answer.data).toEqual({ orderCancel: null, orderNote: { number: 'N-1' } });
    expect(shop.newFetches()).toBe(1);
    expect(shop.subgraphs.order.fetches.at(-1)?.query).not.toContain('orderCancel');
  });

  it('that is allowed runs, even where nothing of its answer may be seen', async () => {
    const answer = await shop.query('mutation { orderNote(id: "1", note: "x") { note } }');
    expect(answer.data).toEqual({ orderNote: { note: null } });
    expect(shop.newFetches()).toBe(1);
  });
});

describe('a guest token', () => {
  const guest = (orderId: string) => mintGuestToken(shop.keys.signing.order, { orderId, expiresAt: new Date(Date.now() + 60_000) });

  it('tells the subgraph which order it opens', async () => {
    const { data } = await shop.query('query($token: String) { order(id: "guest", guestToken: $token) { number } }', { variables: { token: await guest('order-a') } });
    expect(data).toEqual({ order: { number: 'N-guest' } });
    expect(shop.subgraphs.order.fetches.at(-1)?.viewer).toEqual({ roles: [], scopes: [], guestOrderIds: ['order-a'] });
  });

  it('that is not valid opens nothing, as if there were none', async () => {
    const withBad = await shop.query('{ order(id: "guest", guestToken: "nonsense") { number } }');
    const without = await shop.query('{ order(id: "guest") { number } }');
    expect(withBad).toEqual(without);
    expect(withBad.data).toEqual({ order: null });
  });
});
