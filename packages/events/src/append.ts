import { assertInvariant, ConflictError } from '@souk/kernel';
import { queryIn, RetryTransaction, type Transaction } from '@souk/persistence';
import { insertedRows, type EventRow } from './event-rows.js';
import { type NewEvent } from './event.js';

/** Events that one append puts on one stream at most. */
const MAX_EVENTS_PER_STREAM = 1_000;
/** Streams and events that one `appendMany` takes at most. */
export const MAX_STREAMS_PER_BATCH = 5_000;
export const MAX_EVENTS_PER_BATCH = 20_000;

/** Where an event got its place. */
export interface PlacedEvent {
  readonly id: string;
  readonly tx: string;
  readonly position: string;
  readonly version: number;
}

/** Events for one stream that has that many events so far; 'any' where it does not matter. */
export interface StreamBatch {
  readonly streamId: string;
  readonly expectedVersion: number | 'any';
  readonly events: readonly NewEvent[];
}

/**
 * How the stream row moves on, for each kind of expected version; $1 stream, $2 events, $3 the version expected.
 * `last_tx <= pg_current_xact_id()`: a transaction may have got its id early (an inbox row is enough) and append late,
 * behind a younger transaction's version; its event would come before that version in the feed's order.
 */
const MOVE_STREAM = {
  first: `INSERT INTO stream (stream_id, version, last_tx) SELECT $1, $2::integer, pg_current_xact_id() WHERE $3::integer = 0
    ON CONFLICT (stream_id) DO NOTHING RETURNING version`,
  next: `UPDATE stream SET version = version + $2::integer, last_tx = pg_current_xact_id()
    WHERE stream_id = $1 AND version = $3::integer AND last_tx <= pg_current_xact_id() RETURNING version`,
  any: `INSERT INTO stream (stream_id, version, last_tx) SELECT $1, $2::integer, pg_current_xact_id() WHERE $3::integer = 0
    ON CONFLICT (stream_id) DO UPDATE SET version = stream.version + $2::integer, last_tx = pg_current_xact_id()
    WHERE stream.last_tx <= pg_current_xact_id() RETURNING version`,
};

/** Appends to one stream in one statement. Throws ConflictError or RetryTransaction, see `EventLog.append`. */
export const append = async (tx: Transaction, streamId: string, expectedVersion: number | 'any', rows: readonly EventRow[]): Promise<readonly PlacedEvent[]> => {
  assertInvariant(rows.length <= MAX_EVENTS_PER_STREAM, `an append has at most ${MAX_EVENTS_PER_STREAM} events, got ${rows.length}`);
  assertInvariant(expectedVersion === 'any' || (Number.isSafeInteger(expectedVersion) && expectedVersion >= 0), `an expected version is a whole number from 0, got ${expectedVersion}`);
  const kind = expectedVersion === 'any' ? 'any' : expectedVersion === 0 ? 'first' : 'next';
  const placed = await queryIn<PlacedEvent>(
    tx,
    `WITH moved AS (${MOVE_STREAM[kind]})
     INSERT INTO event (stream_id, version, id, type, schema_version, data, meta, occurred_at, recorded_at)
     SELECT $1, moved.version - $2::integer + row.ordinality, row.id, row.type, row.schema_version, row.data, row.meta, row.occurred_at, row.recorded_at
     FROM moved, unnest($4::uuid[], $5::text[], $6::integer[], $7::jsonb[], $8::jsonb[], $9::timestamptz[], $10::timestamptz[])
       WITH ORDINALITY AS row(id, type, schema_version, data, meta, occurred_at, recorded_at, ordinality)
     ORDER BY row.ordinality
     RETURNING id, tx::text, position::text, version`,
    [streamId, rows.length, expectedVersion === 'any' ? 0 : expectedVersion, ...insertedRows(rows)],
  );
  if (placed.length === 0) throw await refusal(tx, streamId, expectedVersion);
  return placed;
};

/** Why the stream row did not move. */
const refusal = async (tx: Transaction, streamId: string, expectedVersion: number | 'any'): Promise<Error> => {
  const [stream] = await queryIn<{ version: number }>(tx, 'SELECT version FROM stream WHERE stream_id = $1', [streamId]);
  const actualVersion = stream?.version ?? 0;
  if (expectedVersion !== 'any' && actualVersion !== expectedVersion) return new ConflictError(expectedVersion, actualVersion);
  return new RetryTransaction(`A younger transaction has appended to stream '${streamId}'.`);
};

interface LockedStream {
  readonly streamId: string;
  readonly version: number;
  readonly isAhead: boolean;
}

