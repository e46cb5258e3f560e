import { systemClock } from '@souk/kernel';
import { createDatabase, type Database } from '@souk/persistence';
import { silentLogger, type Logger } from '@souk/telemetry';
import { createTestDatabase, waitFor } from '@souk/testing';
import { compareCursors, EventLog, eventLogMigration, messagesMigration, snapshotsMigration, type Cursor, type NewEvent, type StoredEvent } from '../src/index.js';

const options = { name: 'order', entities: [], migrations: [eventLogMigration, messagesMigration, snapshotsMigration], logger: silentLogger };

/** The URL of a fresh database with an event log's tables. */
export const eventsDatabaseUrl = (): Promise<string> =>
  createTestDatabase({
    template: 'events',
    migrate: async (url) => {
      const database = await createDatabase({ ...options, url });
      await database.close();
    },
  });

/** Another replica's pool on a database of `eventsDatabaseUrl`. */
export const openDatabase = (url: string, { name = 'order', logger = silentLogger }: { readonly name?: string; readonly logger?: Logger } = {}): Promise<Database> =>
  createDatabase({ ...options, url, name, logger });

export const openLog = (database: Database, logger: Logger = silentLogger): EventLog => new EventLog({ database, service: database.name, clock: systemClock, logger });

export const event = (type: string, data: Readonly<Record<string, unknown>> = {}): NewEvent => ({ type, schemaVersion: 1, data });

/** A cursor behind all that was appended so far. Other tests' transactions on the same PostgreSQL may hold the feed back, so it waits for them. */
export const settledEnd = async (log: EventLog): Promise<Cursor> => {
  const [row] = await log.database.query<{ tx: string }>('SELECT pg_current_xact_id()::text AS tx');
  const own: Cursor = { tx: row?.tx ?? '', position: '0' };
  return waitFor(async () => {
    const end = await log.end();
    return compareCursors(end, own) > 0 ? end : undefined;
  });
};

/** Reads the feed from there on until that many events have come. */
export const readUntil = async (log: EventLog, from: Cursor, count: number): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  let cursor = from;
  await waitFor(async () => {
    const page = await log.readFeed(cursor, { limit: 100 });
    cursor = page.next;
    events.push(...page.events);
    return events.length >= count;
  });
  return events;
};
