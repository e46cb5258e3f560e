import { describe, expect, it } from '@jest/globals';
import { type StoredEvent } from './event.js';
import { type FollowOptions } from './follow-options.js';
import { LiveQueue } from './live-queue.js';

describe('LiveQueue', () => {
  const event = (position: number, type = 'OrderPlaced', imported = false): StoredEvent => ({
    id: `event-${position}`, tx: '7', position: String(position), service: 'order', streamId: 'stream', version: position, type, schemaVersion: 1, data: {}, meta: imported ? { imported: true } : {},
    occurredAt: new Date(0), recordedAt: new Date(0),
  });
  const pageOf = (...events: readonly StoredEvent[]) => ({ events, next: { tx: '7', position: events.at(-1)?.position ?? '0' } });
  const start = (joinedAt: number, options: Partial<FollowOptions> = {}) => {
    const controller = new AbortController();
    const queue = new LiveQueue({ tx: '7', position: String(joinedAt) }, { from: { tx: '0', position: '0' }, signal: controller.signal, onPage: () => undefined, ...options });
    const pages = queue[Symbol.asyncIterator]();
    const take = async () => {
      const { value, done } = await pages.next();
      return done ? undefined : { positions: value.events.map(({ position }) => Number(position)), next: Number(value.next.position) };
    };
    return { controller, queue, take };
  };

  it('skips what the follower had when it joined', async () => {
    const { queue, take } = start(3);
    queue.push(pageOf(event(1), event(2)));
    queue.push(pageOf(event(3), event(4)));
    queue.push(pageOf(event(5)));
    expect([await take(), await take()]).toEqual([{ positions: [4], next: 4 }, { positions: [5], next: 5 }]);
  });
  it('passes on only what is asked for, and how far that goes', async () => {
    const { queue, take } = start(0, { types: ['OrderPlaced'], withoutImported: true });
    queue.push(pageOf(event(1), event(2, 'OrderPaid'), event(3, 'OrderPlaced', true), event(4, 'OrderPaid')));
    expect(await take()).toEqual({ positions: [1], next: 4 });
  });
  it('ends when too much waits, after the pages that it still holds: the rest would have a gap', async () => {
    const { queue, take } = start(0);
    for (let position = 1; position <= 21; position += 1) queue.push(pageOf(event(position)));
    const taken: unknown[] = [(await take())?.next];
    queue.push(pageOf(event(22)));
    for (let page = await take(); page !== undefined; page = await take()) taken.push(page.next);
    expect(taken).toEqual(Array.from({ length: 20 }, (_value, index) => index + 1));
  });
  it('ends when aborted, also while it waits', async () => {
    const { controller, take } = start(0);
    const waiting = take();
    controller.abort();
    expect(await waiting).toBeUndefined();
  });
});
