import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@souk/testing';
import pg from 'pg';
import { type Database } from '../src/index.js';
import { emptyDatabaseUrl, openAccounts } from './database-fixture.js';

describe('runExclusively', () => {
  let first: Database;
  let second: Database;
  let controller: AbortController;
  let running: string[];
  let peak: number;
  let starts: number;
  beforeEach(async () => {
    const url = await emptyDatabaseUrl();
    [first, second] = [await openAccounts(url), await openAccounts(url, { name: 'bank2' })];
    controller = new AbortController();
    running = [];
    peak = 0;
    starts = 0;
  });
  afterEach(async () => {
    controller.abort();
    await first.close();
    await second.close();
  });

  /** Works until its signal aborts. */
  const work = (name: string) => async (signal: AbortSignal): Promise<void> => {
    starts += 1;
    running.push(name);
    peak = Math.max(peak, running.length);
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    running.splice(running.indexOf(name), 1);
  };

  it('lets one process work, and another when it stops', async () => {
    const stopFirst = new AbortController();
    const done = first.runExclusively('job', stopFirst.signal, work('first'));
    await waitFor(() => running.length === 1);
    const other = second.runExclusively('job', controller.signal, work('second'));
    stopFirst.abort();
    await done;
    await waitFor(() => running[0] === 'second');
    expect(peak).toBe(1);
    controller.abort();
    await other;
    expect(running).toEqual([]);
  });
  it('keeps two callers of one process apart, and different names together', async () => {
    const stop = new AbortController();
    const done = [first.runExclusively('job', stop.signal, work('a')), first.runExclusively('other', controller.signal, work('b'))];
    await waitFor(() => running.length === 2);
    done.push(first.runExclusively('job', controller.signal, work('c')));
    // Tried after it, over the same connection.
    await first.runExclusively('later', controller.signal, async () => undefined);
    stop.abort();
    await waitFor(() => running.includes('c'));
    expect(peak).toBe(2);
    controller.abort();
    await Promise.all(done);
  });
  it('sends the statements of all locks one at a time, as their one connection wants it', async () => {
    const send = pg.Client.prototype.query as (this: pg.Client, sql: string, parameters: readonly unknown[]) => Promise<unknown>;
    let underWay = 0;
    let most = 0;
    const spy = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, sql: string, parameters: readonly unknown[]) {
      const result = send.call(this, sql, parameters);
      if (!sql.includes('advisory')) return result;
      underWay += 1;
      most = Math.max(most, underWay);
      return result.finally(() => (underWay -= 1));
    } as never);
    await Promise.all(Array.from({ length: 10 }, (_nothing, index) => first.runExclusively(`job ${index}`, controller.signal, async () => undefined)));
    spy.mockRestore();
    expect([most, underWay]).toEqual([1, 0]);
  });
  it('tells the holder when its connection is lost, and lets it work again', async () => {
    const done = first.runExclusively('job', controller.signal, work('first'));
    await waitFor(() => running.length === 1);
    for (let cut = 1; cut <= 3; cut += 1) {
      await second.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'souk-bank-locks'`);
      await waitFor(() => starts === cut + 1 && running.length === 1);
    }
    expect(peak).toBe(1);
    controller.abort();
    await done;
  });
  it('begins again after a throw, and resolves when the work returns', async () => {
    let attempts = 0;
    await first.runExclusively('job', controller.signal, async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('once');
    });
    expect(attempts).toBe(2);
  });
  it('stops waiting for its turn when aborted, and takes no connection of the pool', async () => {
    const done = first.runExclusively('job', controller.signal, work('first'));
    await waitFor(() => running.length === 1);
    expect(await second.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'souk-bank-locks'`)).toHaveLength(1);
    const stop = new AbortController();
    const waiting = second.runExclusively('job', stop.signal, work('second'));
    stop.abort();
    await waiting;
    expect(running).toEqual(['first']);
    controller.abort();
    await done;
  });
});
