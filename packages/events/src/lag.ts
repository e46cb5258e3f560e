import { type Database } from '@souk/persistence';
import { loadCheckpoint } from './checkpoint.js';
import { compareCursors, START } from './feed-cursor.js';
import { cursorNames, partitionSql } from './partition.js';
import { subscriptionsIn, type Subscription } from './subscription.js';

/** Events behind that are counted at most. */
export const MAX_COUNTED_EVENTS = 100_000;

/** How far a consumer is behind one publisher. */
export interface Lag {
  readonly consumer: string;
  readonly publisher: string;
  /**
   * Events in the publisher's log that are neither handled nor dead letters, and those that came after one of them and are handled already;
   * MAX_COUNTED_EVENTS + 1 at most; a second late at most. Undefined where the publisher's log is not at hand.
   */
  readonly behind: number | undefined;
  /** Age of the oldest of them; undefined where there is none. */
  readonly oldestMs: number | undefined;
  readonly deadLetters: number;
  /** Later events of the dead letters' aggregates. */
  readonly waiting: number;
}

/**
 * How far the consumers of a database are behind their publishers, wherever the events wait: it compares the consumers' own cursors
 * with the publishers' logs, so it needs no broker and tells the same while that is down. `logs`: the publishers' databases, by service.
 */
export const readLag = async (database: Database, logs: ReadonlyMap<string, Database>): Promise<readonly Lag[]> => {
  const lags: Lag[] = [];
  for (const subscription of await subscriptionsIn(database)) {
    const { consumer, service } = subscription;
    const log = logs.get(service);
    lags.push({ consumer, publisher: service, ...(log === undefined ? { behind: undefined, oldestMs: undefined } : await behindOf(subscription, database, log)), ...(await deadOf(subscription, database)) });
  }
  return lags;
};

const behindOf = async ({ consumer, service, types, partitions }: Subscription, database: Database, log: Database): Promise<Pick<Lag, 'behind' | 'oldestMs'>> => {
  const cursors = await Promise.all(cursorNames(consumer, service, partitions).map((name) => loadCheckpoint(database, name)));
  const first = [...cursors].sort(compareCursors)[0] ?? START;
  const [row] = await log.queryInBackground<{ behind: number; oldestMs: number | null }>(
    `SELECT count(*)::integer AS behind, (extract(epoch FROM now() - min(recorded_at)) * 1000)::double precision AS "oldestMs" FROM (
       SELECT event.recorded_at
       FROM event JOIN unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS cursor(tx, position, partition) ON cursor.partition - 1 = ${partitionSql('$3::integer')}
       WHERE (event.tx, event.position) > ($4::xid8, $5::bigint) AND (event.tx, event.position) > (cursor.tx::xid8, cursor.position)
         AND event.type = ANY($6::text[]) AND NOT event.meta ? 'imported'
       ORDER BY event.tx, event.position LIMIT ${MAX_COUNTED_EVENTS + 1}
     ) AS behind`,
    [cursors.map(({ tx }) => tx), cursors.map(({ position }) => position), partitions, first.tx, first.position, types],
  );
  return { behind: row?.behind ?? 0, oldestMs: row?.oldestMs ?? undefined };
};

const deadOf = async ({ consumer, service }: Subscription, database: Database): Promise<Pick<Lag, 'deadLetters' | 'waiting'>> => {
  const [row] = await database.queryInBackground<Pick<Lag, 'deadLetters' | 'waiting'>>(
    `SELECT count(*) FILTER (WHERE attempts > 0)::integer AS "deadLetters", count(*) FILTER (WHERE attempts = 0)::integer AS waiting
     FROM dead_letter WHERE consumer = $1 AND service = $2`,
    [consumer, service],
  );
  return row ?? { deadLetters: 0, waiting: 0 };
};
