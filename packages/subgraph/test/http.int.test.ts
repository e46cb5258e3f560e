import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mintServiceToken } from '@souk/auth';
import { waitFor } from '@souk/testing';
import { SECRET, openShop, type Shop } from './fixtures/shop.js';

const REFUSED = { extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } };

describe('a subgraph over HTTP', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.subgraph.stop());
  beforeEach(() => void shop.calls.splice(0));

  const post = async (body: string, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly text: string }> => {
    const response = await fetch(`${shop.subgraph.url}/graphql`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'souk-viewer': await shop.tokenOf(), ...headers } });
    return { status: response.status, text: await response.text() };
  };
  const codeOf = (text: string): unknown => (JSON.parse(text) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

  it('answers whoever shows a viewer token', async () => {
    expect(await shop.ask('{ hello }')).toEqual({ status: 200, body: { data: { hello: 'hello' } } });
  });

  it('refuses every request without one, introspection and _service too', async () => {
    const others = await mintServiceToken(shop.keys.signing.gateway, { audience: 'catalog' });
    for (const query of ['{ hello }', '{ __schema { queryType { name } } }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
      for (const token of ['', 'nonsense', others]) {
        const { status, text } = await post(JSON.stringify({ query }), { 'souk-viewer': token });
        expect([status, codeOf(text)]).toEqual([401, 'UNAUTHENTICATED']);
      }
    }
    expect((await fetch(`${shop.subgraph.url}/graphql?query=%7Bhello%7D`)).status).toBe(401);
    expect(shop.calls).toEqual([]);
  });

  it('shows its schema to the gateway', async () => {
    const { body } = await shop.ask('{ _service { sdl } }');
    expect(body.data?.['_service']).toMatchObject({ sdl: expect.stringContaining('@requiresScopes') });
  });

  it.each([
    ['broken JSON', '{"query": "{ hello }"', 400, 'BAD_REQUEST'],
    ['JSON that is no object', '7', 400, 'BAD_REQUEST'],
    ['a batch', '[{"query":"{hello}"}]', 400, 'BAD_REQUEST'],
    ['an empty object', '{}', 400, 'BAD_REQUEST'],
    ['a query that is no text', '{"query": 7}', 400, 'BAD_REQUEST'],
    ['a syntax error', '{"query": "{ hello"}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query": "{ hullo }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['too many tokens', JSON.stringify({ query: `{ ${'hello '.repeat(25_000)} }` }), 400, 'GRAPHQL_PARSE_FAILED'],
    ['a bad argument', '{"query": "{ later(days: 1.5, from: \\"x\\") }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a bad variable', '{"query": "query($d: BigInt!, $f: DateTime!) { later(days: $d, from: $f) }", "variables": {"d": 9007199254740992, "f": "2026-01-01T00:00:00Z"}}', 400, 'BAD_USER_INPUT'],
  ])('answers %s with an error that names it', async (_what, body, status, code) => {
    const answer = await post(body);
    expect([answer.status, codeOf(answer.text)]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/node_modules|at .*\.ts/);
  });

  it('takes no body above 20 MB, and none that does not say it is JSON', async () => {
    const large = await post(JSON.stringify({ query: '{ hello }', padding: 'x'.repeat(20 * 1024 * 1024) }));
    expect([large.status, codeOf(large.text)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await post(JSON.stringify({ query: '{ hello }' }), { 'content-type': 'text/plain' })).toMatchObject({ status: 400 });
    const batch = await post(JSON.stringify({ query: '{ hello }', padding: 'x'.repeat(10 * 1024 * 1024) }));
    expect(batch.status).toBe(200);
  });

  it.each([
    ['a variable', 'query($how: String!) { hello fail(how: $how) }', { how: 'a\ud800' }],
    ['a literal', '{ hello fail(how: "a\\u0000") }', {}],
  ])('refuses text that no database stores before anything runs: %s', async (_what, query, variables) => {
    const { status, body } = await shop.ask(query, { variables });
    expect([status, body.errors]).toMatchObject([400, [{ message: expect.stringContaining('must not contain NUL'), extensions: { code: 'BAD_USER_INPUT' } }]]);
    expect(body.errors?.[0]?.extensions).not.toHaveProperty('http');
    expect(shop.calls).toEqual([]);
  });

  it('keeps to itself what its errors tell Apollo Server', async () => {
    const { status, body } = await shop.ask('query A { hello } query B { hello }');
    expect([status, body.errors]).toMatchObject([400, [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]]);
    expect(JSON.stringify(body)).not.toContain('http');
    expect(JSON.stringify((await shop.ask('query($d: BigInt!, $f: DateTime!) { later(days: $d, from: $f) }')).body)).not.toContain('http');
  });

  it('reads and writes the shared scalars', async () => {
    const { body } = await shop.ask('query($d: BigInt!) { later(days: $d, from: "2026-01-01T00:00:00+01:00") }', { variables: { d: '2' } });
    expect(body).toEqual({ data: { later: '2026-01-02T23:00:00.000Z' } });
  });

  it('gives a refusal its code and details, and masks what was not written for clients', async () => {
    const { status, body } = await shop.ask('{ domain: fail(how: "domain") validation: fail(how: "validation") operational: fail(how: "operational") explained: fail(how: "explained") other: fail(how: "?") }', { headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` } });
    expect(status).toBe(200);
    expect(body.data).toEqual({ domain: null, validation: null, operational: null, explained: null, other: null });
    expect(body.errors).toMatchObject([
      { path: ['domain'], message: 'None is left.', extensions: { code: 'OUT_OF_STOCK', left: 0 } },
      { path: ['validation'], message: 'how: is odd', extensions: { code: 'VALIDATION', issues: [{ rule: 'odd' }] } },
      { path: ['operational'], message: 'A service that this needs does not answer right now; try again.', extensions: { code: 'DATABASE_UNAVAILABLE' } },
      { path: ['explained'], message: 'It was undone.', extensions: { code: 'UNDONE' } },
      { path: ['other'], message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: 'a'.repeat(32) } },
    ]);
    expect(JSON.stringify(body)).not.toContain(SECRET);
    expect(JSON.stringify(body)).not.toContain('stack');
  });

  describe('authorization', () => {
    const user = { userId: 'u1' };

    it('gives an anonymous viewer null and an error at the path, and calls no resolver', async () => {
      const { body } = await shop.ask('{ hello secret stock vault { content } closed thing { id } }');
      expect(body.data).toEqual({ hello: 'hello', secret: null, stock: null, vault: null, closed: null, thing: null });
      expect(body.errors).toMatchObject(['secret', 'stock', 'vault', 'closed', 'thing'].map((field) => ({ ...REFUSED, path: field === 'thing' ? ['thing', 'id'] : [field] })));
      expect(shop.calls).toEqual(['hello', 'thing']);
    });

    it('lets in who is logged in, and only with the scopes of one alternative', async () => {
      const { body } = await shop.ask('{ secret stock closed }', { viewer: { ...user, scopes: ['report:read'] } });
      expect(body.data).toEqual({ secret: 's', stock: null, closed: ['A'] });
      for (const scopes of [['inventory:read'], ['user:read', 'report:read']] as const) {
        expect((await shop.ask('{ stock }', { viewer: { ...user, scopes } })).body).toEqual({ data: { stock: 5 } });
      }
    });

    it('a scope alone is not enough without being somebody', async () => {
      expect((await shop.ask('{ stock }', { viewer: { scopes: ['inventory:read'] } })).body).toMatchObject({ data: { stock: null }, errors: [REFUSED] });
    });

    it('a refused mutation does nothing', async () => {
      expect((await shop.ask('mutation { restock(units: 1) }', { viewer: user })).body).toMatchObject({ data: { restock: null }, errors: [{ ...REFUSED, path: ['restock'] }] });
      expect(shop.calls).toEqual([]);
      expect((await shop.ask('mutation { restock(units: 1) }', { viewer: { ...user, scopes: ['inventory:write'] } })).body).toEqual({ data: { restock: 1 } });
    });

    it('where the field cannot be null its parent is', async () => {
      expect((await shop.ask('{ hello must }')).body).toMatchObject({ data: null, errors: [{ ...REFUSED, path: ['must'] }] });
    });

    it('holds for a type behind an interface, and for aliases', async () => {
      const { body } = await shop.ask('{ a: thing { id ... on Vault { b: content } } }', { viewer: user });
      expect(body).toMatchObject({ data: { a: null }, errors: [{ path: ['a', 'id'] }] });
    });
  });

  describe('entities', () => {
    const entities = (representations: readonly unknown[], viewer = {}) =>
      shop.ask('query($r: [_Any!]!) { _entities(representations: $r) { ... on Product { id name } ... on Vault { id content } } }', { variables: { r: representations }, viewer });

    it('a bad one costs its own place only', async () => {
      const { body } = await entities([{ __typename: 'Product', id: '1' }, { __typename: 'Product', id: 'throws' }, { __typename: 'Unknown', id: '2' }, { id: '3' }, { __typename: 'Product', id: 'none' }, { __typename: 'Product', id: '4' }]);
      expect(body.data?.['_entities']).toEqual([{ id: '1', name: 'Product 1' }, null, null, null, null, { id: '4', name: 'Product 4' }]);
      expect(body.errors).toMatchObject([{ path: ['_entities', 1], extensions: { code: 'INTERNAL_SERVER_ERROR' } }, { path: ['_entities', 2], extensions: { code: 'BAD_USER_INPUT' } }, { path: ['_entities', 3], extensions: { code: 'BAD_USER_INPUT' } }]);
    });

    it('one of a closed type is null to who may not see it', async () => {
      const vault = [{ __typename: 'Vault', id: 'v1' }];
      expect((await entities(vault, { userId: 'u1' })).body).toMatchObject({ data: { _entities: [null] }, errors: [{ ...REFUSED, path: ['_entities', 0] }] });
      expect((await entities(vault, { userId: 'u1', scopes: ['user:read'] })).body).toEqual({ data: { _entities: [{ id: 'v1', content: 'gold' }] } });
    });

    it('more than 10,000 are refused', async () => {
      const { body } = await entities(Array.from({ length: 10_001 }, (_value, id) => ({ __typename: 'Product', id: String(id) })));
      expect(body.errors).toMatchObject([{ message: expect.stringContaining('At most 10000'), extensions: { code: 'BAD_USER_INPUT' } }]);
    });
  });

  it('tells a resolver when the client has gone', async () => {
    const gone = new AbortController();
    const answer = fetch(`${shop.subgraph.url}/graphql`, { method: 'POST', body: '{"query":"{ slow }"}', signal: gone.signal, headers: { 'content-type': 'application/json', 'souk-viewer': await shop.tokenOf() } });
    await waitFor(() => shop.calls.includes('slow'));
    gone.abort();
    await expect(answer).rejects.toThrow();
    await waitFor(() => shop.calls.includes('slow aborted'));
  });

  it('says how it is, and nothing else elsewhere', async () => {
    const get = async (path: string) => {
      const response = await fetch(`${shop.subgraph.url}${path}`);
      return { status: response.status, body: (await response.json()) as unknown };
    };
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await get('/health/ready')).toEqual({ status: 200, body: { status: 'ready', statements: 7 } });
    shop.readiness = () => Promise.reject(new Error('the database does not answer'));
    expect(await get('/health/ready')).toEqual({ status: 503, body: { status: 'not ready', reason: 'the database does not answer' } });
    shop.readiness = () => Promise.resolve();
    expect(await get('/')).toMatchObject({ status: 404 });
    expect(await get('/rpc/anything')).toMatchObject({ status: 404 });
  });

  it('a port that is taken ends the start with one line', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(openShop({ port })).rejects.toMatchObject({ code: 'PORT_TAKEN', message: `catalog cannot listen on 127.0.0.1:${port}: the port is taken; choose another one (PORT).` });
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('a subgraph that stops', () => {
  it('finishes what is under way, and is not ready meanwhile', async () => {
    const shop = await openShop();
    const slow = shop.ask('{ slow }');
    await waitFor(() => shop.calls.includes('slow'));
    const stopped = shop.subgraph.stop();
    expect(await slow).toEqual({ status: 200, body: { data: { slow: 'slow' } } });
    await stopped;
    await shop.subgraph.stop();
    await expect(shop.ask('{ hello }')).rejects.toThrow();
  });
});
