import { assertInvariant, sleep, systemClock, systemRandom, type Clock, type Random } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { type Saga, type SagaFailure, type SagaState } from './definition.js';
import { DRIVEN_POLL_MS, POLL_MS, RECOVER_BATCH, RECOVER_EVERY_MS, RUN_DEADLINE_MS } from './limits.js';
import { isCommitted, moveSaga, type SagaMove } from './saga-driver.js';
import { claimDueSagas, claimSaga, giveBackSaga, LeaseLostError, listInDoubt, readSaga, type InDoubtSaga, type SagaRow } from './saga-store.js';
import { type StartedSaga } from './start-saga.js';
import { WakeUps } from './wake-ups.js';

export interface SagaRunnerOptions {
  readonly database: Database;
  readonly sagas: readonly Saga<SagaState>[];
  readonly clock?: Clock;
  readonly random?: Random;
  readonly logger: Logger;
}

/** What is certain about a saga: `committed` (past its pivot; `finished`: the steps after it, too), `aborted` (all undone), or neither yet. */
export type SagaOutcome =
  | { readonly status: 'committed'; readonly state: SagaState; readonly finished: boolean }
  | { readonly status: 'aborted'; readonly state: SagaState; readonly failure: SagaFailure }
  | { readonly status: 'undecided' };

/** Counted since the runner was made. */
export interface SagaCounts {
  readonly completed: number;
  readonly compensated: number;
  readonly retried: number;
  readonly stuck: number;
  readonly leasesLost: number;
}

/** A runner for these sagas, over a database that has `sagaMigration`. */
export const createSagaRunner = (options: SagaRunnerOptions): SagaRunner => new SagaRunner(options);

/**
 * Drives sagas (Garcia-Molina & Salem 1987) step by step, each step's outcome stored before the next begins. Any number of
 * runners may share a database: a lease keeps two from driving one saga at a time, and the row's version stops a driver
 * that slept through its lease. Remote calls happen outside transactions.
 */
export class SagaRunner {
  readonly #options: Required<SagaRunnerOptions>;
  readonly #sagas: ReadonlyMap<string, Saga<SagaState>>;
  readonly #drives = new Map<string, Promise<void>>();
  readonly #wakeUps = new WakeUps();
  readonly #counts = { completed: 0, compensated: 0, retried: 0, stuck: 0, leasesLost: 0 };
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(options: SagaRunnerOptions) {
    this.#options = { clock: systemClock, random: systemRandom, ...options };
    this.#sagas = new Map(options.sagas.map((saga) => [saga.name, saga]));
  }

  /** Drives what `startSaga` gave, once its transaction is committed, and answers as `run` does. */
  begin(started: StartedSaga, deadlineMs?: number): Promise<SagaOutcome> {
    void this.#track(started.gid, this.#drive(started));
    return this.run(started.gid, deadlineMs);
  }

