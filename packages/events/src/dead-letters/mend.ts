import { type Database } from '@souk/persistence';

/** An event that its consumer failed at too often. */
export interface DeadLetter {
  readonly id: string;
  readonly consumer: string;
  /** The service that published it. */
  readonly publisher: string;
  readonly type: string;
  readonly streamId: string;
  readonly version: number;
  /** Tries since it was first delivered, those after being re-driven included. */
  readonly attempts: number;
  /** What the last try threw. */
  readonly reason: string;
  readonly diedAt: Date;
  /** It has been re-driven, and its consumer has not taken it yet. */
  readonly isRedriven: boolean;
}

/** The dead letters of a database's consumers, or of one of them, oldest first. */
export const listDeadLetters = (database: Database, { consumer, limit }: { readonly consumer?: string | undefined; readonly limit: number }): Promise<readonly DeadLetter[]> =>
  database.queryInBackground<DeadLetter>(
    `SELECT event_id AS id, consumer, service AS publisher, event->>'type' AS type, stream_id AS "streamId", version, attempts, reason, died_at AS "diedAt", is_redriven AS "isRedriven"
     FROM dead_letter WHERE attempts > 0 AND ($1::text IS NULL OR consumer = $1) ORDER BY died_at, event_id LIMIT $2`,
    [consumer ?? null, limit],
  );

/**
 * Hands dead letters to their consumer again, all of them or the one with that event id; returns how many. The consumer takes them within
 * seconds while it runs, else when it starts; effects stay single by the inbox. One that fails again is a dead letter again.
 */
export const redriveDeadLetters = async (database: Database, consumer: string, id?: string): Promise<number> => {
  const redriven = await database.queryInBackground(
    'UPDATE dead_letter SET is_redriven = true WHERE consumer = $1 AND attempts > 0 AND ($2::uuid IS NULL OR event_id = $2::uuid) RETURNING event_id',
    [consumer, id ?? null],
  );
  return redriven.length;
};
