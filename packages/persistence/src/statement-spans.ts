import { isRecorded, traced } from '@souk/telemetry';
import { type DataSource, type QueryRunner } from 'typeorm';
import { isUncounted } from './statement-log.js';

/** Characters of a statement that a span shows. */
const MAX_STATEMENT_LENGTH = 2_000;

/**
 * From here on each statement that is sent on behalf of a request is a span of that service, its wait for a free connection included. The text is shown as it is sent,
 * with placeholders: parameters never leave. What no span surrounds (polling, migrations) makes none.
 */
export const traceStatements = (source: DataSource, service: string): void => {
  const { driver } = source;
  const create = driver.createQueryRunner.bind(driver);
  driver.createQueryRunner = (mode) => withSpans(create(mode), service, driver.database ?? '');
};

const withSpans = (runner: QueryRunner, service: string, database: string): QueryRunner => {
  const send = runner.query.bind(runner) as (...statement: Parameters<QueryRunner['query']>) => Promise<unknown>;
  const query = (...statement: Parameters<QueryRunner['query']>): Promise<unknown> => {
    if (!isRecorded() || isUncounted(runner)) return send(...statement);
    const operation = operationOf(statement[0]);
    const attributes = { 'db.system.name': 'postgresql', 'db.namespace': database, 'db.operation.name': operation, 'db.query.text': statement[0].slice(0, MAX_STATEMENT_LENGTH) };
    return traced({ service, name: `${operation} ${database}`, kind: 'client', attributes }, () => send(...statement));
  };
  return Object.assign(runner, { query });
};

/** SELECT, INSERT, WITH, COMMIT, … */
const operationOf = (sql: string): string => /[a-z]+/i.exec(sql)?.[0].toUpperCase() ?? 'SQL';
