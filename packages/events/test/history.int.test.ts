import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { compareCursors, readHistory, START, type EventLog, type FeedPage, type HistoryRequest, type NewEvent, type StoredEvent } from '../src/index.js';
import { event, eventsDatabaseUrl, openDatabase, openLog, settledEnd } from './log-fixture.js';

const ODD_TEXTS = ['tab\tand\nline', 'back\\slash \\t \\N \\.', '"quoted"', 'é ü 漢 😀', '\u0001\b\f\u2028', ''];

describe('a history', () => {
  let database: Database;
  let log: EventLog;
  let other: Database;
  beforeAll(async () => {
    const url = await eventsDatabaseUrl();
    database = await openDatabase(url);
    other = await openDatabase(url);
    log = openLog(database);
  });
  afterAll(() => Promise.all([database.close(), other.close()]));

  const append = (streamId: string, events: readonly NewEvent[]) => database.transaction((tx) => log.append(tx, streamId, 'any', events));
  const pagesOf = async (request: Omit<HistoryRequest, 'service'>): Promise<readonly FeedPage[]> => {
    const pages: FeedPage[] = [];
    for await (const page of readHistory(database, { service: 'order', ...request })) pages.push(page);
    return pages;
  };
  const eventsOf = async (request: Omit<HistoryRequest, 'service'>): Promise<readonly StoredEvent[]> => (await pagesOf(request)).flatMap(({ events }) => events);

  it('is what the feed shows, field by field, whatever is in an event', async () => {
    const after = await settledEnd(log);
    for (const text of ODD_TEXTS) {
      await append(`stream ${text} ${newId()}`, [
        { ...event('OrderPlaced', { text, nested: [{ text, nothing: null, half: 0.5 }] }), occurredAt: new Date('1969-12-31T23:59:59.999Z'), meta: { actor: text } },
        { ...event('OrderPaid', { text }), schemaVersion: 7, meta: { actor: text, imported: true } },
      ]);
    }
    await settledEnd(log);
    const { events } = await log.readPage({ after, limit: 100 });
    expect(events).toHaveLength(2 * ODD_TEXTS.length);
    expect(await eventsOf({ after })).toEqual(events);
  });

  it('comes in pages, each from where the last one ended, and ends', async () => {
    const after = await settledEnd(log);
    const streamIds = Array.from({ length: 5 }, () => newId());
    for (const streamId of streamIds) await append(streamId, Array.from({ length: 1_000 }, (_, index) => event('OrderPaid', { index })));
    await settledEnd(log);
    const pages = await pagesOf({ after });
    expect(pages.map(({ events }) => events.length)).toEqual(Array.from({ length: 10 }, () => 500));
    expect(pages.map(({ next, events }) => compareCursors(next, events.at(-1) ?? START))).toEqual(pages.map(() => 0));
    expect(pages.flatMap(({ events }) => events.map(({ streamId, version }) => `${streamId} ${version}`))).toEqual(streamIds.flatMap((streamId) => Array.from({ length: 1_000 }, (_, index) => `${streamId} ${index + 1}`)));
    expect(await eventsOf({ after: pages.at(-1)?.next ?? START })).toEqual([]);
  });

  it('shows nothing of a transaction that is open, nor what came after it', async () => {
    const after = await settledEnd(log);
    await database.transaction(async (tx) => {
      await log.append(tx, newId(), 0, [event('OrderPlaced')]);
      await other.transaction((later) => openLog(other).append(later, newId(), 0, [event('OrderPaid')]));
      expect(await eventsOf({ after })).toEqual([]);
    });
    await settledEnd(log);
    expect((await eventsOf({ after })).map(({ type }) => type)).toEqual(['OrderPlaced', 'OrderPaid']);
  });

  it('is of some types only, or up to a time, where that is asked', async () => {
    const after = await settledEnd(log);
    await append(newId(), ['2026-01-01', '2026-01-02', '2026-01-03'].flatMap((day) => ['OrderPlaced', 'OrderPaid'].map((type) => ({ ...event(type), occurredAt: new Date(day) }))));
    await settledEnd(log);
    const found = await eventsOf({ after, types: ['OrderPaid', 'OrderLost'], until: new Date('2026-01-02') });
    expect(found.map(({ type, occurredAt }) => [type, occurredAt.toISOString()])).toEqual([['OrderPaid', '2026-01-01T00:00:00.000Z'], ['OrderPaid', '2026-01-02T00:00:00.000Z']]);
    await expect(eventsOf({ after, types: ["Order') OR (true"] })).rejects.toThrow('PascalCase');
    await expect(eventsOf({ after: { tx: '0) OR (true', position: '0' } })).rejects.toThrow(SyntaxError);
  });

  it('that is left early gives its connection back', async () => {
    const after = await settledEnd(log);
    await append(newId(), [event('OrderPlaced')]);
    await settledEnd(log);
    // More often than the pool has connections.
    for (let round = 0; round < 12; round += 1) {
      for await (const { events } of readHistory(database, { service: 'order', after })) {
        expect(events).toHaveLength(1);
        break;
      }
    }
    expect(await eventsOf({ after })).toHaveLength(1);
  });
});
