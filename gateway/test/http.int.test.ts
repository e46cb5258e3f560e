import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { mintAccessToken } from '@souk/auth';
import { testKeys, type TestKeys } from '@souk/testing';
import { MAX_FORWARDED_CHARACTERS } from '../src/http/callers.js';
import { startTestApp, type Reply, type TestApp } from './support/http-app.js';

let app: TestApp;
let keys: TestKeys;
beforeAll(async () => {
  keys = await testKeys();
  app = await startTestApp({ keys: keys.keys, corsOrigins: ['https://shop.example'], forwardHeaders: ['X-Tenant', 'accept-language'], webRoot: '/nowhere' });
});
afterAll(() => app.stop());
afterEach(() => {
  app.engine.runs.length = 0;
  app.engine.answer = undefined;
});

const USER_ID = '0198a000-0000-7000-8000-000000000001';
const token = (expiresInMs: number): Promise<string> => mintAccessToken(keys.signing.user, { userId: USER_ID, sessionId: USER_ID, roles: ['CUSTOMER'], expiresAt: new Date(Date.now() + expiresInMs) });
const HELLO = { query: '{ hello }' };
const JSON_UTF8 = 'application/json; charset=utf-8';
const RESPONSE_UTF8 = 'application/graphql-response+json; charset=utf-8';
const codeOf = ({ body }: Reply): unknown => body.errors?.[0]?.extensions['code'];
const verdictOf = (reply: Reply): unknown[] => [reply.status, codeOf(reply)];

describe('an operation by POST', () => {
  it('is answered in one piece, with its length', async () => {
    const { status, headers, text } = await app.post({ query: 'query E($text: String) { echo(text: $text) }', variables: { text: 'früh 🏃' }, operationName: 'E', extensions: { any: 1 } });
    expect([status, headers.get('content-type'), text]).toEqual([200, JSON_UTF8, '{"data":{"echo":"früh 🏃"}}']);
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(headers.get('transfer-encoding')).toBeNull();
  });

  it('reaches the engine as it was sent', async () => {
    await app.post({ query: 'query E($text: String) { echo(text: $text) }', variables: { text: 'x', more: [1] }, operationName: 'E' });
    await app.post({ ...HELLO, operationName: null, variables: null, extensions: null });
    expect(app.engine.runs.map(({ request }) => request)).toEqual([
      { query: 'query E($text: String) { echo(text: $text) }', variables: { text: 'x', more: [1] }, operationName: 'E' },
      { query: '{ hello }', variables: {}, operationName: undefined },
    ]);
    expect(app.engine.runs[0]?.options).toEqual({ acceptsParts: false, isReadOnly: false, explain: false, showCost: false });
  });

  it.each([['application/json'], ['application/json; charset=utf-8'], ['Application/JSON;charset="UTF-8"'], ['application/json; odata=x']])('as %s', async (type) => {
    expect((await app.post(HELLO, { 'content-type': type })).status).toBe(200);
  });

  it.each([
    ['application/xml', {}], ['application/graphql', {}], ['application/json; charset=utf-16', {}], ['application/json', { 'content-encoding': 'gzip' }], ['text/plain', { 'apollo-require-preflight': '1' }],
  ])('is refused with 415 as %s %j', async (type, headers) => {
    expect(verdictOf(await app.post(HELLO, { 'content-type': type, ...headers }))).toEqual([415, 'BAD_REQUEST']);
  });

  it.each<[string, unknown, RegExp]>([
    ['broken JSON', '{"query":', /not valid JSON/],
    ['nothing', '', /empty/],
    ['a string', '"hello"', /got a string/],
    ['null', 'null', /got null/],
    ['a batch', [HELLO], /Batches are not accepted/],
    ['no query', {}, /non-empty `query`/],
    ['an empty query', { query: '' }, /non-empty `query`/],
    ['a query that is an object', { query: { kind: 'Document' } }, /`query` must be a string, got an object/],
    ['variables as text', { ...HELLO, variables: '{}' }, /`variables` must be an object, got a string/],
    ['variables as an array', { ...HELLO, variables: [7] }, /`variables` must be an object, got an array/],
    ['an operation name that is a number', { ...HELLO, operationName: 7 }, /`operationName` must be a string, got a number/],
    ['extensions as text', { ...HELLO, extensions: 'x' }, /`extensions` must be an object, got a string/],
  ])('is refused with 400: %s', async (_name, body, message) => {
    const reply = await app.post(body);
    expect([...verdictOf(reply), app.engine.runs.length]).toEqual([400, 'BAD_REQUEST', 0]);
    expect(reply.body.errors).toEqual([{ message: expect.stringMatching(message), extensions: { code: 'BAD_REQUEST', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) } }]);
  });

  it('is refused with 400 where its bytes are no UTF-8', async () => {
    const response = await fetch(app.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: Buffer.from([...Buffer.from('{"query":"{ echo(text: \\"'), 0xff, ...Buffer.from('\\") }"}')]) });
    expect([response.status, await response.json()]).toEqual([400, { errors: [expect.objectContaining({ message: 'The body is not valid UTF-8.' })] }]);
  });

  it.each([['{', 'GRAPHQL_PARSE_FAILED'], ['{ nonsense }', 'GRAPHQL_VALIDATION_FAILED']])('%j is 400 with either media type', async (query, code) => {
    expect(verdictOf(await app.post({ query }))).toEqual([400, code]);
    expect(verdictOf(await app.post({ query }, { accept: 'application/json' }))).toEqual([400, code]);
    expect(verdictOf(await app.post({ query }, { accept: 'application/graphql-response+json' }))).toEqual([400, code]);
  });

  it('is 200 where a field failed, also where nothing is left', async () => {
    expect(await app.post({ query: '{ hello fails }' })).toMatchObject({ status: 200, body: { data: { hello: 'world', fails: null }, errors: [{ path: ['fails'], extensions: { code: 'SHOP_CLOSED' } }] } });
    app.engine.answer = { data: Buffer.from('null'), errors: [{ message: 'Gone.' }] };
    expect((await app.post(HELLO, { accept: 'application/graphql-response+json' })).text).toBe('{"errors":[{"message":"Gone."}],"data":null}');
  });

  it('has the status and the time to come back that the engine gives', async () => {
    app.engine.answer = { status: 429, retryAfterSeconds: 7, errors: [{ message: 'Slow down.', extensions: { code: 'RATE_LIMITED' } }] };
    const reply = await app.post(HELLO);
    expect([...verdictOf(reply), reply.headers.get('retry-after')]).toEqual([429, 'RATE_LIMITED', '7']);
  });

  it('is masked where the engine breaks its promise', async () => {
    app.engine.answer = new Error('SELECT password');
    const reply = await app.post(HELLO);
    expect([...verdictOf(reply), reply.body.errors?.[0]?.message]).toEqual([500, 'INTERNAL_SERVER_ERROR', 'Internal server error']);
  });
});

