import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startShop, type Shop } from './support/shop.js';

let shop: Shop;
beforeAll(async () => { shop = await startShop(); });
afterAll(async () => { await shop.stop(); });
beforeEach(() => { shop.newFetches(); });

describe('a query over HTTP', () => {
  it('joins what several subgraphs know', async () => {
    const { data, errors } = await shop.query('{ orders { number buyer { displayName } lines { quantity product { name } } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ orders: ['1', '2'].map((id) => ({
      number: `N-${id}`, buyer: { displayName: `User buyer-${id}` }, lines: [{ quantity: 1, product: { name: 'Product 1' } }, { quantity: 2, product: { name: 'Product 2' } }],
    })) });
    expect(shop.newFetches()).toBe(3);
  });

  it('passes an anonymous viewer on as one, with the trace of the client', async () => {
    await shop.query('{ viewer { displayName } }', { headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } });
    expect(shop.subgraphs.user.fetches.at(-1)).toMatchObject({ viewer: { roles: [], scopes: [], guestOrderIds: [] }, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
  });

  it('keeps one viewer token for a viewer for a while', async () => {
    const token = await shop.accessToken(['CUSTOMER']);
    await shop.query('{ viewer { id } }', { token });
    await shop.query('{ viewer { displayName } }', { token });
    const [first, second] = shop.subgraphs.user.fetches.slice(-2);
    expect(first?.viewerToken).toBe(second?.viewerToken);
    expect(first?.viewer.roles).toEqual(['CUSTOMER']);
  });

  it('lets through what a subgraph says to clients, with its code, path and name', async () => {
    const { errors, data } = await shop.query('{ refuse orders { number } }');
    expect(errors).toEqual([expect.objectContaining({ message: 'Not today.', path: ['refuse'], extensions: { code: 'SHOP_CLOSED', serviceName: 'order' } })]);
    expect(data).toMatchObject({ refuse: null, orders: [{ number: 'N-1' }, { number: 'N-2' }] });
  });

  it('masks what fails inside a subgraph, and gives a trace id instead', async () => {
    const { errors, data } = await shop.query('{ orders { number broken } }');
    expect(data).toMatchObject({ orders: [{ number: 'N-1', broken: null }, { number: 'N-2', broken: null }] });
    expect(errors?.map(({ path }) => path)).toEqual([['orders', 0, 'broken'], ['orders', 1, 'broken']]);
    expect(errors?.[0]).toMatchObject({ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) } });
    expect(JSON.stringify(errors)).not.toMatch(/password|\.ts|stack/i);
  });

  it('introspects the API without the federation in it', async () => {
    const { data } = await shop.query('{ __schema { types { name } } __type(name: "Order") { fields { name } } }');
    expect(JSON.stringify(data)).toContain('OrderProgress');
    expect(JSON.stringify(data)).not.toContain('join__');
    expect(shop.newFetches()).toBe(0);
  });
});

describe('a request that is wrong', () => {
  const post = async (body: string, headers: Record<string, string> = {}): Promise<{ status: number; body: { errors: { message: string; extensions: { code: string } }[] } }> => {
    const response = await fetch(`${shop.gateway.url}/graphql`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
    return { status: response.status, body: await response.json() as never };
  };
  const codeOf = ({ body }: Awaited<ReturnType<typeof post>>): string | undefined => body.errors[0]?.extensions.code;

  it.each([
    ['malformed JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['a body that is no object', '"hello"', 400, 'BAD_REQUEST'],
    ['a batch', '[{"query":"{ __typename }"}]', 400, 'BAD_REQUEST'],
    ['no query', '{}', 400, 'BAD_REQUEST'],
    ['a syntax error', '{"query":"{ orders {"}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query":"{ orders { nonsense } }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable of another type', '{"query":"query($id: ID!) { order(id: $id) { id } }","variables":{"id":{"a":1}}}', 400, 'BAD_USER_INPUT'],
    ['nesting without end', JSON.stringify({ query: `{ products(first: ${'['.repeat(20_000)}` }), 400, 'OPERATION_LIMIT_EXCEEDED'],
    ['more than 5,000 tokens', JSON.stringify({ query: `{ ${'a: products { name } '.repeat(1_500)} }` }), 400, 'OPERATION_LIMIT_EXCEEDED'],
    ['a variable that is missing', '{"query":"query($id: ID!) { order(id: $id) { id } }"}', 400, 'BAD_USER_INPUT'],
    ['an operation that is not there', '{"query":"query A { __typename }","operationName":"B"}', 400, 'OPERATION_RESOLUTION_FAILURE'],
    ['a subscription', '{"query":"subscription { ticks(every: 1) { at } }"}', 400, 'SUBSCRIPTION_OVER_HTTP'],
    ['a subscription that graphql cannot validate', '{"query":"subscription($a: Boolean!) { ticks(every: 1) @include(if: $a) { at } }","variables":{"a":true}}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a query beside a subscription that graphql cannot validate', '{"query":"query Q { __typename } subscription S($a: Boolean!) { ticks(every: 1) @include(if: $a) { at } }","operationName":"Q"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a query that is nested too deeply to be parsed', JSON.stringify({ query: '{a'.repeat(100_000) }), 400, 'OPERATION_LIMIT_EXCEEDED'],
  ])('%s', async (_name, body, status, code) => {
    const answer = await post(body);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\bat .*\.js/);
    expect(shop.newFetches()).toBe(0);
  });

  it('a body of 10 MB', async () => {
    const answer = await post(JSON.stringify({ query: '{ __typename }', variables: { filler: 'x'.repeat(10 * 1024 * 1024) } }));
    expect([answer.status, codeOf(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('a body of 10 MB, but of somebody who may import', async () => {
    const token = await shop.accessToken(['ADMIN']);
    const { data, errors } = await shop.query('mutation($rows: [String!]!) { orderImport(rows: $rows) }', { token, variables: { rows: Array(1_000).fill('x'.repeat(10_000)) } });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ orderImport: 1_000 });
  });

  it('a form that another site could send (CSRF)', async () => {
    const answer = await post('{"query":"{ __typename }"}', { 'content-type': 'text/plain' });
    expect(answer.status).toBe(400);
  });

  it.each(['Bearer nonsense', 'Basic YTpi', 'Bearer '])('the authorization %j', async (authorization) => {
    const answer = await post('{"query":"{ __typename }"}', { authorization });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('an access token that has expired', async () => {
    const answer = await shop.query('{ __typename }', { token: await shop.accessToken(['ADMIN'], -10_000) });
    expect([answer.status, answer.errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('a query by GET', () => {
  it('is answered where the browser was asked first', async () => {
    const response = await fetch(`${shop.gateway.url}/graphql?query=${encodeURIComponent('{ orders { number } }')}`, { headers: { 'apollo-require-preflight': 'true' } });
    expect(await response.json()).toEqual({ data: { orders: [{ number: 'N-1' }, { number: 'N-2' }] } });
  });

  it('is never a mutation', async () => {
    const response = await fetch(`${shop.gateway.url}/graphql?query=${encodeURIComponent('mutation { orderNote(id: "1", note: "x") { id } }')}`, { headers: { 'apollo-require-preflight': 'true' } });
    expect(response.status).toBe(405);
    expect(shop.newFetches()).toBe(0);
  });
});
