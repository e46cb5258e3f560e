import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { waitFor } from '@souk/testing';
import { composeShop, orderSdl, startShop, type Shop } from './support/shop.js';
import { socketClient, subscribe } from './support/socket-client.js';

let shop: Shop;
let client: Client;
beforeEach(async () => {
  shop = await startShop();
  client = socketClient(shop.gateway.url);
});
afterEach(async () => {
  await client.dispose();
  await shop.stop();
});

const PROGRESS = 'subscription($after: Int) { orderProgress(orderId: "1", afterSequence: $after) { sequence state order { number buyer { displayName } lines { product { name } } } } }';
const sequences = (results: readonly { readonly data?: unknown }[]): unknown[] => results.map(({ data }) => (data as { orderProgress?: { sequence?: unknown } } | undefined)?.orderProgress?.sequence);

describe('a subscription', () => {
  it('brings each event with what the other subgraphs know', async () => {
    shop.log.add('PENDING');
    const progress = subscribe(client, PROGRESS);
    await waitFor(() => progress.results.length === 1);
    shop.log.add('CONFIRMED');
    await waitFor(() => progress.results.length === 2);
    expect(progress.results).toEqual(['PENDING', 'CONFIRMED'].map((state, index) => ({ data: { orderProgress: {
      sequence: index + 1, state, order: { number: 'N-1', buyer: { displayName: 'User buyer-1' }, lines: [{ product: { name: 'Product 1' } }, { product: { name: 'Product 2' } }] },
    } } })));
    expect(shop.subgraphs.order.fetches).toHaveLength(0);
  });

  it('makes a viewer token of its own for each event', async () => {
    const progress = subscribe(client, PROGRESS);
    shop.log.add('PENDING');
    await waitFor(() => progress.results.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // tokens of the same second are alike
    shop.log.add('CONFIRMED');
    await waitFor(() => progress.results.length === 2);
    expect(new Set(shop.subgraphs.user.fetches.map(({ viewerToken }) => viewerToken)).size).toBe(2);
  });

  it('goes on after the restart of its subgraph, losing and doubling nothing', async () => {
    const progress = subscribe(client, PROGRESS, { after: 1 });
    ['PENDING', 'CONFIRMED', 'SHIPPED'].forEach((state) => shop.log.add(state));
    await waitFor(() => progress.results.length === 2);
    await shop.subgraphs.order.stop();
    shop.log.add('IN_TRANSIT');
    await shop.restartOrder();
    shop.log.add('DELIVERED');
    await waitFor(() => progress.results.length === 4);
    shop.log.add('COMPLETED');
    await waitFor(() => progress.results.length === 5);
    expect(sequences(progress.results)).toEqual([2, 3, 4, 5, 6]);
    expect(progress.ended()).toBeUndefined();
    expect(shop.subgraphs.order.subscribed).toEqual([{ soukAfterSequence: 3 }]);
  });

  it('says nothing twice, even where its subgraph does', async () => {
    const progress = subscribe(client, 'subscription { orderProgress(orderId: "stutter") { sequence } }');
    ['PENDING', 'CONFIRMED', 'SHIPPED'].forEach((state) => shop.log.add(state));
    await waitFor(() => progress.results.length >= 3);
    expect(sequences(progress.results)).toEqual([1, 2, 3]);
  });

  it('that has no cursor ends with its subgraph, and says so', async () => {
    const ticks = subscribe(client, 'subscription { ticks(every: 1) { at } }');
    await waitFor(() => ticks.results.length > 3);
    await shop.subgraphs.order.stop();
    await waitFor(ticks.ended);
    expect(ticks.results.at(-1)).toEqual({ errors: [expect.objectContaining({ path: ['ticks'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'order' } })] });
    await shop.restartOrder();
  });

  it('that does not know yet where to go on ends as well: what happened meanwhile would be missing', async () => {
    const progress = subscribe(client, PROGRESS);
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 1);
    await shop.restartOrder();
    await waitFor(progress.ended);
    expect(progress.results).toEqual([{ errors: [expect.objectContaining({ path: ['orderProgress'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'order' } })] }]);
  });

  it('waits for a subgraph that is just starting', async () => {
    const { port } = shop.subgraphs.order;
    await shop.subgraphs.order.stop();
    const progress = subscribe(client, PROGRESS);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(progress.ended()).toBeUndefined();
    await shop.restartOrder();
    expect(shop.subgraphs.order.port).toBe(port);
    shop.log.add('PENDING');
    await waitFor(() => progress.results.length === 1);
  });

  it('keeps an event where a subgraph that it joins is down, with the paths that miss', async () => {
    await shop.subgraphs.catalog.stop();
    const progress = subscribe(client, PROGRESS);
    shop.log.add('PENDING');
    await waitFor(() => progress.results.length === 1);
    expect(progress.results[0]).toMatchObject({
      data: { orderProgress: { sequence: 1, order: null } },
      errors: [{ path: ['orderProgress', 'order', 'lines', 0, 'product', 'name'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'catalog' } }],
    });
  });

  it('waits for a subgraph without which nothing of an event could be told', async () => {
    await shop.subgraphs.user.stop();
    const progress = subscribe(client, 'subscription { orderProgress(orderId: "1", afterSequence: 0) { sequence courier { displayName } } }');
    shop.log.add('PENDING');
    shop.log.add('CONFIRMED');
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(progress.results).toEqual([]);
    await shop.restartUser();
    await waitFor(() => progress.results.length === 2);
    expect(progress.results).toEqual([1, 2].map((sequence) => ({ data: { orderProgress: { sequence, courier: { displayName: 'User courier' } } } })));
  });

  it('is left at the subgraph when its client leaves, one or all', async () => {
    const [first, second] = [subscribe(client, PROGRESS), subscribe(client, PROGRESS)];
    shop.log.add('PENDING');
    await waitFor(() => first.results.length === 1 && second.results.length === 1);
    expect(shop.subgraphs.order.openSubscriptions()).toBe(1);
    first.stop();
    shop.log.add('CONFIRMED');
    await waitFor(() => second.results.length === 2);
    client.terminate();
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 0);
    expect(first.results).toHaveLength(1);
  });

  it('refuses what the viewer may not see, event by event', async () => {
    const progress = subscribe(client, 'subscription { orderProgress(orderId: "1") { state note order { note number } } }');
    shop.log.add('PENDING');
    await waitFor(() => progress.results.length === 1);
    expect(progress.results[0]).toEqual({
      data: { orderProgress: { state: 'PENDING', note: null, order: { note: null, number: 'N-1' } } },
      errors: [['orderProgress', 'note'], ['orderProgress', 'order', 'note']].map((path) => expect.objectContaining({ path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } })),
    });
  });

  it('that the viewer may not have never reaches its subgraph', async () => {
    const refused = subscribe(client, 'subscription { secretProgress { state } }');
    await waitFor(refused.ended);
    expect(refused.results).toEqual([{ data: { secretProgress: null }, errors: [expect.objectContaining({ path: ['secretProgress'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } })] }]);
    expect(shop.subgraphs.order.openSubscriptions()).toBe(0);
  });
});

