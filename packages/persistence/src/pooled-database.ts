import { AsyncLocalStorage } from 'node:async_hooks';
import { assertInvariant, retry, withDeadline } from '@souk/kernel';
import { isRecorded, traced, type Logger } from '@souk/telemetry';
import { type DataSource, type QueryRunner } from 'typeorm';
import { type Database, type Transaction } from './database.js';
import { isRetryableTransaction, operational } from './database-errors.js';
import { type ExclusiveSession } from './exclusive-session.js';
import { uncounted, type StatementLog } from './statement-log.js';

const TRANSACTION_ATTEMPTS = 5;
const RETRY_BASE_MS = 10;
const RETRY_MAX_MS = 250;

export class PooledDatabase implements Database {
  private readonly listeners = new Set<() => void>();
  /** Which transaction the calling code runs in, so that a nested call is refused instead of waiting for ever. */
  private readonly current = new AsyncLocalStorage<{ isOpen: boolean }>();

  constructor(
    readonly name: string,
    readonly source: DataSource,
    readonly statements: StatementLog,
    private readonly locks: ExclusiveSession,
    private readonly logger: Logger,
  ) {}

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.send(this.source.createQueryRunner(), sql, parameters);
  }

  queryInBackground<Row>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.send(uncounted(this.source.createQueryRunner()), sql, parameters);
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (!isRecorded()) return this.transact(work);
    return traced({ service: this.name, name: 'transaction', kind: 'internal' }, () => this.transact(work));
  }

  onCommit(listener: () => void): () => void {
    // A wrapper per call, so that the same function may be subscribed twice and unsubscribed once.
    const entry = (): void => listener();
    this.listeners.add(entry);
    return () => void this.listeners.delete(entry);
  }

  runExclusively(name: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.locks.run(name, signal, work);
  }

  async ping(deadlineMs: number): Promise<void> {
    await withDeadline(this.queryInBackground('SELECT 1'), deadlineMs, `A ping of the database of ${this.name}`);
  }

  async close(): Promise<void> {
    this.statements.isClosing = true;
    await this.locks.close();
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async send<Row>(runner: QueryRunner, sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    try {
      const result = await runner.query(sql, [...parameters], true);
      return result.records as Row[];
    } catch (error) {
      throw operational(error, this.name);
    } finally {
      await runner.release();
    }
  }

  private async transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    assertInvariant(!this.current.getStore()?.isOpen, `transactions of ${this.name} do not nest: pass the open one down instead`);
    try {
      const result = await retry(() => this.attempt(work), { attempts: TRANSACTION_ATTEMPTS, baseMs: RETRY_BASE_MS, maxMs: RETRY_MAX_MS, isRetryable: isRetryableTransaction });
      this.announceCommit();
      return result;
    } catch (error) {
      throw operational(error, this.name);
    }
  }

  private async attempt<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const state = { isOpen: true };
    try {
      return await this.current.run(state, () => this.source.transaction(work));
    } finally {
      state.isOpen = false;
    }
  }

  private announceCommit(): void {
    for (const listener of this.listeners) {
      try {
        listener();
      } catch (error) {
        // The transaction is committed: its caller must not learn otherwise.
        this.logger.error({ err: error }, 'A commit listener failed.');
      }
    }
  }
}