  /**
   * Drives a saga that nobody drives and resolves as soon as its outcome is certain, whichever process brings it about; what comes
   * after the pivot goes on in the background. The answer is always read from the stored saga, never from what this
   * driver believes: another one may have gone on with it. `undecided` after `deadlineMs`; the saga goes on then too. Idempotent.
   */
  async run(gid: string, deadlineMs: number = RUN_DEADLINE_MS): Promise<SagaOutcome> {
    const endsAtMs = performance.now() + deadlineMs;
    while (!this.#stopping.signal.aborted) {
      this.#driveInBackground(gid);
      // Whoever drives it here wakes us at its outcome, or when it stops.
      await this.#wakeUps.wait(gid, Math.min(DRIVEN_POLL_MS, Math.max(0, endsAtMs - performance.now())));
      const outcome = await this.outcomeOf(gid);
      if (outcome.status !== 'undecided' || performance.now() >= endsAtMs) return outcome;
      // Another process drives it, or it waits for its next attempt.
      if (!this.#drives.has(gid)) await this.#wakeUps.wait(gid, POLL_MS);
    }
    return { status: 'undecided' };
  }

  /** What is certain about a saga now, without driving it. */
  async outcomeOf(gid: string): Promise<SagaOutcome> {
    const row = await readSaga(this.#options.database, gid);
    assertInvariant(row !== undefined, `saga ${gid} was started`);
    if (isCommitted(this.#sagaOf(row), row)) return { status: 'committed', state: row.state, finished: row.status === 'completed' };
    if (row.status === 'compensated' && row.failure !== null) return { status: 'aborted', state: row.state, failure: row.failure };
    return { status: 'undecided' };
  }

  /** Whether a saga has come to its end with all its steps done; undefined where there is no such saga, or none any more. */
  async isCompleted(gid: string): Promise<boolean | undefined> {
    const row = await readSaga(this.#options.database, gid);
    return row && row.status === 'completed';
  }

  /** One look for sagas that are due and that nobody drives; drives each to its end or its next wait, and resolves to how many it took. Anyone may call it, at any time. */
  async recover(): Promise<number> {
    const rows = await claimDueSagas(this.#options.database, [...this.#sagas.keys()], this.#options.clock.now());
    await Promise.all(rows.map((row) => this.#track(row.gid, this.#drive(row))));
    return rows.length;
  }

  /** Calls `recover` until `stop`: every second, and again at once where there may be more. */
  start(): void {
    this.#loop ??= this.#recoverUntilStopped();
  }

  /** Lets every driver finish the step it is at, then gives the sagas back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wakeUps.wakeAll();
    await this.#loop;
    await Promise.all(this.#drives.values());
  }

  /** Sagas without an end yet, the stuck ones among them; oldest first, at most 100. */
  inDoubt(): Promise<readonly InDoubtSaga[]> {
    return listInDoubt(this.#options.database);
  }

  counts(): SagaCounts {
    return { ...this.#counts };
  }

  async #recoverUntilStopped(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const taken = await this.recover().catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'looking for unfinished sagas failed; trying again');
        return 0;
      });
      if (taken < RECOVER_BATCH) await sleep(RECOVER_EVERY_MS, this.#stopping.signal);
    }
  }

  #driveInBackground(gid: string): void {
    if (this.#drives.has(gid)) return;
    void this.#track(gid, this.#driveIfFree(gid));
  }

  async #track(gid: string, work: Promise<void>): Promise<void> {
    const drive = work.catch((error: unknown) => this.#observeFailure(gid, error));
    this.#drives.set(gid, drive);
    await drive;
    if (this.#drives.get(gid) === drive) this.#drives.delete(gid);
    this.#wakeUps.wake(gid);
  }

  async #driveIfFree(gid: string): Promise<void> {
    const row = await claimSaga(this.#options.database, gid, this.#options.clock.now());
    if (row !== undefined) await this.#drive(row);
  }

  /** The caller has claimed the row. Ends with the saga, at a wait, or at a lost lease. */
  async #drive(claimed: SagaRow): Promise<void> {
    let row = claimed;
    while (row.leased) {
      if (this.#stopping.signal.aborted) return giveBackSaga(this.#options.database, row, this.#options.clock.now());
      const saga = this.#sagaOf(row);
      const move = await moveSaga(saga, row, this.#options);
      row = move.row;
      this.#observe(move);
      if (!row.leased || isCommitted(saga, row)) this.#wakeUps.wake(row.gid);
    }
  }

  #observe({ row, error }: SagaMove): void {
    const saga = { gid: row.gid, saga: row.name, step: row.step, attempts: row.attempts };
    if (row.status === 'completed' || row.status === 'compensated') this.#counts[row.status] += 1;
    if (error === undefined) return;
    if (row.status === 'stuck') {
      this.#counts.stuck += 1;
      this.#options.logger.error({ ...saga, err: error }, 'a saga is stuck: a step that may not refuse refused; a person must look');
    } else {
      this.#counts.retried += 1;
      this.#options.logger.warn({ ...saga, err: error }, 'a step of a saga failed; it is tried again, or the saga turns back');
    }
  }

  /** Nothing was written: whoever finds the lease expired repeats the step. */
  #observeFailure(gid: string, error: unknown): void {
    if (error instanceof LeaseLostError) {
      this.#counts.leasesLost += 1;
      this.#options.logger.info({ gid }, error.message);
    } else {
      this.#options.logger.error({ gid, err: error }, 'a saga could not be driven on; it is taken up again when its lease ends');
    }
  }

  #sagaOf(row: SagaRow): Saga<SagaState> {
    const saga = this.#sagas.get(row.name);
    assertInvariant(saga !== undefined, `the runner knows saga '${row.name}'`);
    return saga;
  }
}
