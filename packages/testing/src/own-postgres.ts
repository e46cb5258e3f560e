import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@souk/embedded';

/**
 * A PostgreSQL that this test file has for itself: for what leaves transactions open for seconds, which would stall every event feed on the shared one.
 * From here on `createTestDatabase` makes this file's databases there. Resolves to what stops it and deletes its data.
 */
export const startOwnPostgres = async (): Promise<{ stop(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'souk-own-postgres-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user when we are root, and must reach its data
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), port: 0, databases: [], password: 'test', durable: false });
  process.env['SOUK_TEST_POSTGRES'] = postgres.urlOf('postgres');
  return {
    stop: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
};
