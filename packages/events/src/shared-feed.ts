import { setMaxListeners } from 'node:events';
import { sleep } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { CommitWake } from './commit-wake.js';
import { compareCursors, START, type Cursor } from './feed-cursor.js';
import { type FeedPage, type FollowOptions } from './follow-options.js';
import { LiveQueue } from './live-queue.js';
import { type PageRequest, type ReadPage } from './read-page.js';

/** Events of one page at most. */
const PAGE_EVENTS = 500;
/** Back-off after a failure, in milliseconds; doubles. */
const RETRY_BASE_MS = 100;
const RETRY_MAX_MS = 5_000;

/**
 * Any number of followers of one log over one reader. A follower reads by itself until it has caught up with the shared
 * reader's place, then takes its pages from there, skipping what it has; one that falls behind goes back to reading by itself.
 * So nothing is missed or comes twice, and memory stays bounded, however slow a follower is.
 */
export class SharedFeed {
  private readonly live = new Set<LiveQueue>();
  /** Where the shared reader is; means nothing while it rests. */
  private place: Cursor = START;
  private wake: CommitWake | undefined;
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: Database, private readonly read: (request: PageRequest) => Promise<ReadPage>, private readonly logger: Logger) {}

  /** Resolves when the signal has aborted and the last `onPage` is through. Never rejects. */
  async follow(options: FollowOptions): Promise<void> {
    const { from, types, withoutImported, signal } = options;
    setMaxListeners(0, signal); // one signal may stop hundreds of followers
    let cursor = from;
    for (let failures = 0; !signal.aborted; ) {
      let page: ReadPage;
      try {
        page = await this.read({ after: cursor, limit: PAGE_EVENTS, types, withoutImported });
        failures = 0;
      } catch (error) {
        failures += 1;
        await this.backOff(error, failures, signal);
        continue;
      }
      if (compareCursors(page.next, cursor) > 0) {
        await this.hand(options, page);
        cursor = page.next;
      }
      // Beyond the horizon nothing was visible to this read: the shared reader may be there only if it is not further.
      if (page.isExhausted && !signal.aborted && (this.wake === undefined || compareCursors(page.horizon, this.place) >= 0)) {
        cursor = await this.followLive(options, cursor, page.horizon);
      }
    }
  }

  /** Takes pages from the shared reader until the follower stops or falls behind; returns the cursor that it reached. */
  private async followLive(options: FollowOptions, cursor: Cursor, after: Cursor): Promise<Cursor> {
    const joined = compareCursors(after, cursor) > 0 ? after : cursor;
    const queue = new LiveQueue(joined, options);
    this.live.add(queue);
    if (this.wake === undefined) {
      this.place = joined;
      void this.readForAll();
    }
    let reached = cursor;
    for await (const page of queue) {
      await this.hand(options, page);
      reached = page.next;
    }
    this.live.delete(queue);
    if (this.live.size === 0) {
      this.wake?.wake();
      await this.reading;
    }
    return reached;
  }

  /** Reads for all live followers for as long as there are any. */
  private async readForAll(): Promise<void> {
    const wake = new CommitWake(this.database);
    this.wake = wake;
    for (let failures = 0; this.live.size > 0; ) {
      const reading = this.read({ after: this.place, limit: PAGE_EVENTS });
      this.reading = reading.catch(() => undefined);
      try {
        const { events, next, isExhausted, isHeldBack } = await reading;
        failures = 0;
        this.place = next;
        if (events.length > 0) for (const queue of this.live) queue.push({ events, next });
        if (isExhausted && this.live.size > 0) await wake.wait(isHeldBack);
      } catch (error) {
        failures += 1;
        await this.backOff(error, failures);
      }
    }
    wake.stop();
    this.wake = undefined;
  }

  /** Hands a page over again and again until it is taken. */
  private async hand({ onPage, signal }: FollowOptions, page: FeedPage): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await onPage({ events: page.events, next: page.next });
        return;
      } catch (error) {
        failures += 1;
        await this.backOff(error, failures, signal);
      }
    }
  }

  private async backOff(error: unknown, failures: number, signal?: AbortSignal): Promise<void> {
    this.logger.error({ err: error, failures }, 'Following the event feed failed; it is tried again.');
    await sleep(Math.min(RETRY_MAX_MS, RETRY_BASE_MS * 2 ** (failures - 1)), signal);
  }
}
