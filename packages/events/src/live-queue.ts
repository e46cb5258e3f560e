import { compareCursors, type Cursor } from './feed-cursor.js';
import { type FeedPage, type FollowOptions } from './follow-options.js';

/** Pages that wait for one follower at most; with more it falls out and reads by itself. */
const MAX_WAITING_PAGES = 20;

/** The shared reader's pages on their way to one follower. Iterating ends when its signal aborts or it has fallen behind. */
export class LiveQueue {
  private readonly types: ReadonlySet<string> | undefined;
  private readonly withoutImported: boolean;
  private readonly signal: AbortSignal;
  private pages: FeedPage[] = [];
  private hasFallenBehind = false;
  private resolve: (() => void) | undefined;

  /** `joinedAt`: the follower has everything up to there. */
  constructor(private readonly joinedAt: Cursor, { types, withoutImported = false, signal }: FollowOptions) {
    this.types = types && new Set(types);
    this.withoutImported = withoutImported;
    this.signal = signal;
  }

  push(page: FeedPage): void {
    // Once one page is lost, the later ones would leave a gap.
    if (this.hasFallenBehind) return;
    if (this.pages.length === MAX_WAITING_PAGES) this.hasFallenBehind = true;
    else this.pages.push(page);
    this.resolve?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FeedPage> {
    const stop = (): void => this.resolve?.();
    this.signal.addEventListener('abort', stop);
    try {
      while (!this.signal.aborted) {
        const page = this.pages.shift();
        if (page !== undefined) {
          if (compareCursors(page.next, this.joinedAt) > 0) yield this.filtered(page);
        } else if (this.hasFallenBehind) {
          return;
        } else {
          await new Promise<void>((resolve) => (this.resolve = resolve));
          this.resolve = undefined;
        }
      }
    } finally {
      this.signal.removeEventListener('abort', stop);
    }
  }

  private filtered({ events, next }: FeedPage): FeedPage {
    const first = events[0];
    const overlaps = first !== undefined && compareCursors(first, this.joinedAt) <= 0;
    const wanted = events.filter(
      (event) =>
        (this.types === undefined || this.types.has(event.type)) &&
        !(this.withoutImported && event.meta.imported) &&
        !(overlaps && compareCursors(event, this.joinedAt) <= 0),
    );
    return { events: wanted, next };
  }
}
