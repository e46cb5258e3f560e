import { OperationalError, sleep, type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { listPrepared, maxPreparedTransactions, readVote } from './branch-store.js';
import { abortBranch, commitBranch, keepOut } from './end-branch.js';
import { ASK_AFTER_MS, SWEEP_BATCH, SWEEP_EVERY_MS } from './limits.js';
import { prepareBranch, type BranchWork } from './prepare-branch.js';
import { branchOf, preparedName, preparedPrefix, type BranchKey } from './prepared-name.js';
import { undisturbed, type Reached } from './reached.js';

/** What has become of a transaction, as far as anybody knows. */
export type Verdict = 'commit' | 'abort' | 'undecided';

export interface ParticipantOptions {
  readonly database: Database;
  /** The service's name; with the protocol's it begins the names of its prepared transactions. */
  readonly service: string;
  readonly protocol: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a branch stays prepared before it is asked about, in milliseconds; ASK_AFTER_MS unless told. */
  readonly askAfterMs?: number;
  /** True where votes have to outlive a crash of PostgreSQL by themselves. */
  readonly durableVotes?: boolean;
  /** Finds out, elsewhere, how a branch ends that nobody has told about. */
  resolve(key: BranchKey): Promise<Verdict>;
  /** Called after each commit, before it is acknowledged: for what has to forget at once what the branch has changed. */
  onCommitted?(key: BranchKey): Promise<void>;
}

/** A branch that stands prepared and is old enough to be asked about; `reason` says why it has not ended. */
export interface InDoubtBranch extends BranchKey {
  readonly preparedAt: Date;
  readonly reason: string;
}

/** Counted since the participant was made. */
export interface ParticipantCounts {
  readonly prepared: number;
  readonly refused: number;
  readonly committed: number;
  readonly aborted: number;
  /** Branches that ended because the sweep asked, and not because they were told. */
  readonly swept: number;
  /** Questions that had no answer yet, or failed. */
  readonly retries: number;
}

/**
 * One service's side of an atomic commit: prepares branches of others' transactions in its own database, ends them as it is told, and
 * asks by itself about those that nobody tells it about. Any number of processes of a service may do so at the same time.
 * Source: presumed abort (Mohan, Lindsay & Obermarck 1986) over PostgreSQL's PREPARE TRANSACTION.
 */
export class Participant {
  readonly #options: ParticipantOptions;
  readonly #prefix: string;
  readonly #counts = { prepared: 0, refused: 0, committed: 0, aborted: 0, swept: 0, retries: 0 };
  readonly #reasons = new Map<string, string>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  /** `reached` is for tests that die between two messages. */
  constructor(options: ParticipantOptions, private readonly reached: Reached = undisturbed) {
    this.#options = options;
    this.#prefix = preparedPrefix(options.protocol, options.service);
  }

  /** Throws OperationalError PREPARED_TRANSACTIONS_OFF where the server takes none. */
  async assertAble(): Promise<void> {
    const { database, protocol } = this.#options;
    if ((await maxPreparedTransactions(database)) > 0) return;
    throw new OperationalError('PREPARED_TRANSACTIONS_OFF', `Expected max_prepared_transactions above 0 in the PostgreSQL of ${database.name}, found 0: set it (64 is enough) and restart PostgreSQL, or choose another protocol than ${protocol}.`, false);
  }

  /**
   * Votes: a result is a yes that holds its locks until it is told how it ends; a DomainError of the work is a no that left nothing.
   * Repeated, it gives the same result. Throws BranchBusyError and BranchOverError, which are a no, too.
   */
  async prepare<Result>(key: BranchKey, work: BranchWork<Result>): Promise<Result> {
    const { database } = this.#options;
    const known = await readVote(database, key.gid, key.branch);
    if (known !== undefined) return known.result as Result;
    try {
      const result = await prepareBranch({ database, name: this.nameOf(key), key, durableVotes: this.#options.durableVotes === true, reached: this.reached }, work);
      this.#counts.prepared += 1;
      return result;
    } catch (error) {
      this.#counts.refused += 1;
      throw error;
    }
  }

  /** Idempotent; throws where the branch was never prepared. */
  async commit(key: BranchKey): Promise<void> {
    await this.reached('ending');
    await commitBranch(this.#options.database, this.nameOf(key), key);
    await this.#options.onCommitted?.(key);
    this.#counts.committed += 1;
    await this.reached('ended');
  }

  /** Idempotent, also where nothing was prepared: then it keeps a late prepare out. Throws where the branch has committed. */
  async abort(key: BranchKey): Promise<void> {
    await this.reached('ending');
    await abortBranch(this.#options.database, this.nameOf(key), key);
    this.#counts.aborted += 1;
    await this.reached('ended');
  }

  /** Keeps a prepare out that has not begun; touches nothing that is being prepared. Idempotent. Throws BranchBusyError there, and where the branch has committed. */
  keepOut(key: BranchKey): Promise<void> {
    return keepOut(this.#options.database, this.nameOf(key), key);
  }

  nameOf(key: BranchKey): string {
    return preparedName(this.#prefix, key);
  }

  /** One look for branches that nobody ended in time; asks about each and obeys. Resolves to how many ended. Anyone may call it, at any time. */
  async sweep(): Promise<number> {
    const all = await this.#old();
    const names = new Set(all.map((key) => this.nameOf(key)));
    for (const name of this.#reasons.keys()) if (!names.has(name)) this.#reasons.delete(name);
    const old = all.slice(0, SWEEP_BATCH);
    const ends = await Promise.all(old.map((key) => this.#settle(key)));
    return ends.filter(Boolean).length;
  }

  /** Calls `sweep` until `stop`: every second, and again at once where all that one look takes have ended. */
  start(): void {
    this.#loop ??= this.#sweepUntilStopped();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  /** Branches that have been prepared for longer than a round of messages takes, oldest first: what alerts are made of. */
  async inDoubt(): Promise<readonly InDoubtBranch[]> {
    return (await this.#old()).map((branch) => ({ ...branch, reason: this.#reasons.get(this.nameOf(branch)) ?? 'it has not been asked about yet' }));
  }

  /** Age of the oldest prepared branch in milliseconds; 0 where there is none. */
  async oldestPreparedMs(): Promise<number> {
    const [oldest] = await listPrepared(this.#options.database, this.#prefix);
    return oldest === undefined ? 0 : Math.max(0, this.#options.clock.now().getTime() - oldest.preparedAt.getTime());
  }

  counts(): ParticipantCounts {
    return { ...this.#counts };
  }

  async #old(): Promise<readonly (BranchKey & { readonly preparedAt: Date })[]> {
    const { database, clock } = this.#options;
    const askBefore = clock.now().getTime() - (this.#options.askAfterMs ?? ASK_AFTER_MS);
    const prepared = await listPrepared(database, this.#prefix);
    return prepared.filter(({ preparedAt }) => preparedAt.getTime() <= askBefore).map(({ name, preparedAt }) => ({ ...branchOf(this.#prefix, name), preparedAt }));
  }

  /** True where the branch has ended. */
  async #settle(key: BranchKey): Promise<boolean> {
    const name = this.nameOf(key);
    try {
      const verdict = await this.#options.resolve(key);
      if (verdict === 'undecided') return this.#keep(name, 'its transaction is not decided yet');
      await (verdict === 'commit' ? this.commit(key) : this.abort(key));
      this.#reasons.delete(name);
      this.#counts.swept += 1;
      return true;
    } catch (error) {
      this.#options.logger.warn({ err: error, branch: name }, 'a prepared branch could not be ended; it is asked about again');
      return this.#keep(name, error instanceof Error ? error.message : String(error));
    }
  }

  #keep(name: string, reason: string): false {
    this.#counts.retries += 1;
    this.#reasons.set(name, reason);
    return false;
  }

  async #sweepUntilStopped(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const ended = await this.sweep().catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'looking for prepared branches failed; trying again');
        return 0;
      });
      if (ended < SWEEP_BATCH) await sleep(SWEEP_EVERY_MS, this.#stopping.signal);
    }
  }
}
