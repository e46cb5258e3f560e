import { afterEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { WebSocket } from 'ws';
import { startLive, type Live } from './support/live.js';
import { acknowledgedSocket, rawSocket } from './support/raw-socket.js';
import { socketClient, subscribe } from './support/socket-client.js';

let live: Live;
afterEach(() => live.stop());

const PROGRESS = 'subscription($order: ID!, $after: Int) { progress(orderId: $order, afterSequence: $after) { sequence state viewer } }';
const progress = (id: string, order = '1', after = 0) => ({ id, type: 'subscribe', payload: { query: PROGRESS, variables: { order, after } } });

describe('the protocol on a socket', () => {
  it('acknowledges, answers pings, runs and completes operations', async () => {
    live = await startLive();
    const { send, messages, socket } = await acknowledgedSocket(live.url);
    send({ type: 'ping', payload: { a: 1 } });
    send({ type: 'ping' });
    send({ type: 'pong' });
    send({ id: 'q', type: 'subscribe', payload: { query: 'query($name: String) { hello(name: $name) }', variables: { name: 'Zoë' } } });
    send({ id: 'm', type: 'subscribe', payload: { query: 'mutation { change }' } });
    send({ id: 'bad', type: 'subscribe', payload: { query: '{ nonsense }' } });
    await waitFor(() => messages.length === 8);
    const of = (id?: string) => messages.filter((message) => message['id'] === id);
    expect(of()).toEqual([{ type: 'connection_ack' }, { type: 'pong', payload: { a: 1 } }, { type: 'pong' }]);
    expect(of('q')).toEqual([{ id: 'q', type: 'next', payload: { data: { hello: 'Hello Zoë' } } }, { id: 'q', type: 'complete' }]);
    expect(of('m')).toEqual([{ id: 'm', type: 'next', payload: { data: { change: 1 } } }, { id: 'm', type: 'complete' }]);
    expect(of('bad')).toEqual([{ id: 'bad', type: 'error', payload: [expect.objectContaining({ message: expect.stringContaining('nonsense') })] }]);
    socket.terminate();
  });

  it('writes ids as they are, and answers of any length', async () => {
    live = await startLive();
    const { send, messages, socket } = await acknowledgedSocket(live.url);
    const ids = ['', 'ä"\\\n☃', 'x'.repeat(300)].filter((id) => id !== '');
    ids.forEach((id) => send(progress(id)));
    const states = ['s', 'm'.repeat(200), 'ü'.repeat(70_000)];
    states.forEach((state) => live.log('1').add(state));
    await waitFor(() => messages.length === 7);
    expect(new Set(messages.slice(1).map(({ id }) => id))).toEqual(new Set(ids));
    expect(messages.slice(1).map(({ payload }) => (payload as { data: { progress: { state: string } } }).data.progress.state).sort()).toEqual([...states, ...states].sort());
    socket.terminate();
  });

  it('lets a client leave, and use the id again', async () => {
    live = await startLive();
    const { send, messages, socket } = await acknowledgedSocket(live.url);
    send(progress('1'));
    await waitFor(() => live.subgraph.openSubscriptions() === 1);
    send({ id: '1', type: 'complete' });
    await waitFor(() => live.subgraph.openSubscriptions() === 0);
    send(progress('1'));
    live.log('1').add('PENDING');
    await waitFor(() => messages.length === 2);
    send({ id: 'nobody', type: 'complete' });
    expect(messages[1]).toMatchObject({ id: '1', type: 'next' });
    socket.terminate();
  });

  it.each([
    ['nonsense', ['nonsense'], 4400, 'Invalid message received'],
    ['a message of the server', [{ type: 'connection_ack' }], 4400, 'Invalid message received'],
    ['an operation before connection_init', [progress('1')], 4401, 'Unauthorized'],
    ['a second connection_init', [{ type: 'connection_init' }, { type: 'connection_init' }], 4429, 'Too many initialisation requests'],
    ['a bad token', [{ type: 'connection_init', payload: { authorization: 'Bearer nonsense' } }], 4403, expect.stringMatching(/^UNAUTHENTICATED: /)],
    ['a bad token among headers', [{ type: 'connection_init', payload: { headers: { Authorization: 'nonsense' } } }], 4403, expect.stringMatching(/^UNAUTHENTICATED: /)],
  ])('closes on %s', async (_name, messages, code, reason) => {
    live = await startLive();
    const { send, closed } = await rawSocket(live.url);
    messages.forEach((message) => send(message));
    expect(await closed()).toEqual([code, reason]);
  });

  it('closes on an id that is taken', async () => {
    live = await startLive();
    const { send, closed } = await acknowledgedSocket(live.url);
    send(progress('1'));
    send(progress('1'));
    expect(await closed()).toEqual([4409, 'Subscriber for 1 already exists']);
    await waitFor(() => live.subgraph.openSubscriptions() === 0);
  });

  it('closes what speaks no protocol or another one', async () => {
    live = await startLive();
    for (const protocols of [[], ['graphql-ws']]) {
      const socket = new WebSocket(`${live.url.replace('http', 'ws')}/graphql`, protocols);
      const ended = await new Promise((resolve) => {
        socket.once('close', (code) => resolve(code));
        socket.on('error', () => resolve('refused'));
      });
      expect([4406, 'refused']).toContain(ended);
    }
  });

  it('is found on its path only', async () => {
    live = await startLive();
    const socket = new WebSocket(`${live.url.replace('http', 'ws')}/elsewhere`, 'graphql-transport-ws');
    expect(String(await new Promise((resolve) => { socket.once('error', resolve); }))).toContain('404');
  });
});

describe('whoever a socket speaks for', () => {
  it('is in connection_init or in the handshake', async () => {
    live = await startLive();
    const authorization = `Bearer ${await live.accessToken(['CUSTOMER'])}`;
    const sockets = [await acknowledgedSocket(live.url, { authorization }), await acknowledgedSocket(live.url, { headers: { Authorization: authorization } }), await acknowledgedSocket(live.url, undefined, { headers: { authorization } }), await acknowledgedSocket(live.url)];
    sockets.forEach(({ send }) => send(progress('1')));
    live.log('1').add('PENDING');
    await waitFor(() => sockets.every(({ messages }) => messages.length === 2));
    const userId = '0198a000-0000-7000-8000-000000000001';
    expect(sockets.map(({ messages }) => (messages[1] as { payload: { data: { progress: { viewer: unknown } } } }).payload.data.progress.viewer)).toEqual([userId, userId, userId, null]);
    sockets.forEach(({ socket }) => socket.terminate());
  });

  it('is asked to come back with a new token when the old one is over', async () => {
    live = await startLive();
    const { send, closed } = await acknowledgedSocket(live.url, { authorization: `Bearer ${await live.accessToken(['CUSTOMER'], 1_500)}` });
    send(progress('1'));
    await waitFor(() => live.subgraph.openSubscriptions() === 1);
    expect(await closed()).toEqual([4403, expect.stringMatching(/^UNAUTHENTICATED: .*connect again with a new one/)]);
    await waitFor(() => live.subgraph.openSubscriptions() === 0);
  });
});

describe('a limit', () => {
  it('on connections of one address refuses the next one, until one has left', async () => {
    live = await startLive({ limits: { maxConnectionsPerAddress: 2 } });
    const [first] = [await rawSocket(live.url), await rawSocket(live.url)];
    await expect(rawSocket(live.url)).rejects.toThrow('429');
    first?.socket.close();
    await waitFor(() => live.subscriptions.stats().sockets === 1);
    await rawSocket(live.url);
    expect(live.subscriptions.stats().refused).toBe(1);
  });

  it('on connections of the process answers 503', async () => {
    live = await startLive({ limits: { maxConnections: 1 } });
    await rawSocket(live.url);
    await expect(rawSocket(live.url)).rejects.toThrow('503');
  });

  it('on connections of one viewer closes with its name', async () => {
    live = await startLive({ limits: { maxConnectionsPerViewer: 1 } });
    const authorization = `Bearer ${await live.accessToken(['CUSTOMER'])}`;
    await acknowledgedSocket(live.url, { authorization });
    const second = await rawSocket(live.url);
    second.send({ type: 'connection_init', payload: { authorization } });
    expect(await second.closed()).toEqual([4430, expect.stringMatching(/^TOO_MANY_CONNECTIONS/)]);
    await Promise.all([acknowledgedSocket(live.url), acknowledgedSocket(live.url)]); // anonymous ones are many
  });

  it('on operations of one connection, of one viewer and of the process refuses the next one; the others go on', async () => {
    live = await startLive({ limits: { maxOperationsPerConnection: 3, maxSubscriptionsPerViewer: 5, maxStreams: 4 } });
    const authorization = `Bearer ${await live.accessToken(['CUSTOMER'])}`;
    const [first, second] = [await acknowledgedSocket(live.url, { authorization }), await acknowledgedSocket(live.url, { authorization })];
    for (const { send } of [first, second]) ['1', '2', '3', '4'].forEach((id) => send(progress(id, id)));
    await waitFor(() => first.messages.length === 2 && second.messages.length === 3);
    const tooMany = { type: 'error', payload: [expect.objectContaining({ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } })] };
    expect([first.messages[1], ...second.messages.slice(1)]).toEqual([{ id: '4', ...tooMany }, { id: '3', ...tooMany }, { id: '4', ...tooMany }]);
    const anonymous = await acknowledgedSocket(live.url);
    ['8', '9'].forEach((id) => anonymous.send(progress(id, id)));
    await waitFor(() => anonymous.messages.some(({ type }) => type === 'complete'));
    expect(anonymous.messages[1]).toMatchObject({ id: '9', payload: { errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }] } });
    live.log('1').add('PENDING');
    await waitFor(() => first.messages.length === 3 && second.messages.length === 4);
    expect(live.subscriptions.stats()).toMatchObject({ subscriptions: 6, streams: 4, refused: 4 });
  });
});