/** Appends to many streams in four statements. Throws ConflictError or RetryTransaction for the whole batch. */
export const appendMany = async (tx: Transaction, batch: readonly (Omit<StreamBatch, 'events'> & { readonly rows: readonly EventRow[] })[]): Promise<readonly PlacedEvent[]> => {
  const streamIds = batch.map(({ streamId }) => streamId);
  const rows = batch.flatMap((entry) => entry.rows);
  assertInvariant(new Set(streamIds).size === batch.length, 'a batch names each stream once');
  assertInvariant(batch.length <= MAX_STREAMS_PER_BATCH && rows.length <= MAX_EVENTS_PER_BATCH, `a batch has at most ${MAX_STREAMS_PER_BATCH} streams and ${MAX_EVENTS_PER_BATCH} events, got ${batch.length} and ${rows.length}`);
  // In the order of their ids, so that two batches never wait for each other.
  const locked = await queryIn<LockedStream>(
    tx,
    `SELECT stream_id AS "streamId", version, last_tx > pg_current_xact_id() AS "isAhead" FROM stream WHERE stream_id = ANY($1::text[]) ORDER BY stream_id FOR UPDATE`,
    [streamIds],
  );
  const before = new Map(locked.map((stream) => [stream.streamId, stream]));
  for (const { streamId, expectedVersion } of batch) {
    const actualVersion = before.get(streamId)?.version ?? 0;
    if (expectedVersion !== 'any' && expectedVersion !== actualVersion) throw new ConflictError(expectedVersion, actualVersion);
    if (before.get(streamId)?.isAhead) throw new RetryTransaction(`A younger transaction has appended to stream '${streamId}'.`);
  }
  const fresh = batch.filter(({ streamId }) => !before.has(streamId));
  const known = batch.filter(({ streamId }) => before.has(streamId));
  await insertStreams(tx, fresh.map(({ streamId }) => streamId), fresh.map((entry) => entry.rows.length));
  await moveStreams(tx, known.map(({ streamId }) => streamId), known.map((entry) => entry.rows.length));
  return insertEvents(
    tx,
    batch.flatMap((entry) => entry.rows.map(() => entry.streamId)),
    batch.flatMap((entry) => entry.rows.map((_row, index) => (before.get(entry.streamId)?.version ?? 0) + index + 1)),
    rows,
  );
};

const insertStreams = async (tx: Transaction, streamIds: readonly string[], counts: readonly number[]): Promise<void> => {
  if (streamIds.length === 0) return;
  const inserted = await queryIn(
    tx,
    `INSERT INTO stream (stream_id, version, last_tx)
     SELECT stream_id, count, pg_current_xact_id() FROM unnest($1::text[], $2::integer[]) AS batch(stream_id, count) ORDER BY stream_id COLLATE "C"
     ON CONFLICT (stream_id) DO NOTHING RETURNING stream_id`,
    [streamIds, counts],
  );
  // Somebody made one of them since: the next try finds it and knows its version.
  if (inserted.length < streamIds.length) throw new RetryTransaction('A stream of the batch has just been made by another transaction.');
};

const moveStreams = async (tx: Transaction, streamIds: readonly string[], counts: readonly number[]): Promise<void> => {
  if (streamIds.length === 0) return;
  await queryIn(
    tx,
    `UPDATE stream SET version = stream.version + batch.count, last_tx = pg_current_xact_id()
     FROM unnest($1::text[], $2::integer[]) AS batch(stream_id, count) WHERE stream.stream_id = batch.stream_id`,
    [streamIds, counts],
  );
};

const insertEvents = (tx: Transaction, streamIds: readonly string[], versions: readonly number[], rows: readonly EventRow[]): Promise<readonly PlacedEvent[]> =>
  queryIn<PlacedEvent>(
    tx,
    `INSERT INTO event (stream_id, version, id, type, schema_version, data, meta, occurred_at, recorded_at)
     SELECT row.stream_id, row.version, row.id, row.type, row.schema_version, row.data, row.meta, row.occurred_at, row.recorded_at
     FROM unnest($1::text[], $2::integer[], $3::uuid[], $4::text[], $5::integer[], $6::jsonb[], $7::jsonb[], $8::timestamptz[], $9::timestamptz[])
       WITH ORDINALITY AS row(stream_id, version, id, type, schema_version, data, meta, occurred_at, recorded_at, ordinality)
     ORDER BY row.ordinality
     RETURNING id, tx::text, position::text, version`,
    [streamIds, versions, ...insertedRows(rows)],
  );
