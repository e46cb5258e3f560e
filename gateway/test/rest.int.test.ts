import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { restClient, type RestClient, type RestReply } from './support/rest-client.js';
import { startRestShop, type RestShop } from './support/rest-shop.js';
import { startShop } from './support/shop.js';

const INPUT = { lines: [{ sku: 'TEA', quantity: 2 }], idempotencyKey: 'key-1' };
const AT = '2026-04-01T12:00:00.000Z';
const PROBLEM = 'application/problem+json';

let shop: RestShop;
let client: RestClient;
beforeAll(async () => {
  shop = await startRestShop({ maxBodyBytes: 2_000, corsOrigins: ['https://partner.example'] });
  client = await restClient(shop.gateway.url);
});
beforeEach(() => { shop.placed = {}; });
// After all other tests of this file: what the document names was asked there, and each answer held against it.
afterAll(async () => {
  await shop.stop();
  expect([...client.asked].filter((path) => `/${path}` in client.document.paths).sort()).toEqual(Object.keys(client.document.paths).map((path) => path.slice(1)).sort());
});

const bearer = async (...roles: Parameters<RestShop['accessToken']>[0]): Promise<Record<string, string>> => ({ authorization: `Bearer ${await shop.accessToken(roles)}` });
const verdictOf = ({ status, headers, body }: RestReply): unknown[] => [status, headers.get('content-type'), body.code];
const placesOf = ({ body }: RestReply): unknown[] => (body.errors ?? []).map(({ parameter, pointer }) => [parameter, pointer].filter((place) => place !== undefined).join(' '));

describe('a query', () => {
  it('is a GET that answers with its data', async () => {
    const reply = await client.ask('product?slug=tea');
    expect([reply.status, reply.headers.get('content-type'), reply.text]).toEqual([200, 'application/json; charset=utf-8', `{"product":{"id":"tea","name":"Tea","state":"NEW","changedAt":"${AT}","units":3}}`]);
  });

  it('takes every kind of parameter', async () => {
    const { body } = await client.ask(`products?first=3&states=NEW&states=OLD&isNew=true&filter=${encodeURIComponent('{"minWeight":0.5,"states":["OLD"]}')}`);
    const [{ id } = { id: '' }] = body['products'] as readonly { readonly id: string }[];
    expect([JSON.parse(id), body['total']]).toEqual([{ first: 3, states: ['NEW', 'OLD'], filter: { minWeight: 0.5, states: ['OLD'] }, isNew: true }, 1]);
    expect((await client.ask('products')).text).toContain('{\\"first\\":10}');
  });

  it.each([
    ['product', ['slug']], ['product?slug=a&slug=b', ['slug']], ['product?slug=a&sulg=b&x=1', ['sulg', 'x']],
    ['products?first=three&isNew=yes&states=NEW&states=BLUE', ['first', 'states /1', 'isNew']], ['products?first=99999999999', ['first']], ['products?first=9999999999', ['first']],
    ['products?filter=%7B%22minWeight%22%3A%22x%22%2C%22max%22%3A1%7D', ['filter /minWeight', 'filter']], ['products?filter=heavy', ['filter']], ['products?filter=7', ['filter']],
    ['report?explain', ['explain']], ['history?withPlace=', ['withPlace']],
  ])('names what is wrong with %s', async (target, places) => {
    const fetches = shop.subgraphs.shop.fetches.length;
    const reply = await client.ask(target);
    expect([...verdictOf(reply), placesOf(reply)]).toEqual([400, PROBLEM, 'BAD_USER_INPUT', places]);
    expect(shop.subgraphs.shop.fetches.length).toBe(fetches);
  });

  it('for one thing that is not there is 404', async () => {
    expect(verdictOf(await client.ask('product?slug=none'))).toEqual([404, PROBLEM, 'NOT_FOUND']);
    expect(verdictOf(await client.ask('nothing'))).toEqual([404, PROBLEM, 'NOT_FOUND']);
    expect(verdictOf(await client.ask('ticks'))).toEqual([404, PROBLEM, 'NOT_FOUND']);
  });

  it('may have parts that depend on a variable, and on a type', async () => {
    expect((await client.ask('history?withPlace=true')).body).toEqual({ history: [{ __typename: 'Sold', at: AT, units: 2 }, { __typename: 'Moved', at: AT, place: null }] });
    expect((await client.ask('history?withPlace=false')).body).toEqual({ history: [{ __typename: 'Sold', at: AT, units: 2 }, { __typename: 'Moved', at: AT }] });
  });

  it('is not sent again to who has its answer', async () => {
    const first = await client.ask('product?slug=tea');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    for (const known of [etag, `"other", W/${etag}`, '*']) {
      const again = await client.ask('product?slug=tea', { headers: { 'if-none-match': known } });
      expect([again.status, again.text, again.headers.get('etag'), again.headers.get('content-length')]).toEqual([304, '', etag, null]);
    }
    shop.name = 'Coffee';
    const changed = await client.ask('product?slug=tea', { headers: { 'if-none-match': etag } });
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
    shop.name = 'Tea';
  });

  it('is kept by nobody but who may', async () => {
    const cacheControlOf = async (target: string, headers: Record<string, string> = {}) => { const reply = await client.ask(target, { headers }); return [reply.status, reply.headers.get('cache-control')]; };
    expect(await cacheControlOf('product?slug=tea')).toEqual([200, 'no-cache']);
    expect(await cacheControlOf('product?slug=tea', await bearer('CUSTOMER'))).toEqual([200, 'private, no-cache']);
    expect(await cacheControlOf('order?id=mine&guestToken=x')).toEqual([200, 'no-store']);
    expect(await cacheControlOf('product?slug=none')).toEqual([404, 'no-store']);
    expect((await client.ask('product?slug=tea')).headers.get('vary')).toContain('Authorization');
  });

  it('may be asked by HEAD', async () => {
    const reply = await client.ask('product?slug=tea', { method: 'HEAD' });
    expect([reply.status, reply.text, Number(reply.headers.get('content-length')) > 50]).toEqual([200, '', true]);
  });
});