describe('clients that ask the same', () => {
  it('cost one execution per event, subgraphs of the rest included', async () => {
    const clients = Array.from({ length: 20 }, () => socketClient(shop.gateway.url));
    const all = clients.map((each) => subscribe(each, PROGRESS, { after: 0 }));
    shop.log.add('PENDING');
    await waitFor(() => all.every(({ results }) => results.length === 1));
    expect(new Set(all.map(({ results }) => JSON.stringify(results))).size).toBe(1);
    expect([shop.subgraphs.user.fetches.length, shop.subgraphs.catalog.fetches.length, shop.subgraphs.order.openSubscriptions()]).toEqual([1, 1, 1]);
    const late = subscribe(client, PROGRESS, { after: 0 });
    await waitFor(() => late.results.length === 1);
    expect(shop.subgraphs.user.fetches).toHaveLength(1);
    await Promise.all(clients.map((each) => each.dispose()));
  });

  it('are not replayed what failed when a subgraph was down: a late joiner has it anew', async () => {
    const first = subscribe(client, PROGRESS, { after: 0 });
    shop.log.add('PENDING');
    await waitFor(() => first.results.length === 1);
    await shop.subgraphs.user.stop();
    shop.log.add('CONFIRMED');
    await waitFor(() => first.results.length === 2);
    expect(first.results[1]?.errors).toEqual([expect.objectContaining({ extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'user' } })]);
    await shop.restartUser();
    await waitFor(async () => (await shop.query('{ order(id: 1) { buyer { displayName } } }')).errors === undefined);
    const late = subscribe(client, PROGRESS, { after: 0 });
    await waitFor(() => late.results.length === 2);
    expect([sequences(late.results), late.results.some(({ errors }) => errors !== undefined)]).toEqual([[1, 2], false]);
    shop.log.add('SHIPPED');
    await waitFor(() => late.results.length === 3 && first.results.length === 3);
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 1);
  });

  it('with different guest tokens do not share', async () => {
    const [first, second] = [undefined, 'nonsense'].map((guestToken) => subscribe(client, 'subscription($guestToken: String) { orderProgress(orderId: "1", guestToken: $guestToken, afterSequence: 0) { sequence } }', { ...(guestToken === undefined ? {} : { guestToken }) }));
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 2);
    shop.log.add('PENDING');
    await waitFor(() => first?.results.length === 1 && second?.results.length === 1);
  });

  it('go on over a reload of the supergraph, or are told to subscribe again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'souk-subscriptions-'));
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, composeShop());
    const other = await startShop({ supergraph: { file } });
    const asked = socketClient(other.gateway.url);
    const [kept, lost] = [subscribe(asked, PROGRESS, { after: 0 }), subscribe(asked, 'subscription { orderProgress(orderId: "1", afterSequence: 0) { state note } }')];
    other.log.add('PENDING');
    await waitFor(() => kept.results.length === 1 && lost.results.length === 1);
    await writeFile(file, composeShop({ order: orderSdl.replace('order: Order, note: String @authenticated }', 'order: Order }') }));
    await waitFor(lost.ended);
    expect(lost.results.at(-1)).toEqual({ errors: [expect.objectContaining({ extensions: { code: 'SUPERGRAPH_CHANGED' } })] });
    other.log.add('CONFIRMED');
    await waitFor(() => kept.results.length === 2);
    expect([sequences(kept.results), other.subgraphs.order.subscribed]).toEqual([[1, 2], [expect.anything(), expect.anything()]]);
    // What its own service is asked for changes: it asks again, after what it has.
    await writeFile(file, composeShop({
      order: orderSdl.replace('order: Order, note: String @authenticated }', 'order: Order }').replace('      number: String!\n', ''),
      catalog: 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"]) type Order @key(fields: "id") { id: ID!, number: String! } type Product @key(fields: "id") { id: ID!, name: String! } type Query { products: [Product!]! }',
    }));
    await waitFor(() => other.subgraphs.order.subscribed.length === 3);
    expect(other.subgraphs.order.subscribed[2]).toEqual({ soukAfterSequence: 2 });
    other.log.add('SHIPPED');
    await waitFor(() => kept.results.length === 3);
    expect(kept.ended()).toBeUndefined();
    await asked.dispose();
    await other.stop();
    await rm(folder, { recursive: true });
  });
});

