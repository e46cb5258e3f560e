import { setMaxListeners } from 'node:events';
import { OperationalError, sleep, systemRandom } from '@souk/kernel';
import { isRetryableTransaction } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { type ConsumeOptions } from './broker.js';
import { bury } from './dead-letters/dead-letters.js';
import { type StoredEvent } from './event.js';
import { handleOnce, type Handle } from './handle-once.js';

/** Events of one consumer that are handled at the same time: each takes a connection of the service's pool. */
const MAX_CONCURRENT = 4;
/** Failures of an event, by its own fault, before it becomes a dead letter: within about two seconds, so that a race may settle and poison does not hold its place. */
const MAX_ATTEMPTS = 6;
/** Pause before a failed event comes again, in milliseconds; doubles, with jitter. */
const RETRY_BASE_MS = 50;
const RETRY_MAX_MS = 30_000;

/**
 * Handles a consumer's events: those of one aggregate one after another, those of different aggregates side by side.
 * A failing event comes again, and only its own aggregate waits for it: until it succeeds where something that it needs is
 * away (a retryable OperationalError), else MAX_ATTEMPTS times, and then it becomes a dead letter.
 */
export class AggregateLanes<Prepared> {
  /** The last event of each aggregate that has one waiting. */
  private readonly last = new Map<string, Promise<boolean>>();
  private readonly waiting: (() => void)[] = [];
  private free = MAX_CONCURRENT;

  /** Once `signal` aborts nothing new begins. */
  constructor(private readonly options: ConsumeOptions<Prepared>, private readonly signal: AbortSignal, private readonly logger: Logger, private readonly give: Handle = handleOnce) {
    setMaxListeners(0, signal); // every event that waits to come again listens
  }

  /** True once the event has had its effect or is a dead letter, false where the signal aborted before. Never rejects. */
  handle(event: StoredEvent): Promise<boolean> {
    return this.inLane(event, () => this.untilDone(event));
  }

  /** As `handle`, but makes the event a dead letter untried, in its turn. */
  refuse(event: StoredEvent, attempts: number, reason: string): Promise<boolean> {
    return this.inLane(event, async () => {
      while (!this.signal.aborted) {
        if (await this.isBuried(event, attempts, reason)) return true;
        await sleep(RETRY_MAX_MS, this.signal);
      }
      return false;
    });
  }

  /** Resolves when nothing is being handled any more. */
  async settled(): Promise<void> {
    while (this.last.size > 0) await Promise.all(this.last.values());
  }

  private inLane(event: StoredEvent, work: () => Promise<boolean>): Promise<boolean> {
    const key = `${event.service}/${event.streamId}`;
    const before = this.last.get(key) ?? Promise.resolve(true);
    const done = before.then((isDone) => isDone && work());
    this.last.set(key, done);
    void done.then(() => {
      if (this.last.get(key) === done) this.last.delete(key);
    });
    return done;
  }

  private async untilDone(event: StoredEvent): Promise<boolean> {
    let faults = 0;
    for (let attempt = 1; ; attempt += 1) {
      await this.acquire();
      try {
        if (this.signal.aborted) return false;
        await this.give(this.options, event);
        return true;
      } catch (error) {
        if (!isTransient(error)) faults += 1;
        this.logger.warn({ err: error, ...this.namesOf(event), attempt }, 'An event could not be handled; it comes again, and later events of its aggregate wait for it.');
        if (faults >= MAX_ATTEMPTS && (await this.isBuried(event, faults, reasonOf(error)))) return true;
      } finally {
        this.release();
      }
      // The pause holds no slot: one poisoned aggregate does not stop the others.
      await sleep(Math.min(RETRY_MAX_MS, RETRY_BASE_MS * 2 ** (attempt - 1)) * (0.5 + systemRandom() / 2), this.signal);
    }
  }

  private async isBuried(event: StoredEvent, attempts: number, reason: string): Promise<boolean> {
    try {
      await bury(this.options.database, this.options.consumer, event, attempts, reason);
      this.logger.error({ ...this.namesOf(event), attempts, reason }, 'An event is a dead letter now: see npm run messages -- dead.');
      return true;
    } catch (error) {
      this.logger.error({ err: error, ...this.namesOf(event) }, 'A dead letter could not be kept; that is tried again.');
      return false;
    }
  }

  private namesOf({ id, type, streamId }: StoredEvent): object {
    return { consumer: this.options.consumer, eventId: id, type, streamId };
  }

  private async acquire(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}

/** True where the event is not at fault: something that it needs is away, or others were faster. */
const isTransient = (error: unknown): boolean => (error instanceof OperationalError && error.retryable) || isRetryableTransaction(error);

const reasonOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
