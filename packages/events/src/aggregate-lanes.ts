import { setMaxListeners } from 'node:events';
import { sleep, systemRandom } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { type ConsumeOptions } from './broker.js';
import { type StoredEvent } from './event.js';
import { handleOnce } from './handle-once.js';

/** Events of one consumer that are handled at the same time: each takes a connection of the service's pool. */
const MAX_CONCURRENT = 4;
/** Pause before a failed event comes again, in milliseconds; doubles, with jitter. */
const RETRY_BASE_MS = 50;
const RETRY_MAX_MS = 30_000;

/**
 * Handles a consumer's events: those of one aggregate one after another, those of different aggregates side by side.
 * A failing event comes again until it succeeds; only its own aggregate waits for it.
 */
export class AggregateLanes<Prepared> {
  /** The last event of each aggregate that has one waiting. */
  private readonly last = new Map<string, Promise<boolean>>();
  private readonly waiting: (() => void)[] = [];
  private free = MAX_CONCURRENT;

  /** Once `signal` aborts nothing new begins. */
  constructor(private readonly options: ConsumeOptions<Prepared>, private readonly signal: AbortSignal, private readonly logger: Logger) {
    setMaxListeners(0, signal); // every event that waits to come again listens
  }

  /** True once the event has had its effect, false where the signal aborted before. Never rejects. */
  handle(event: StoredEvent): Promise<boolean> {
    const key = `${event.service}/${event.streamId}`;
    const before = this.last.get(key) ?? Promise.resolve(true);
    const done = before.then((isDone) => isDone && this.handleUntilDone(event));
    this.last.set(key, done);
    void done.then(() => {
      if (this.last.get(key) === done) this.last.delete(key);
    });
    return done;
  }

  /** Resolves when nothing is being handled any more. */
  async settled(): Promise<void> {
    while (this.last.size > 0) await Promise.all(this.last.values());
  }

  private async handleUntilDone(event: StoredEvent): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      await this.acquire();
      try {
        if (this.signal.aborted) return false;
        await handleOnce(this.options, event);
        return true;
      } catch (error) {
        this.logger.error(
          { err: error, consumer: this.options.consumer, eventId: event.id, type: event.type, streamId: event.streamId, attempt },
          'An event could not be handled; it comes again, and later events of its aggregate wait for it.',
        );
      } finally {
        this.release();
      }
      // The pause holds no slot: one poisoned aggregate does not stop the others.
      await sleep(Math.min(RETRY_MAX_MS, RETRY_BASE_MS * 2 ** (attempt - 1)) * (0.5 + systemRandom() / 2), this.signal);
    }
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
