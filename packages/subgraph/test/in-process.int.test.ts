import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mintServiceToken } from '@souk/auth';
import { waitFor } from '@souk/testing';
import { openShop, type Shop } from './fixtures/shop.js';

const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const ENTITIES = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Product { id name } ... on Vault { id content } } }';

interface Answer {
  readonly status: number;
  readonly text: string;
}

describe('a subgraph in the same process', () => {
  let shop: Shop;
  let token: string;
  beforeAll(async () => {
    shop = await openShop();
    token = await shop.tokenOf({ userId: 'u1', scopes: ['inventory:write'] });
  });
  afterAll(() => shop.subgraph.stop());
  beforeEach(() => void shop.calls.splice(0));

  const overHttp = async (body: string, headers: Record<string, string>): Promise<Answer> => {
    const response = await fetch(`${shop.subgraph.url}/graphql`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
    return { status: response.status, text: await response.text() };
  };
  const inProcess = (body: string, headers: Record<string, string>, signal = new AbortController().signal): Promise<Answer> =>
    shop.subgraph.handle({ body, headers: Object.entries(headers).flat(), signal });

  /** Three times by call: when a text comes for the first time, and when it is known. */
  const expectSame = async (body: string, headers: Record<string, string> = { 'souk-viewer': token, traceparent: TRACEPARENT }): Promise<Answer> => {
    const expected = await overHttp(body, headers);
    for (let time = 0; time < 3; time += 1) expect(await inProcess(body, headers)).toEqual(expected);
    return expected;
  };
  const operation = (query: string, rest: object = {}): string => JSON.stringify({ query, ...rest });

  it.each<[string, string, number]>([
    ['an operation', operation('{ hello }'), 200],
    ['a mutation', operation('mutation { restock(units: 1) }'), 200],
    ['variables', operation('query($d: BigInt!) { later(days: $d, from: "2026-01-01T00:00:00+01:00") }', { variables: { d: '2' } }), 200],
    ['variables and names that are null', operation('{ hello }', { variables: null, operationName: null, extensions: null }), 200],
    ['aliases, fragments and __typename', operation('query Q { __typename a: hello ...F } fragment F on Query { b: hello }', { operationName: 'Q' }), 200],
    ['the schema', operation('{ _service { sdl } }'), 200],
    ['refusals and failures', operation('{ domain: fail(how: "domain") validation: fail(how: "validation") operational: fail(how: "operational") other: fail(how: "?") }'), 200],
    ['fields that are not for everybody', operation('{ secret stock vault { content } closed thing { id } }'), 200],
    ['entities, some of them bad', operation(ENTITIES, { variables: { r: [{ __typename: 'Product', id: '1' }, { __typename: 'Product', id: 'throws' }, { __typename: 'Unknown' }, {}, { __typename: 'Vault', id: 'v' }] } }), 200],
    ['nothing', '', 400],
    ['an empty object', '{}', 400],
    ['broken JSON', '{"query": "{ hello }"', 400],
    ['JSON that is no object', '7', 400],
    ['null', 'null', 400],
    ['a batch', '[{"query":"{hello}"}]', 400],
    ['a query that is no text', '{"query": 7}', 400],
    ['variables that are no object', operation('{ hello }', { variables: [1] }), 400],
    ['a name that is no text', operation('{ hello }', { operationName: 7 }), 400],
    ['a persisted query', operation('{ hello }', { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }), 200],
    ['a syntax error', operation('{ hello'), 400],
    ['an unknown field', operation('{ hullo }'), 400],
    ['too many tokens', operation(`{ ${'hello '.repeat(25_000)} }`), 400],
    ['a bad variable', operation('query($d: BigInt!) { later(days: $d, from: "2026-01-01T00:00:00Z") }', { variables: { d: 9_007_199_254_740_992 } }), 400],
    ['a variable that is missing', operation('query($d: BigInt!) { later(days: $d, from: "2026-01-01T00:00:00Z") }'), 400],
    ['two operations and no name', operation('query A { hello } query B { hello }'), 400],
    ['two operations and a name', operation('query A { hello } query B { a: hello }', { operationName: 'B' }), 200],
    ['two operations and another name', operation('query A { hello } query B { a: hello }', { operationName: 'C' }), 400],
    ['text that no database stores', operation('query($how: String!) { fail(how: $how) }', { variables: { how: 'a\0' } }), 400],
    ['a literal that no database stores', operation('{ fail(how: "a\\u0000") }'), 400],
    ['a subscription, which graphql takes for a query', operation('subscription { count(to: 1) { value } }'), 200],
  ])('answers %s as over HTTP', async (_what, body, status) => {
    expect((await expectSame(body)).status).toBe(status);
  });

  it.each([
    ['a bad variable', 'query Known($d: BigInt!) { hello later(days: $d, from: "2026-01-01T00:00:00Z") }', { d: 1 }, { d: 9_007_199_254_740_992 }],
    ['a variable that is missing', 'query Missing($d: BigInt!) { hello later(days: $d, from: "2026-01-01T00:00:00Z") }', { d: 1 }, {}],
    ['text that no database stores', 'query Stored($how: String!) { hello fail(how: $how) }', { how: 'domain' }, { how: 'a\0' }],
  ])('refuses %s of an operation that it knows, before anything runs', async (_what, query, good, bad) => {
    await expectSame(operation(query, { variables: good }));
    shop.calls.splice(0);
    expect((await expectSame(operation(query, { variables: bad }))).status).toBe(400);
    expect(shop.calls).toEqual([]);
  });

  it('refuses whoever shows no viewer token as over HTTP', async () => {
    const others = await mintServiceToken(shop.keys.signing.gateway, { audience: 'catalog' });
    for (const headers of [{}, { 'souk-viewer': 'nonsense' }, { 'souk-viewer': others }]) expect(await expectSame('{"query":"{ hello }"}', headers)).toMatchObject({ status: 401 });
    expect(shop.calls).toEqual([]);
  });

  it('shows an anonymous viewer as little', async () => {
    const headers = { 'souk-viewer': await shop.tokenOf(), traceparent: TRACEPARENT };
    expect(JSON.parse((await expectSame(operation('{ hello must }'), headers)).text)).toMatchObject({ data: null });
    expect(JSON.parse((await expectSame(operation('mutation { restock(units: 1) }'), headers)).text)).toMatchObject({ data: { restock: null } });
    expect(shop.calls).not.toContain('restock');
  });

  it('takes no body above 20 MB either', async () => {
    expect(await expectSame(operation('{ hello }', { padding: 'x'.repeat(20 * 1024 * 1024) }))).toMatchObject({ status: 413 });
    expect(await inProcess(operation('{ hello }', { padding: 'ß'.repeat(10 * 1024 * 1024) }), { 'souk-viewer': token })).toMatchObject({ status: 413 });
  });

  it('runs each mutation once', async () => {
    for (let time = 1; time <= 3; time += 1) {
      await inProcess(operation('mutation Once { restock(units: 1) }'), { 'souk-viewer': token });
      expect(shop.calls).toHaveLength(time);
    }
  });

  it.each(['its first', 'its second'])('tells a resolver when nobody waits any more, on %s time', async () => {
    const gone = new AbortController();
    const answer = inProcess(operation('{ slow }'), { 'souk-viewer': token }, gone.signal);
    await waitFor(() => shop.calls.includes('slow'));
    gone.abort();
    await waitFor(() => shop.calls.includes('slow aborted'));
    await answer;
  });

  it('says whether it is ready', async () => {
    expect(await shop.subgraph.isReady()).toBe(true);
    shop.readiness = () => Promise.reject(new Error('the database does not answer'));
    expect(await shop.subgraph.isReady()).toBe(false);
    shop.readiness = () => Promise.resolve();
  });
});

describe('a subgraph in the same process that stops', () => {
  it('finishes what is under way, and takes nothing new', async () => {
    const shop = await openShop();
    const headers = ['souk-viewer', await shop.tokenOf()];
    const { signal } = new AbortController();
    const slow = shop.subgraph.handle({ body: '{"query":"{ slow }"}', headers, signal });
    await waitFor(() => shop.calls.includes('slow'));
    const stopped = shop.subgraph.stop().then(() => shop.calls.push('stopped'));
    await expect(shop.subgraph.handle({ body: '{"query":"{ hello }"}', headers, signal })).rejects.toMatchObject({ code: 'STOPPING' });
    expect(await slow).toMatchObject({ status: 200 });
    await stopped;
    expect(shop.calls).toEqual(['slow', 'slow done', 'stopped']);
    expect(await shop.subgraph.isReady()).toBe(false);
  });
});
