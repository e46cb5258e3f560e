import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { queryIn, type Database } from '@souk/persistence';
import { waitFor } from '@souk/testing';
import fc from 'fast-check';
import { MAX_FOLDED_EVENTS, Snapshots, type EventLog, type Fold, type Folded, type FoldedEvent } from '../src/index.js';
import { gate } from './gate.js';
import { event, eventsDatabaseUrl, openDatabase, openLog } from './log-fixture.js';
import { memoryLogger } from './memory-logger.js';

type Until = Parameters<Snapshots['fold']>[2];
type Counted = FoldedEvent & { readonly data: { readonly amount: number } };

/** Tells which events it has seen, and in which order. */
interface Trail {
  readonly count: number;
  readonly trail: number;
}

const trailFold = (over: Partial<Fold<Trail, Counted>> = {}): Fold<Trail, Counted> => ({
  name: 'trail', schemaVersion: 1, initial: { count: 0, trail: 7 },
  evolve: ({ count, trail }, { version, data: { amount } }) => ({ count: count + 1, trail: (trail * 31 + amount + version) % 1_000_003 }), ...over,
});

const START_MS = Date.parse('2027-01-01T00:00:00Z');
const MINUTE_MS = 60_000;
const ALL: Until = { version: null, at: null };
const atMinute = (minute: number): Until => ({ version: null, at: new Date(START_MS + minute * MINUTE_MS) });
const upTo = (version: number): Until => ({ version, at: null });

