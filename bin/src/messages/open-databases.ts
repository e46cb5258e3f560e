import { createDatabase, type Database } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { SUBGRAPHS, type PlatformConfig, type SubgraphName } from '../config.js';
import { findDatabase } from '../replay/find-database.js';
import { MessagesError } from './messages-error.js';

const POOL_SIZE = 2;

/**
 * The services' databases: those that were given by URL, and the embedded ones, whose PostgreSQL is started where it does not run.
 * Adds to `stops` how to leave each, in the order of opening. Throws StartError, MessagesError or OperationalError where one is not there or not Souk's.
 */
export const openDatabases = async (config: PlatformConfig, stops: (() => Promise<void>)[]): Promise<ReadonlyMap<SubgraphName, Database>> => {
  const databases = new Map<SubgraphName, Database>();
  for (const name of SUBGRAPHS) {
    const found = await findDatabase(config, name);
    stops.push(() => found.close());
    const database = await createDatabase({ url: found.url, name, entities: [], migrations: [], logger: silentLogger, poolSize: POOL_SIZE });
    stops.push(() => database.close());
    await assertOurs(name, database);
    databases.set(name, database);
  }
  return databases;
};

const assertOurs = async (name: SubgraphName, database: Database): Promise<void> => {
  const [row] = await database.query<{ isOurs: boolean }>(`SELECT to_regclass('dead_letter') IS NOT NULL AS "isOurs"`);
  if (!row?.isOurs) throw new MessagesError(`expected the tables of ${name} in its database, found none that this version made: start Souk with it once.`);
};
