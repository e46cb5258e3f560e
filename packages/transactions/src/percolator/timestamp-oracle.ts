import { assertInvariant } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { ACTIVE_LEASE_MS, MAX_TICKS } from './limits.js';

interface Waiter {
  readonly isStart: boolean;
  resolve(timestamp: number): void;
  reject(error: unknown): void;
}

/**
 * Hands out timestamps: each greater than every one that was handed out, by any process, before it was asked for. They come from one row of one
 * database (with `percolatorOracleMigration`). Calls that wait at the same time share a statement; but a statement never hands out more than what
 * was asked for before it began. A range kept in a process for later would be older than what other processes have meanwhile committed,
 * and updates would be lost with no fault at all.
 */
export class TimestampOracle {
  readonly #database: Database;
  #waiting: Waiter[] = [];
  #isTicking = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A transaction's start timestamp; until `end`, or for a minute, what it can see is kept. */
  begin(): Promise<number> {
    return this.#ask(true);
  }

  /** A commit timestamp. */
  next(): Promise<number> {
    return this.#ask(false);
  }

  /** The transaction is over. Idempotent. */
  async end(startTs: number): Promise<void> {
    await this.#database.query('DELETE FROM percolator_active WHERE start_ts = $1 RETURNING start_ts', [startTs]);
  }

  /** No transaction that is going on, or will begin, has a lower start timestamp. Forgets those that never ended. */
  async oldestActive(): Promise<number> {
    await this.#database.queryInBackground('DELETE FROM percolator_active WHERE expires_at < clock_timestamp() RETURNING start_ts');
    // One statement, one snapshot: a start that it does not see has not been given out yet, so it will be above last_ts.
    const [row] = await this.#database.queryInBackground<{ oldest: number }>(
      'SELECT least(last_ts + 1, (SELECT min(start_ts) FROM percolator_active)) AS oldest FROM percolator_oracle');
    assertInvariant(row, 'the oracle has its row');
    return row.oldest;
  }

  #ask(isStart: boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ isStart, resolve, reject });
      if (!this.#isTicking) void this.#tickUntilServed();
    });
  }

  async #tickUntilServed(): Promise<void> {
    this.#isTicking = true;
    while (this.#waiting.length > 0) {
      const served = this.#waiting.splice(0, MAX_TICKS);
      try {
        await this.#tick(served);
      } catch (error) {
        for (const { reject } of served) reject(error);
      }
    }
    this.#isTicking = false;
  }

  async #tick(waiters: readonly Waiter[]): Promise<void> {
    // Starts get the last ones, so that one statement can register them.
    const served = [...waiters.filter(({ isStart }) => !isStart), ...waiters.filter(({ isStart }) => isStart)];
    const starts = waiters.filter(({ isStart }) => isStart).length;
    const [row] = await this.#database.query<{ last: number }>(
      `WITH tick AS (UPDATE percolator_oracle SET last_ts = last_ts + $1::int RETURNING last_ts),
            begun AS (INSERT INTO percolator_active (start_ts, expires_at)
                      SELECT last_ts - behind, clock_timestamp() + $3 * interval '1 millisecond' FROM tick, generate_series(0, $2::int - 1) AS behind)
       SELECT last_ts AS last FROM tick`,
      [served.length, starts, ACTIVE_LEASE_MS]);
    assertInvariant(row, 'the oracle has its row');
    served.forEach(({ resolve }, index) => resolve(row.last - served.length + 1 + index));
  }
}