describe('a mutation', () => {
  it('is a POST with its variables as the body', async () => {
    const reply = await client.ask('order-place', { body: { input: INPUT } });
    expect([reply.status, reply.body, reply.headers.get('cache-control'), reply.headers.get('etag')]).toEqual([200, { orderPlace: { __typename: 'OrderPlaceSuccess', number: 'key-1', placedAt: AT } }, 'no-store', null]);
  });

  it.each([['key-2', 'key-2'], ['"key-3"', 'key-3']])('takes its idempotencyKey from the header %s, where the body has none', async (header, key) => {
    const numberOf = async (input: object) => (await client.ask('order-place', { body: { input }, headers: { 'idempotency-key': header } })).body['orderPlace'];
    expect(await numberOf({ lines: [] })).toMatchObject({ number: key });
    expect(await numberOf({ lines: [], idempotencyKey: null })).toMatchObject({ number: key });
    expect(await numberOf(INPUT)).toMatchObject({ number: 'key-1' });
    expect((await client.ask('touch', { body: {}, headers: { 'idempotency-key': header } })).status).toBe(200);
  });

  it.each([
    [{ input: { lines: [{ sku: 1, quantity: '2' }, { quantity: 1 }], more: 1 }, x: 1 }, ['/x', '/input/lines/0/sku', '/input/lines/0/quantity', '/input/lines/1', '/input', '/input']],
    [{}, ['/input']], [{ input: null }, ['/input']], [[], ['']], [7, ['']],
  ])('names what is wrong with the body %j', async (body, places) => {
    const reply = await client.ask('order-place', { body });
    expect(verdictOf(reply)).toEqual([400, PROBLEM, 'BAD_USER_INPUT']);
    expect(placesOf(reply).map(String).sort()).toEqual([...places].sort());
  });

  it('tells 100 errors of a body at most', async () => {
    const reply = await client.ask('order-place', { body: { input: { ...INPUT, lines: Array.from({ length: 300 }, () => 0) } } });
    expect([reply.status, reply.body.errors?.length]).toEqual([400, 100]);
  });

  it.each([
    ['SoldOutError', 422, { left: 0 }, null], ['ConflictError', 409, { actualVersion: 2 }, null], ['NotFoundError', 404, {}, null], ['RateLimitedError', 429, { retryAfterSeconds: 7 }, '7'],
  ] as const)('that is refused with %s is %i', async (__typename, status, details, retryAfter) => {
    shop.placed = { __typename, code: 'SOME_CODE', message: 'No.', path: ['input'], ...details };
    const reply = await client.ask('order-place', { body: { input: INPUT } });
    expect([...verdictOf(reply), reply.body['detail'], reply.headers.get('retry-after')]).toEqual([status, PROBLEM, 'SOME_CODE', 'No.', retryAfter]);
    expect(reply.body['refusal']).toMatchObject({ __typename, path: ['input'] });
  });

  it.each([['{', 400], ['', 400], [`{"input":"${'x'.repeat(3_000)}"}`, 413]])('has a body of JSON, of bounded size (%#)', async (body, status) => {
    expect((await client.ask('order-place', { body })).status).toBe(status);
  });

  it('takes nothing from the query string', async () => {
    expect(verdictOf(await client.ask('touch?code=X', { body: {} }))).toEqual([400, PROBLEM, 'BAD_REQUEST']);
  });

  it('is JSON, so that no page can send it unasked', async () => {
    expect(verdictOf(await client.ask('touch', { body: '{}', headers: { 'content-type': 'text/plain' } }))).toEqual([415, PROBLEM, 'BAD_REQUEST']);
  });
});

