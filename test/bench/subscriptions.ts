import { readFile } from 'node:fs/promises';
import { generateKeys, mintAccessToken, parseSigningKey, type SigningKey } from '@souk/auth';
import { percentile } from './load.js';
import { type Row } from './rows.js';
import { type BareMessage } from './subscriptions-bare.js';
import { type Arrival, type Checked, type ClientSpec, type ClientsMessage } from './subscriptions-clients.js';
import { type GatewayMessage } from './subscriptions-gateway.js';
import { startProcess, type BenchProcess } from './subscriptions-process.js';
import { type SubgraphMessage } from './subscriptions-subgraph.js';
import { composeProgress } from './subscriptions-supergraph.js';

const SUITE = 'subscriptions';
const CLIENTS = 10_000;
const ROUNDS = 11;
const WARM_UP_ROUNDS = 3;
const VIEWERS = 1_000;
const EVENTS_PER_SECOND = 200;
const SECONDS = 10;
/** Events while the subgraph is gone, and after it came back, per order. */
const EVENTS_OF_RESTART = 3;
const CLIENT_PROCESSES = 2;
/** Files that one process must be able to open: a client is one, the rest is the process' own. */
const MIN_OPEN_FILES = CLIENTS + 200;
const DEADLINE_MS = 60_000;
/** Until everybody's upstream is there, in milliseconds. */
const SETTLE_MS = 3_000;
/** What serves has a core to itself; clients and subgraphs share the other. */
const [SERVER_CORE, CLIENT_CORE] = [0, 1];

type Say = (line: string) => void;

/** Sockets by the ten thousand: the gateway beside a bare `ws` server, each in a process of its own. */
export const benchSubscriptions = async ({ say }: { readonly say: Say }): Promise<readonly Row[]> => {
  await checkOpenFiles();
  const world = await startWorld();
  try {
    return [...(await fanOut(world, say)), ...(await manyViewers(world, say))];
  } finally {
    await Promise.all([world.gateway.kill(), world.subgraph.kill(), world.bare.kill()]);
  }
};

interface World {
  readonly gateway: BenchProcess;
  readonly bare: BenchProcess;
  subgraph: BenchProcess;
  readonly ports: { readonly orderPort: number; readonly userPort: number };
  readonly url: string;
  readonly bareUrl: string;
  /** Mints the viewers' access tokens. */
  readonly userKey: SigningKey;
}

const startWorld = async (): Promise<World> => {
  const keys = await generateKeys(['gateway', 'user']);
  const [gateway, bare, subgraph] = [startProcess('subscriptions-gateway', SERVER_CORE, ['--expose-gc']), startProcess('subscriptions-bare', SERVER_CORE), startProcess('subscriptions-subgraph', CLIENT_CORE)];
  const ports = await subgraph.ask<World['ports']>({ kind: 'start', orderPort: 0, userPort: 0, log: {} } satisfies SubgraphMessage);
  const { url } = await gateway.ask<{ url: string }>({
    kind: 'start', sdl: composeProgress(), signingKey: keys.privateKeys.gateway, jwks: keys.jwks,
    subgraphs: { order: `http://127.0.0.1:${ports.orderPort}`, user: `http://127.0.0.1:${ports.userPort}` },
  } satisfies GatewayMessage);
  const { url: bareUrl } = await bare.ask<{ url: string }>({ kind: 'start' } satisfies BareMessage);
  return { gateway, bare, subgraph, ports, url, bareUrl, userKey: await parseSigningKey(keys.privateKeys.user) };
};

