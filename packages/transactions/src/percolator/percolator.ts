import { retry, systemRandom, type Random } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { TransactionConflictError, UnknownOutcomeError } from './errors.js';
import { CONFLICT_BASE_MS, CONFLICT_MAX_MS, MAX_ATTEMPTS } from './limits.js';
import { resolveLock, type Sites } from './resolve-lock.js';
import { type MetLock, type Primary, type Site } from './site.js';
import { type TimestampOracle } from './timestamp-oracle.js';
import { PercolatorTransaction } from './transaction.js';

export interface PercolatorOptions {
  /** All of them, under the same names in every process. */
  readonly sites: Sites;
  readonly oracle: Pick<TimestampOracle, 'begin' | 'next' | 'end' | 'oldestActive'>;
  readonly logger: Logger;
  readonly random?: Random;
  /** How long a silent transaction's locks stand, in milliseconds; 5 s unless told. */
  readonly ttlMs?: number;
}

/** Counted since it was made. */
export interface PercolatorCounts {
  readonly committed: number;
  /** Attempts that gave way to another transaction. */
  readonly conflicts: number;
  /** Dead transactions' parts that were ended here. */
  readonly rolledForward: number;
  readonly rolledBack: number;
}

/**
 * Transactions over several databases (Peng & Dabek, OSDI 2010). There is no coordinator to wait for: what a transaction has come to is written at
 * its primary, and whoever meets a dead one's locks ends them. Any number of these may share the sites.
 */
export class Percolator {
  readonly #options: PercolatorOptions;
  readonly #counts = { committed: 0, conflicts: 0, rolledForward: 0, rolledBack: 0 };

  constructor(options: PercolatorOptions) {
    this.#options = options;
  }

  /**
   * Runs the work in a transaction and commits it; in a new one, after a wait, where it met others (12 times at most, until `signal` aborts). So the
   * work's only effects are in the transaction. Throws what the work or a site refuses with; TransactionConflictError, when nothing was written;
   * UnknownOutcomeError.
   */
  run<T>(primary: Primary, work: (transaction: PercolatorTransaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return retry(() => this.#attempt(primary, work), {
      attempts: MAX_ATTEMPTS, baseMs: CONFLICT_BASE_MS, maxMs: CONFLICT_MAX_MS, random: this.#options.random ?? systemRandom, ...(signal !== undefined && { signal }),
      isRetryable: (error) => error instanceof TransactionConflictError,
    });
  }

  /** Ends the expired locks of all sites; resolves to how many, with those that others ended meanwhile. A site that cannot be reached is left for later. */
  async sweep(): Promise<number> {
    const ended = await Promise.all([...this.#options.sites].map(async ([name, site]) => {
      try {
        return await this.#resolveAll(site, await site.expiredLocks());
      } catch (error) {
        this.#options.logger.warn({ err: error, site: name }, 'expired locks could not be ended; the next look will');
        return 0;
      }
    }));
    return ended.reduce((sum, count) => sum + count, 0);
  }

  /**
   * Forgets what no transaction can see any more. First no site lets one in from before the oldest active; then the locks of such are ended
   * everywhere, since a lock's fate is asked of its primary; only then records go. False where that could not be brought about yet.
   */
  async collectGarbage(): Promise<boolean> {
    const sites = [...this.#options.sites.values()];
    const startTs = await this.#options.oracle.oldestActive();
    const isClear = await Promise.all(sites.map(async (site) => {
      const locks = await site.raiseHorizon({ startTs });
      return locks.length === 0 || ((await this.#resolve(site, locks)) && (await site.raiseHorizon({ startTs })).length === 0);
    }));
    if (isClear.includes(false)) return false;
    await Promise.all(sites.map((site) => site.collect({ startTs })));
    return true;
  }

  counts(): PercolatorCounts {
    return { ...this.#counts };
  }

  async #attempt<T>(primary: Primary, work: (transaction: PercolatorTransaction) => Promise<T>): Promise<T> {
    const { sites, oracle, ttlMs, logger, random = systemRandom } = this.#options;
    const startTs = await oracle.begin();
    const transaction = new PercolatorTransaction(startTs, { sites, oracle, random, primary, ttlMs, resolve: (at, locks) => this.#resolve(at, locks) });
    try {
      const result = await work(transaction);
      await transaction.commit();
      this.#counts.committed += 1;
      return result;
    } catch (error) {
      if (error instanceof TransactionConflictError) this.#counts.conflicts += 1;
      // What may be committed is not touched: readers will ask its primary.
      if (!(error instanceof UnknownOutcomeError)) await transaction.rollback();
      throw error;
    } finally {
      await oracle.end(startTs).catch((error: unknown) => logger.warn({ err: error, startTs }, 'a transaction could not be signed off; its lease ends by itself'));
    }
  }

  async #resolve(at: Site, locks: readonly MetLock[]): Promise<boolean> {
    return (await this.#resolveAll(at, locks)) === locks.length;
  }

  /** How many of the locks are gone. */
  async #resolveAll(at: Site, locks: readonly MetLock[]): Promise<number> {
    let ended = 0;
    for (const lock of locks) {
      const outcome = await resolveLock(this.#options.sites, at, lock);
      if (outcome === 'open') continue;
      this.#counts[outcome] += 1;
      ended += 1;
    }
    return ended;
  }
}
