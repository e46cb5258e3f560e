import { assertInvariant, newId, type Clock } from '@souk/kernel';
import { type NewEvent } from './event.js';

/** Longest `data` of an event, in characters of JSON. */
const MAX_DATA_LENGTH = 64 * 1_024;
export const TYPE_PATTERN = /^[A-Z][A-Za-z0-9]{0,99}$/;

/** One event, ready to be inserted. */
export interface EventRow {
  readonly event: NewEvent;
  readonly id: string;
  readonly data: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

/** Gives new events their ids and times. Throws where a type is not PascalCase or data is too long: a programmer's error. */
export const toRows = (events: readonly NewEvent[], clock: Clock): readonly EventRow[] => {
  const recordedAt = clock.now();
  return events.map((event) => {
    const data = JSON.stringify(event.data);
    assertInvariant(TYPE_PATTERN.test(event.type), `an event's type is PascalCase of at most 100 letters and digits, got '${event.type}'`);
    assertInvariant(data.length <= MAX_DATA_LENGTH, `the data of ${event.type} has at most ${MAX_DATA_LENGTH} characters of JSON, got ${data.length}`);
    return { event, id: newId(recordedAt.getTime()), data, occurredAt: event.occurredAt ?? recordedAt, recordedAt };
  });
};

/** The rows as one array per column, for UNNEST: id, type, schema_version, data, meta, occurred_at, recorded_at. */
export const insertedRows = (rows: readonly EventRow[]): readonly unknown[][] => [
  rows.map(({ id }) => id),
  rows.map(({ event }) => event.type),
  rows.map(({ event }) => event.schemaVersion),
  rows.map(({ data }) => data),
  rows.map(({ event }) => JSON.stringify(event.meta ?? {})),
  rows.map(({ occurredAt }) => occurredAt.toISOString()),
  rows.map(({ recordedAt }) => recordedAt.toISOString()),
];
