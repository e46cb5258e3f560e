import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { waitFor } from '@souk/testing';
import { schemaOf } from './support/one-subgraph-engine.js';
import { LIVE_SDL, startLive } from './support/live.js';
import { acknowledgedSocket } from './support/raw-socket.js';

const subscription = { id: '1', type: 'subscribe', payload: { query: 'subscription { ticks { at } }' } };

it('passes configured headers of a client on to subgraphs, on a connection of its own for each', async () => {
  const seen: { readonly params: unknown; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  useServer({
    schema: schemaOf(LIVE_SDL), roots: { subscription: { ticks: async function* () { yield { ticks: { at: 1 } }; await new Promise(() => undefined); } } },
    onConnect: ({ connectionParams, extra }) => { seen.push({ params: connectionParams, headers: extra.request.headers }); },
  }, sockets);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const live = await startLive({ forwardedHeaders: ['x-tenant'], subgraphUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const clients = [
    await acknowledgedSocket(live.url, { headers: { 'X-Tenant': 'first', 'x-other': 'kept' } }), await acknowledgedSocket(live.url, { 'x-tenant': 'first' }),
    await acknowledgedSocket(live.url, undefined, { headers: { 'x-tenant': 'second' } }), await acknowledgedSocket(live.url, { 'x-tenant': 'bad\r\nx-evil: 1' }),
  ];
  clients.forEach(({ send }) => send(subscription));
  await waitFor(() => clients.every(({ messages }) => messages.length === 2));
  expect(seen.map(({ params, headers }) => [params, headers['x-tenant'], headers['x-other']]).sort()).toEqual([[undefined, undefined, undefined], [{ 'x-tenant': 'first' }, 'first', undefined], [{ 'x-tenant': 'second' }, 'second', undefined]].sort());
  clients.forEach(({ socket }) => socket.terminate());
  await waitFor(() => sockets.clients.size <= 1); // theirs go with them, the shared one stays for a moment
  await live.stop();
  sockets.clients.forEach((socket) => socket.terminate());
  server.close();
});
