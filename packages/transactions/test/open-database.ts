import { createDatabase, type Database } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase } from '@souk/testing';
import { barrierMigration, branchMigration, coordinatorMigration, sagaMigration } from '../src/index.js';

const open = (url: string): Promise<Database> =>
  createDatabase({ url, name: 'transactions-test', entities: [], migrations: [barrierMigration, sagaMigration, branchMigration, coordinatorMigration], logger: silentLogger });

/** A database of the test's own, with the tables of this package and one for effects to count. */
export const openDatabase = async (): Promise<Database> => {
  const url = await createTestDatabase({
    template: 'transactions',
    migrate: async (template) => {
      const database = await open(template);
      await database.query('CREATE TABLE effect (gid uuid NOT NULL, branch text NOT NULL, units int NOT NULL DEFAULT 0, PRIMARY KEY (gid, branch))');
      await database.close();
    },
  });
  return open(url);
};
