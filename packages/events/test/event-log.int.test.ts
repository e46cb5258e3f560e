import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConflictError, newId } from '@souk/kernel';
import { queryIn, type Database } from '@souk/persistence';
import { compareCursors, type EventLog, type NewEvent } from '../src/index.js';
import { gate } from './gate.js';
import { event, eventsDatabaseUrl, openDatabase, openLog, readUntil, settledEnd } from './log-fixture.js';

describe('EventLog', () => {
  let database: Database;
  let log: EventLog;
  beforeAll(async () => {
    database = await openDatabase(await eventsDatabaseUrl());
    log = openLog(database);
  });
  afterAll(() => database.close());

  const append = (streamId: string, version: number | 'any', ...events: NewEvent[]) => database.transaction((tx) => log.append(tx, streamId, version, events));
  const versionOf = async (streamId: string): Promise<number> => (await log.readStream(streamId, { afterVersion: 0, limit: 10_000 })).length;

  describe('append', () => {
    it('gives a stream versions from 1 and reads back what was appended', async () => {
      const from = await settledEnd(log);
      const streamId = newId();
      const occurredAt = new Date('2020-02-29T01:02:03.456Z');
      const stored = await database.transaction(async (tx) => [
        ...(await log.append(tx, streamId, 0, [event('OrderPlaced', { total: 1, text: 'a "b", {c}\\ NULL', list: [null, 'ü'] }), { ...event('OrderPaid'), occurredAt, meta: { actor: 'system', imported: true } }])),
        ...(await log.append(tx, streamId, 2, [event('OrderConfirmed')])),
      ]);
      expect(stored.map(({ version, type }) => [version, type])).toEqual([[1, 'OrderPlaced'], [2, 'OrderPaid'], [3, 'OrderConfirmed']]);
      expect(stored[1]).toMatchObject({ occurredAt, service: 'order', meta: { actor: 'system', imported: true } });
      expect(await log.readStream(streamId, { afterVersion: 0, limit: 10 })).toEqual(stored);
      expect(await log.readStream(streamId, { afterVersion: 1, limit: 1 })).toEqual([stored[1]]);
      expect(await readUntil(log, from, 3)).toEqual(stored);
    });
    it('refuses a version that the stream does not have', async () => {
      const streamId = newId();
      await expect(append(streamId, 3, event('OrderPlaced'))).rejects.toEqual(new ConflictError(3, 0));
      await append(streamId, 0, event('OrderPlaced'));
      await expect(append(streamId, 0, event('OrderPlaced'))).rejects.toEqual(new ConflictError(0, 1));
      await append(streamId, 'any', event('OrderPaid'));
      await expect(append(streamId, 1, event('OrderPaid'))).rejects.toEqual(new ConflictError(1, 2));
      await append(streamId, 2, event('OrderPaid'));
      expect(await versionOf(streamId)).toBe(3);
    });
    it('lets one of many concurrent writers win with an expected version, and all of them with any', async () => {
      const contested = newId();
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => append(contested, 0, event('OrderPlaced'))));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const shared = newId();
      await Promise.all(Array.from({ length: 8 }, () => append(shared, 'any', event('OrderPaid'), event('OrderPaid'))));
      expect((await log.readStream(shared, { afterVersion: 0, limit: 100 })).map(({ version }) => version)).toEqual(Array.from({ length: 16 }, (_value, index) => index + 1));
    });
    it('leaves nothing behind when the transaction rolls back', async () => {
      const streamId = newId();
      await expect(database.transaction(async (tx) => {
        await log.append(tx, streamId, 0, [event('OrderPlaced')]);
        throw new Error('no');
      })).rejects.toThrow('no');
      expect(await versionOf(streamId)).toBe(0);
      await append(streamId, 0, event('OrderPlaced'));
    });
    it('does nothing for no events', async () => {
      expect(await append(newId(), 7)).toEqual([]);
    });
    it.each([
      ['a type that is not PascalCase', event('order.placed'), /PascalCase.*'order\.placed'/],
      ['data that is too long', event('OrderPlaced', { text: 'x'.repeat(70_000) }), /at most 65536 characters/],
    ])('throws on %s', async (_what, wrong, message) => {
      await expect(append(newId(), 0, wrong)).rejects.toThrow(message);
    });
    it('throws on an expected version that is none', async () => {
      await expect(append(newId(), -1, event('OrderPlaced'))).rejects.toThrow(/whole number from 0, got -1/);
    });
  });

  describe('appendMany', () => {
    it('appends to new and known streams, in order, in few statements', async () => {
      const known = newId();
      await append(known, 0, event('OrderPlaced'));
      const from = await settledEnd(log);
      const before = database.statements.count;
      const batch = [
        { streamId: known, expectedVersion: 1, events: [event('OrderPaid', { n: 1 }), event('OrderPaid', { n: 2 })] },
        ...Array.from({ length: 1_000 }, (_value, n) => ({ streamId: newId(), expectedVersion: n % 2 === 0 ? ('any' as const) : 0, events: [event('OrderPlaced', { n })] })),
        { streamId: newId(), expectedVersion: 0, events: [] },
      ];
      const stored = await database.transaction((tx) => log.appendMany(tx, batch));
      expect(database.statements.count - before).toBe(4);
      expect(stored.map(({ streamId, version, data }) => [streamId, version, data])).toEqual(
        batch.flatMap(({ streamId, events }) => events.map(({ data }, index) => [streamId, (streamId === known ? 1 : 0) + index + 1, data])),
      );
      expect([...stored].sort(compareCursors)).toEqual(stored);
      expect(await readUntil(log, from, 1_002)).toEqual(stored);
      await append(known, 3, event('OrderPaid'));
    });
    it('refuses the whole batch where one stream has another version', async () => {
      const [known, fresh] = [newId(), newId()];
      await append(known, 0, event('OrderPlaced'));
      const appending = database.transaction((tx) => log.appendMany(tx, [{ streamId: fresh, expectedVersion: 0, events: [event('OrderPlaced')] }, { streamId: known, expectedVersion: 2, events: [event('OrderPaid')] }]));
      await expect(appending).rejects.toEqual(new ConflictError(2, 1));
      expect(await versionOf(fresh)).toBe(0);
    });
    it('lets concurrent batches over the same streams all through', async () => {
      const streamIds = Array.from({ length: 50 }, () => newId());
      const one = (order: readonly string[]) => database.transaction((tx) => log.appendMany(tx, order.map((streamId) => ({ streamId, expectedVersion: 'any', events: [event('OrderPaid')] }))));
      await Promise.all([one(streamIds), one([...streamIds].reverse()), one(streamIds), one([...streamIds].reverse())]);
      for (const streamId of streamIds) expect(await versionOf(streamId)).toBe(4);
    });
    it('throws on a stream that is named twice', async () => {
      const entry = { streamId: newId(), expectedVersion: 0, events: [event('OrderPlaced')] };
      await expect(database.transaction((tx) => log.appendMany(tx, [entry, entry]))).rejects.toThrow(/each stream once/);
    });
  });

  describe('the order of a stream in the feed', () => {
    const startEarly = async (work: (tx: Parameters<Parameters<Database['transaction']>[0]>[0], attempt: number) => Promise<unknown>) => {
      const [started, goOn] = [gate(), gate()];
      let attempts = 0;
      const done = database.transaction(async (tx) => {
        attempts += 1;
        // An inbox row would do the same: the transaction has its id before it reads the stream.
        await queryIn(tx, 'SELECT pg_current_xact_id()');
        started.open();
        await goOn.opened;
        await work(tx, attempts);
      });
      await started.opened;
      return { done: () => (goOn.open(), done), attempts: () => attempts };
    };

    it('breaks where a transaction with an early id appends late and nobody checks', async () => {
      const streamId = newId();
      const from = await settledEnd(log);
      const early = await startEarly((tx) =>
        queryIn(tx, `INSERT INTO event (stream_id, version, id, type, schema_version, data, meta, occurred_at, recorded_at) VALUES ($1, 2, $2, 'OrderPaid', 1, '{}', '{}', now(), now())`, [streamId, newId()]),
      );
      await append(streamId, 0, event('OrderPlaced'));
      await early.done();
      expect((await readUntil(log, from, 2)).map(({ version }) => version)).toEqual([2, 1]);
    });
    it.each([
      ['append with any version', (tx, streamId) => log.append(tx, streamId, 'any', [event('OrderPaid')])],
      ['append with the version', (tx, streamId) => log.append(tx, streamId, 1, [event('OrderPaid')])],
      ['appendMany', (tx, streamId) => log.appendMany(tx, [{ streamId, expectedVersion: 1, events: [event('OrderPaid')] }])],
    ] satisfies [string, (tx: Parameters<Parameters<Database['transaction']>[0]>[0], streamId: string) => Promise<unknown>][])('holds with %s, by a new transaction', async (_name, late) => {
      const streamId = newId();
      const from = await settledEnd(log);
      const early = await startEarly((tx) => late(tx, streamId));
      await append(streamId, 0, event('OrderPlaced'));
      await early.done();
      expect(early.attempts()).toBe(2);
      expect((await readUntil(log, from, 2)).map(({ version }) => version)).toEqual([1, 2]);
    });
  });
});
