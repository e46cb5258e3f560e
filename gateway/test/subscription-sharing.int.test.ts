import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Client } from 'graphql-ws';
import { waitFor } from '@souk/testing';
import { LIVE_SDL, startLive, type Live } from './support/live.js';
import { socketClient, subscribe, type Subscription } from './support/socket-client.js';

const PROGRESS = 'subscription($order: ID!, $after: Int) { progress(orderId: $order, afterSequence: $after) { sequence state viewer } }';

let live: Live;
let clients: Client[];
beforeEach(async () => {
  live = await startLive();
  clients = [];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.dispose()));
  await live.stop();
});

const client = (token?: string): Client => {
  const made = socketClient(live.url, token === undefined ? undefined : `Bearer ${token}`);
  clients.push(made);
  return made;
};
const follow = (from: Client, after?: number, order = '1'): Subscription => subscribe(from, PROGRESS, { order, ...(after === undefined ? {} : { after }) });
const sequences = ({ results }: Subscription): unknown[] => results.map(({ data }) => (data as { progress?: { sequence?: unknown } } | undefined)?.progress?.sequence);
const streams = (): number => live.subscriptions.stats().streams;
const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('clients that ask the same', () => {
  it('share one upstream and one execution, whatever their sockets', async () => {
    const all = Array.from({ length: 50 }, () => follow(client(), 0));
    await waitFor(() => live.subgraph.openSubscriptions() === 1 && live.subscriptions.stats().subscriptions === 50);
    live.log('1').add('PENDING', 3);
    await waitFor(() => all.every(({ results }) => results.length === 3));
    expect(all.map(sequences)).toEqual(all.map(() => [1, 2, 3]));
    expect(live.subgraph.subscribed).toHaveLength(1);
    expect(live.subscriptions.stats()).toMatchObject({ events: 3, deliveries: 150, streams: 1 });
  });

  it('are told apart by viewer, by variables and by what they select', async () => {
    const [somebody, other] = [await live.accessToken(['CUSTOMER']), await live.accessToken(['CUSTOMER'], 60_000, '0198a000-0000-7000-8000-000000000009')];
    const all = [follow(client(), 0), follow(client(somebody), 0), follow(client(other), 0), follow(client(), 0, '2'), subscribe(client(), 'subscription { progress(orderId: 1, afterSequence: 0) { sequence } }')];
    await waitFor(() => live.subgraph.openSubscriptions() === 5);
    live.log('1').add('PENDING');
    live.log('2').add('SHIPPED');
    await waitFor(() => all.every(({ results }) => results.length === 1));
    expect(all.map(({ results }) => (results[0]?.data as { progress: object }).progress)).toEqual([
      { sequence: 1, state: 'PENDING', viewer: null }, { sequence: 1, state: 'PENDING', viewer: '0198a000-0000-7000-8000-000000000001' }, { sequence: 1, state: 'PENDING', viewer: '0198a000-0000-7000-8000-000000000009' },
      { sequence: 1, state: 'SHIPPED', viewer: null }, { sequence: 1 },
    ]);
  });

  it('share across different cursors: a late joiner is replayed from the ring', async () => {
    const first = follow(client(), 0);
    live.log('1').add('PENDING', 10);
    await waitFor(() => first.results.length === 10);
    const late = [4, 10, 0].map((after) => follow(client(), after));
    await waitFor(() => late[0]?.results.length === 6 && late[2]?.results.length === 10);
    live.log('1').add('SHIPPED');
    await waitFor(() => late.every((joiner) => sequences(joiner).at(-1) === 11));
    expect(late.map(sequences)).toEqual([upTo(11, 5), [11], upTo(11)]);
    expect(live.subgraph.subscribed).toHaveLength(1);
  });

  it('before the ring begin on an upstream of their own and then move over, missing and doubling nothing', async () => {
    live.log('1').add('PENDING', 200);
    const first = follow(client(), 190);
    await waitFor(() => first.results.length === 10);
    const late = follow(client(), 5);
    await waitFor(() => late.results.length === 195);
    await waitFor(() => streams() === 1 && live.subgraph.openSubscriptions() === 1);
    live.log('1').add('SHIPPED', 2);
    await waitFor(() => late.results.length === 197 && first.results.length === 12);
    expect(sequences(late)).toEqual(upTo(202, 6));
    expect(sequences(first)).toEqual(upTo(202, 191));
    expect(live.subgraph.subscribed).toEqual([expect.objectContaining({ soukAfterSequence: 190 }), expect.objectContaining({ soukAfterSequence: 5 })]);
  });

  it('without a cursor hear what happens from then on, each once', async () => {
    live.log('1').add('PENDING', 2);
    const first = follow(client());
    await waitFor(() => live.log('1').waiting() === 1);
    live.log('1').add('CONFIRMED');
    await waitFor(() => first.results.length === 1);
    const late = [follow(client()), follow(client()), follow(client())];
    await waitFor(() => live.subscriptions.stats().subscriptions === 4 && live.log('1').waiting() === 2);
    live.log('1').add('SHIPPED', 2);
    await waitFor(() => [first, ...late].every((joiner) => sequences(joiner).at(-1) === 5));
    expect([first, ...late].map(sequences)).toEqual([[3, 4, 5], [4, 5], [4, 5], [4, 5]]);
    await waitFor(() => streams() === 1 && live.subgraph.openSubscriptions() === 1);
  });

  it('without any sequence share what has not begun only', async () => {
    const early = [subscribe(client(), 'subscription { ticks { at } }'), subscribe(client(), 'subscription { ticks { at } }')];
    await waitFor(() => live.subscriptions.stats().subscriptions === 2 && live.waitingForTick() === 1);
    live.tick();
    await waitFor(() => early.every(({ results }) => results.length === 1));
    const late = subscribe(client(), 'subscription { ticks { at } }');
    await waitFor(() => live.waitingForTick() === 2);
    live.tick();
    await waitFor(() => late.results.length === 1 && early.every(({ results }) => results.length === 2));
    expect(late.results).toEqual([{ data: { ticks: { at: 0 } } }]);
  });

  it('leave one by one; the last takes the upstream along', async () => {
    const all = Array.from({ length: 5 }, () => follow(client(), 0));
    await waitFor(() => live.subscriptions.stats().subscriptions === 5);
    all.slice(1).forEach(({ stop }) => stop());
    await waitFor(() => live.subscriptions.stats().subscriptions === 1);
    live.log('1').add('PENDING');
    await waitFor(() => all[0]?.results.length === 1);
    all[0]?.stop();
    await waitFor(() => live.subgraph.openSubscriptions() === 0 && streams() === 0);
    expect(all.slice(1).map(({ results }) => results.length)).toEqual([0, 0, 0, 0]);
  });

  it('are all told why they may not', async () => {
    const all = Array.from({ length: 5 }, () => follow(client(), 0, 'none'));
    await waitFor(() => all.every(({ ended }) => ended()));
    expect(all.map(({ results }) => results)).toEqual(all.map(() => [{ data: null, errors: [expect.objectContaining({ extensions: { code: 'NOT_FOUND' } })] }]));
    expect(streams()).toBe(0);
  });
});

