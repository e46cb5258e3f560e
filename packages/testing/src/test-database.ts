import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabaseOptions {
  /** Names the template: one per run and name, shared by all test files. */
  readonly template: string;
  /** Brings an empty database to the state that every test starts from; must close its connections. */
  migrate(url: string): Promise<void>;
}

/**
 * A database of the test's own, cloned from a template that is migrated once per run. Returns its URL.
 * It goes with the run's PostgreSQL; nothing needs to be cleaned up.
 */
export const createTestDatabase = async ({ template, migrate }: TestDatabaseOptions): Promise<string> => {
  const server = serverUrl();
  const source = `template_${template}`;
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  await withClient(server, async (client) => {
    // Jest's workers are processes: without the lock two would migrate one template at once.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [source]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [source]);
    if (rowCount === 0) await createTemplate(client, server, source, migrate);
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [source]);
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(source)}`);
  });
  return databaseUrl(server, name);
};

const createTemplate = async (client: Client, server: string, source: string, migrate: (url: string) => Promise<void>): Promise<void> => {
  const identifier = client.escapeIdentifier(source);
  await client.query(`DROP DATABASE IF EXISTS ${identifier} WITH (FORCE)`); // half migrated by a test that failed
  await client.query(`CREATE DATABASE ${identifier}`);
  await migrate(databaseUrl(server, source));
  await client.query(`ALTER DATABASE ${identifier} WITH IS_TEMPLATE true`);
};

const serverUrl = (): string => {
  const url = process.env['SOUK_TEST_POSTGRES'];
  if (!url) throw new Error('Expected the URL of the run’s PostgreSQL in SOUK_TEST_POSTGRES, found none: run the test in a Jest project that has packages/testing/src/jest/global-setup.ts.');
  return url;
};

const databaseUrl = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
};

const withClient = async (url: string, work: (client: Client) => Promise<void>): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};
