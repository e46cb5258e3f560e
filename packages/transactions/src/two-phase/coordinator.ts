import { sleep } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { abortOverdue, abortUnknown, claimDue, insertTransaction, listUnfinished, readTransaction, type AtomicRow, type InDoubtTransaction } from './coordinator-store.js';
import { GONE, decideLost, voteAndDecide, type CoordinatorOptions } from './decide-transaction.js';
import { type AtomicOutcome } from './definition.js';
import { endTransaction, tellDatabases, type DecidedRow } from './end-transaction.js';
import { GRACE_MS, POLL_MS, RESUME_DEADLINE_MS, RETELL_BASE_MS, SWEEP_BATCH, SWEEP_EVERY_MS, TELL_DEADLINE_MS } from './limits.js';
import { type Verdict } from './participant.js';

/** Counted since the coordinator was made. */
export interface CoordinatorCounts {
  readonly committed: number;
  readonly aborted: number;
  /** Decisions that had to be told again. */
  readonly retries: number;
  /** Transactions whose driver was gone, and that somebody else decided. */
  readonly recovered: number;
}

/**
 * Two-phase commit with presumed abort (Gray 1978; Mohan, Lindsay & Obermarck 1986). The decision is one row of the coordinator's own
 * database and commits together with the coordinator's own part of the work; whoever decides second obeys it. Any number of coordinators
 * may share the database: every message and every write may be repeated.
 */
