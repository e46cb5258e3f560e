import { describe, expect, it } from '@jest/globals';
import { sleep } from '@souk/kernel';
import { FetchRecorder } from './fetch-recorder.js';

describe('the record of an operation', () => {
  it('says what was fetched, when, and how it ended', async () => {
    const recorder = new FetchRecorder();
    const first = recorder.fetchStarted({ subgraph: 'order', isQuery: true, fetches: [0], representations: 0 });
    await sleep(20);
    first.ended('ok', 500);
    recorder.fetchStarted({ subgraph: 'catalog', isQuery: true, fetches: [1, 2], representations: 7 }).ended('unavailable', 0);
    recorder.fetchStarted({ subgraph: 'user', isQuery: true, fetches: [3], representations: 1 });
    const [order, catalog, user] = recorder.fetches;
    expect(order).toMatchObject({ subgraph: 'order', fetches: [0], representations: 0, bytes: 500, outcome: 'ok' });
    expect((order?.endMs ?? 0) - (order?.startMs ?? 0)).toBeGreaterThanOrEqual(15);
    expect(catalog).toMatchObject({ subgraph: 'catalog', fetches: [1, 2], representations: 7, bytes: 0, outcome: 'unavailable' });
    expect(catalog?.startMs).toBeGreaterThanOrEqual(order?.endMs ?? Infinity);
    expect(user).toMatchObject({ outcome: 'running', endMs: null });
    expect(JSON.stringify(order?.startMs)).toMatch(/^\d+(\.\d{1,2})?$/);
  });

  it('has an end', () => {
    const recorder = new FetchRecorder();
    for (let count = 0; count < 1_500; count += 1) recorder.fetchStarted({ subgraph: 'order', isQuery: true, fetches: [count], representations: 0 }).ended('ok', 1);
    expect(recorder.fetches).toHaveLength(1_000);
  });
});
