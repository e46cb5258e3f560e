import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startPostgres, SUBGRAPHS } from '../../../chaos/world/databases.js';
import { type Stores } from '../stores.js';
import { migrateAll } from './schema.js';

export interface SingleTransaction {
  readonly url: string;
  readonly stores: Stores;
  readonly pids: Readonly<Record<'service' | 'postgres', number>>;
  stop(): Promise<void>;
}

/** One database with all tables, and one process that checks out in one transaction. */
export const startSingleTransaction = async (folder: string, jwks: string): Promise<SingleTransaction> => {
  const postgres = await startPostgres('single', folder);
  const url = postgres.urlAt(postgres.port);
  await migrateAll(url);
  const child = fork(new URL('process.js', import.meta.url), { env: { ...process.env, DATABASE_URL: url, SOUK_JWKS: jwks } });
  const ended = once(child, 'exit');
  const port = await Promise.race([once(child, 'message').then(([message]) => Number(message)), ended.then(() => { throw new Error('the process of the single transaction ended at its start'); })]);
  const database = await postgres.open();
  return {
    url: `http://127.0.0.1:${port}`,
    stores: Object.fromEntries(SUBGRAPHS.map((name) => [name, database])) as Record<(typeof SUBGRAPHS)[number], typeof database>,
    pids: { service: child.pid ?? 0, postgres: postgres.pid },
    stop: async () => {
      child.kill();
      await ended;
      await postgres.stop();
    },
  };
};
