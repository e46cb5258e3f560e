import { type Database } from '@souk/persistence';
import { type StoredEvent } from './event.js';
import { START, type Cursor } from './feed-cursor.js';

/** Events that one filtered read looks at, at most: bounds a statement that passes over an import nobody asked for. */
const MAX_SCANNED_EVENTS = 10_000;

export interface PageRequest {
  readonly after: Cursor;
  /** Events at most. */
  readonly limit: number;
  /** Only these; all unless told. */
  readonly types?: readonly string[] | undefined;
  /** Leaves out events whose meta says that they were imported. */
  readonly withoutImported?: boolean | undefined;
}

/** What one read of the feed saw. */
export interface ReadPage {
  readonly events: readonly StoredEvent[];
  /** The last event seen, asked for or not; `after` where there was none. */
  readonly next: Cursor;
  /** True where nothing that can be seen yet is left after `next`. */
  readonly isExhausted: boolean;
  /** No event will ever appear at or before it that this read could not see. */
  readonly horizon: Cursor;
  /** True where something is committed that cannot be seen yet: an older transaction, in any database of the instance, still runs. */
  readonly isHeldBack: boolean;
}

/** Columns of `event` as SQL, in the shape that `toEvent` reads. */
export const EVENT_COLUMNS =
  'event.id, event.tx::text, event.position::text, event.stream_id, event.version, event.type, event.schema_version, event.data, event.meta, event.occurred_at, event.recorded_at';

/**
 * Reads the feed in (tx, position) order, in one statement and so from one snapshot.
 * `tx < pg_snapshot_xmin(…)`: every transaction below has ended, so no event can appear behind the cursor any more.
 */
export const readPage = async (database: Database, service: string, { after, limit, types, withoutImported = false }: PageRequest): Promise<ReadPage> => {
  const window = types === undefined && !withoutImported ? limit : MAX_SCANNED_EVENTS;
  const rows = await database.queryInBackground<PageRow>(
    `WITH seen AS MATERIALIZED (
       SELECT tx, position, type, meta ? 'imported' AS is_imported FROM event
       WHERE (tx, position) > ($1::xid8, $2::bigint) AND tx < pg_snapshot_xmin(pg_current_snapshot())
       ORDER BY tx, position LIMIT $3
     ), wanted AS (
       SELECT tx, position, row_number() OVER (ORDER BY tx, position) AS place FROM seen
       WHERE ($4::text[] IS NULL OR type = ANY($4)) AND NOT ($5 AND is_imported)
       ORDER BY tx, position LIMIT $6
     ), page AS (
       SELECT wanted.place, ${EVENT_COLUMNS} FROM wanted JOIN event USING (tx, position)
     )
     SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon, (SELECT count(*) FROM seen) AS seen,
       EXISTS (SELECT FROM event WHERE tx >= pg_snapshot_xmin(pg_current_snapshot())) AS is_held_back,
       last.tx::text AS last_tx, last.position::text AS last_position, page.*
     FROM (VALUES (1)) AS one
     LEFT JOIN (SELECT tx, position FROM seen ORDER BY tx DESC, position DESC LIMIT 1) AS last ON true
     LEFT JOIN page ON true
     ORDER BY page.place`,
    [after.tx, after.position, window, types ?? null, withoutImported, limit],
  );
  const events = rows.filter(isFilled).map((row) => toEvent(row, service));
  const first = rows[0];
  const lastEvent = events.at(-1);
  const isFull = lastEvent !== undefined && events.length === limit;
  const lastSeen = first?.last_tx && first.last_position ? { tx: first.last_tx, position: first.last_position } : after;
  return {
    events,
    next: isFull ? { tx: lastEvent.tx, position: lastEvent.position } : lastSeen,
    isExhausted: !isFull && (first?.seen ?? 0) < window,
    horizon: first === undefined ? START : { tx: first.horizon, position: '0' },
    isHeldBack: first?.is_held_back ?? false,
  };
};

export interface EventRecord {
  readonly id: string;
  readonly tx: string;
  readonly position: string;
  readonly stream_id: string;
  readonly version: number;
  readonly type: string;
  readonly schema_version: number;
  readonly data: StoredEvent['data'];
  readonly meta: StoredEvent['meta'];
  readonly occurred_at: Date;
  readonly recorded_at: Date;
}

/** An event as it was read; the log's service is not stored with it. */
export const toEvent = (row: EventRecord, service: string): StoredEvent => ({
  id: row.id,
  tx: row.tx,
  position: row.position,
  service,
  streamId: row.stream_id,
  version: row.version,
  type: row.type,
  schemaVersion: row.schema_version,
  data: row.data,
  meta: row.meta,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
});

interface PageFrame {
  readonly horizon: string;
  readonly seen: number;
  readonly is_held_back: boolean;
  readonly last_tx: string | null;
  readonly last_position: string | null;
}

type PageRow = PageFrame & (EventRecord | { readonly id: null });

const isFilled = (row: PageRow): row is PageFrame & EventRecord => row.id !== null;
