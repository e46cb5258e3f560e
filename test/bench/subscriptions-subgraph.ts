import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { answerMessages } from './subscriptions-process.js';
import { ORDER_SDL } from './subscriptions-supergraph.js';

export type SubgraphMessage =
  /** Serves on those ports (0: free ones), with what had happened before. */
  | { readonly kind: 'start'; readonly orderPort: number; readonly userPort: number; readonly log: Readonly<Record<string, number>> }
  /** One more event of each of these orders. Answers when they were handed to the subscriptions. */
  | { readonly kind: 'emit'; readonly orderIds: readonly string[] }
  /** So many events a second, spread over that many orders. */
  | { readonly kind: 'run'; readonly orders: number; readonly perSecond: number; readonly seconds: number };

const NOTE = 'Left the sorting centre. '.repeat(10);
const news = new EventEmitter().setMaxListeners(0);
/** How many events each order has had. */
const log = new Map<string, number>();

/** Both services of the benchmark: one pushes what happens to orders, the other knows users. They do no work of their own. */
const start = async ({ orderPort, userPort, log: before }: Extract<SubgraphMessage, { kind: 'start' }>): Promise<{ readonly orderPort: number; readonly userPort: number }> => {
  for (const [orderId, count] of Object.entries(before)) log.set(orderId, count);
  const order = createServer();
  useServer({ schema: buildSchema(ORDER_SDL), roots: { subscription: { orderProgress: follow } } }, new WebSocketServer({ server: order, path: '/graphql' }));
  // Users first: what is pushed again after a restart needs them.
  const actualUserPort = await listen(createServer(answerUsers), userPort);
  return { orderPort: await listen(order, orderPort), userPort: actualUserPort };
};

const answerUsers: Parameters<typeof createServer>[1] = (request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    const { variables } = JSON.parse(body || '{}') as { variables?: { representations?: { id: string }[] } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { _entities: (variables?.representations ?? []).map(({ id }) => ({ displayName: `Buyer ${id}` })) } }));
  });
};

async function* follow({ orderId, afterSequence }: { orderId: string; afterSequence?: number }) {
  let sequence = afterSequence ?? log.get(orderId) ?? 0;
  for (;;) {
    if (sequence >= (log.get(orderId) ?? 0)) {
      const [at] = (await once(news, orderId)) as [string];
      if (sequence < (log.get(orderId) ?? 0)) yield { orderProgress: progress(orderId, (sequence += 1), at) };
    } else yield { orderProgress: progress(orderId, (sequence += 1), '0') };
  }
}

const progress = (orderId: string, sequence: number, at: string) => ({ sequence, at, note: NOTE, order: { id: orderId, number: `N-${orderId}`, state: 'SHIPPED', buyer: { id: `buyer-${orderId}` } } });

const emit = (orderId: string): void => {
  log.set(orderId, (log.get(orderId) ?? 0) + 1);
  news.emit(orderId, String(process.hrtime.bigint()));
};

const run = async ({ orders, perSecond, seconds }: Extract<SubgraphMessage, { kind: 'run' }>): Promise<void> => {
  const total = perSecond * seconds;
  const startedAt = performance.now();
  for (let sent = 0; sent < total; sent += 1) {
    const dueInMs = startedAt + (sent * 1_000) / perSecond - performance.now();
    if (dueInMs > 0) await new Promise((resolve) => setTimeout(resolve, dueInMs));
    emit(String(sent % orders));
  }
};

const listen = async (server: Server, port: number): Promise<number> => {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

answerMessages((message: SubgraphMessage) => {
  if (message.kind === 'start') return start(message);
  if (message.kind === 'run') return run(message);
  for (const orderId of message.orderIds) emit(orderId);
  return undefined;
});
