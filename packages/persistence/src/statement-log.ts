import { type Logger as SoukLogger } from '@souk/telemetry';
import { type Logger as TypeOrmLogger, type QueryRunner } from 'typeorm';

/** Statements slower than this, in milliseconds, are logged. */
export const SLOW_STATEMENT_MS = 1_000;
/** Characters of a statement that a log line shows. */
const MAX_LOGGED_SQL = 500;

/** Marks a query runner whose statements are not counted. */
const UNCOUNTED = 'uncounted';

const TRANSACTION_CONTROL = /^(START TRANSACTION|COMMIT|ROLLBACK)/;

/**
 * Counts the statements that TypeORM sends, raw ones included (START TRANSACTION, COMMIT and ROLLBACK are not counted),
 * and logs slow ones. Parameters are never logged: they hold personal data.
 */
export class StatementLog implements TypeOrmLogger {
  count = 0;
  /** From here on, connections that the server ends are no news: pg's pool says that it has ended while its last ones still say good-bye. */
  isClosing = false;
  constructor(private readonly logger: SoukLogger) {}

  logQuery(sql: string, _parameters?: unknown, runner?: QueryRunner): void {
    if (!TRANSACTION_CONTROL.test(sql) && !isUncounted(runner)) this.count += 1;
  }
  logQuerySlow(durationMs: number, sql: string): void {
    this.logger.warn({ durationMs, sql: sql.slice(0, MAX_LOGGED_SQL) }, 'A statement was slow.');
  }
  logQueryError(error: string | Error, sql: string): void {
    this.logger.debug({ err: error, sql: sql.slice(0, MAX_LOGGED_SQL) }, 'A statement failed.');
  }
  logSchemaBuild(message: string): void {
    this.logger.debug(message);
  }
  logMigration(message: string): void {
    this.logger.info(message);
  }
  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    this.logger[level === 'warn' && !this.isClosing ? 'warn' : 'debug'](String(message));
  }
}

export const isUncounted = (runner: QueryRunner | undefined): boolean => runner?.data?.[UNCOUNTED] === true;

/** The same runner; its statements are not counted. */
export const uncounted = (runner: QueryRunner): QueryRunner => {
  runner.data = { ...runner.data, [UNCOUNTED]: true };
  return runner;
};
