import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith, waitFor } from '@souk/testing';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { createApi, register, type Api } from '../../bin/src/demo/api.js';
import { placeOrder } from '../../bin/src/demo/place-order.js';
import { seed } from '../../bin/src/demo/seed.js';
import { DEMO_OPERATIONS } from '../../bin/src/demo/accounts.js';
import { basePort, environmentOf, processesWith, runProgram, type Program } from '../support/program.js';

/** Eleven Node processes, four databases and a broker on two cores. */
const READY_TIMEOUT_MS = 180_000;
const TEST_TIMEOUT_MS = 240_000;
const ADMIN = { email: 'admin@cluster.example', password: 'a-password-of-the-test' };
const BUYER = { email: 'buyer@cluster.example', password: 'a-password-of-the-test', displayName: 'Buyer' };

describeWith('redis-server', () => describeWith('rabbitmq-server', () => {
  let folder: string;
  let port: number;
  let cluster: Program;
  const gateways = (): readonly [string, string] => [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port + 100}`];
  const processNamed = (script: string, servicePort: number): number => {
    const [pid] = processesWith(script).filter((candidate) => environmentOf(candidate).includes(`PORT=${servicePort}\n`));
    return pid ?? 0;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'souk-cluster-'));
    port = basePort();
    cluster = runProgram('cluster', ['--replicas', '2'], { env: { PORT: String(port), SOUK_DATA_DIR: folder, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password } });
    await cluster.untilSays('Souk is ready: 11 processes', READY_TIMEOUT_MS);
  }, READY_TIMEOUT_MS);

  afterAll(async () => {
    cluster.signal('SIGTERM');
    await cluster.ended;
    rmSync(folder, { recursive: true, force: true });
  }, TEST_TIMEOUT_MS);

  it('has no account but the administrator that was asked for', async () => {
    const [first] = gateways();
    await expect(createApi(first, DEMO_OPERATIONS).ask('{ viewer { id } }')).rejects.toThrow('InvalidCredentialsError');
    expect(await createApi(first, ADMIN).ask('{ viewer { email } }')).toEqual({ viewer: { email: ADMIN.email } });
  });

  it('brings what is written through one gateway to a client of the other, once and in order', async () => {
    const [first, second] = gateways();
    await seed(first, ADMIN);
    await register(first, BUYER);
    const order = await placeOrder(createApi(first, BUYER), ['COBALT-TEA-BOWL-SINGLE']);
    const client = createClient({ url: `${second.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 5 });
    const sequences: number[] = [];
    follow(client, order.id, order.guestToken, sequences);
    await waitFor(() => sequences.length > 0);
    const operations = createApi(first, DEMO_OPERATIONS);
    await deliver(operations, order.number);
    const version = async (): Promise<number> => (await operations.ask<{ order: { version: number; state: string } }>(`{ order(by: { number: "${order.number}" }) { version state } }`)).order.version;
    await waitFor(async () => sequences.at(-1) === (await version()), { timeoutMs: 20_000 });
    expect(sequences).toEqual(sequences.map((_sequence, index) => index + 1));
    await client.dispose();
  }, TEST_TIMEOUT_MS);

  it('shows every change of an order’s life once and in order, across a crash of the order subgraph', async () => {
    const [first, second] = gateways();
    const order = await placeOrder(createApi(first, BUYER), ['COBALT-TEA-BOWL-SINGLE']);
    const operations = createApi(first, DEMO_OPERATIONS);
    const client = createClient({ url: `${second.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 5 });
    const steps: Step[] = [];
    followWhole(client, order.id, order.guestToken, steps);
    await waitFor(() => steps.length > 0);
    const [shipment] = await plannedShipments(operations, order.number);
    if (!shipment) throw new Error('no shipment');
    await operations.mutate('shipmentShip', { shipmentId: shipment.id, expectedVersion: shipment.version }, '__typename');
    for (const replica of [0, 1]) process.kill(processNamed('subgraphs/order/dist/src/main.js', port + 3 + replica * 100), 'SIGKILL');
    // Logistics goes on while order is gone: what it tells waits in its log.
    await operations.mutate('shipmentScan', { shipmentId: shipment.id, state: 'OUT_FOR_DELIVERY', message: 'On the van', idempotencyKey: crypto.randomUUID() }, '__typename');
    await operations.mutate('shipmentScan', { shipmentId: shipment.id, state: 'DELIVERED', message: 'Delivered', idempotencyKey: crypto.randomUUID() }, '__typename');
    await waitFor(() => steps.at(-1)?.order.state === 'DELIVERED', { timeoutMs: 90_000 });
    expect(steps.map(({ sequence }) => sequence)).toEqual(steps.map((_step, index) => index + 1));
    expect(new Set(steps.map(({ event }) => event.id)).size).toBe(steps.length);
    expect(steps.at(-1)?.order).toMatchObject({ buyer: { displayName: BUYER.displayName }, lines: [{ variant: { product: { name: expect.any(String) } } }], shipments: [{ state: 'DELIVERED' }] });
    await client.dispose();
  }, TEST_TIMEOUT_MS);

  it('goes on without a replica that was killed, and starts it again', async () => {
    const [first, second] = gateways();
    process.kill(processNamed('subgraphs/catalog/dist/src/main.js', port + 1), 'SIGKILL');
    for (const url of [first, second, first, second]) expect((await post(url, '{ products(first: 3) { nodes { name } } }')).data?.['products']?.nodes).toHaveLength(3);
    await cluster.untilSays('catalog-1 has ended', 10_000);
    await waitFor(() => fetch(`http://127.0.0.1:${port + 1}/health/ready`).then(({ ok }) => ok), { timeoutMs: 60_000 });
  }, TEST_TIMEOUT_MS);

  it('answers the rest, with an error and its path, while a subgraph is gone', async () => {
    const [first] = gateways();
    const token = await tokenOf(first);
    for (const replica of [0, 1]) process.kill(processNamed('subgraphs/logistics/dist/src/main.js', port + 4 + replica * 100), 'SIGKILL');
    const { data, errors } = await post(first, '{ orders(first: 1) { nodes { number shipments { id } } } }', token);
    expect(data?.['orders']?.nodes).toEqual([{ number: expect.any(String), shipments: null }]);
    expect(errors).toContainEqual(expect.objectContaining({ path: ['orders', 'nodes', 0, 'shipments'] }));
    await waitFor(async () => (await post(first, '{ orders(first: 1) { nodes { shipments { id } } } }', token)).errors === undefined, { timeoutMs: 90_000 });
  }, TEST_TIMEOUT_MS);

  it('ends at Ctrl-C with code 0, and nothing is left running', async () => {
    cluster.signal('SIGINT');
    expect((await cluster.ended).code).toBe(0);
    expect(processesWith(folder)).toEqual([]);
    for (const replica of [0, 1]) for (const offset of [0, 1, 2, 3, 4]) await expect(fetch(`http://127.0.0.1:${port + offset + replica * 100}/health/live`)).rejects.toThrow();
  }, TEST_TIMEOUT_MS);
}));

