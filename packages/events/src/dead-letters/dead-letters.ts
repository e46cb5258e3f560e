import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { type StoredEvent } from '../event.js';
import { decodeEvent } from '../wire-event.js';

/** Longest reason that is kept, in characters. */
const MAX_REASON_LENGTH = 500;

/** What an event of a consumer meets: `isNew` where its inbox row has just been written, `isBlocked` where its aggregate has a dead letter. */
interface Admission {
  readonly isNew: boolean;
  readonly isBlocked: boolean;
}

/** Writes the event's inbox row unless it, or an earlier event of its aggregate, is a dead letter: later ones must not overtake it. */
export const admit = async (tx: Transaction, consumer: string, { id, service, streamId, version }: StoredEvent): Promise<Admission> => {
  const [admission] = await queryIn<Admission>(
    tx,
    `WITH dead AS (SELECT FROM dead_letter WHERE consumer = $1 AND service = $3 AND stream_id = $4 AND version <= $5 LIMIT 1),
     admitted AS (INSERT INTO inbox (consumer, event_id) SELECT $1, $2::uuid WHERE NOT EXISTS (SELECT FROM dead) ON CONFLICT DO NOTHING RETURNING event_id)
     SELECT EXISTS (SELECT FROM admitted) AS "isNew", EXISTS (SELECT FROM dead) AS "isBlocked"`,
    [consumer, id, service, streamId, version],
  );
  return admission ?? { isNew: false, isBlocked: false };
};

/** True where the event needs no more work before its transaction: it has had its effect, or waits behind a dead letter. */
export const isSettled = async (database: Database, consumer: string, { id, service, streamId, version }: StoredEvent): Promise<boolean> => {
  const [settled] = await database.query(
    `SELECT 1 FROM inbox WHERE consumer = $1 AND event_id = $2
     UNION ALL SELECT 1 FROM dead_letter WHERE consumer = $1 AND service = $3 AND stream_id = $4 AND version < $5 LIMIT 1`,
    [consumer, id, service, streamId, version],
  );
  return settled !== undefined;
};

const INSERT = `INSERT INTO dead_letter (consumer, event_id, service, stream_id, version, event, attempts, reason)
  SELECT $1, $2::uuid, $3, $4, $5::integer, $6::jsonb, $7::integer, $8 WHERE NOT EXISTS (SELECT FROM inbox WHERE consumer = $1 AND event_id = $2::uuid)`;

const valuesOf = (consumer: string, event: StoredEvent, attempts: number, reason: string): readonly unknown[] => [
  consumer, event.id, event.service, event.streamId, event.version, JSON.stringify(event), attempts, reason,
];

/** Keeps an event behind the dead letter of its aggregate; it goes on by itself once that one has had its effect. Idempotent. */
export const park = async (tx: Transaction, consumer: string, event: StoredEvent): Promise<void> => {
  await queryIn(tx, `${INSERT} ON CONFLICT DO NOTHING`, valuesOf(consumer, event, 0, 'waits for an earlier event of its aggregate'));
};

/** Makes an event a dead letter, or, where it is one again, adds to its attempts. An event that has had its effect is left alone. */
export const bury = async (database: Database, consumer: string, event: StoredEvent, attempts: number, reason: string): Promise<void> => {
  await database.queryInBackground(
    `${INSERT} ON CONFLICT (consumer, event_id) DO UPDATE
       SET attempts = dead_letter.attempts + excluded.attempts, reason = excluded.reason, died_at = now(), is_redriven = false`,
    valuesOf(consumer, event, attempts, tidy(reason)),
  );
};

/** One line that PostgreSQL takes as text. */
const tidy = (reason: string): string => reason.replace(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, MAX_REASON_LENGTH);

/** Takes the event off the list, in the transaction of its effect; false where it is not on it any more. */
export const takeDeadLetter = async (tx: Transaction, consumer: string, { id }: StoredEvent): Promise<boolean> => {
  const taken = await queryIn(tx, 'DELETE FROM dead_letter WHERE consumer = $1 AND event_id = $2 RETURNING event_id', [consumer, id]);
  return taken.length > 0;
};

/** The first event of each aggregate that may go on: re-driven ones, and those that waited for one that is done. At most `limit`, oldest first, without those that are in hand. */
export const dueDeadLetters = async (database: Database, consumer: string, { limit, except }: { readonly limit: number; readonly except: readonly string[] }): Promise<readonly StoredEvent[]> => {
  const rows = await database.queryInBackground<{ event: unknown }>(
    `SELECT event FROM dead_letter AS due
     WHERE consumer = $1 AND (is_redriven OR attempts = 0) AND event_id <> ALL($3::uuid[]) AND NOT EXISTS (
       SELECT FROM dead_letter AS earlier
       WHERE earlier.consumer = $1 AND earlier.service = due.service AND earlier.stream_id = due.stream_id AND earlier.version < due.version)
     ORDER BY died_at, event_id LIMIT $2`,
    [consumer, limit, except],
  );
  return rows.flatMap(({ event }) => decodeEvent(event) ?? []);
};
