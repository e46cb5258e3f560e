import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Viewer } from '@souk/auth';
import { waitFor } from '@souk/testing';
import { WebSocket } from 'ws';
import { SECRET, openShop, type Shop } from './fixtures/shop.js';

interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** A client of the wire protocol itself: what a library would hide is the subject here. */
const openSocket = async (shop: Shop) => {
  const socket = new WebSocket(`${shop.subgraph.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: Message[] = [];
  let closed: number | undefined;
  socket.on('message', (text) => messages.push(JSON.parse((text as Buffer).toString()) as Message));
  socket.on('close', (code) => (closed = code));
  await new Promise((resolve) => socket.once('open', resolve));
  const send = (message: object): void => socket.send(JSON.stringify(message));
  send({ type: 'connection_init' });
  await waitFor(() => messages.some(({ type }) => type === 'connection_ack'));
  return {
    socket, send,
    closed: () => closed,
    of: (id: string) => messages.filter((message) => message.id === id).map(({ type, payload }) => (payload === undefined ? { type } : { type, payload })),
    subscribe: async (id: string, query: string, { viewer, extensions = {}, variables = {} }: { readonly viewer?: Partial<Viewer>; readonly extensions?: object; readonly variables?: object } = {}) =>
      send({ id, type: 'subscribe', payload: { query, variables, extensions: { viewerToken: await shop.tokenOf(viewer), ...extensions } } }),
  };
};

describe('a subgraph over a socket', () => {
  let shop: Shop;
  let client: Awaited<ReturnType<typeof openSocket>>;
  beforeEach(async () => {
    shop = await openShop();
    client = await openSocket(shop);
  });
  afterEach(async () => {
    client.socket.terminate();
    await shop.subgraph.stop();
  });
  const complete = (id: string) => waitFor(() => client.of(id).some(({ type }) => type === 'complete' || type === 'error'));

  it('sends every event, each with a context of its own, then completes', async () => {
    await client.subscribe('1', 'subscription { count(to: 3) { value loads } }');
    await complete('1');
    const ticks = client.of('1').map(({ payload }) => (payload as { data: { count: { value: number; loads: number } } } | undefined)?.data.count);
    expect(ticks.map((tick) => tick?.value)).toEqual([1, 2, 3, undefined]);
    expect(new Set(ticks.slice(0, 3).map((tick) => tick?.loads)).size).toBe(3);
  });

  it('refuses an operation without a viewer token, or with a bad one, and serves the next', async () => {
    await client.subscribe('1', 'subscription { count(to: 1) { value } }', { extensions: { viewerToken: undefined } });
    await client.subscribe('2', 'subscription { count(to: 1) { value } }', { extensions: { viewerToken: 'nonsense' } });
    await complete('1');
    await complete('2');
    for (const id of ['1', '2']) expect(client.of(id)).toMatchObject([{ type: 'error', payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    await client.subscribe('3', 'subscription { count(to: 1) { value } }');
    await complete('3');
    expect(client.of('3')).toHaveLength(2);
  });

  it.each([
    ['a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { counts }', 'GRAPHQL_VALIDATION_FAILED'],
    ['@include at the root', 'subscription($on: Boolean!) { count(to: 1) @include(if: $on) { value } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['@skip at the root with a value', 'subscription { count(to: 1) @skip(if: true) { value } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', 'subscription($to: Int!) { count(to: $to) { value } }', 'BAD_USER_INPUT'],
    ['no operation', 'fragment T on Tick { value }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', 'subscription { count(to: 1) { value } forever { value } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('survives %s: the operation fails and the others on the socket go on', async (_what, query, code) => {
    await client.subscribe('other', 'subscription { forever { value } }');
    await waitFor(() => shop.sinks.length === 1);
    await client.subscribe('bad', query);
    await complete('bad');
    const [answer] = client.of('bad');
    const errors = answer?.type === 'error' ? answer.payload : (answer?.payload as { errors: unknown }).errors;
    expect(errors).toMatchObject([{ extensions: { code } }]);
    shop.sinks[0]?.push(1);
    await waitFor(() => client.of('other').length === 1);
    expect(client.closed()).toBeUndefined();
  });

  it('refuses text that no database stores', async () => {
    await client.subscribe('1', 'subscription { count(to: 1) { value } }', { variables: { text: '\0' } });
    await complete('1');
    expect(client.of('1')).toEqual([{ type: 'error', payload: [{ message: expect.stringContaining('"$text" must not contain NUL'), extensions: { code: 'BAD_USER_INPUT' } }] }]);
  });

  it('keeps to authorization, for the root and below', async () => {
    await client.subscribe('1', 'subscription { guarded { value } }');
    await complete('1');
    expect(JSON.stringify(client.of('1'))).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
    expect(shop.sinks).toHaveLength(0);
    await client.subscribe('2', 'subscription { count(to: 1) { value secret } }');
    await complete('2');
    expect(client.of('2')[0]).toMatchObject({ payload: { data: { count: { value: 1, secret: null } }, errors: [{ path: ['count', 'secret'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] } });
    await client.subscribe('3', 'subscription { count(to: 1) { secret } }', { viewer: { userId: 'u1' } });
    await complete('3');
    expect(client.of('3')[0]).toEqual({ type: 'next', payload: { data: { count: { secret: 's' } } } });
  });

  it('masks what fails, in the source, in an event and while it opens', async () => {
    await client.subscribe('event', 'subscription { count(to: 1) { fails } }');
    await client.subscribe('source', 'subscription { forever { value } }');
    await client.subscribe('opening', 'subscription { broken { value } }');
    await waitFor(() => shop.sinks.length === 1);
    shop.sinks[0]?.fail(new Error(SECRET));
    for (const id of ['event', 'source', 'opening']) {
      await complete(id);
      const text = JSON.stringify(client.of(id));
      expect(text).toContain('INTERNAL_SERVER_ERROR');
      expect(text).not.toContain(SECRET);
    }
    expect(client.closed()).toBeUndefined();
  });

  it('stops the source when the client completes, and when its socket breaks', async () => {
    await client.subscribe('1', 'subscription { forever { value } }');
    await waitFor(() => shop.sinks.length === 1);
    client.send({ id: '1', type: 'complete' });
    await waitFor(() => shop.stops() === 1);
    await client.subscribe('2', 'subscription { forever { value } }');
    await waitFor(() => shop.sinks.length === 2);
    client.socket.terminate();
    await waitFor(() => shop.stops() === 2);
  });

  it('serves queries too', async () => {
    await client.subscribe('1', '{ hello secret }');
    await complete('1');
    expect(client.of('1')[0]).toMatchObject({ type: 'next', payload: { data: { hello: 'hello', secret: null }, errors: [{ path: ['secret'] }] } });
  });

  it('closes with 1001 when the service stops', async () => {
    await client.subscribe('1', 'subscription { forever { value } }');
    await waitFor(() => shop.sinks.length === 1);
    await shop.subgraph.stop();
    await waitFor(() => client.closed() !== undefined);
    expect(client.closed()).toBe(1001);
    expect(shop.stops()).toBe(1);
  });
});
