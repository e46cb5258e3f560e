import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { waitFor } from '@souk/testing';
import { START, compareCursors, type Cursor, type EventLog, type StoredEvent } from '../src/index.js';
import { gate } from './gate.js';
import { event, eventsDatabaseUrl, openDatabase, openLog, readUntil, settledEnd } from './log-fixture.js';

describe('the feed', () => {
  let database: Database;
  let log: EventLog;
  let from: Cursor;
  beforeAll(async () => {
    database = await openDatabase(await eventsDatabaseUrl());
    log = openLog(database);
  });
  beforeEach(async () => {
    from = await settledEnd(log);
  });
  afterAll(() => database.close());

  const append = (tx: Transaction, text: string) => log.append(tx, newId(), 0, [event('OrderPlaced', { text })]);
  const textsOf = (events: readonly StoredEvent[]) => events.map(({ data }) => data['text']);

  /** What a reader would see that keeps only the last position; with the guard it waits for older transactions. */
  const positionReader = (after: number, withGuard: boolean) => {
    let last = after;
    return async (): Promise<readonly string[]> => {
      const guard = withGuard ? 'AND tx < pg_snapshot_xmin(pg_current_snapshot())' : '';
      const rows = await database.query<{ position: number; text: string }>(`SELECT position, data->>'text' AS text FROM event WHERE position > $1 ${guard} ORDER BY position`, [last]);
      last = rows.at(-1)?.position ?? last;
      return rows.map(({ text }) => text);
    };
  };
  const lastPosition = async (): Promise<number> => (await database.query<{ last: number }>('SELECT coalesce(max(position), 0) AS last FROM event'))[0]?.last ?? 0;

  /** A transaction that has its id, and waits to append and to commit. */
  const openTransaction = async (text: string) => {
    const [started, mayAppend, appended, mayCommit] = [gate(), gate(), gate(), gate()];
    const done = database.transaction(async (tx) => {
      await queryIn(tx, 'SELECT pg_current_xact_id()');
      started.open();
      await mayAppend.opened;
      await append(tx, text);
      appended.open();
      await mayCommit.opened;
    });
    await started.opened;
    return {
      append: () => (mayAppend.open(), appended.opened),
      commit: () => (mayCommit.open(), done),
    };
  };

  it('shows an event that commits late, where a cursor of positions misses it', async () => {
    const naive = positionReader(await lastPosition(), false);
    const slow = await openTransaction('slow');
    await slow.append();
    await database.transaction((tx) => append(tx, 'quick'));
    expect(await naive()).toEqual(['quick']);
    expect((await log.readFeed(from, { limit: 10 })).events).toEqual([]);
    await slow.commit();
    expect(await naive()).toEqual([]);
    expect(textsOf(await readUntil(log, from, 2))).toEqual(['slow', 'quick']);
  });

  it('shows an event whose younger transaction drew the smaller position, where even a guarded cursor of positions misses it', async () => {
    const guarded = positionReader(await lastPosition(), true);
    const older = await openTransaction('older');
    const younger = await openTransaction('younger');
    await younger.append();
    await older.append();
    await older.commit();
    expect(await waitFor(async () => nonEmpty(await guarded()))).toEqual(['older']);
    const { events, next } = await log.readFeed(from, { limit: 10 });
    expect(textsOf(events)).toEqual(['older']);
    await younger.commit();
    expect(textsOf(await readUntil(log, next, 1))).toEqual(['younger']);
    expect(await guarded()).toEqual([]);
  });

  it('shows every event of many concurrent writers once, and each stream in order', async () => {
    const streamIds = Array.from({ length: 20 }, () => newId());
    const expected = new Map(streamIds.map((streamId) => [streamId, 0]));
    let isWriting = true;
    const write = async (seed: number): Promise<void> => {
      for (let index = 0; index < 60; index += 1) {
        const streamId = streamIds[(seed * 7 + index * 13) % streamIds.length] ?? '';
        await database.transaction(async (tx) => {
          // Every third has its id early.
          if (index % 3 === 0) await queryIn(tx, 'SELECT pg_current_xact_id(), pg_sleep(0.002)');
          await log.append(tx, streamId, 'any', [event('OrderPaid')]);
          if (index % 5 === 0) await queryIn(tx, 'SELECT pg_sleep(0.003)');
        });
        expected.set(streamId, (expected.get(streamId) ?? 0) + 1);
      }
    };
    const seen: StoredEvent[] = [];
    const read = async (): Promise<void> => {
      for (let cursor = from; isWriting || seen.length < 360; ) {
        const { events, next } = await log.readFeed(cursor, { limit: 7 });
        seen.push(...events);
        cursor = next;
      }
    };
    const reading = read();
    await Promise.all([1, 2, 3, 4, 5, 6].map(write));
    isWriting = false;
    await reading;
    expect(seen).toHaveLength(360);
    for (const streamId of streamIds) {
      const versions = seen.filter((one) => one.streamId === streamId).map(({ version }) => version);
      expect(versions).toEqual(Array.from({ length: expected.get(streamId) ?? 0 }, (_value, index) => index + 1));
    }
  });

  it('reads page by page, only the types asked for, and passes over the rest', async () => {
    const batch = (type: string, count: number) => ({ streamId: newId(), expectedVersion: 0, events: Array.from({ length: count }, (_value, text) => event(type, { text })) });
    await database.transaction((tx) => log.appendMany(tx, [batch('OrderPlaced', 3), ...Array.from({ length: 15 }, () => batch('OrderPaid', 1_000)), batch('OrderPlaced', 2)]));
    await settledEnd(log);
    const first = await log.readFeed(from, { limit: 2, types: ['OrderPlaced'] });
    expect(textsOf(first.events)).toEqual([0, 1]);
    const second = await log.readFeed(first.next, { limit: 2, types: ['OrderPlaced'] });
    // One read looks at 10,000 events.
    expect(textsOf(second.events)).toEqual([2]);
    const third = await log.readFeed(second.next, { limit: 2, types: ['OrderPlaced'] });
    expect(textsOf(third.events)).toEqual([0, 1]);
    const fourth = await log.readFeed(third.next, { limit: 2, types: ['OrderPlaced'] });
    expect(fourth).toEqual({ events: [], next: third.next });
    const nothing = await log.readFeed(from, { limit: 10, types: ['OrderShipped'] });
    expect(nothing.events).toEqual([]);
    expect(compareCursors(nothing.next, from)).toBeGreaterThan(0);
  });

  it('has an end that shows what commits later, even by a transaction that is already open', async () => {
    const open = await openTransaction('open');
    await open.append();
    await database.transaction((tx) => append(tx, 'just before'));
    const end = await log.end();
    await database.transaction((tx) => append(tx, 'later'));
    await open.commit();
    expect(textsOf(await readUntil(log, end, 3))).toEqual(['open', 'just before', 'later']);
  });

  it('refuses a limit that it would not keep', async () => {
    await expect(async () => log.readFeed(START, { limit: 0 })).rejects.toThrow(/1 to 10000/);
    await expect(log.readStream(newId(), { afterVersion: 0, limit: 10_001 })).rejects.toThrow(/1 to 10000/);
  });
});

const nonEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