/** One order, everybody: time from the event to the last client, heap per idle client, a restart of the subgraph under them. */
const fanOut = async (world: World, say: Say): Promise<readonly Row[]> => {
  const { gateway, bare } = world;
  const [before, ...rows] = [await memoryOf(gateway)] as [NodeJS.MemoryUsage, ...Row[]];
  say(`${CLIENTS} clients on one order …`);
  const clients = await connect(world.url, Array.from({ length: CLIENTS }, () => ({ orderId: 'one', afterSequence: 0 })));
  const idle = await memoryOf(gateway);
  rows.push(row('IdleClient', 'souk', 'heap', (idle.heapUsed - before.heapUsed) / CLIENTS / 1_024, 'KB/client'), row('IdleClient', 'souk', 'resident', (idle.rss - before.rss) / CLIENTS / 1_024, 'KB/client'));
  say(`${CLIENTS} clients of a bare ws server …`);
  const bareClients = await connect(world.bareUrl, Array.from({ length: CLIENTS }, () => ({ orderId: 'one' })));
  const [souk, limit, ratios]: number[][] = [[], [], []];
  const cpuBefore = await cpuOf(gateway);
  for (let round = 1; round <= WARM_UP_ROUNDS + ROUNDS; round += 1) {
    await world.subgraph.ask({ kind: 'emit', orderIds: ['one'] } satisfies SubgraphMessage);
    const { at, message } = await clients.arrival(round);
    const toLast = msBetween(/"at":"(\d+)"/.exec(message)?.[1] ?? '0', at);
    const { at: sentAt } = await bare.ask<{ at: string }>({ kind: 'send', text: message } satisfies BareMessage);
    const bareToLast = msBetween(sentAt, (await bareClients.arrival(round)).at);
    if (round <= WARM_UP_ROUNDS) continue;
    souk?.push(toLast);
    limit?.push(bareToLast);
    ratios?.push(toLast / bareToLast);
  }
  const cpu = (await cpuOf(gateway)) - cpuBefore;
  await bareClients.close();
  rows.push(
    row('OneOrder', 'souk', 'to last client', median(souk), 'ms'), row('OneOrder', 'souk', 'slowest', Math.max(...(souk ?? [])), 'ms'), row('OneOrder', 'souk', 'cpu', cpu / (WARM_UP_ROUNDS + ROUNDS), 'ms/event'), row('OneOrder', 'souk', 'of bare ws', median(ratios), '×'),
    row('OneOrder', 'bare ws', 'to last client', median(limit), 'ms'), row('OneOrder', 'bare ws', 'slowest', Math.max(...(limit ?? [])), 'ms'),
  );
  say('a restart of the subgraph under them …');
  rows.push(...(await restart(world, clients, 'OneOrder', ['one'], WARM_UP_ROUNDS + ROUNDS)));
  await clients.close();
  return rows;
};

/** Everybody somebody else, on an order of their own. */
const manyViewers = async (world: World, say: Say): Promise<readonly Row[]> => {
  say(`${VIEWERS} viewers on ${VIEWERS} orders, ${EVENTS_PER_SECOND} events/s …`);
  const specs = await Promise.all(Array.from({ length: VIEWERS }, async (_, index): Promise<ClientSpec> => ({ orderId: String(index), afterSequence: 0, authorization: `Bearer ${await accessToken(world.userKey, index)}` })));
  const clients = await connect(world.url, specs);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const cpuBefore = await cpuOf(world.gateway);
  await world.subgraph.ask({ kind: 'run', orders: VIEWERS, perSecond: EVENTS_PER_SECOND, seconds: SECONDS } satisfies SubgraphMessage);
  const events = (EVENTS_PER_SECOND * SECONDS) / VIEWERS;
  await clients.arrival(events);
  const cpu = (await cpuOf(world.gateway)) - cpuBefore;
  const { latenciesMs, lost, doubled } = await clients.check(events);
  const rows = [
    row('ManyViewers', 'souk', 'p50', percentile(latenciesMs, 0.5), 'ms'), row('ManyViewers', 'souk', 'p99', percentile(latenciesMs, 0.99), 'ms'), row('ManyViewers', 'souk', 'cpu', cpu / (events * VIEWERS), 'ms/event'),
    row('ManyViewers', 'souk', 'lost', lost, 'events'), row('ManyViewers', 'souk', 'doubled', doubled, 'events'),
  ];
  say('a restart of the subgraph under them …');
  rows.push(...(await restart(world, clients, 'ManyViewers', Array.from({ length: VIEWERS }, (_, index) => String(index)), events)));
  await clients.close();
  return rows;
};

