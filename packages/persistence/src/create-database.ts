import { isTracing } from '@souk/telemetry';
import { DataSource } from 'typeorm';
import { connect } from './connect.js';
import { hearErrors } from './hear-errors.js';
import { type Database, type DatabaseOptions } from './database.js';
import { ExclusiveSession } from './exclusive-session.js';
import { migrate } from './migrate.js';
import { PooledDatabase } from './pooled-database.js';
import { prepareStatements } from './prepare-statements.js';
import { safeTypes } from './safe-types.js';
import { SLOW_STATEMENT_MS, StatementLog } from './statement-log.js';
import { traceStatements } from './statement-spans.js';

/** Limits of every connection, in milliseconds, kept by PostgreSQL itself. */
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
/** Longest wait for a free connection of the pool, in milliseconds. */
const POOL_WAIT_MS = 10_000;
/** How long a refused connection is tried again at start, in milliseconds. */
const CONNECT_DEADLINE_MS = 30_000;
const DEFAULT_POOL_SIZE = 10;

/**
 * Opens a pool on one service's PostgreSQL (14 or newer), runs pending migrations, and returns.
 * Throws OperationalError DATABASE_UNAVAILABLE, one line without the password, where the server cannot be reached in 30 s.
 */
export const createDatabase = async ({ url, name, entities, migrations, logger, poolSize = DEFAULT_POOL_SIZE }: DatabaseOptions): Promise<Database> => {
  const statements = new StatementLog(logger);
  const source = new DataSource({
    type: 'postgres',
    url,
    applicationName: `souk-${name}`,
    entities: [...entities],
    migrations: [...migrations],
    migrationsTableName: 'migration',
    poolSize,
    connectTimeoutMS: POOL_WAIT_MS,
    installExtensions: false,
    logger: statements,
    maxQueryExecutionTime: SLOW_STATEMENT_MS,
    extra: {
      types: safeTypes,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    },
  });
  await connect(source, url, CONNECT_DEADLINE_MS);
  hearErrors(source);
  try {
    await migrate(source);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  prepareStatements(source);
  if (isTracing()) traceStatements(source, name);
  const locks = new ExclusiveSession({ connectionString: url, application_name: `souk-${name}-locks`, statement_timeout: STATEMENT_TIMEOUT_MS }, logger);
  return new PooledDatabase(name, source, statements, locks, logger);
};