describe('an operation by GET', () => {
  const search = (params: Record<string, string>): string => new URLSearchParams(params).toString();

  it('is answered, and runs queries only', async () => {
    const reply = await app.get(search({ query: 'query E($text: String) { echo(text: $text) }', variables: '{"text":"x"}', operationName: '', extensions: '{}' }));
    expect([reply.status, reply.text]).toEqual([200, '{"data":{"echo":"x"}}']);
    expect(app.engine.runs[0]).toMatchObject({ request: { operationName: undefined, variables: { text: 'x' } }, options: { isReadOnly: true } });
    const mutation = await app.get(search({ query: 'mutation { hello }' }));
    expect([...verdictOf(mutation), mutation.headers.get('allow')]).toEqual([405, 'BAD_REQUEST', 'POST']);
  });

  it.each(['variables=%7B', 'variables=%5B%5D', 'extensions=7', 'query=%7Bhello%7D'])('is refused with 400: %s', async (wrong) => {
    expect(verdictOf(await app.get(`query=%7Bhello%7D&${wrong}`))).toEqual([400, 'BAD_REQUEST']);
  });

  it('is refused where a page of another site could have sent it', async () => {
    expect(verdictOf(await app.get('query=%7Bhello%7D', { 'apollo-require-preflight': '' }))).toEqual([400, 'BAD_REQUEST']);
    expect((await app.get('query=%7Bhello%7D', { 'apollo-require-preflight': '', 'x-apollo-operation-name': 'A' })).status).toBe(200);
    expect((await app.get('query=%7Bhello%7D', { 'apollo-require-preflight': '', 'content-type': 'application/json' })).status).toBe(200);
    expect(verdictOf(await app.get('query=%7Bhello%7D', { 'content-type': 'application/xml' }))).toEqual([415, 'BAD_REQUEST']);
  });

  it.each(['text/plain', 'text/plain; a=b', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])('so is a POST of %s', async (type) => {
    expect(verdictOf(await app.post(HELLO, { 'content-type': type }))).toEqual([400, 'BAD_REQUEST']);
  });

  it('has the same head by HEAD, and no body', async () => {
    const response = await fetch(`${app.url}?query=%7Bhello%7D`, { method: 'HEAD', headers: { 'apollo-require-preflight': '1', accept: 'text/event-stream, */*' } });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '26', '']);
  });

  it('brings a person to the explorer', async () => {
    const reply = await app.get('', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect([reply.status, reply.headers.get('location')]).toEqual([302, '/explorer']);
    expect((await app.get('query=%7Bhello%7D', { accept: 'text/html,*/*;q=0.8' })).status).toBe(200);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('is not done by %s', async (method) => {
    const response = await fetch(app.url, { method, headers: { 'content-type': 'application/json' } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  });
});

describe('the media type of an answer', () => {
  it.each([
    ['*/*', JSON_UTF8],
    ['application/*', JSON_UTF8],
    ['application/graphql-response+json, application/json;q=0.9', RESPONSE_UTF8],
    ['application/json, application/graphql-response+json', JSON_UTF8],
    ['application/graphql-response+json;q=0.5, */*;q=0.8', JSON_UTF8],
    ['application/json;q=0, */*', RESPONSE_UTF8],
    ['*/*, application/graphql-response+json', RESPONSE_UTF8],
    ['application/graphql-response+json; charset=utf-8, application/json; charset=utf-8', RESPONSE_UTF8],
    ['application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed', RESPONSE_UTF8],
  ])('to %s', async (accept, type) => {
    expect((await app.post(HELLO, { accept })).headers.get('content-type')).toBe(type);
  });

  it.each(['text/html', 'image/*', 'application/json;q=0', 'text/event-stream'])('is refused with 406 to %s, before anything runs', async (accept) => {
    expect([...verdictOf(await app.post(HELLO, { accept })), app.engine.runs.length]).toEqual([406, 'BAD_REQUEST', 0]);
  });
});

describe('who asks', () => {
  it('is whom the token names, or nobody', async () => {
    await app.post(HELLO, { authorization: `Bearer ${await token(60_000)}`, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
    await app.post(HELLO);
    expect(app.engine.runs.map(({ caller }) => caller)).toMatchObject([{ viewer: { userId: USER_ID, roles: ['CUSTOMER'] }, trace: { traceId: '0af7651916cd43dd8448eb211c80319c' } }, { viewer: { roles: [] } }]);
  });

  it.each([['Bearer nonsense'], ['Basic YTpi'], ['Bearer '], [undefined]])('is refused with 401: %s', async (authorization = '') => {
    const reply = await app.post(HELLO, { authorization: authorization || `Bearer ${await token(-10_000)}` });
    expect([...verdictOf(reply), reply.headers.get('www-authenticate'), app.engine.runs.length]).toEqual([401, 'UNAUTHENTICATED', 'Bearer', 0]);
  });

  it('comes with the headers that go on, and no others', async () => {
    await app.post(HELLO, { 'x-tenant': 'A', 'X-Other': 'B', 'accept-language': 'de' });
    expect(app.engine.runs[0]?.caller.forwarded).toEqual(['x-tenant', 'A', 'accept-language', 'de']);
    expect((await app.post(HELLO, { 'x-tenant': 'x'.repeat(MAX_FORWARDED_CHARACTERS) })).status).toBe(431);
  });

  it('comes from where the socket says, whatever a header claims', async () => {
    await app.post(HELLO, { 'x-forwarded-for': '203.0.113.1' });
    expect(app.engine.runs[0]?.caller.address).toBe('127.0.0.1');
  });

  it.each([
    ['198.51.100.9, 203.0.113.1, 10.0.0.1', '203.0.113.1'], ['203.0.113.1', '203.0.113.1'], ['2001:db8::1, 10.0.0.1', '2001:db8::1'], ['nonsense, 10.0.0.1', '127.0.0.1'],
  ])('or from where the second of two trusted proxies heard it: %s', async (forwardedFor, address) => {
    const proxied = await startTestApp({ trustedProxies: 2 });
    await proxied.post(HELLO, { 'x-forwarded-for': forwardedFor });
    expect(proxied.engine.runs[0]?.caller.address).toBe(address);
    await proxied.stop();
  });

  it('is nobody where there are no keys; a token is passed on only if it is a header that goes on', async () => {
    const alone = await startTestApp({ forwardHeaders: ['authorization'] });
    expect((await alone.post(HELLO, { authorization: 'Bearer opaque' })).status).toBe(200);
    expect(alone.engine.runs[0]?.caller).toMatchObject({ viewer: { roles: [] }, forwarded: ['authorization', 'Bearer opaque'] });
    expect((await fetch(alone.url.replace('/graphql', '/.well-known/jwks.json'))).status).toBe(404);
    await alone.stop();
  });

  it.each(['Souk-Viewer', 'host', 'content-length'])('cannot be told to forward %s', async (name) => {
    await expect(startTestApp({ forwardHeaders: [name] })).rejects.toMatchObject({ code: 'BAD_SETTING' });
  });
});

describe('a page of another origin', () => {
  const preflight = (origin: string): Promise<Response> => fetch(app.url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

  it('asks first, and is let in where it is listed', async () => {
    const [listed, other] = [await preflight('https://shop.example'), await preflight('https://evil.example')];
    expect([listed.status, other.status, other.headers.get('access-control-allow-origin')]).toEqual([204, 204, null]);
    expect(Object.fromEntries(listed.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example', 'access-control-allow-methods': 'GET, POST', 'access-control-max-age': '600', vary: 'Origin, Accept',
      'access-control-allow-headers': expect.stringMatching(/authorization, .*apollo-require-preflight, .*x-tenant/),
    });
  });

  it('may read answers, refusals, and when to come back', async () => {
    const answered = await app.post(HELLO, { origin: 'https://shop.example' });
    const refused = await app.post('', { origin: 'https://shop.example' });
    for (const { headers } of [answered, refused]) expect([headers.get('access-control-allow-origin'), headers.get('access-control-expose-headers')]).toEqual(['https://shop.example', 'retry-after, www-authenticate']);
  });
});

describe('what may be added', () => {
  it('plan and cost, where they are asked for', async () => {
    await app.post(HELLO, { 'souk-explain': '1' });
    await app.post(HELLO, { 'souk-cost': '1' });
    await app.get('query=%7Bhello%7D&explain');
    expect(app.engine.runs.map(({ options }) => options)).toMatchObject([{ explain: true, showCost: false }, { explain: false, showCost: true }, { explain: true, showCost: false }]);
  });

  it('batches, up to a number', async () => {
    const batching = await startTestApp({ maxBatchSize: 2 });
    const reply = await batching.post([HELLO, { query: 7 }]);
    expect([reply.status, reply.body]).toEqual([200, [{ data: { hello: 'world' } }, { errors: [{ message: '`query` must be a string, got a number.', extensions: { code: 'BAD_REQUEST' } }] }]]);
    expect((await batching.post([HELLO, HELLO, HELLO])).body.errors?.[0]?.message).toBe('A batch holds at most 2 operations; this one has 3.');
    expect((await batching.post([])).status).toBe(400);
    await batching.stop();
  });

  it('operations by their hash, by POST and by a GET with nothing else', async () => {
    const unknown = new GraphQLError('PersistedQueryNotFound', { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });
    const persisted = await startTestApp({ persisted: { resolve: ({ query, extensions }) => query ?? (JSON.stringify(extensions).includes('known') ? '{ hello }' : Promise.resolve(unknown)) } });
    expect((await persisted.get(`extensions=${encodeURIComponent('{"persistedQuery":"known"}')}`)).text).toBe('{"data":{"hello":"world"}}');
    const asked = await persisted.post({ extensions: { persistedQuery: 'other' } });
    expect([...verdictOf(asked), asked.text]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND', '{"errors":[{"message":"PersistedQueryNotFound","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]}']);
    expect((await persisted.post({ extensions: { persistedQuery: 'other' } }, { accept: 'application/graphql-response+json' })).status).toBe(400);
    await persisted.stop();
  });

  it('event streams, where they are what the client wants most', async () => {
    const streaming = await startTestApp({ corsOrigins: ['*'], serveEventStream: async (_request, response, { query }, { address }) => { response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${query} ${address}\n\n`); } });
    const subscription = { query: 'subscription { hello }' };
    const streamed = await streaming.post(subscription, { accept: 'text/event-stream, multipart/mixed', origin: 'https://any.example' });
    expect([streamed.text, streamed.headers.get('access-control-allow-origin')]).toEqual(['data: subscription { hello } 127.0.0.1\n\n', '*']);
    expect((await streaming.get('query=subscription%7Bhello%7D', { accept: 'text/event-stream' })).text).toBe('data: subscription{hello} 127.0.0.1\n\n');
    expect(codeOf(await streaming.post(subscription, { accept: 'application/json, text/event-stream' }))).toBe('SUBSCRIPTION_OVER_HTTP');
    expect((await streaming.post('{', { accept: 'text/event-stream' })).status).toBe(400);
    const head = await fetch(`${streaming.url}?query=%7Bhello%7D`, { method: 'HEAD', headers: { accept: 'text/event-stream, application/json', 'apollo-require-preflight': '1' } });
    expect(head.headers.get('content-type')).toBe(JSON_UTF8);
    await streaming.stop();
  });

  it('event streams know when their token is over', async () => {
    const over: (Date | undefined)[] = [];
    const streaming = await startTestApp({ keys: keys.keys, serveEventStream: async (_request, response, _operation, _caller, expiresAt) => { over.push(expiresAt); response.end(); } });
    await streaming.post(HELLO, { accept: 'text/event-stream', authorization: `Bearer ${await token(60_000)}` });
    await streaming.post(HELLO, { accept: 'text/event-stream' });
    expect(over).toEqual([expect.any(Date), undefined]);
    expect(Math.abs((over[0]?.getTime() ?? 0) - Date.now() - 60_000)).toBeLessThan(5_000);
    await streaming.stop();
  });
});
