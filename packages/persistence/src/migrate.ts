import { OperationalError, sleep } from '@souk/kernel';
import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';

/** Longest wait for another replica's migrations, in milliseconds. */
const MAX_WAIT_MS = 120_000;
const POLL_MS = 100;
/** Key of the advisory lock, one per database: "souk" in ASCII. */
const MIGRATION_LOCK = 0x736f756b;

/**
 * Runs pending migrations, each in its own transaction, under a session-level advisory lock: replicas that start
 * together would otherwise both create the same tables, and one would die. Without a statement time-out: an index may take minutes.
 */
export const migrate = async (source: DataSource): Promise<void> => {
  const runner = source.createQueryRunner();
  try {
    await lock(runner, source);
    try {
      await runner.query('SET statement_timeout = 0');
      const executor = new MigrationExecutor(source, runner);
      executor.transaction = 'each';
      await executor.executePendingMigrations();
    } finally {
      await runner.query('RESET statement_timeout');
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
};

/** Polls instead of waiting inside the statement, whose snapshot would hold up CREATE INDEX CONCURRENTLY of the holder. */
const lock = async (runner: QueryRunner, source: DataSource): Promise<void> => {
  const startedMs = performance.now();
  for (;;) {
    const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS locked', [MIGRATION_LOCK])) as { locked: boolean }[];
    if (row?.locked) return;
    if (performance.now() - startedMs > MAX_WAIT_MS) {
      throw new OperationalError('DATABASE_UNAVAILABLE', `Another process has been migrating '${String(source.options.database ?? source.driver.database)}' for ${MAX_WAIT_MS / 1_000} s.`, true);
    }
    await sleep(POLL_MS);
  }
};