describe('a long replay', () => {
  it('is read no faster than it is answered, and loses nothing', async () => {
    const slow = await startLive({ answerMs: 1 });
    slow.log('1').add('PENDING', 2_500);
    const asked = socketClient(slow.url);
    const all = subscribe(asked, PROGRESS, { order: '1', after: 0 });
    await waitFor(() => all.results.length === 2_500, { timeoutMs: 30_000 });
    expect(sequences(all)).toEqual(upTo(2_500));
    expect(all.ended()).toBeUndefined();
    expect(slow.subgraph.subscribed.length).toBeGreaterThan(1); // it was left, and asked again
    await asked.dispose();
    await slow.stop();
  });
});

describe('a restart of the subgraph', () => {
  it('loses and doubles nothing for anybody', async () => {
    const all = Array.from({ length: 40 }, (_, index) => follow(client(), 0, String(index % 10)));
    await waitFor(() => live.subgraph.openSubscriptions() === 10);
    const addToAll = (count: number): void => { for (let order = 0; order < 10; order += 1) live.log(String(order)).add('X', count); };
    addToAll(5);
    await waitFor(() => all.every(({ results }) => results.length === 5));
    await live.subgraph.stop();
    addToAll(5);
    await live.restart();
    addToAll(5);
    await waitFor(() => all.every(({ results }) => results.length >= 15));
    expect(all.map(sequences)).toEqual(all.map(() => upTo(15)));
    expect(live.subscriptions.stats()).toMatchObject({ streams: 10, events: 150 });
    expect(live.subscriptions.stats().upstreamReconnects).toBeGreaterThanOrEqual(10);
  });
});

describe('a reload of the supergraph', () => {
  it('leaves what is valid running, on the same upstream', async () => {
    const progress = follow(client(), 0);
    live.log('1').add('PENDING');
    await waitFor(() => progress.results.length === 1);
    await live.reload(`${LIVE_SDL} type More { a: Int }`);
    live.log('1').add('SHIPPED');
    await waitFor(() => progress.results.length === 2);
    const joiner = follow(client(), 0);
    await waitFor(() => joiner.results.length === 2);
    expect([sequences(progress), sequences(joiner)]).toEqual([[1, 2], [1, 2]]);
    expect(live.subgraph.subscribed).toHaveLength(1);
  });

  it('ends what is not valid any more, and says so', async () => {
    const [gone, ticks] = [follow(client(), 0), subscribe(client(), 'subscription { ticks { at } }')];
    await waitFor(() => live.waitingForTick() === 1 && live.subgraph.openSubscriptions() === 2);
    await live.reload(LIVE_SDL.replace('state: String!, ', ''));
    await waitFor(gone.ended);
    expect(gone.results).toEqual([{ errors: [expect.objectContaining({ extensions: { code: 'SUPERGRAPH_CHANGED' } })] }]);
    live.tick();
    await waitFor(() => ticks.results.length === 1);
    expect(streams()).toBe(1);
  });
});
