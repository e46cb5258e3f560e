import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { ROOT, basePort, processesWith, runProgram, type Program } from '../support/program.js';

/** Ten seconds are promised for an idle machine; here other tests run beside. */
const READY_TIMEOUT_MS = 90_000;
const TEST_TIMEOUT_MS = 240_000;
const ONE_LINE = /^Souk cannot start: [^\n]+\n$/;

jest.setTimeout(TEST_TIMEOUT_MS);

let folder: string;
let port: number;
const running: Program[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-start-'));
  port = basePort();
});

afterEach(async () => {
  for (const program of running.splice(0)) {
    program.signal('SIGTERM');
    await program.ended;
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataDir = (): string => join(folder, 'data');

const start = (env: Readonly<Record<string, string>> = {}, wrapper: readonly string[] = []): Program => {
  const program = runProgram('start', [], { env: { PORT: String(port), SOUK_DATA_DIR: dataDir(), ...env }, wrapper });
  running.push(program);
  return program;
};

const startReady = async (): Promise<Program> => {
  const program = start();
  await program.untilSays('Souk is ready', READY_TIMEOUT_MS);
  await program.untilSays('Ctrl-C stops everything', READY_TIMEOUT_MS);
  return program;
};

const ask = async (query: string, headers: Readonly<Record<string, string>> = {}): Promise<Record<string, unknown>> => {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};

const statusOf = (path: string, offset = 0): Promise<number> => fetch(`http://127.0.0.1:${port + offset}${path}`).then(({ status }) => status);

const customerHeaders = async (output: string): Promise<Record<string, string>> => {
  const [, email, password] = /Customer\s+(\S+@\S+)\s+(\S+)/.exec(output) ?? [];
  const { login } = (await ask(`mutation { login(input: { email: "${email}", password: "${password}" }) { ... on LoginSuccess { tokens { accessToken } } } }`)) as { login: { tokens: { accessToken: string } } };
  return { authorization: `Bearer ${login.tokens.accessToken}` };
};

const ordersOf = async (output: string): Promise<readonly unknown[]> => {
  const { viewer } = (await ask('{ viewer { orders(first: 10) { nodes { number state } } } }', await customerHeaders(output))) as { viewer: { orders: { nodes: readonly unknown[] } } };
  return viewer.orders.nodes;
};

const killEverything = async (program: Program): Promise<void> => {
  for (const pid of [program.pid, ...processesWith(dataDir())]) process.kill(pid, 'SIGKILL');
  await program.ended;
  await waitFor(() => processesWith(dataDir()).length === 0);
};

describe('npm start', () => {
  let orders: readonly unknown[];

  it('is ready with a shop, accounts, an order that moves, and health that says so', async () => {
    const { output } = await startReady();
    for (const offset of [0, 1, 2, 3, 4]) {
      expect(await statusOf('/health/live', offset)).toBe(200);
      expect(await statusOf('/health/ready', offset)).toBe(200);
    }
    const { products } = (await ask('{ products(first: 50) { nodes { name priceRange { min { currency } } } } }')) as { products: { nodes: readonly unknown[] } };
    expect(products.nodes).toHaveLength(24);
    orders = await ordersOf(output);
    expect(orders).not.toHaveLength(0);

    const [, number, token] = /\/track\/(\S+)\?token=(\S+)/.exec(output) ?? [];
    const events = async (): Promise<readonly unknown[]> => {
      const { order } = (await ask(`{ order(by: { number: "${number}" }, guestToken: "${decodeURIComponent(token ?? '')}") { shipments { trackingEvents { state } } } }`)) as { order: { shipments: readonly { trackingEvents: readonly unknown[] }[] } };
      return order.shipments.flatMap((shipment) => shipment.trackingEvents);
    };
    const before = (await events()).length;
    await waitFor(async () => (await events()).length > before, { timeoutMs: 30_000 });

    expect(statSync(join(dataDir(), 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('ends at Ctrl-C with code 0, and nothing is left running', async () => {
    const program = await startReady();
    expect(await ordersOf(program.output)).toEqual(orders);
    program.signal('SIGINT');
    expect((await program.ended).code).toBe(0);
    expect(processesWith(dataDir())).toEqual([]);
    expect(existsSync(join(dataDir(), 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir(), 'lock'))).toBe(false);
  });

  it('recovers after everything was killed at once', async () => {
    await killEverything(await startReady());
    expect(existsSync(join(dataDir(), 'postgres', 'postmaster.pid'))).toBe(true);
    expect(existsSync(join(dataDir(), 'lock'))).toBe(true);
    expect(await ordersOf((await startReady()).output)).toEqual(orders);
  });

  it('leaves no database behind when it alone is killed', async () => {
    const program = await startReady();
    const postgres = Number(readFileSync(join(dataDir(), 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    program.signal('SIGKILL');
    await program.ended;
    await waitFor(() => !existsSync(`/proc/${postgres}/cmdline`) || readFileSync(`/proc/${postgres}/cmdline`, 'utf8') === '', { timeoutMs: 30_000 });
  });

  it('ends, and says so, when its database ends', async () => {
    const program = await startReady();
    process.kill(Number(readFileSync(join(dataDir(), 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGINT');
    const { code, output } = await program.ended;
    expect(code).toBe(1);
    expect(output).toMatch(/^Souk stops: PostgreSQL has ended: .*database system is shut down$/m);
  });

  it('can be stopped before it is ready', async () => {
    const program = start();
    await waitFor(() => existsSync(join(dataDir(), 'postgres', 'postmaster.pid')), { timeoutMs: READY_TIMEOUT_MS });
    program.signal('SIGTERM');
    const { code, output } = await program.ended;
    expect(code).toBe(0);
    expect(output).not.toContain('Souk is ready');
    expect(processesWith(dataDir())).toEqual([]);
  });

  it('refuses a data folder and a port that are in use, in one line', async () => {
    const first = await startReady();
    const sameFolder = await runProgram('start', [], { env: { PORT: String(port + 20), SOUK_DATA_DIR: dataDir() } }).ended;
    expect(sameFolder).toEqual({ code: 1, output: expect.stringMatching(ONE_LINE) });
    expect(sameFolder.output).toContain(`found it in use by process ${first.pid}`);
    const samePort = await runProgram('start', [], { env: { PORT: String(port), SOUK_DATA_DIR: join(folder, 'other') } }).ended;
    expect(samePort).toEqual({ code: 1, output: expect.stringMatching(ONE_LINE) });
    expect(samePort.output).toContain(`expected port ${port} of 127.0.0.1 to be free for gateway, found it taken`);
  });
});

describe('npm start that cannot', () => {
  const refused = async (env: Readonly<Record<string, string>>, wrapper: readonly string[] = []): Promise<string> => {
    const { code, output } = await start(env, wrapper).ended;
    expect(output).toMatch(ONE_LINE);
    expect(code).toBe(1);
    return output;
  };

  it('names a bad setting', async () => {
    expect(await refused({ PORT: 'four' })).toContain("PORT: expected a whole number from 0 to 65000, found 'four'");
    expect(await refused({ HOST: '0.0.0.0' })).toContain('HOST: expected one of 127.0.0.1');
  });

  it('names the port of a part that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = (server.address() as AddressInfo).port;
    expect(await refused({ PORT: String(taken - 3), SOUK_DATA_DIR: join(folder, 'third') })).toContain(`expected port ${taken} of 127.0.0.1 to be free for order`);
    server.close();
  });

  it('names a folder that cannot be written, and a disk that is full', async () => {
    const readOnly = join(folder, 'read-only');
    mkdirSync(readOnly);
    if (process.getuid?.() === 0) {
      const mounted = ['unshare', '-m', 'sh', '-c', 'mount -t tmpfs -o ro none "$0" && exec "$@"', readOnly];
      expect(await refused({ SOUK_DATA_DIR: join(readOnly, 'data') }, mounted)).toContain('found a read-only disk');
      const full = ['unshare', '-m', 'sh', '-c', 'mount -t tmpfs -o size=50m none "$0" && exec "$@"', readOnly];
      expect(await refused({ SOUK_DATA_DIR: join(readOnly, 'data') }, full)).toContain('expected 400 MB free');
    } else {
      chmodSync(readOnly, 0o500);
      expect(await refused({ SOUK_DATA_DIR: join(readOnly, 'data') })).toContain('found one that may not be written');
    }
  });

  it('names a Node that is too old', () => {
    const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.4"})';
    const { status, stderr } = spawnSync(process.execPath, ['--import', old, join(ROOT, 'bin', 'prepare.mjs')], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toBe('Souk cannot start: expected Node 20.19 or newer, found 18.20.4: install a newer Node and try again.\n');
  });

  it('explains itself with --help', async () => {
    const { code, output } = await runProgram('start', ['--help']).ended;
    expect(code).toBe(0);
    expect(output).toContain('SOUK_DATA_DIR');
  });
});
