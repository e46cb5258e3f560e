import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { answerMessages } from './subscriptions-process.js';
import { subscribeMessage } from './subscriptions-supergraph.js';

/** One client: which order it follows, from where, and who it is. */
export interface ClientSpec {
  readonly orderId: string;
  readonly afterSequence?: number;
  readonly authorization?: string;
}

export type ClientsMessage =
  /** Connects and subscribes; answers when all are acknowledged and have subscribed. */
  | { readonly kind: 'connect'; readonly url: string; readonly clients: readonly ClientSpec[] }
  /** Answers when every client has had so many events since it connected: when the last one had, and one message. */
  | { readonly kind: 'await'; readonly events: number; readonly deadlineMs: number }
  /** Each client's sequence numbers against 1 to `events`, and how late each event came (in ms) since the last look. */
  | { readonly kind: 'check'; readonly events: number }
  | { readonly kind: 'close' };

export interface Arrival {
  /** On the machine's monotonic clock, in nanoseconds. */
  readonly at: string;
  readonly message: string;
}

export interface Checked {
  readonly events: number;
  readonly lost: number;
  readonly doubled: number;
  readonly latenciesMs: readonly number[];
}

/** Handshakes that are under way at a time. */
const CONNECTING_AT_A_TIME = 100;
/** Addresses that clients come from, beyond 127.0.0.1: each has ports of its own. */
const ADDRESSES = 8;
const AT = /"at":"(\d+)"/;
const SEQUENCE = /"sequence":(\d+)/;

interface BenchClient {
  readonly socket: WebSocket;
  events: number;
  readonly sequences: number[];
}

let clients: BenchClient[] = [];
let latenciesMs: number[] = [];
let [lastAt, lastMessage] = [0n, ''];

const connect = async ({ url, clients: specs }: Extract<ClientsMessage, { kind: 'connect' }>): Promise<void> => {
  const waiting = [...specs.entries()];
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) clients.push(await open(url, next[1], next[0]));
  };
  await Promise.all(Array.from({ length: CONNECTING_AT_A_TIME }, lane));
};

const open = (url: string, { orderId, afterSequence, authorization }: ClientSpec, index: number): Promise<BenchClient> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { localAddress: `127.0.0.${2 + (index % ADDRESSES)}`, perMessageDeflate: false });
    const client: BenchClient = { socket, events: 0, sequences: [] };
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', ...(authorization === undefined ? {} : { payload: { authorization } }) })));
    socket.once('message', () => {
      socket.send(subscribeMessage(randomUUID(), orderId, afterSequence));
      socket.on('message', (data) => take(client, data as Buffer));
      resolve(client);
    });
    socket.on('error', reject);
    socket.on('close', (code, reason) => reject(new Error(`closed with ${code} ${String(reason)}`)));
  });

/** As little as can be done, because thousands of clients share this process. */
const take = (client: BenchClient, data: Buffer): void => {
  const text = data.toString('latin1');
  const now = process.hrtime.bigint();
  client.events += 1;
  client.sequences.push(Number(SEQUENCE.exec(text)?.[1] ?? Number.NaN));
  const at = AT.exec(text)?.[1] ?? '0';
  if (at !== '0') latenciesMs.push(Number(now - BigInt(at)) / 1e6);
  [lastAt, lastMessage] = [now, text];
};

const awaitAll = async ({ events, deadlineMs }: Extract<ClientsMessage, { kind: 'await' }>): Promise<Arrival> => {
  const deadline = performance.now() + deadlineMs;
  while (clients.some((client) => client.events < events)) {
    if (performance.now() > deadline) throw new Error(`${clients.filter((client) => client.events < events).length} of ${clients.length} clients had fewer than ${events} events; one message: ${lastMessage}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { at: String(lastAt), message: lastMessage };
};

const check = (expected: number): Checked => {
  let [events, lost, doubled] = [0, 0, 0];
  for (const { sequences } of clients) {
    const numbered = sequences.filter((sequence) => !Number.isNaN(sequence)); // an answer that is an error only is a lost one
    const seen = new Set(numbered);
    events += sequences.length;
    doubled += numbered.length - seen.size;
    lost += expected - seen.size;
  }
  const checked = { events, lost, doubled, latenciesMs };
  latenciesMs = [];
  return checked;
};

answerMessages(async (message: ClientsMessage) => {
  if (message.kind === 'connect') return connect(message);
  if (message.kind === 'await') return awaitAll(message);
  if (message.kind === 'check') return check(message.events);
  for (const { socket } of clients) socket.terminate();
  clients = [];
  return undefined;
});
