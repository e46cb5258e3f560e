import { OperationalError } from '@souk/kernel';
import { Client } from 'pg';

/** PostgreSQL's code for a wrong password (appendix A of its manual). */
const INVALID_PASSWORD = '28P01';

/** Creates the databases that do not exist yet; idempotent. */
export const ensureDatabases = async (url: string, names: readonly string[], dataDir: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const existing = new Set(rows.map(({ datname }) => datname));
    for (const name of names) if (!existing.has(name)) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!isInvalidPassword(error)) throw error;
    throw new OperationalError('POSTGRES_PASSWORD', `Expected the password that the data in ${dataDir} was made with, found another: put secrets.json back, or delete the folder to begin anew.`, false, { cause: error });
  } finally {
    await client.end().catch(() => undefined); // a connection that never stood has nothing to end
  }
};

const isInvalidPassword = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === INVALID_PASSWORD;