describe('a client that does not read', () => {
  it('is ended by name; others on the same stream never wait, and memory is bounded', async () => {
    live = await startLive({ limits: { maxBufferedBytes: 200_000, maxBufferedEvents: 50 } });
    const slow = await acknowledgedSocket(live.url);
    const quick = socketClient(live.url);
    const reads = subscribe(quick, PROGRESS, { order: '1', after: 0 });
    slow.send(progress('1'));
    await waitFor(() => live.subscriptions.stats().subscriptions === 2);
    slow.socket.pause();
    for (let count = 0; count < 300; count += 1) {
      live.log('1').add('x'.repeat(50_000));
      if (count % 20 === 0) await waitFor(() => reads.results.length === count + 1);
    }
    await waitFor(() => reads.results.length === 300);
    expect(live.subscriptions.stats()).toMatchObject({ subscriptions: 1, slowConsumers: 1 });
    slow.socket.resume();
    await waitFor(() => slow.messages.at(-1)?.['type'] === 'complete');
    expect(slow.messages.at(-2)).toMatchObject({ payload: { errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] } });
    const seen = slow.messages.slice(1, -2).map(({ payload }) => (payload as { data: { progress: { sequence: number } } }).data.progress.sequence);
    expect(seen).toEqual(seen.map((_, index) => index + 1));
    slow.socket.terminate();
    await quick.dispose();
  });
});

describe('a stop', () => {
  it('closes sockets with 1001 and refuses new ones', async () => {
    live = await startLive();
    const { send, closed } = await acknowledgedSocket(live.url);
    send(progress('1'));
    await waitFor(() => live.subgraph.openSubscriptions() === 1);
    await live.subscriptions.stop();
    expect((await closed())[0]).toBe(1001);
    await waitFor(() => live.subgraph.openSubscriptions() === 0);
    await expect(rawSocket(live.url)).rejects.toThrow('503');
  });
});
