import { describe, expect, it } from '@jest/globals';
import { EventQueue } from './event-queue.js';

describe('an event queue', () => {
  it('gives items in order, also to a reader who came first', async () => {
    const queue = new EventQueue<number>(10);
    const early = queue.next();
    expect([queue.push(1), queue.push(2), queue.push(3)]).toEqual([true, true, true]);
    expect([await early, await queue.next(), await queue.next()]).toEqual([1, 2, 3]);
  });

  it('takes no more than it holds', async () => {
    const queue = new EventQueue<number>(2);
    expect([queue.push(1), queue.push(2), queue.push(3)]).toEqual([true, true, false]);
    await queue.next();
    expect(queue.push(4)).toBe(true);
  });

  it('ends after what is queued, with a last item even when it is full', async () => {
    const queue = new EventQueue<number>(1);
    queue.push(1);
    queue.end(2);
    expect(queue.push(3)).toBe(false);
    expect([await queue.next(), await queue.next(), await queue.next()]).toEqual([1, 2, undefined]);
  });

  it('lets go of a reader who waits', async () => {
    const [plain, withLast, cleared] = [new EventQueue<number>(1), new EventQueue<number>(1), new EventQueue<number>(1)];
    const waiting = [plain.next(), withLast.next(), cleared.next()];
    plain.end();
    withLast.end(7);
    cleared.clear();
    expect(await Promise.all(waiting)).toEqual([undefined, 7, undefined]);
    expect(await withLast.next()).toBeUndefined();
  });

  it('drops what is queued when it is cleared', async () => {
    const queue = new EventQueue<number>(2);
    queue.push(1);
    queue.clear();
    expect(await queue.next()).toBeUndefined();
  });
});
