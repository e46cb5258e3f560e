import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { answerMessages } from './subscriptions-process.js';

export type BareMessage = { readonly kind: 'start' } | { readonly kind: 'send'; readonly text: string };

const clients = new Set<WebSocket>();

/** What a gateway could at best be: a server that knows what to say, and says it to everybody. */
const start = async (): Promise<{ readonly url: string }> => {
  const server = createServer();
  new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }).on('connection', (socket) => {
    clients.add(socket);
    socket.on('message', (data) => { if (String(data).includes('connection_init')) socket.send('{"type":"connection_ack"}'); });
    socket.on('close', () => clients.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** Says when it began, on the machine's monotonic clock. */
const send = (text: string): { readonly at: string } => {
  const at = String(process.hrtime.bigint());
  for (const client of clients) client.send(text);
  return { at };
};

answerMessages((message: BareMessage) => (message.kind === 'start' ? start() : send(message.text)));