export class Coordinator<State extends object> {
  readonly #options: CoordinatorOptions<State>;
  readonly #counts = { committed: 0, aborted: 0, retries: 0, recovered: 0 };
  readonly #work = new Set<Promise<unknown>>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(options: CoordinatorOptions<State>) {
    this.#options = options;
  }

  /** Promises, in the caller's transaction, that the work will have an end. Nothing runs yet: hand `gid` to `run` after the commit. */
  begin(tx: Transaction, gid: string, state: State): Promise<void> {
    return insertTransaction(tx, { gid, name: this.#options.definition.name, state }, this.#now(), this.#in(GRACE_MS));
  }

  /**
   * Collects the votes, decides and tells. Resolves when the participants know, or after `deadlineMs` with what is certain then; the rest
   * goes on by itself. Only the process that began the transaction calls it.
   */
  async run(gid: string, state: State, deadlineMs: number): Promise<AtomicOutcome> {
    const endsAtMs = performance.now() + deadlineMs;
    return this.#track(this.#run(gid, state, endsAtMs), endsAtMs, gid);
  }

  /** Waits for the end of a transaction that somebody else drives, at most `deadlineMs`; undefined where it was never begun here. */
  async resume(gid: string, deadlineMs: number = RESUME_DEADLINE_MS): Promise<AtomicOutcome | undefined> {
    const endsAtMs = performance.now() + deadlineMs;
    for (;;) {
      const outcome = await this.outcomeOf(gid);
      const isOver = outcome === undefined || outcome.status === 'committed' || (outcome.status === 'aborted' && outcome.finished);
      if (isOver || performance.now() >= endsAtMs || this.#stopping.signal.aborted) return outcome;
      await sleep(POLL_MS, this.#stopping.signal);
    }
  }

  /** What is certain now; undefined where it was never begun here. */
  async outcomeOf(gid: string): Promise<AtomicOutcome | undefined> {
    const row = await readTransaction(this.#options.database, gid);
    return row?.name === this.#options.definition.name ? outcomeOfRow(row) : undefined;
  }

  /** Answers a participant that asks. A transaction that is unknown, or undecided for too long, is aborted by the question. */
  async verdictOf(gid: string): Promise<Verdict> {
    const { database } = this.#options;
    await database.transaction(async (tx) => {
      await abortUnknown(tx, gid, this.#now());
      await abortOverdue(tx, { gid, name: this.#options.definition.name, failure: GONE }, this.#now());
    });
    return (await readTransaction(database, gid))?.decision ?? 'undecided';
  }

  /** One look for transactions that nobody drives: decides those without a decision, tells the others'. Resolves to how many it took up. */
  async recover(): Promise<number> {
    const { database, definition } = this.#options;
    const rows = await claimDue(database, [definition.name], this.#now(), this.#in(RETELL_BASE_MS + TELL_DEADLINE_MS));
    await Promise.all(rows.map((row) => this.#takeUp(row)));
    return rows.length;
  }

  /** Calls `recover` until `stop`: every second, and again at once where there may be more. */
  start(): void {
    this.#loop ??= this.#recoverUntilStopped();
  }

  /** Waits for what is under way; what is left is taken up by another process, or at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await Promise.allSettled(this.#work);
  }

  /** Transactions without an end yet, oldest first, at most 100. */
  inDoubt(): Promise<readonly InDoubtTransaction[]> {
    return listUnfinished(this.#options.database, [this.#options.definition.name]);
  }

  counts(): CoordinatorCounts {
    return { ...this.#counts };
  }

  async #run(gid: string, begun: State, endsAtMs: number): Promise<AtomicOutcome> {
    const { state, decided } = await voteAndDecide(this.#options, gid, begun);
    if (decided === undefined) return { status: 'unknown' };
    const row = { gid, state, attempts: 0, ...decided };
    const telling = this.#tell(row);
    this.#keepWork(telling);
    return this.#outcomeAfter(row, telling, endsAtMs);
  }

  /** Resolves when those know that must before the caller does; ends the transaction in the background. */
  async #tell(row: DecidedRow): Promise<void> {
    const told = await tellDatabases(this.#options, row);
    const ending = endTransaction(this.#options, row, told).then((hasEnded) => this.#count(row, hasEnded));
    this.#keepWork(ending);
    if (row.decision === 'abort') await ending;
  }

  #count({ decision }: DecidedRow, hasEnded: boolean): void {
    if (!hasEnded) this.#counts.retries += 1;
    else this.#counts[decision === 'commit' ? 'committed' : 'aborted'] += 1;
  }

  /** The caller has claimed the row. */
  async #takeUp(row: AtomicRow): Promise<void> {
    if (row.decision !== null) return this.#tell({ ...row, decision: row.decision });
    this.#counts.recovered += 1;
    const decided = await decideLost(this.#options, row.gid, row.state as State);
    if (decided !== undefined) await this.#tell({ ...row, ...decided });
  }

  async #outcomeAfter(row: DecidedRow, telling: Promise<void>, endsAtMs: number): Promise<AtomicOutcome> {
    const finished = await within(telling.then(() => true), endsAtMs, false);
    if (row.decision === 'commit') return { status: 'committed', finished };
    return (await this.outcomeOf(row.gid)) ?? { status: 'unknown' };
  }

  /** What the caller learns when the deadline comes before the decision. */
  async #track(work: Promise<AtomicOutcome>, endsAtMs: number, gid: string): Promise<AtomicOutcome> {
    this.#keepWork(work);
    const outcome = await within<AtomicOutcome>(work, endsAtMs, { status: 'undecided' });
    return outcome.status === 'undecided' ? ((await this.outcomeOf(gid)) ?? outcome) : outcome;
  }

  #keepWork(work: Promise<unknown>): void {
    const kept = work.catch((error: unknown) => this.#options.logger.error({ err: error }, 'a transaction could not be driven on; it is taken up again'));
    this.#work.add(kept);
    void kept.then(() => this.#work.delete(kept));
  }

  async #recoverUntilStopped(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const taken = await this.recover().catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'looking for unfinished transactions failed; trying again');
        return 0;
      });
      if (taken < SWEEP_BATCH) await sleep(SWEEP_EVERY_MS, this.#stopping.signal);
    }
  }

  #now(): Date {
    return this.#options.clock.now();
  }

  #in(ms: number): Date {
    return new Date(this.#now().getTime() + ms);
  }
}

/** What the work comes to, or that value where it takes too long. */
const within = async <T>(work: Promise<T>, endsAtMs: number, late: T): Promise<T> => {
  const done = new AbortController();
  try {
    return await Promise.race([work, sleep(Math.max(0, endsAtMs - performance.now()), done.signal).then(() => late)]);
  } finally {
    done.abort();
  }
};

const outcomeOfRow = ({ decision, failure, isFinished }: AtomicRow): AtomicOutcome => {
  switch (decision) {
    case null:
      return { status: 'undecided' };
    case 'commit':
      return { status: 'committed', finished: isFinished };
    case 'abort':
      return { status: 'aborted', finished: isFinished, failure: failure ?? GONE };
  }
};
