import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, sleep, systemClock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { waitFor } from '@souk/testing';
import { EventLog, START, type Cursor, type StoredEvent, type TailOptions } from '../src/index.js';
import { type PageRequest, type ReadPage } from '../src/read-page.js';
import { gate } from './gate.js';
import { event, eventsDatabaseUrl, openDatabase, openLog, settledEnd } from './log-fixture.js';
import { memoryLogger } from './memory-logger.js';
import { appendBulk } from './recording-consumer.js';

/** Counts what it asks of the database. */
class CountingLog extends EventLog {
  reads = 0;
  override readPage(request: PageRequest): Promise<ReadPage> {
    this.reads += 1;
    return super.readPage(request);
  }
}

describe('tail', () => {
  const logger = memoryLogger();
  let url: string;
  let database: Database;
  let log: CountingLog;
  let controller: AbortController;
  let tails: Promise<void>[];
  beforeAll(async () => {
    url = await eventsDatabaseUrl();
    database = await openDatabase(url, { logger });
  });
  beforeEach(() => {
    logger.lines.length = 0;
    log = new CountingLog({ database, service: 'order', clock: systemClock, logger });
    controller = new AbortController();
    tails = [];
  });
  afterEach(async () => {
    controller.abort();
    await Promise.all(tails);
  });
  afterAll(() => database.close());

  const append = (text: unknown, type = 'OrderPlaced') => database.transaction((tx) => log.append(tx, newId(), 0, [event(type, { text })]));

  /** Tails into a list. */
  const collect = (from: Cursor, options: Partial<TailOptions> = {}): unknown[] => {
    const texts: unknown[] = [];
    tails.push(log.tail({ from, signal: controller.signal, onEvents: (events: readonly StoredEvent[]) => void texts.push(...events.map(({ data }) => data['text'])), ...options }));
    return texts;
  };

  it('hands over what is there and what comes, in order, only the types asked for', async () => {
    const from = await settledEnd(log);
    await append(1);
    await append(2, 'OrderPaid');
    const [all, placed] = [collect(from), collect(from, { types: ['OrderPlaced'] })];
    await waitFor(() => all.length === 2);
    await append(3);
    await append(4, 'OrderPaid');
    await append(5);
    await waitFor(() => placed.length === 3 && all.length === 5);
    expect(all).toEqual([1, 2, 3, 4, 5]);
    expect(placed).toEqual([1, 3, 5]);
  });

  it('from now on leaves out what was there, and ends when it is stopped', async () => {
    await append('before');
    await settledEnd(log);
    const texts: unknown[] = [];
    const running = await log.tailFromNow({ types: ['OrderPlaced'], onEvents: (events) => void texts.push(...events.map(({ data }) => data['text'])) });
    await append('paid', 'OrderPaid');
    await append('after');
    await waitFor(() => texts.length > 0);
    await running.stop();
    await append('later');
    await sleep(300);
    expect(texts).toEqual(['after']);
  });

  it('is woken by a commit of its own process long before the next poll', async () => {
    const from = await settledEnd(log);
    const arrivals: number[] = [];
    collect(from, { onEvents: () => void arrivals.push(performance.now()) });
    const delays: number[] = [];
    for (let index = 1; index <= 21; index += 1) {
      await append(index);
      const committed = performance.now();
      await waitFor(() => arrivals.length >= index);
      delays.push((arrivals[index - 1] ?? Infinity) - committed);
      await sleep(20);
    }
    // A poll alone would take 125 ms on average.
    expect(delays.sort((left, right) => left - right)[10]).toBeLessThan(100);
  });

  it('sees commits of other processes by its poll', async () => {
    const other = await openDatabase(url);
    const texts = collect(await settledEnd(log));
    await other.transaction((tx) => openLog(other).append(tx, newId(), 0, [event('OrderPlaced', { text: 'elsewhere' })]));
    await waitFor(() => texts.length === 1);
    await other.close();
  });

  it('lets hundreds of tails join at any time, with neither gap nor repetition, over one reader', async () => {
    const from = await settledEnd(log);
    const lists: { readonly texts: unknown[]; readonly from: number }[] = [];
    for (let index = 0; index < 300; index += 1) {
      if (index % 2 === 0) lists.push({ texts: collect(from), from: 0 });
      // Everything that is appended from now on comes, and what was appended long before does not.
      if (index % 5 === 0) {
        const end = await log.end();
        lists.push({ texts: collect(end), from: index });
      }
      await append(index);
    }
    await waitFor(() => lists.every(({ texts }) => texts.at(-1) === 299), { timeoutMs: 30_000 });
    for (const { texts, from: first } of lists) {
      const start = Number(texts[0]);
      expect(start).toBeLessThanOrEqual(first);
      expect(texts).toEqual(Array.from({ length: 300 - start }, (_value, index) => start + index));
    }
    // Now that all have joined, a commit costs the database the same as with one tail.
    await sleep(600);
    const before = log.reads;
    await append(300);
    await waitFor(() => lists.every(({ texts }) => texts.at(-1) === 300));
    await sleep(600);
    expect(log.reads - before).toBeLessThan(25);
    expect(logger.problems()).toEqual([]);
  });

  it('hands the same events over again after a throw', async () => {
    const from = await settledEnd(log);
    let calls = 0;
    const texts: unknown[] = [];
    collect(from, {
      onEvents: (events) => {
        calls += 1;
        if (calls === 2) throw new Error('not now');
        texts.push(...events.map(({ data }) => data['text']));
      },
    });
    for (let index = 0; index < 5; index += 1) {
      await append(index);
      await waitFor(() => calls > index);
    }
    await waitFor(() => texts.length === 5);
    expect(texts).toEqual([0, 1, 2, 3, 4]);
    expect(logger.problems()).toHaveLength(1);
  });

  it('keeps a tail that is slow from being lost, and from holding up the others', async () => {
    const from = await settledEnd(log);
    const hold = gate();
    let isBusy = false;
    const slow: string[] = [];
    collect(from, {
      onEvents: async (events) => {
        isBusy = true;
        await hold.opened;
        slow.push(...events.map(({ id }) => id));
      },
    });
    const quick: string[] = [];
    collect(from, { onEvents: (events) => void quick.push(...events.map(({ id }) => id)) });
    await append('first');
    await waitFor(() => isBusy);
    // More pages than wait for anyone.
    await appendBulk(log, { streams: 3_000, eventsEach: 5 });
    await waitFor(() => quick.length === 15_001, { timeoutMs: 30_000 });
    hold.open();
    await waitFor(() => slow.length === 15_001, { timeoutMs: 30_000 });
    expect(slow).toEqual(quick);
    expect(new Set(slow).size).toBe(15_001);
  });

  it('resolves when aborted, after the last call is through, and calls no more', async () => {
    const from = await settledEnd(log);
    const [entered, hold] = [gate(), gate()];
    let calls = 0;
    let isResolved = false;
    const tail = log.tail({
      from, signal: controller.signal,
      onEvents: async () => {
        calls += 1;
        entered.open();
        await hold.opened;
      },
    }).then(() => {
      isResolved = true;
    });
    await append(1);
    await entered.opened;
    await append(2);
    controller.abort();
    await sleep(50);
    expect(isResolved).toBe(false);
    hold.open();
    await tail;
    expect(calls).toBe(1);
    await log.tail({ from: START, signal: controller.signal, onEvents: () => void (calls += 1) });
    expect(calls).toBe(1);
  });

  it('goes on after its connections to PostgreSQL were cut', async () => {
    const texts = collect(await settledEnd(log));
    const other = await openDatabase(url, { name: 'other' });
    for (let index = 0; index < 5; index += 1) {
      await other.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'souk-order'`);
      await other.transaction((tx) => openLog(other).append(tx, newId(), 0, [event('OrderPlaced', { text: index })]));
      await waitFor(() => texts.length === index + 1);
    }
    await other.close();
    expect(texts).toEqual([0, 1, 2, 3, 4]);
  });
});
