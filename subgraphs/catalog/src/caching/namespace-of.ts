import { assertInvariant } from '@souk/kernel';
import { type Database } from '@souk/persistence';

/**
 * What stands in front of every cache key: it names this very database. Versions are transaction ids of the PostgreSQL instance, so another
 * instance's entries, of a database that was deleted and made anew, must never be taken for ours.
 */
export const namespaceOf = async (database: Database): Promise<string> => {
  const [row] = await database.query<{ instance: string; database: number }>(
    'SELECT system_identifier::text AS instance, oid AS database FROM pg_control_system(), pg_database WHERE datname = current_database()');
  assertInvariant(row, 'a database has an identity');
  return `${database.name}:${row.instance}:${row.database}`;
};