describe('Snapshots', () => {
  const logger = memoryLogger();
  let database: Database;
  let log: EventLog;
  let snapshots: Snapshots;
  beforeAll(async () => {
    database = await openDatabase(await eventsDatabaseUrl());
    log = openLog(database);
    snapshots = new Snapshots(database, logger);
  });
  afterAll(() => database.close());

  /** A stream of so many events, each a minute after the one before unless told. */
  const streamOf = async (count: number, minuteOf = (index: number): number => index): Promise<string> => {
    const streamId = newId();
    const events = Array.from({ length: count }, (_, index) => ({ ...event('Counted', { amount: index % 97 }), occurredAt: new Date(START_MS + minuteOf(index + 1) * MINUTE_MS) }));
    await database.transaction((tx) => log.append(tx, streamId, 0, events));
    return streamId;
  };

  const eventsAfter = (starts: readonly Pick<FoldedEvent, 'subject' | 'version'>[], { version, at }: Until): Promise<readonly Counted[]> =>
    database.query<Counted>(
      `SELECT stream_id AS subject, event.version, data, occurred_at AS "occurredAt" FROM event JOIN unnest($1::text[], $2::integer[]) AS start (stream_id, version) USING (stream_id)
       WHERE event.version > start.version AND ($3::integer IS NULL OR event.version <= $3) AND ($4::timestamptz IS NULL OR occurred_at <= $4) ORDER BY event.version`,
      [starts.map(({ subject }) => subject), starts.map((start) => start.version), version, at]);

  /** What the fold answers, and how many events it read; its snapshots are written when it returns. */
  const folded = async (streamIds: readonly string[], until: Until, fold = trailFold(), by = snapshots): Promise<{ readonly answer: readonly Folded<Trail>[]; readonly read: number }> => {
    let read = 0;
    const answer = await by.fold(fold, streamIds, until, async (starts) => {
      const events = await eventsAfter(starts, until);
      read = events.length;
      return events;
    });
    await by.stop();
    return { answer, read };
  };
  const forget = () => database.query('DELETE FROM snapshot');
  const kept = async (subject: string) => (await database.query<{ version: number }>('SELECT version FROM snapshot WHERE subject = $1 ORDER BY version', [subject])).map(({ version }) => version);

  it('give the answer that all events give, of any stream, for any version and time, whatever was read before', async () => {
    const count = fc.integer({ min: 0, max: 420 });
    // Most events are told when they happen, some long after, some before.
    const lateness = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: -200, max: 200 })), { minLength: 1, maxLength: 60 });
    const until = fc.oneof(fc.constant(ALL), fc.integer({ min: 1, max: 450 }).map(upTo), fc.integer({ min: -10, max: 460 }).map(atMinute));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(count, lateness), { minLength: 1, maxLength: 3 }), fc.array(until, { minLength: 2, maxLength: 8 }), async (streams, reads) => {
        const ids = await Promise.all(streams.map(([length, late]) => streamOf(length, (index) => index - (late[index % late.length] ?? 0))));
        const answers = [];
        for (const moment of reads) answers.push((await folded(ids, moment)).answer);
        for (const [index, moment] of reads.entries()) {
          await forget();
          expect(answers[index]).toEqual((await folded(ids, moment)).answer);
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('spare a fold all events but those that came after the newest of them', async () => {
    const id = await streamOf(950);
    expect((await folded([id], ALL)).read).toBe(950);
    expect(await kept(id)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
    const reads = await Promise.all([ALL, upTo(420), upTo(400), upTo(99), atMinute(730)].map(async (until) => (await folded([id], until)).read));
    expect(reads).toEqual([50, 20, 0, 99, 30]);
  });

  it('are none of a short stream', async () => {
    const id = await streamOf(99);
    await folded([id], ALL);
    expect(await kept(id)).toEqual([]);
  });

  it('change nothing when all of them are deleted, at any time', async () => {
    const id = await streamOf(350);
    const before = (await folded([id], upTo(333))).answer;
    await forget();
    expect(await folded([id], upTo(333))).toEqual({ answer: before, read: 333 });
  });

  it('of another version of the fold are not used, and give way', async () => {
    const id = await streamOf(250);
    const doubled = trailFold({ schemaVersion: 2, evolve: ({ count, trail }) => ({ count: count + 2, trail }) });
    await folded([id], ALL);
    expect(await folded([id], ALL, doubled)).toEqual({ answer: [{ subject: id, version: 250, state: { count: 500, trail: 7 } }], read: 250 });
    expect((await folded([id], ALL, doubled)).read).toBe(50);
    expect(await folded([id], ALL)).toMatchObject({ answer: [{ state: { count: 250 } }], read: 250 });
  });

  it('of another fold are not used', async () => {
    const id = await streamOf(150);
    await folded([id], ALL);
    expect((await folded([id], ALL, trailFold({ name: 'other' }))).read).toBe(150);
  });

  it('of later than what is asked for are not used, whatever they say', async () => {
    const id = await streamOf(250);
    const before = await Promise.all([upTo(199), atMinute(199)].map(async (until) => (await folded([id], until)).answer));
    await database.query('UPDATE snapshot SET state = $2 WHERE subject = $1 AND version = 100', [id, { count: 100, trail: 1 }]);
    await database.query(`INSERT INTO snapshot (fold, subject, version, schema_version, latest_at, state) VALUES ('trail', $1, 200, 1, $2, $3)`, [id, atMinute(200).at, { count: 0, trail: 0 }]);
    // The one at 200 is not seen from before it; from there on it is, and so is the wrong one at 100: they are used indeed.
    for (const until of [upTo(99), atMinute(99)]) expect((await folded([id], until)).answer).toMatchObject([{ version: 99, state: { count: 99 } }]);
    for (const until of [upTo(200), atMinute(201)]) expect((await folded([id], until)).answer).toMatchObject([{ state: { count: until.at === null ? 0 : 1 } }]);
    await database.query('DELETE FROM snapshot WHERE subject = $1 AND version = 100', [id]);
    expect(await Promise.all([upTo(199), atMinute(199)].map(async (until) => (await folded([id], until)).answer))).toEqual(before);
  });

  it('that hold an event told before its time came are not used for an earlier one', async () => {
    // The 50th says that it happens an hour after all others.
    const id = await streamOf(150, (index) => (index === 50 ? 300 : index));
    const whole = await folded([id], ALL);
    expect(await kept(id)).toEqual([100]);
    expect(await folded([id], atMinute(200))).toMatchObject({ answer: [{ version: 150, state: { count: 149 } }], read: 149 });
    expect(await folded([id], atMinute(301))).toEqual({ answer: whole.answer, read: 50 });
  });

  it('are made of what has no gap, also where a time is asked for', async () => {
    const id = await streamOf(350, (index) => (index === 250 ? 1_000 : index));
    await folded([id], atMinute(900));
    expect(await kept(id)).toEqual([100, 200]);
  });

  it('are written after the answer, and once where two write them at once', async () => {
    const id = await streamOf(250);
    const [locked, free] = [gate(), gate()];
    const blocker = database.transaction(async (tx) => {
      await queryIn(tx, 'LOCK TABLE snapshot IN SHARE ROW EXCLUSIVE MODE');
      locked.open();
      await free.opened;
    });
    await locked.opened;
    const others = [new Snapshots(database, logger), new Snapshots(database, logger)];
    const answers = await Promise.all(others.map((other) => other.fold(trailFold(), [id], ALL, (starts) => eventsAfter(starts, ALL))));
    expect(answers.flat()).toMatchObject([{ version: 250 }, { version: 250 }]);
    expect(await kept(id)).toEqual([]);
    free.open();
    await Promise.all([blocker, ...others.map((other) => other.stop())]);
    expect(await kept(id)).toEqual([100, 200]);
  });

  it('that cannot be written are told, and missed by nobody', async () => {
    const id = await streamOf(150);
    const failing = new Snapshots(database, logger);
    await database.query("ALTER TABLE snapshot ADD CONSTRAINT full_disk CHECK (fold <> 'refused')");
    expect((await folded([id], ALL, trailFold({ name: 'refused' }), failing)).answer).toMatchObject([{ version: 150 }]);
    expect(await waitFor(() => Promise.resolve(logger.problems().length))).toBe(1);
    await database.query('ALTER TABLE snapshot DROP CONSTRAINT full_disk');
    await folded([id], ALL, trailFold({ name: 'refused' }), failing);
    expect(await kept(id)).toEqual([100]);
  });

  it('of a state that is too large are not kept', async () => {
    const id = await streamOf(150);
    const large: Fold<string, Counted> = { name: 'large', schemaVersion: 1, initial: '', evolve: (text) => `${text}${'x'.repeat(700)}` };
    const [answer] = await snapshots.fold(large, [id], ALL, (starts) => Promise.resolve(Array.from({ length: 150 - (starts[0]?.version ?? 0) }, (_, index) => ({ subject: id, version: index + 1, occurredAt: new Date(START_MS), data: { amount: 0 } }))));
    await snapshots.stop();
    expect(answer?.state).toHaveLength(105_000);
    expect(await kept(id)).toEqual([]);
  });

  it('leave a fold of more events than it may read to fail', async () => {
    const id = newId();
    const endless = Array.from({ length: MAX_FOLDED_EVENTS }, (_, index) => ({ subject: id, version: index + 1, occurredAt: new Date(START_MS), data: { amount: 0 } }));
    await expect(snapshots.fold(trailFold(), [id], ALL, () => Promise.resolve(endless))).rejects.toThrow(/fewer than 10000 events after version 0/);
  });
});
