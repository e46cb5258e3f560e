import { type StoredEvent } from './event.js';
import { type Cursor } from './feed-cursor.js';

/** A step along the feed: what matched, and how far that goes. */
export interface FeedPage {
  readonly events: readonly StoredEvent[];
  readonly next: Cursor;
}

export interface FollowOptions {
  readonly from: Cursor;
  /** Only these; all unless told. */
  readonly types?: readonly string[] | undefined;
  readonly withoutImported?: boolean | undefined;
  readonly signal: AbortSignal;
  /** Gets the pages in feed order, never two at once; a throw is logged and the same page comes again. */
  onPage(page: FeedPage): Promise<void> | void;
}