describe('who asks', () => {
  it('is told to log in, or that it is not for them', async () => {
    const [nobody, shopper, operator] = [await client.ask('report'), await client.ask('report', { headers: await bearer('CUSTOMER') }), await client.ask('report', { headers: await bearer('OPERATIONS') })];
    expect([...verdictOf(nobody), nobody.headers.get('www-authenticate')]).toEqual([401, PROBLEM, 'UNAUTHORIZED_FIELD_OR_TYPE', 'Bearer']);
    expect(verdictOf(shopper)).toEqual([403, PROBLEM, 'UNAUTHORIZED_FIELD_OR_TYPE']);
    expect([operator.status, operator.body]).toEqual([200, { report: 7 }]);
  });

  it('may not see a part of it: then there is nothing', async () => {
    expect((await client.ask('product-note?slug=tea')).status).toBe(401);
    expect((await client.ask('product-note?slug=tea', { headers: await bearer('CUSTOMER') })).body).toEqual({ product: { note: 'fragile' } });
  });

  it('has a token that is valid, or none', async () => {
    const reply = await client.ask('product?slug=tea', { headers: { authorization: 'Bearer nonsense' } });
    expect([...verdictOf(reply), reply.headers.get('www-authenticate')]).toEqual([401, PROBLEM, 'UNAUTHENTICATED', 'Bearer']);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['BAD_USER_INPUT', 400], ['UNAUTHENTICATED', 401], ['NOT_FOUND', 404], ['CONFLICT', 409], ['VALIDATION', 422], ['RATE_LIMITED', 429], ['DATABASE_UNAVAILABLE', 503],
  ])('in a service with the code %s is %i', async (code, status) => {
    expect(verdictOf(await client.ask(`fail?code=${code}`))).toEqual([status, PROBLEM, code]);
  });

  it('unexpectedly is masked, and found by its trace', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const reply = await client.ask('fail?code=', { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
    expect([...verdictOf(reply), reply.body['traceId'], reply.text.includes('SELECT')]).toEqual([502, PROBLEM, 'INTERNAL_SERVER_ERROR', traceId, false]);
  });

  it('by the wrong method, or with the wrong wishes', async () => {
    const [posted, put, html] = [await client.ask('product', { body: {} }), await client.ask('touch', { method: 'PUT' }), await client.ask('product?slug=tea', { headers: { accept: 'text/html' } })];
    expect([posted.status, posted.headers.get('allow'), put.status, put.headers.get('allow'), ...verdictOf(html)]).toEqual([405, 'GET, HEAD, OPTIONS', 405, 'POST, OPTIONS', 406, PROBLEM, 'BAD_REQUEST']);
    expect((await client.ask('product?slug=tea', { headers: { accept: 'application/graphql-response+json, application/json;q=0.5' } })).headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('in one service leaves nothing of a query, and says what a mutation did', async () => {
    const broken = await startRestShop();
    await broken.subgraphs.stock.stop();
    const partner = await restClient(broken.gateway.url);
    const read = await partner.ask('product?slug=tea');
    expect([...verdictOf(read), read.body['data'], read.body.errors?.[0]]).toEqual([503, PROBLEM, 'SUBGRAPH_UNAVAILABLE', undefined, expect.objectContaining({ serviceName: 'stock', path: ['product', 'units'] })]);
    const written = await partner.ask('touch', { body: {} });
    expect([...verdictOf(written), written.body['data']]).toEqual([503, PROBLEM, 'SUBGRAPH_UNAVAILABLE', { touch: { id: '1', name: 'Tea', units: null } }]);
    await broken.stop();
  });

  it('too often has to wait', async () => {
    const budget = { capacity: 1, unitsPerSecond: 1 };
    const strict = await startRestShop({ rateLimits: { viewer: budget, address: budget, countsLoopback: false }, trustedProxies: 1 });
    const partner = await restClient(strict.gateway.url);
    const replies = await Promise.all(Array.from({ length: 5 }, () => partner.ask('product?slug=tea', { headers: { 'x-forwarded-for': '203.0.113.9' } })));
    const late = replies.find(({ status }) => status === 429);
    expect([late?.body.code, Number(late?.headers.get('retry-after')) > 0]).toEqual(['RATE_LIMITED', true]);
    await strict.stop();
  });
});

describe('what is said of it', () => {
  it('is an OpenAPI 3.1 document', async () => {
    expect(await new Validator().validate(structuredClone(client.document) as unknown as Record<string, unknown>)).toEqual({ valid: true });
    const response = await fetch(`${shop.gateway.url}/rest/openapi.json`);
    expect((await fetch(`${shop.gateway.url}/rest/openapi.json`, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } })).status).toBe(304);
  });

  it('is a page that loads nothing', async () => {
    const response = await fetch(`${shop.gateway.url}/rest`);
    const html = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const path of Object.keys(client.document.paths)) expect(html).toContain(`/rest${path}</code>`);
    expect(html).not.toMatch(/<script|src=|https?:\/\//);
    expect((await fetch(`${shop.gateway.url}/rest/`, { method: 'POST' })).status).toBe(405);
  });

  it('is for other origins that are listed', async () => {
    const preflight = await fetch(`${shop.gateway.url}/rest/order-place`, { method: 'OPTIONS', headers: { origin: 'https://partner.example', 'access-control-request-method': 'POST' } });
    expect([preflight.status, preflight.headers.get('allow'), preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'POST, OPTIONS', expect.stringContaining('idempotency-key')]);
    expect((await client.ask('touch', { body: {}, headers: { origin: 'https://partner.example' } })).headers.get('access-control-allow-origin')).toBe('https://partner.example');
  });
});

it('a gateway without a folder of operations has no REST', async () => {
  const alone = await startShop();
  for (const path of ['', '/openapi.json', '/product']) expect((await fetch(`${alone.gateway.url}/rest${path}`)).status).toBe(404);
  await alone.stop();
});
