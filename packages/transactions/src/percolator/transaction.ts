import { DomainError, OperationalError, assertInvariant, sleep, type Random } from '@souk/kernel';
import { TransactionConflictError, UnknownOutcomeError } from './errors.js';
import { CONFLICT_BASE_MS, CONFLICT_MAX_MS, LOCK_TTL_MS, PREWRITE_LOOKS, READ_ATTEMPTS } from './limits.js';
import { siteOf, type Sites } from './resolve-lock.js';
import { type MetLock, type Mutation, type Primary, type Site } from './site.js';
import { type TimestampOracle } from './timestamp-oracle.js';

/** What a transaction works with. */
export interface TransactionParts {
  readonly sites: Sites;
  readonly oracle: Pick<TimestampOracle, 'next'>;
  readonly random: Random;
  readonly primary: Primary;
  readonly ttlMs?: number | undefined;
  /** Ends those of the locks that may be ended; false where one of them may not. */
  resolve(at: Site, locks: readonly MetLock[]): Promise<boolean>;
}

/**
 * A transaction over several databases: it reads what was committed when it began, and what it writes is there for all at its commit, or never.
 * Snapshot isolation: of two that write the same key one gives way, but two that each read what the other writes may both commit (write skew).
 */
export class PercolatorTransaction {
  readonly startTs: number;
  readonly #parts: TransactionParts;
  /** Keys by site, locked or perhaps locked: of one whose answer was lost nobody knows. */
  readonly #keys = new Map<string, readonly string[]>();

  constructor(startTs: number, parts: TransactionParts) {
    this.startTs = startTs;
    this.#parts = parts;
  }

  /** Values as of the start, without keys that were never written. Waits for older transactions that are still open, and ends those that are dead. */
  async read(siteName: string, keys: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const site = siteOf(this.#parts.sites, siteName);
    for (let attempt = 1; attempt <= READ_ATTEMPTS; attempt += 1) {
      const answer = await site.read({ startTs: this.startTs, keys });
      if ('values' in answer) return answer.values;
      if (!(await this.#parts.resolve(site, answer.locks))) await this.#wait(attempt);
    }
    throw new OperationalError('KEYS_LOCKED', `Others kept the keys at ${siteName} locked through ${READ_ATTEMPTS} looks.`, true);
  }

  /**
   * Locks the keys at a site and leaves the values there, unseen; once for each site. Gives the values as the site holds them.
   * Throws TransactionConflictError where others hold or have changed one, and the site's DomainError where it refuses.
   */
  async prewrite(siteName: string, mutations: readonly Mutation[]): Promise<readonly Mutation[]> {
    assertInvariant(!this.#keys.has(siteName), `the transaction writes at ${siteName} once`);
    const site = siteOf(this.#parts.sites, siteName);
    this.#keys.set(siteName, mutations.map(({ key }) => key));
    const request = { startTs: this.startTs, primary: this.#parts.primary, ttlMs: this.#parts.ttlMs ?? LOCK_TTL_MS, mutations };
    for (let look = 1; ; ) {
      const answer = await site.prewrite(request);
      if (answer.status === 'held') return answer.mutations;
      if (answer.status !== 'blocked' || look > PREWRITE_LOOKS) throw new TransactionConflictError(`Transaction ${this.startTs} was ${answer.status} at ${siteName}.`);
      // Dead ones are cleared away by whoever meets them; a live one has the right of way, but two that wait for each other have to end.
      if (await this.#parts.resolve(site, answer.locks)) continue;
      await this.#wait(look);
      look += 1;
    }
  }

  /**
   * Decides at the primary, then tells the other sites; one that cannot be reached is rolled forward by whoever meets its locks. Throws
   * TransactionConflictError where the transaction was taken for dead meanwhile, what the primary's site refuses with, and UnknownOutcomeError.
   */
  async commit(): Promise<void> {
    const { sites, primary, oracle } = this.#parts;
    if (this.#keys.size === 0) return;
    assertInvariant(this.#keys.get(primary.site)?.includes(primary.key), 'a transaction that writes has locked its primary');
    const commitTs = await oracle.next();
    await this.#decide(commitTs);
    await Promise.allSettled(this.#others().map((name) => siteOf(sites, name).commit({ startTs: this.startTs, commitTs })));
  }

  /** Gives up, at the primary first. What cannot be reached is rolled back by whoever meets its locks after their TTL. */
  async rollback(): Promise<void> {
    const { sites, primary } = this.#parts;
    const undo = (name: string): Promise<unknown> => siteOf(sites, name).rollback({ startTs: this.startTs, keys: this.#keys.get(name) ?? [] });
    if (this.#keys.has(primary.site)) await Promise.allSettled([undo(primary.site)]);
    await Promise.allSettled(this.#others().map(undo));
  }

  #wait(look: number): Promise<void> {
    return sleep(Math.min(CONFLICT_MAX_MS, CONFLICT_BASE_MS * 2 ** (look - 1)) * (0.5 + this.#parts.random() / 2));
  }

  #others(): readonly string[] {
    return [...this.#keys.keys()].filter((name) => name !== this.#parts.primary.site);
  }

  async #decide(commitTs: number): Promise<void> {
    const fate = await siteOf(this.#parts.sites, this.#parts.primary.site).commit({ startTs: this.startTs, commitTs }).catch((error: unknown) => this.#askPrimary(error));
    if (fate !== 'committed') throw new TransactionConflictError(`Transaction ${this.startTs} was taken for dead before it could commit.`);
  }

  /** The decision's acknowledgement may be all that was lost: the record decides, not this process. */
  async #askPrimary(error: unknown): Promise<'committed'> {
    if (error instanceof DomainError) throw error;
    const { sites, primary } = this.#parts;
    const fate = await siteOf(sites, primary.site).rollback({ startTs: this.startTs, keys: [primary.key] }).catch((cause: unknown) => {
      throw new UnknownOutcomeError(`Whether transaction ${this.startTs} has committed is not known here.`, { cause });
    });
    if (fate === 'rolledBack') throw error;
    return fate;
  }
}
