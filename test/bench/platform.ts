import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { createClient, logIn, type Client } from '../support/client.js';
import { BERLIN, checkoutInput, fillCart, type ReadyCart } from '../support/shop.js';
import { cpuMs, load, percentile, type LoadResult } from './load.js';
import { type Row } from './rows.js';
import { startPlatform, type RunningPlatform } from './start-platform.js';

const SUITE = 'platform';
const PORT = 4900;
const LANES = 16;
const SECONDS = 5;
const WARM_UP_SECONDS = 1;
const CHECKOUTS = 200;
const EVENTS = 50;

interface Account { readonly role: string; readonly email: string; readonly password: string }
interface Scenario { readonly name: string; readonly client: Client; readonly variables: (index: number) => Record<string, unknown>; readonly lanes?: number }

/** The named operations end to end over the demo shop, beside the bare HTTP round trip that bounds them. */
export const benchPlatform = async ({ say }: { readonly say: (line: string) => void }): Promise<readonly Row[]> => {
  say(`starting the demo shop on port ${PORT} …`);
  const platform = await startPlatform(PORT);
  const pool = new Pool(platform.url, { connections: LANES });
  try {
    const rows: Row[] = [];
    rows.push(...(await measure('HttpRoundTrip', 'limit', platform, () => drain(pool, { path: '/health/live', method: 'GET' }))));
    for (const scenario of await scenarios(platform.url)) {
      say(`${scenario.name} …`);
      const query = await readFile(operationFile(scenario.name), 'utf8');
      rows.push(...(await measure(scenario.name, 'souk', platform, (index) => send(pool, scenario, query, index))));
    }
    say('CheckoutComplete …');
    rows.push(...(await checkouts(platform, pool)));
    say('DeliveryProgress …');
    rows.push(...(await progress(platform)));
    return rows;
  } finally {
    await pool.close();
    await platform.stop();
  }
};

const operationFile = (name: string): URL => new URL(`../../../schema/operations/${name.replace(/(?<!^)[A-Z]/g, (capital) => `-${capital}`).toLowerCase()}.graphql`, import.meta.url);

const drain = async (pool: Pool, request: { readonly path: string; readonly method: 'GET' | 'POST'; readonly headers?: Record<string, string>; readonly body?: string }): Promise<string> => {
  const { statusCode, body } = await pool.request(request);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`status ${statusCode}: ${text.slice(0, 300)}`);
  return text;
};

const post = async (pool: Pool, client: Client, query: string, variables: Record<string, unknown>): Promise<ReturnType<typeof JSON.parse>> => {
  const text = await drain(pool, { path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json', ...(client.token ? { authorization: `Bearer ${client.token}` } : {}) }, body: JSON.stringify({ query, variables }) });
  const answer = JSON.parse(text) as { data?: Record<string, unknown>; errors?: unknown };
  if (answer.errors || !answer.data) throw new Error(`answered ${text.slice(0, 300)}`);
  return answer.data;
};

const send = async (pool: Pool, { client, variables }: Scenario, query: string, index: number): Promise<void> => {
  await post(pool, client, query, variables(index));
};

const measure = async (scenario: string, subject: string, { pid }: RunningPlatform, work: (index: number) => Promise<unknown>): Promise<readonly Row[]> => {
  const run = async (index: number): Promise<void> => void (await work(index));
  await load(run, { lanes: LANES, seconds: WARM_UP_SECONDS });
  const cpuBefore = await cpuMs(pid);
  const result = await load(run, { lanes: LANES, seconds: SECONDS });
  const cpuAfter = await cpuMs(pid);
  return rowsOf(scenario, subject, result, cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / result.requests);
};

const rowsOf = (scenario: string, subject: string, { requests, seconds, latenciesMs }: LoadResult, cpu: number | undefined): readonly Row[] => [
  { suite: SUITE, scenario, subject, metric: 'throughput', value: requests / seconds, unit: 'requests/s' },
  { suite: SUITE, scenario, subject, metric: 'p50', value: percentile(latenciesMs, 0.5), unit: 'ms' },
  { suite: SUITE, scenario, subject, metric: 'p99', value: percentile(latenciesMs, 0.99), unit: 'ms' },
  ...(cpu === undefined ? [] : [{ suite: SUITE, scenario, subject, metric: 'cpu', value: cpu, unit: 'ms/request' }]),
];

const accountOf = async (url: string, role: string): Promise<Client> => {
  const accounts = (await (await fetch(`${url}/demo-accounts.json`)).json()) as Account[];
  const account = accounts.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`the demo has no ${role}`);
  return logIn(url, account);
};

const scenarios = async (url: string): Promise<readonly Scenario[]> => {
  const [anybody, operations, admin] = [createClient(url), await accountOf(url, 'OPERATIONS'), await accountOf(url, 'ADMIN')];
  const { products } = await anybody.read('{ products(first: 20) { nodes { slug variants(first: 1) { nodes { id } } } } }');
  const { orders } = await admin.read('{ orders(first: 20) { nodes { number guestToken } } }');
  const nth = <Item>(items: readonly Item[], index: number): Item => {
    const item = items[index % items.length];
    if (item === undefined) throw new Error('the demo shop is empty');
    return item;
  };
  type Product = { slug: string; variants: { nodes: { id: string }[] } };
  type Order = { number: string; guestToken: string };
  return [
    { name: 'ProductList', client: anybody, variables: () => ({ first: 24 }) },
    { name: 'ProductSearch', client: anybody, variables: (index) => ({ query: ['tea', 'wool', 'brass', 'set'][index % 4], first: 24 }) },
    { name: 'ProductDetail', client: anybody, variables: (index) => ({ slug: nth<Product>(products.nodes, index).slug, to: BERLIN }) },
    { name: 'CartLinesAdd', client: anybody, variables: (index) => ({ input: { lines: [{ variantId: nth<Product>(products.nodes, index).variants.nodes[0]?.id, quantity: 1 }], idempotencyKey: randomUUID() } }) },
    { name: 'OrderRead', client: operations, variables: (index) => ({ number: nth<Order>(orders.nodes, index).number }) },
    { name: 'OrderTracking', client: anybody, variables: (index) => nth<Order>(orders.nodes, index) as unknown as Record<string, unknown> },
    { name: 'SalesReport', client: operations, variables: () => ({ filter: { currency: 'EUR' } }) },
  ];
};

/** Checkouts of carts that were filled beforehand: the mutation alone, reservation, payment and confirmation included. */
const checkouts = async (platform: RunningPlatform, pool: Pool): Promise<readonly Row[]> => {
  const [admin, buyer] = [await accountOf(platform.url, 'ADMIN'), createClient(platform.url)];
  const variantId = await stockedVariant(admin);
  const carts: ReadyCart[] = [];
  for (let index = 0; index < CHECKOUTS; index += 1) carts.push(await fillCart(buyer, variantId));
  const query = await readFile(operationFile('CheckoutComplete'), 'utf8');
  const cpuBefore = await cpuMs(platform.pid);
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let cart = carts.pop(); cart; cart = carts.pop()) {
      const sentAt = performance.now();
      const { checkoutComplete } = await post(pool, buyer, query, { input: checkoutInput(cart) });
      if (checkoutComplete.__typename !== 'CheckoutCompleteSuccess') throw new Error(`a checkout answered ${JSON.stringify(checkoutComplete)}`);
      latenciesMs.push(performance.now() - sentAt);
    }
  }));
  const cpuAfter = await cpuMs(platform.pid);
  const result = { requests: latenciesMs.length, seconds: (performance.now() - startedAt) / 1_000, latenciesMs: latenciesMs.sort((left, right) => left - right) };
  return rowsOf('CheckoutComplete', 'souk', result, cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / result.requests);
};

