import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { startLive, type Live } from './support/live.js';
import { openEventStream, type EventStreamClient } from './support/event-stream-client.js';
import { socketClient, subscribe } from './support/socket-client.js';

const PROGRESS = 'subscription($order: ID!, $after: Int) { progress(orderId: $order, afterSequence: $after) { sequence } }';

let live: Live;
beforeEach(async () => { live = await startLive({ limits: { maxConnectionsPerAddress: 5 } }); });
afterEach(() => live.stop());

const follow = (after: number, headers?: Record<string, string>): Promise<EventStreamClient> => openEventStream(live.url, { query: PROGRESS, variables: JSON.stringify({ order: '1', after }) }, headers);
const event = (sequence: number) => ({ event: 'next', id: String(sequence), data: JSON.stringify({ data: { progress: { sequence } } }) });

describe('an event stream', () => {
  it('brings each event with its sequence as id, and shares with sockets', async () => {
    const [stream, client] = [await follow(0), socketClient(live.url)];
    const socket = subscribe(client, PROGRESS, { order: '1', after: 0 });
    await waitFor(() => live.subscriptions.stats().subscriptions === 2);
    live.log('1').add('PENDING', 2);
    await waitFor(() => stream.events.length === 2 && socket.results.length === 2);
    expect(stream.response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform' });
    expect(stream.events).toEqual([event(1), event(2)]);
    expect(live.subscriptions.stats()).toMatchObject({ streams: 1, eventStreams: 1, sockets: 1 });
    stream.close();
    await waitFor(() => live.subscriptions.stats().eventStreams === 0 && live.subscriptions.stats().subscriptions === 1);
    await client.dispose();
    await waitFor(() => live.subgraph.openSubscriptions() === 0);
  });

  it('goes on where Last-Event-ID says, whatever the variables say', async () => {
    live.log('1').add('PENDING', 5);
    const stream = await follow(0, { 'last-event-id': '3' });
    await waitFor(() => stream.events.length === 2);
    expect(stream.events).toEqual([event(4), event(5)]);
    const odd = await follow(4, { 'last-event-id': 'nonsense' });
    await waitFor(() => odd.events.length === 1);
    expect(odd.events).toEqual([event(5)]);
    [stream, odd].forEach(({ close }) => close());
  });

  it('answers a query once and completes', async () => {
    const stream = await openEventStream(live.url, { query: '{ hello }' });
    await waitFor(stream.isEnded);
    expect(stream.events).toEqual([{ event: 'next', data: '{"data":{"hello":"Hello you"}}' }, { event: 'complete', data: '' }]);
  });

  it('says within itself what is wrong with an operation', async () => {
    const wrong = await openEventStream(live.url, { query: 'subscription { nonsense }' });
    await waitFor(wrong.isEnded);
    expect([wrong.response.statusCode, wrong.events.map(({ event: name }) => name)]).toEqual([200, ['next', 'complete']]);
    expect(wrong.events[0]?.data).toContain('nonsense');
    const refused = await openEventStream(live.url, { query: PROGRESS, variables: '{"order":"none"}' });
    await waitFor(refused.isEnded);
    expect(refused.events.map(({ event: name }) => name)).toEqual(['next', 'complete']);
    expect(refused.events[0]?.data).toContain('NOT_FOUND');
  });

  it('ends with its token', async () => {
    const stream = await openEventStream(live.url, { query: PROGRESS, variables: '{"order":"1"}', expiresInMs: '500' });
    await waitFor(stream.isEnded);
    expect(stream.events[0]?.data).toContain('UNAUTHENTICATED');
    await waitFor(() => live.subgraph.openSubscriptions() === 0);
  });

  it('counts as a connection of its address', async () => {
    const streams = await Promise.all(Array.from({ length: 5 }, () => follow(0)));
    const refused = await follow(0);
    expect([refused.response.statusCode, refused.response.headers['retry-after']]).toEqual([429, '5']);
    streams[0]?.close();
    await waitFor(() => live.subscriptions.stats().eventStreams === 4);
    const next = await follow(0);
    expect(next.response.statusCode).toBe(200);
    [...streams, next].forEach(({ close }) => close());
  });

  it('of a gateway that stops ends without completing, and says when to come back', async () => {
    const stream = await follow(0);
    live.log('1').add('PENDING');
    await waitFor(() => stream.events.length === 1);
    await live.subscriptions.stop();
    await waitFor(stream.isEnded);
    expect(stream.events).toEqual([event(1), { retry: '1000' }]);
  });
});