describe('a socket', () => {
  it('answers queries and mutations as HTTP does', async () => {
    const query = subscribe(client, 'query($id: ID!) { order(id: $id) { number note } }', { id: '1' });
    await waitFor(query.ended);
    expect(query.results).toEqual([{ data: { order: { number: 'N-1', note: null } }, errors: [expect.objectContaining({ path: ['order', 'note'] })] }]);
  });

  it('survives operations that are wrong, and the others on it go on', async () => {
    const progress = subscribe(client, PROGRESS);
    const wrong = [
      'subscription {', 'subscription { nonsense }', 'subscription { a: ticks(every: 1) { at } b: ticks(every: 1) { at } }', 'subscription($x: Boolean!) { ticks(every: 1) @include(if: $x) { at } }',
      'query A { __typename } query B { __typename }', '{a'.repeat(50_000), '', 'subscription($every: Int!) { ticks(every: $every) { at } }', 'fragment F on Query { __typename }',
    ].map((query) => subscribe(client, query));
    for (const { ended } of wrong) await waitFor(ended);
    expect(wrong.map(({ results, ended }) => JSON.stringify([results, ended()?.error])).filter((text) => !text.includes('message'))).toEqual([]);
    shop.log.add('PENDING');
    await waitFor(() => progress.results.length === 1);
  });

  it('speaks for whoever its connection_init proves', async () => {
    const operations = socketClient(shop.gateway.url, `Bearer ${await shop.accessToken(['OPERATIONS'])}`);
    const query = subscribe(operations, '{ report }');
    await waitFor(query.ended);
    expect(query.results).toEqual([{ data: { report: 7 } }]);
    await operations.dispose();
  });

  it('is closed on a bad token, with the reason', async () => {
    const bad = socketClient(shop.gateway.url, 'Bearer nonsense');
    const query = subscribe(bad, '{ __typename }');
    await waitFor(query.ended);
    expect(query.ended()?.error).toMatchObject({ code: 4403, reason: expect.stringMatching(/^UNAUTHENTICATED/) });
  });

  it('is closed once its token is over, and a client that has a new one goes on', async () => {
    const tokens = [await shop.accessToken(['CUSTOMER'], 1_500), await shop.accessToken(['CUSTOMER'])];
    const renewing = createClient({ url: `${shop.gateway.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 3, retryWait: () => Promise.resolve(), connectionParams: () => ({ authorization: `Bearer ${tokens.shift()}` }) });
    const closes: unknown[] = [];
    renewing.on('closed', (event) => closes.push(event));
    const progress = subscribe(renewing, PROGRESS, { after: 0 });
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 1);
    await waitFor(() => closes.length === 1);
    expect(closes[0]).toMatchObject({ code: 4403, reason: expect.stringMatching(/^UNAUTHENTICATED/) });
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 1);
    shop.log.add('PENDING');
    await waitFor(() => progress.results.length === 1);
    expect([progress.ended(), tokens]).toEqual([undefined, []]);
    await renewing.dispose();
  });

  it('runs 100 operations at a time and refuses one more', async () => {
    const running = Array.from({ length: 100 }, () => subscribe(client, PROGRESS));
    shop.log.add('PENDING');
    await waitFor(() => running.every(({ results }) => results.length === 1));
    const extra = subscribe(client, PROGRESS);
    await waitFor(extra.ended);
    expect(JSON.stringify(extra.ended())).toContain('TOO_MANY_SUBSCRIPTIONS');
    expect(running.every(({ ended }) => ended() === undefined)).toBe(true);
  });

  it('of a client that does not read ends its subscription, and costs the gateway no more than a queue', async () => {
    const socket = new WebSocket(`${shop.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const messages: string[] = [];
    socket.on('message', (data) => messages.push(String(data)));
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await waitFor(() => messages.length === 1);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { orderProgress(orderId: "1") { sequence state } }' } }));
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 1);
    socket.pause();
    for (let index = 0; index < 400; index += 1) shop.log.add('x'.repeat(100_000));
    await waitFor(() => shop.subgraphs.order.openSubscriptions() === 0);
    socket.resume();
    await waitFor(() => messages.at(-1)?.includes('"complete"'));
    expect(messages.at(-2)).toContain('SLOW_CONSUMER');
    expect(messages.slice(1, -2).map((message) => (JSON.parse(message) as { payload: { data: { orderProgress: { sequence: number } } } }).payload.data.orderProgress.sequence)).toEqual(Array.from({ length: messages.length - 3 }, (_, index) => index + 1));
    socket.terminate();
  });

  it('is closed with 1001 when the gateway stops', async () => {
    const socket = new WebSocket(`${shop.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await shop.gateway.stop();
    expect((await closed)[0]).toBe(1001);
  });

  it('is closed on what is not the protocol, and the gateway goes on', async () => {
    const socket = new WebSocket(`${shop.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send('{"type":"nonsense"}');
    expect((await once(socket, 'close'))[0]).toBe(4400);
    const large = new WebSocket(`${shop.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(large, 'open');
    large.on('error', () => undefined);
    large.send('x'.repeat(2 * 1024 * 1024));
    await once(large, 'close');
    expect((await shop.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});
