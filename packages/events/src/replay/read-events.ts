import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type StoredEvent } from '../event.js';
import { type Cursor } from '../feed-cursor.js';
import { EVENT_COLUMNS, toEvent, type EventRecord } from '../read-page.js';
import { type Projection } from './projection.js';

/** Events of one page: so many are in memory. */
const PAGE_EVENTS = 10_000;

/** Which events a replay reads. */
export interface EventSelection {
  readonly service: string;
  readonly types: readonly string[];
  /** Only what had happened by then; all where undefined. */
  readonly until: Date | undefined;
}

/**
 * Hands over those events after a cursor that the transaction's snapshot shows, page by page. Without the feed's guard: the snapshot also shows
 * the rows that the same transactions wrote, so that both tell one moment; a cursor taken from here would miss what commits later.
 */
export const eachVisiblePage = async (tx: Transaction, { service, types, until }: EventSelection, after: Cursor, onPage: (events: readonly StoredEvent[]) => Promise<void>): Promise<void> => {
  let cursor = after;
  for (;;) {
    const rows = await queryIn<EventRecord>(tx,
      `SELECT ${EVENT_COLUMNS} FROM event WHERE (tx, position) > ($1::xid8, $2::bigint) AND type = ANY($3) AND ($4::timestamptz IS NULL OR occurred_at <= $4)
       ORDER BY event.tx, event.position LIMIT ${PAGE_EVENTS}`,
      [cursor.tx, cursor.position, types, until ?? null]);
    if (rows.length > 0) await onPage(rows.map((row) => toEvent(row, service)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_EVENTS) return;
    cursor = { tx: last.tx, position: last.position };
  }
};

/** How many of them there are, and how many are of a shape older than the one that carries all that is projected. */
export const countEvents = async (database: Database, { types, until }: EventSelection, { handles }: Projection): Promise<{ readonly total: number; readonly old: number }> => {
  const [counted] = await database.queryInBackground<{ total: number; old: number }>(
    `SELECT count(*) AS total, count(*) FILTER (WHERE schema_version < ($2::jsonb ->> type)::integer) AS old FROM event
     WHERE type = ANY($1) AND ($3::timestamptz IS NULL OR occurred_at <= $3)`,
    [types, JSON.stringify(handles), until ?? null]);
  return counted ?? { total: 0, old: 0 };
};