const follow = (client: Client, orderId: string, guestToken: string, sequences: number[]): void => {
  const query = 'subscription($orderId: ID!, $guestToken: String) { orderProgress(orderId: $orderId, guestToken: $guestToken, afterSequence: 0) { sequence order { state shipments { state } } } }';
  client.subscribe<{ orderProgress: { sequence: number } }>({ query, variables: { orderId, guestToken } }, {
    next: ({ data }) => {
      if (data) sequences.push(data.orderProgress.sequence);
    },
    error: () => undefined,
    complete: () => undefined,
  });
};

interface Step {
  readonly sequence: number;
  readonly event: { readonly id: string };
  readonly order: { readonly state: string };
}

/** Follows the order with fields of all four subgraphs. */
const followWhole = (client: Client, orderId: string, guestToken: string, steps: Step[]): void => {
  const query = `subscription($orderId: ID!, $guestToken: String) { orderProgress(orderId: $orderId, guestToken: $guestToken, afterSequence: 0) {
    sequence event { id } order { state buyer { displayName } lines { variant { product { name } } } shipments { state } }
  } }`;
  client.subscribe<{ orderProgress: Step }>({ query, variables: { orderId, guestToken } }, {
    next: ({ data }) => {
      if (data) steps.push(data.orderProgress);
    },
    error: () => undefined,
    complete: () => undefined,
  });
};

const plannedShipments = (operations: Api, number: string): Promise<readonly { id: string; version: number }[]> =>
  waitFor(async () => {
    const { order } = await operations.ask<{ order: { shipments: readonly { id: string; version: number }[] | null } }>(`{ order(by: { number: "${number}" }) { shipments { id version } } }`);
    return order.shipments !== null && order.shipments.length > 0 ? order.shipments : undefined;
  }, { timeoutMs: 20_000 });

/** Hands over and delivers every parcel of the order, as soon as they are planned. */
const deliver = async (operations: Api, number: string): Promise<void> => {
  for (const { id: shipmentId, version } of await plannedShipments(operations, number)) {
    await operations.mutate('shipmentShip', { shipmentId, expectedVersion: version }, '__typename');
    await operations.mutate('shipmentScan', { shipmentId, state: 'OUT_FOR_DELIVERY', message: 'On the van', idempotencyKey: crypto.randomUUID() }, '__typename');
    await operations.mutate('shipmentScan', { shipmentId, state: 'DELIVERED', message: 'Delivered', idempotencyKey: crypto.randomUUID() }, '__typename');
  }
};

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly path?: readonly unknown[] }[];
}

type Lists = Readonly<Record<string, { readonly nodes: readonly unknown[] } | null>>;

const post = async <Data = Lists>(url: string, query: string, token?: string): Promise<Answer<Data>> => {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer<Data>;
};

const tokenOf = async (url: string): Promise<string> => {
  const { data } = await post<{ login: { tokens: { accessToken: string } } }>(url, `mutation { login(input: { email: "${ADMIN.email}", password: "${ADMIN.password}" }) { ... on LoginSuccess { tokens { accessToken } } } }`);
  return data?.login.tokens.accessToken ?? '';
};
