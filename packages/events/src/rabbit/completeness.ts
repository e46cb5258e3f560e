import { type StoredEvent } from '../event.js';
import { compareCursors, decodeCursor, encodeCursor, type Cursor } from '../feed-cursor.js';
import { partitionOf } from '../partition.js';

/** The header of messages that are published out of the feed's order. */
const HEADER = 'souk-complete';

/** In the header: up to `upTo` the queue has everything, but for what is missing, by type from those places on. Cursors as texts. */
interface Completeness {
  readonly upTo: string;
  readonly missing: Readonly<Record<string, string>>;
}

/**
 * Headers for events that are published in waves, which are no longer in the order of the feed: with each, how far its partition's queue
 * is complete. A consumer that took the event's place for its own cursor would count as handled what has not even been published.
 */
export const completenessHeaders = (events: readonly StoredEvent[], waves: readonly (readonly StoredEvent[])[]): ReadonlyMap<StoredEvent, Readonly<Record<string, Completeness>>> => {
  const headers = new Map<StoredEvent, Readonly<Record<string, Completeness>>>();
  if (waves.length < 2) return headers;
  const published = new Set<StoredEvent>();
  for (const { feed, order } of byPartition(events, waves.flat())) {
    let upTo = 0;
    for (const event of order) {
      published.add(event);
      upTo = Math.max(upTo, feed.indexOf(event));
      const older = feed.slice(0, upTo).filter((one) => !published.has(one));
      // Of each type the first stays.
      const missing = Object.fromEntries(older.reverse().map((one) => [one.type, encodeCursor(one)]));
      headers.set(event, { [HEADER]: { upTo: encodeCursor(feed[upTo] ?? event), missing } });
    }
  }
  return headers;
};

/** The events of each partition, in the order of the feed and in that of publishing. */
const byPartition = (events: readonly StoredEvent[], published: readonly StoredEvent[]): readonly { readonly feed: readonly StoredEvent[]; readonly order: readonly StoredEvent[] }[] => {
  const partitions = new Map(events.map(({ streamId }) => [streamId, partitionOf(streamId)]));
  const within = (list: readonly StoredEvent[], partition: number): readonly StoredEvent[] => list.filter(({ streamId }) => partitions.get(streamId) === partition);
  return [...new Set(partitions.values())].map((partition) => ({ feed: within(events, partition), order: within(published, partition) }));
};

/** The consumer's cursor once it has handled this message and those before it: everything of its types up to there has been in the queue. */
export const cursorAfter = (event: StoredEvent, headers: Readonly<Record<string, unknown>> | undefined, types: readonly string[]): Cursor => {
  const { upTo, missing } = (headers?.[HEADER] ?? {}) as Partial<Completeness>;
  const cursors = types.flatMap((type) => before(decodeCursor(missing?.[type])) ?? []);
  return [decodeCursor(upTo) ?? { tx: event.tx, position: event.position }, ...cursors].reduce((first, cursor) => (compareCursors(cursor, first) < 0 ? cursor : first));
};

/** The place just before an event's. */
const before = (cursor: Cursor | undefined): Cursor | undefined => cursor && { tx: cursor.tx, position: String(BigInt(cursor.position) - 1n) };
