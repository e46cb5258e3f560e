import { type Logger } from '@souk/telemetry';
import { type DataSource, type EntityManager, type MigrationInterface } from 'typeorm';

export type EntityClass = abstract new (...parameters: never[]) => object;
export type MigrationClass = new () => MigrationInterface;
/** An open transaction: TypeORM's manager on its one connection. */
export type Transaction = EntityManager;

export interface DatabaseOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  /** The service it belongs to; names it in logs, errors and pg_stat_activity. */
  readonly name: string;
  readonly entities: readonly EntityClass[];
  /** TypeORM migrations; they run in the order of the time stamp that ends each class name. */
  readonly migrations: readonly MigrationClass[];
  readonly logger: Logger;
  /** Connections at most; 10 unless told. */
  readonly poolSize?: number;
}

export interface Database {
  readonly name: string;
  readonly source: DataSource;
  /** Raw SQL outside a transaction; rows of a SELECT or RETURNING. Throws OperationalError where the server failed, QueryFailedError where the statement did. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** As `query`, but not counted in `statements`: for loops that poll beside the requests. */
  queryInBackground<Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /**
   * Runs the work in one READ COMMITTED transaction. The whole work runs again (5 times at most, with jitter) after a
   * serialization failure, a deadlock or RetryTransaction, so its only effects are in the transaction. Never nests: a call
   * from within the work throws, since it would wait for a second connection while it holds the first.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Calls the listener after each committed `transaction`; returns what unsubscribes it. */
  onCommit(listener: () => void): () => void;
  /**
   * Runs the work in one process at a time, under a session-level advisory lock of that name; waits for its turn for as
   * long as it takes. The work's signal aborts when `signal` does, or when the lock is lost with its connection: then the
   * work has to end, and runs again once the lock is back, as after a throw. Resolves when the work has returned or `signal` aborted.
   * A lost lock is noticed late, so two processes may overlap for a moment: the work has to bear that.
   */
  runExclusively(name: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** SQL statements sent since the start: TypeORM's, raw ones, inside transactions or not; without START TRANSACTION, COMMIT and ROLLBACK. */
  readonly statements: { readonly count: number };
  /** Throws OperationalError where the server does not answer in that many milliseconds. */
  ping(deadlineMs: number): Promise<void>;
  /** Waits for no one: stop what uses the database first. Idempotent. */
  close(): Promise<void>;
}
