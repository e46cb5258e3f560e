import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, freePort, testKeys, waitFor, type TestKeys } from '@souk/testing';
import { runService } from '../support/program.js';

const SUBGRAPHS = ['catalog', 'user', 'order', 'logistics'] as const;
type Name = (typeof SUBGRAPHS)[number] | 'gateway' | 'payment-sandbox';
const ALL: readonly Name[] = [...SUBGRAPHS, 'gateway', 'payment-sandbox'];
const MAIN: Readonly<Record<Name, string>> = {
  catalog: 'subgraphs/catalog/dist/src/main.js', user: 'subgraphs/user/dist/src/main.js', order: 'subgraphs/order/dist/src/main.js', logistics: 'subgraphs/logistics/dist/src/main.js',
  gateway: 'gateway/dist/main.js', 'payment-sandbox': 'packages/payment-sandbox/dist/main.js',
};
const SECRET = 'hunter2-is-a-secret';
const STARTED_MS = 30_000;

/** Each service as a container runs it: a process of its own that reads its settings from the environment. */
describe('a service on its own', () => {
  let keys: TestKeys;
  let folder: string;
  let databases: Readonly<Record<string, string>>;
  let squatter: Server;
  beforeAll(async () => {
    keys = await testKeys();
    folder = await mkdtemp(join(tmpdir(), 'souk-alone-'));
    databases = Object.fromEntries(await Promise.all(SUBGRAPHS.map(async (name) => [name, await createTestDatabase({ template: 'empty', migrate: async () => undefined })] as const)));
    squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
  });
  afterAll(async () => {
    squatter.close();
    await rm(folder, { recursive: true });
  });

  const settingsOf = (name: Name, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => {
    const others = { SOUK_JWKS: keys.jwks, SOUK_SIGNING_KEY: name === 'payment-sandbox' ? '' : keys.privateKeys[name], DATABASE_URL: databases[name] ?? '' };
    return { ...others, PORT: '0', LOG_LEVEL: 'fatal', PAYMENT_SANDBOX_API_KEY: SECRET, PAYMENT_SANDBOX_LEDGER: join(folder, `${name}.jsonl`), ...more };
  };
  const endOf = async (name: Name, env: Readonly<Record<string, string>>) => runService(MAIN[name], env).ended;

  it.each(ALL)('%s names in one line what is not set, and exits with 1', async (name) => {
    const { code, output } = await endOf(name, {});
    expect(output).toMatch(new RegExp(`^${name} cannot start: [^\\n]*(SOUK_JWKS: expected the public JWKS as JSON|PAYMENT_SANDBOX_API_KEY: expected at least 16 characters), it is not set[^\\n]*\\n$`));
    expect(code).toBe(1);
  });

  it.each<[Name, Record<string, string>, string]>([
    ['catalog', { DATABASE_URL: `mysql://souk:${SECRET}@db/catalog` }, 'DATABASE_URL: expected a URL that begins with postgres:// or postgresql://, got something else.'],
    ['catalog', { SOUK_JWKS: `{"keys":"${SECRET}"}` }, 'SOUK_JWKS: expected {"keys": [...]} with 1 to 32 keys.'],
    ['user', { ADMIN_EMAIL: 'admin@souk.example' }, 'ADMIN_EMAIL: expected both or neither of ADMIN_EMAIL and ADMIN_PASSWORD, got something else.'],
    ['order', { SOUK_SIGNING_KEY: SECRET }, 'SOUK_SIGNING_KEY: expected JSON, got something else.'],
    ['logistics', { RABBITMQ_URL: SECRET }, 'RABBITMQ_URL: expected a URL that begins with amqp:// or amqps://, got something else.'],
    ['gateway', { SUPERGRAPH_FILE: '/nowhere/supergraph.graphql' }, "The supergraph's file '/nowhere/supergraph.graphql' (SUPERGRAPH_FILE) cannot be read: ENOENT: no such file or directory, stat '/nowhere/supergraph.graphql'"],
    ['payment-sandbox', { PORT: SECRET }, 'PORT: expected a whole number from 0 to 65535, got something else.'],
  ])('%s says in one line what is wrong with %j, and tells no secret', async (name, wrong, message) => {
    expect(await endOf(name, settingsOf(name, wrong))).toEqual({ code: 1, output: `${name} cannot start: ${message}\n` });
  });

  it.each(ALL)('%s says in one line that its port is taken', async (name) => {
    const { port } = squatter.address() as AddressInfo;
    expect(await endOf(name, settingsOf(name, { PORT: String(port) }))).toEqual({ code: 1, output: `${name} cannot start: ${name} cannot listen on 127.0.0.1:${port}: the port is taken; choose another one (PORT).\n` });
  });

  it.each(SUBGRAPHS)('%s says in one line that its database cannot be opened, without the password', async (name) => {
    const elsewhere = new URL(databases[name] ?? '');
    elsewhere.pathname = '/no_such_database';
    elsewhere.password = SECRET;
    const { code, output } = await endOf(name, settingsOf(name, { DATABASE_URL: elsewhere.toString() }));
    expect(output).toMatch(new RegExp(`^${name} cannot start: Cannot open database 'no_such_database' at ${elsewhere.host}: [^\\n]+\\n$`));
    expect([code, output.includes(SECRET)]).toEqual([1, false]);
  });

  it.each(ALL)('%s ends what is under way at SIGTERM and exits with 0, saying nothing', async (name) => {
    const port = await freePort();
    const service = runService(MAIN[name], settingsOf(name, { PORT: String(port) }));
    await waitFor(() => fetch(`http://127.0.0.1:${port}/health/live`), { timeoutMs: STARTED_MS });
    service.signal('SIGTERM');
    expect(await service.ended).toEqual({ code: 0, output: '' });
  });
});
