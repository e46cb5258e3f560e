import { OperationalError } from '@souk/kernel';
import { RetryTransaction } from './retry-transaction.js';

/** SQLSTATEs (PostgreSQL, appendix A) and Node's codes that say that the server cannot be reached, or not now. */
const UNREACHABLE = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT',
  '08000', '08001', '08003', '08006', '25P03', '53300', '57P01', '57P02', '57P03',
]);
/** What node-postgres and TypeORM throw without a code when a connection breaks, was broken, or none is free in time. */
const UNREACHABLE_MESSAGE = /connection terminated|timeout exceeded when trying to connect|not queryable|client was closed|query runner already released/i;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const QUERY_CANCELED = '57014';
const LOCK_NOT_AVAILABLE = '55P03';
const UNIQUE_VIOLATION = '23505';

/** True where the transaction left nothing behind and a new one may succeed. */
export const isRetryableTransaction = (error: unknown): boolean =>
  error instanceof RetryTransaction || [SERIALIZATION_FAILURE, DEADLOCK_DETECTED].includes(sqlStateOf(error));

/** True where the server could not be reached: refused, broken, restarting, out of connections. */
export const isUnreachable = (error: unknown): boolean =>
  UNREACHABLE.has(sqlStateOf(error)) || (sqlStateOf(error) === '' && error instanceof Error && UNREACHABLE_MESSAGE.test(error.message));

/** True where a row broke a unique constraint or index; with a name, only that one. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  sqlStateOf(error) === UNIQUE_VIOLATION && (constraint === undefined || causeOf(error)?.constraint === constraint);

/** The same error, or where our dependency failed and not the statement, an OperationalError with a stable code. */
export const operational = (error: unknown, databaseName: string): unknown => {
  if (error instanceof OperationalError) return error;
  if (isUnreachable(error)) return new OperationalError('DATABASE_UNAVAILABLE', `The database of ${databaseName} cannot be reached: ${messageOf(error)}`, true, { cause: error });
  if (sqlStateOf(error) === QUERY_CANCELED) return new OperationalError('DATABASE_TIMEOUT', `A statement in the database of ${databaseName} took too long.`, true, { cause: error });
  if (sqlStateOf(error) === LOCK_NOT_AVAILABLE) return new OperationalError('DATABASE_TIMEOUT', `A lock in the database of ${databaseName} was not free in time.`, true, { cause: error });
  return error;
};

/** One line that names the failure; an AggregateError (several addresses refused) has an empty message of its own. */
export const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
};

interface PostgresFailure {
  readonly code?: unknown;
  readonly constraint?: unknown;
}

/** The driver's own error inside TypeORM's QueryFailedError, or the error itself. */
const causeOf = (error: unknown): PostgresFailure | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  return 'driverError' in error ? (error.driverError as PostgresFailure) : (error as PostgresFailure);
};

/** PostgreSQL's SQLSTATE, or Node's code, of an error; '' where it has none. */
export const sqlStateOf = (error: unknown): string => {
  const code = causeOf(error)?.code;
  return typeof code === 'string' ? code : '';
};
