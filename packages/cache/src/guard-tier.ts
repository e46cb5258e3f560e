import { OperationalError } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { MAX_TTL_MS, type Entry } from './entry.js';
import { type CacheChange, type EntryToStore, type SharedTier, type SharedTierStatus, type TierConnection } from './shared-tier.js';

/** How long a tier that failed is skipped before it is tried again, in ms. */
const PROBE_EVERY_MS = 1_000;
/** A ping without an answer for so long, in ms, is taken for a dead connection, which is then replaced. */
const STUCK_AFTER_MS = 5_000;
/** Invalidations remembered for a tier that is away; beyond them it stays skipped until all that it held has ended. */
const MAX_PENDING = 20_000;
/** Invalidations repeated per call. */
const REPEAT_BATCH = 500;

export interface GuardOptions {
  readonly deadlineMs: number;
  readonly logger: Logger;
}

export interface TierOptions extends GuardOptions {
  readonly url: string;
}

/**
 * Makes a cache server harmless: each call costs its deadline at most; after a failure the tier is skipped, and probed in the background,
 * so that no reader pays for finding out. An invalidation that failed is repeated before the tier is read again.
 *
 * Bound on what others see: every process that tails the feed repeats the invalidation by itself. Only if all of them die before
 * one gets through does a stale entry stay, and then until its TTL ends (≤ MAX_TTL_MS).
 */
export const guardTier = (connection: TierConnection, options: GuardOptions): SharedTier => new GuardedTier(connection, options);

/**
 * `skipped`: it failed, only probes reach it. `recovering`: it answers again and hears invalidations, those missed and those that come,
 * but is not read: it may still hold what they outdate. `available`: in use.
 */
type State = 'skipped' | 'recovering' | 'available';

const NOTHING: ReadonlyMap<string, Entry> = new Map();

class GuardedTier implements SharedTier {
  readonly #connection: TierConnection;
  readonly #options: GuardOptions;
  readonly #pending = new Map<string, CacheChange>();
  #state: State = 'skipped';
  #closed = false;
  #failures = 0;
  #skippedUntilMs = 0;
  #ping: { readonly answer: Promise<void>; readonly sentAtMs: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: TierConnection, options: GuardOptions) {
    this.#connection = connection;
    this.#options = options;
    void this.#probe();
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
    let found = NOTHING;
    if (this.#state === 'available') {
      await this.#attempt(async () => {
        found = await this.#connection.getMany(keys);
      });
    }
    return found;
  }

  async putMany(entries: readonly EntryToStore[]): Promise<void> {
    if (this.#state === 'available') await this.#attempt(() => this.#connection.putMany(entries));
  }

  async invalidate(changes: readonly CacheChange[]): Promise<void> {
    if (changes.length === 0) return;
    if (this.#state !== 'skipped' && (await this.#attempt(() => this.#connection.invalidate(changes)))) return;
    for (const change of changes) this.#remember(change);
  }

  status(): SharedTierStatus {
    return { name: this.#connection.name, available: this.#state === 'available', failures: this.#failures, pendingInvalidations: this.#pending.size };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#state = 'skipped';
    clearTimeout(this.#timer);
    await this.#connection.close();
  }

  /** Whether the call came through in time. */
  async #attempt(call: () => Promise<void>): Promise<boolean> {
    try {
      await this.#inTime(call());
      return true;
    } catch (error) {
      this.#skip(error);
      return false;
    }
  }

  #skip(error: unknown): void {
    this.#failures += 1;
    if (this.#state === 'skipped') return;
    this.#state = 'skipped';
    this.#options.logger.warn({ err: error, tier: this.#connection.name, retryInMs: PROBE_EVERY_MS }, 'The shared cache failed; reads go on without it.');
    this.#probeLater();
  }

  #probeLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#probe(), PROBE_EVERY_MS);
    this.#timer.unref();
  }

  async #probe(): Promise<void> {
    try {
      await this.#inTime(this.#pinged());
      if (this.#closed || performance.now() < this.#skippedUntilMs) return this.#probeLater();
      this.#state = 'recovering';
      await this.#repeatPending();
      // A call that failed meanwhile has begun another round.
      if (this.#state !== 'recovering') return;
      this.#state = 'available';
      this.#options.logger.info({ tier: this.#connection.name }, 'The shared cache answers.');
    } catch (error) {
      if (this.#state === 'recovering') this.#skip(error);
      else this.#probeLater();
    }
  }

  /** At most one ping is under way: a hung server must not collect them. */
  #pinged(): Promise<void> {
    if (this.#ping !== undefined && performance.now() - this.#ping.sentAtMs > STUCK_AFTER_MS) {
      this.#ping = undefined;
      this.#connection.reset();
    }
    if (this.#ping === undefined) {
      const ping = { answer: this.#connection.ping(), sentAtMs: performance.now() };
      const forget = (): void => {
        if (this.#ping === ping) this.#ping = undefined;
      };
      ping.answer.then(forget, forget);
      this.#ping = ping;
    }
    return this.#ping.answer;
  }

  /** Leaves the loop with nothing pending and without a pause after that look, so that none can be missed. */
  async #repeatPending(): Promise<void> {
    while (this.#pending.size > 0) {
      const batch = [...this.#pending].slice(0, REPEAT_BATCH);
      await this.#inTime(this.#connection.invalidate(batch.map(([, change]) => change)));
      for (const [name, change] of batch) if (this.#pending.get(name) === change) this.#pending.delete(name);
    }
  }

  #remember(change: CacheChange): void {
    for (const [name, part] of [[`k:${change.key}`, { key: change.key }], [`t:${change.tag}`, { tag: change.tag }]] as const) {
      if (Object.values(part)[0] === undefined) continue;
      const known = this.#pending.get(name);
      if (known === undefined || known.version < change.version) this.#pending.set(name, { ...part, version: change.version } as CacheChange);
    }
    if (this.#pending.size <= MAX_PENDING) return;
    this.#pending.clear();
    this.#skippedUntilMs = performance.now() + MAX_TTL_MS;
  }

  /** The timer's verdict waits for one turn of the event loop: an answer that has arrived and was not read yet, as in a busy process, is in time. */
  async #inTime(work: Promise<void>): Promise<void> {
    const { deadlineMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const refuse = (): void => reject(new OperationalError('DEADLINE_EXCEEDED', `The shared cache did not answer within ${deadlineMs} ms.`, true));
      timer = setTimeout(() => setImmediate(refuse), deadlineMs);
    });
    try {
      await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