const stockedVariant = async (admin: Client): Promise<string> => {
  const { products, warehouses } = await admin.read('{ products(first: 1) { nodes { variants(first: 1) { nodes { id } } } } warehouses { id } }');
  const variantId = products.nodes[0].variants.nodes[0].id as string;
  await admin.read('mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename } }', { input: { variantId, warehouseId: warehouses[0].id, delta: 10_000, reason: 'RECEIVED', idempotencyKey: randomUUID() } });
  return variantId;
};

/** From sending a scan to its arrival at a subscriber that asks for fields of all four subgraphs. */
const progress = async ({ url }: RunningPlatform): Promise<readonly Row[]> => {
  const operations = await accountOf(url, 'ADMIN');
  const { orders } = await operations.read('{ orders(first: 20, filter: { states: [CONFIRMED, SHIPPED] }) { nodes { id shipments { id state version } } } }');
  const moving = orders.nodes.find((order: { shipments: unknown[] }) => order.shipments.length > 0);
  const [shipment] = moving.shipments;
  if (shipment.state === 'PLANNED') await operations.read('mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { __typename } }', { input: { shipmentId: shipment.id, expectedVersion: shipment.version } });
  const socket = operations.socket();
  const query = await readFile(operationFile('DeliveryProgress'), 'utf8');
  const arrivals = socket.iterate<{ deliveryProgress: { event: { message: string } } }>({ query, variables: { orderId: moving.id } });
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (let index = 0; index < EVENTS; index += 1) {
    const message = `scan ${index}`;
    const sentAt = performance.now();
    const [arrivedAt] = await Promise.all([
      arrival(arrivals, message),
      operations.read('mutation ($input: ShipmentScanInput!) { shipmentScan(input: $input) { __typename } }', { input: { shipmentId: shipment.id, state: 'IN_TRANSIT', message, idempotencyKey: randomUUID() } }),
    ]);
    latenciesMs.push(arrivedAt - sentAt);
  }
  await socket.dispose();
  return rowsOf('DeliveryProgress', 'souk', { requests: EVENTS, seconds: (performance.now() - startedAt) / 1_000, latenciesMs: latenciesMs.sort((left, right) => left - right) }, undefined);
};

const arrival = async (arrivals: AsyncIterableIterator<{ data?: { deliveryProgress: { event: { message: string } } } | null | undefined }>, message: string): Promise<number> => {
  for (;;) {
    const { value, done } = await arrivals.next();
    if (done) throw new Error('the subscription ended');
    if (value.data?.deliveryProgress.event.message === message) return performance.now();
  }
};
