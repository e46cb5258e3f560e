import { assertInvariant, type Clock } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { type Running } from './broker.js';
import { append, appendMany, type PlacedEvent, type StreamBatch } from './append.js';
import { toRows, type EventRow } from './event-rows.js';
import { type NewEvent, type StoredEvent } from './event.js';
import { type Cursor } from './feed-cursor.js';
import { type FollowOptions } from './follow-options.js';
import { EVENT_COLUMNS, readPage, toEvent, type EventRecord, type PageRequest, type ReadPage } from './read-page.js';
import { RunningWork } from './running-work.js';
import { SharedFeed } from './shared-feed.js';

/** Events of one read at most. */
const MAX_READ_EVENTS = 10_000;

export interface EventLogOptions {
  readonly database: Database;
  /** The service whose log it is. */
  readonly service: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface TailOptions extends Pick<FollowOptions, 'from' | 'types' | 'signal'> {
  /** Gets events in feed order, never two calls at once; a throw is logged and the same events come again. */
  onEvents(events: readonly StoredEvent[]): Promise<void> | void;
}

/**
 * One service's event log: streams of events, one per aggregate, and a feed over all of them.
 * The log is also the outbox: what is appended is delivered, in feed order, if and only if its transaction commits.
 */
export class EventLog {
  readonly database: Database;
  readonly service: string;
  private readonly clock: Clock;
  private readonly feed: SharedFeed;

  constructor({ database, service, clock, logger }: EventLogOptions) {
    this.database = database;
    this.service = service;
    this.clock = clock;
    this.feed = new SharedFeed(database, (request) => this.readPage(request), logger);
  }

  /**
   * Appends events to a stream that has `expectedVersion` events so far, in the caller's transaction; no events, no effect.
   * Throws ConflictError where the stream has another version, and RetryTransaction (which `database.transaction` obeys)
   * where a younger transaction was there first. Not idempotent.
   */
  async append(tx: Transaction, streamId: string, expectedVersion: number | 'any', events: readonly NewEvent[]): Promise<readonly StoredEvent[]> {
    if (events.length === 0) return [];
    const rows = toRows(events, this.clock);
    return this.stored(rows, rows.map(() => streamId), await append(tx, streamId, expectedVersion, rows));
  }

  /** As `append`, for up to 5,000 streams and 20,000 events in four statements; one refusal refuses them all. A stream is named once. */
  async appendMany(tx: Transaction, batch: readonly StreamBatch[]): Promise<readonly StoredEvent[]> {
    const entries = batch.filter(({ events }) => events.length > 0).map((entry) => ({ ...entry, rows: toRows(entry.events, this.clock) }));
    if (entries.length === 0) return [];
    const rows = entries.flatMap((entry) => entry.rows);
    return this.stored(rows, entries.flatMap((entry) => entry.rows.map(() => entry.streamId)), await appendMany(tx, entries));
  }

  /**
   * Events after a cursor in feed order, at most `limit` (up to 10,000) and only of those types where given; pass `next` on.
   * `next` may advance although no event matched: of a filtered feed one read looks at 10,000 events. Never misses an event,
   * however late its transaction commits.
   */
  async readFeed(after: Cursor, { limit, types }: { readonly limit: number; readonly types?: readonly string[] }): Promise<{ readonly events: readonly StoredEvent[]; readonly next: Cursor }> {
    const { events, next } = await this.readPage({ after, limit, types });
    return { events, next };
  }

  /** As `readFeed`, and tells what the read could see. */
  readPage(request: PageRequest): Promise<ReadPage> {
    assertInvariant(request.limit >= 1 && request.limit <= MAX_READ_EVENTS, `a read has a limit of 1 to ${MAX_READ_EVENTS} events, got ${request.limit}`);
    return readPage(this.database, this.service, request);
  }

  /** One stream's events after that version, oldest first, at most `limit` (up to 10,000). Sees what is committed, without the feed's delay. */
  async readStream(streamId: string, { afterVersion, limit }: { readonly afterVersion: number; readonly limit: number }): Promise<readonly StoredEvent[]> {
    assertInvariant(limit >= 1 && limit <= MAX_READ_EVENTS, `a read has a limit of 1 to ${MAX_READ_EVENTS} events, got ${limit}`);
    const rows = await this.database.query<EventRecord>(`SELECT ${EVENT_COLUMNS} FROM event WHERE stream_id = $1 AND version > $2 ORDER BY version LIMIT $3`, [streamId, afterVersion, limit]);
    return rows.map((row) => toEvent(row, this.service));
  }

  /**
   * A cursor that sees every event that commits after this call, and none of those that the feed can show now. Events that
   * committed just before may be among them: take the cursor, then a snapshot, then tail, and skip versions that the snapshot has.
   */
  async end(): Promise<Cursor> {
    const [row] = await this.database.queryInBackground<{ horizon: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon');
    assertInvariant(row, 'SELECT without FROM gives a row');
    return { tx: row.horizon, position: '0' };
  }

  /**
   * Hands over every event after `from`, then each new one, until the signal aborts; then resolves, once `onEvents` is through.
   * Woken by this process's commits, else by a poll every 250 ms. All tails of one log share one reader, whatever their number.
   */
  tail({ onEvents, ...options }: TailOptions): Promise<void> {
    return this.follow({ ...options, onPage: ({ events }) => (events.length > 0 ? onEvents(events) : undefined) });
  }

  /** As `tail`, of what commits from now on, in the background until it is stopped: this service's own news, whichever of its processes wrote them. */
  async tailFromNow(options: Omit<TailOptions, 'from' | 'signal'>): Promise<Running> {
    const from = await this.end();
    return new RunningWork().start((signal) => this.tail({ ...options, from, signal }));
  }

  /** As `tail`, and also tells how far it has come where nothing matched: for those who keep a durable cursor. */
  follow(options: FollowOptions): Promise<void> {
    return this.feed.follow(options);
  }

  private stored(rows: readonly EventRow[], streamIds: readonly string[], placed: readonly PlacedEvent[]): readonly StoredEvent[] {
    const places = new Map(placed.map((place) => [place.id, place]));
    return rows.map(({ event, id, occurredAt, recordedAt }, index) => {
      const place = places.get(id);
      const streamId = streamIds[index];
      assertInvariant(place && streamId !== undefined, 'each event that was appended got a place');
      const { type, schemaVersion, data, meta = {} } = event;
      return { ...place, service: this.service, streamId, type, schemaVersion, data, meta, occurredAt, recordedAt };
    });
  }
}
