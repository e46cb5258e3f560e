import { catalogDatabase } from '@souk/catalog';
import { logisticsDatabase } from '@souk/logistics';
import { orderDatabase } from '@souk/order';
import { createDatabase, type MigrationClass } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { userDatabase } from '@souk/user';

/**
 * The tables of all four services in one database, by the services' own migrations; the four event logs become one, with all of their indexes.
 * `idempotency` is the order service's: the catalog has a table of that name for commands of its own, which no checkout touches.
 */
export const migrateAll = async (url: string): Promise<void> => {
  await migrate(url, catalogDatabase.migrations);
  const database = await open(url, catalogDatabase.migrations);
  await database.query('DROP TABLE idempotency');
  await database.close();
  await migrate(url, [...new Set([...catalogDatabase.migrations, ...userDatabase.migrations, ...orderDatabase.migrations, ...logisticsDatabase.migrations])]);
};

const open = (url: string, migrations: readonly MigrationClass[]) => createDatabase({ url, name: 'bench', entities: [], migrations, logger: silentLogger, poolSize: 1 });

const migrate = async (url: string, migrations: readonly MigrationClass[]): Promise<void> => (await open(url, migrations)).close();