/** Kills the subgraph, lets things happen meanwhile, starts it again, lets more happen: what did each client miss, what did it see twice? */
const restart = async (world: World, clients: Clients, scenario: string, orderIds: readonly string[], events: number): Promise<readonly Row[]> => {
  await world.subgraph.kill();
  const log = Object.fromEntries(orderIds.map((orderId) => [orderId, events + EVENTS_OF_RESTART]));
  world.subgraph = startProcess('subscriptions-subgraph', CLIENT_CORE);
  await world.subgraph.ask({ kind: 'start', ...world.ports, log } satisfies SubgraphMessage);
  for (let count = 0; count < EVENTS_OF_RESTART; count += 1) await world.subgraph.ask({ kind: 'emit', orderIds } satisfies SubgraphMessage);
  const total = events + 2 * EVENTS_OF_RESTART;
  await clients.arrival(total);
  const { lost, doubled } = await clients.check(total);
  return [row(`${scenario}: restart`, 'souk', 'lost', lost, 'events'), row(`${scenario}: restart`, 'souk', 'doubled', doubled, 'events')];
};

interface Clients {
  /** When the last client had so many events. */
  arrival(events: number): Promise<Arrival>;
  check(events: number): Promise<Checked>;
  close(): Promise<void>;
}

const connect = async (url: string, specs: readonly ClientSpec[]): Promise<Clients> => {
  const processes = Array.from({ length: CLIENT_PROCESSES }, () => startProcess('subscriptions-clients', CLIENT_CORE));
  const askAll = <Reply>(message: ClientsMessage): Promise<Reply[]> => Promise.all(processes.map((each) => each.ask<Reply>(message)));
  await Promise.all(processes.map((each, index) => each.ask({ kind: 'connect', url, clients: specs.filter((_, at) => at % CLIENT_PROCESSES === index) } satisfies ClientsMessage)));
  return {
    async arrival(events) {
      const arrivals = await askAll<Arrival>({ kind: 'await', events, deadlineMs: DEADLINE_MS });
      return arrivals.reduce((latest, arrival) => (BigInt(arrival.at) > BigInt(latest.at) ? arrival : latest));
    },
    async check(events) {
      const checked = await askAll<Checked>({ kind: 'check', events });
      const sum = (key: 'events' | 'lost' | 'doubled'): number => checked.reduce((total, part) => total + part[key], 0);
      return { events: sum('events'), lost: sum('lost'), doubled: sum('doubled'), latenciesMs: checked.flatMap(({ latenciesMs }) => latenciesMs).sort((left, right) => left - right) };
    },
    async close() {
      await askAll({ kind: 'close' });
      await Promise.all(processes.map((each) => each.kill()));
    },
  };
};

const memoryOf = (gateway: BenchProcess): Promise<NodeJS.MemoryUsage> => gateway.ask({ kind: 'memory' } satisfies GatewayMessage);

const cpuOf = async (gateway: BenchProcess): Promise<number> => {
  const { user, system } = await gateway.ask<NodeJS.CpuUsage>({ kind: 'cpu' } satisfies GatewayMessage);
  return (user + system) / 1_000;
};

const accessToken = (userKey: SigningKey, index: number): Promise<string> => {
  const id = (last: number): string => `0198a000-0000-7000-8000-${String(last).padStart(12, '0')}`;
  return mintAccessToken(userKey, { userId: id(index), sessionId: id(1_000_000 + index), roles: ['CUSTOMER'], expiresAt: new Date(Date.now() + 3_600_000) });
};

const row = (scenario: string, subject: string, metric: string, value: number, unit: string): Row => ({ suite: SUITE, scenario, subject, metric, value, unit });
const msBetween = (fromNs: string, toNs: string): number => Number(BigInt(toNs) - BigInt(fromNs)) / 1e6;
const median = (values: readonly number[] = []): number => percentile([...values].sort((left, right) => left - right), 0.5);

/** Dies at once where sockets would run out half way. */
const checkOpenFiles = async (): Promise<void> => {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const hard = /^Max open files +\d+ +(\d+)/m.exec(limits)?.[1];
  if (hard !== undefined && Number(hard) < MIN_OPEN_FILES) throw new Error(`The benchmark opens ${CLIENTS} sockets in one process: expected a limit of at least ${MIN_OPEN_FILES} open files, got ${hard}. Raise it ('ulimit -n ${MIN_OPEN_FILES}') and try again.`);
};
