import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startShop, type Shop } from './support/shop.js';

const UNAVAILABLE = 'SUBGRAPH_UNAVAILABLE';

describe('a subgraph that is down', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
    await shop.subgraphs.user.stop();
  });
  afterAll(async () => { await shop.stop(); });

  it('costs its fields, each with its path, and the rest is answered', async () => {
    const { status, data, errors } = await shop.query('{ orders { number buyer { displayName } } viewer { id } products { name } }');
    expect(status).toBe(200);
    expect(data).toEqual({ orders: [{ number: 'N-1', buyer: null }, { number: 'N-2', buyer: null }], viewer: null, products: [{ name: 'Product 1' }, { name: 'Product 2' }] });
    expect(errors?.map(({ path, extensions }) => [path, extensions['code'], extensions['serviceName']])).toEqual(expect.arrayContaining([
      [['viewer'], UNAVAILABLE, 'user'], [['orders', 0, 'buyer', 'displayName'], UNAVAILABLE, 'user'], [['orders', 1, 'buyer', 'displayName'], UNAVAILABLE, 'user'],
    ]));
    expect(errors).toHaveLength(3);
  });

  it('makes the gateway degraded, and still ready', async () => {
    const response = await fetch(`${shop.gateway.url}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'degraded', subgraphs: { order: 'ready', catalog: 'ready', user: 'missing' } });
  });
});

describe('a subgraph that misbehaves', () => {
  let answer: (respond: (status: number, body: string) => void) => void;
  let bad: Server;
  let shop: Shop;
  beforeAll(async () => {
    bad = createServer((request, response) => {
      request.resume();
      answer((status, body) => { response.writeHead(status, { 'content-type': 'application/json' }).end(body); });
    });
    bad.listen(0, '127.0.0.1');
    await once(bad, 'listening');
    const broken = `http://127.0.0.1:${(bad.address() as AddressInfo).port}`;
    const good = await startShop();
    const urls = { order: good.subgraphs.order.url, catalog: good.subgraphs.catalog.url, user: broken };
    shop = await startShop({ subgraphs: urls, signingKey: good.keys.signing.gateway, keys: good.keys.keys, deadlineMs: 300 });
    const stop = shop.stop.bind(shop);
    shop = { ...shop, stop: async () => { await stop(); await good.stop(); } };
  });
  afterAll(async () => {
    await shop.stop();
    bad.closeAllConnections();
    bad.close();
  });

  it.each([
    ['answers with a page', (respond: (status: number, body: string) => void) => respond(502, '<html>Bad gateway</html>')],
    ['answers with nonsense', (respond: (status: number, body: string) => void) => respond(200, '42')],
    ['refuses our token', (respond: (status: number, body: string) => void) => respond(401, '{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}')],
    ['never answers', () => undefined],
  ])('one that %s counts as down', async (_name, behaviour) => {
    answer = behaviour;
    const { data, errors } = await shop.query('{ viewer { id } orders { number } }');
    expect(data).toMatchObject({ viewer: null, orders: [{ number: 'N-1' }, { number: 'N-2' }] });
    expect(errors).toEqual([expect.objectContaining({ path: ['viewer'], extensions: { code: UNAVAILABLE, serviceName: 'user' } })]);
  });

  it('gives a client what its input did wrong, with the path', async () => {
    answer = (respond) => respond(400, '{"errors":[{"message":"Expected a country.","extensions":{"code":"BAD_USER_INPUT","stacktrace":["at x.ts"]}}]}');
    const { errors } = await shop.query('{ viewer { id } }');
    expect(errors).toEqual([{ message: 'Expected a country.', path: ['viewer'], extensions: { code: 'BAD_USER_INPUT', serviceName: 'user' } }]);
  });

  it('says so where it leaves out what can never be null', async () => {
    answer = (respond) => respond(200, '{"data":{"viewer":{"id":null}}}');
    const { data, errors } = await shop.query('{ viewer { id } }');
    expect(data).toEqual({ viewer: null });
    expect(errors?.[0]).toMatchObject({ message: 'Cannot return null for non-nullable field User.id.', path: ['viewer', 'id'] });
  });
});
