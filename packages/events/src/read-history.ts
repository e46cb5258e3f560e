import { assertInvariant } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { openCopyReader, type CopyLine } from './copy-out.js';
import { TYPE_PATTERN } from './event-rows.js';
import { type EventMeta, type StoredEvent } from './event.js';
import { type Cursor } from './feed-cursor.js';
import { type FeedPage } from './follow-options.js';

/** Events of one statement: few enough that its whole answer fits the socket's buffers, so that PostgreSQL goes on while the one before is applied. */
const READ_EVENTS = 2_000;
/** Events of one page: decoded ones are many small objects, and whatever is alive at a garbage collection is copied by it. */
const PAGE_EVENTS = 500;

export interface HistoryRequest {
  readonly service: string;
  readonly after: Cursor;
  /** Only these; all unless told. */
  readonly types?: readonly string[] | undefined;
  /** Only what had happened by then; all unless told. */
  readonly until?: Date | undefined;
}

/**
 * Every event after a cursor that the feed can show when the last page is read, in pages, for replays: of a long history several times as fast as page reads.
 * PostgreSQL works on the next pages while the caller works on these; the lines of two statements and the events of one page are in memory at most. Holds one connection of the pool until it ends.
 */
export async function* readHistory(database: Database, { service, after, ...selection }: HistoryRequest): AsyncGenerator<FeedPage, void, undefined> {
  const reader = await openCopyReader(database);
  const begin = (cursor: Cursor): Promise<readonly CopyLine[]> => {
    const lines = reader.read(pageStatement(cursor, selection));
    lines.catch(() => undefined); // it is awaited later, and only where the caller comes back
    return lines;
  };
  let coming = begin(after);
  try {
    for (let lines = await coming; lines.length > 0; lines = await coming) {
      // An answer that is not full was the last: whoever waited for an empty one could run after those who append for ever.
      coming = lines.length < READ_EVENTS ? NOTHING : begin(cursorOf(lines));
      for (let first = 0; first < lines.length; first += PAGE_EVENTS) {
        const page = lines.slice(first, first + PAGE_EVENTS);
        yield { events: decodeLines(page, service), next: cursorOf(page) };
      }
    }
  } finally {
    await coming.catch(() => undefined);
    await reader.close();
  }
}

const NOTHING: Promise<readonly CopyLine[]> = Promise.resolve([]);

/** The order and the guard are those of `readPage`. COPY takes no parameters, so each literal is made of a checked value. */
const pageStatement = ({ tx, position }: Cursor, { types, until }: Pick<HistoryRequest, 'types' | 'until'>): string =>
  `COPY (
     SELECT tx, position, id, stream_id, version, type, schema_version, date_part('epoch', occurred_at), date_part('epoch', nullif(recorded_at, occurred_at)), meta, data FROM event
     WHERE (tx, position) > ('${BigInt(tx)}'::xid8, ${BigInt(position)}) AND tx < pg_snapshot_xmin(pg_current_snapshot())
       ${types === undefined ? '' : `AND type IN (${types.map(typeLiteral).join(', ')})`} ${until === undefined ? '' : `AND occurred_at <= '${until.toISOString()}'`}
     ORDER BY event.tx, event.position LIMIT ${READ_EVENTS}
   ) TO STDOUT`;

const typeLiteral = (type: string): string => {
  assertInvariant(TYPE_PATTERN.test(type), `an event's type is PascalCase of at most 100 letters and digits, got '${type}'`);
  return `'${type}'`;
};

const cursorOf = (lines: readonly CopyLine[]): Cursor => {
  const [tx, position] = lines.at(-1)?.fields.split('\t', 2) ?? [];
  assertInvariant(tx !== undefined && position !== undefined, 'a page that is not empty has a last event');
  return { tx, position };
};

const decodeLines = (lines: readonly CopyLine[], service: string): readonly StoredEvent[] => {
  // Most events of a page have the same meta.
  let [metaText, meta]: [string, EventMeta] = ['{}', {}];
  return lines.map(({ fields: head, last }) => {
    const fields = new FieldReader(head);
    const [tx, position, id, streamId] = [fields.next(), fields.next(), fields.next(), unescaped(fields.next())];
    const [version, type, schemaVersion] = [Number(fields.next()), fields.next(), Number(fields.next())];
    const occurredAt = dateOf(fields.next());
    const recorded = fields.next();
    const text = fields.next();
    if (text !== metaText) [metaText, meta] = [text, JSON.parse(unescaped(text)) as EventMeta];
    const data = JSON.parse(unescaped(last)) as StoredEvent['data'];
    return { id, tx, position, service, streamId, version, type, schemaVersion, data, meta, occurredAt, recordedAt: recorded === NULL ? occurredAt : dateOf(recorded) };
  });
};

const NULL = '\\N';

/** Takes the fields off a line one by one: half the time of splitting it. */
class FieldReader {
  private from = 0;

  constructor(private readonly line: string) {}

  next(): string {
    const end = this.line.indexOf('\t', this.from);
    const field = this.line.slice(this.from, end);
    this.from = end + 1;
    return field;
  }
}

/** Milliseconds are cut off, as node-postgres does; half a microsecond is more than a double of this size is off by. */
const dateOf = (epochSeconds: string): Date => new Date(Math.floor(Number(epochSeconds) * 1_000 + 0.000_5));

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** COPY's text format puts a backslash before what would end a field or a line, and before itself. */
const unescaped = (text: string): string => (text.includes('\\') ? text.replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped) : text);
