import { describe, expect, it } from '@jest/globals';
import { iterate, type Sink } from './iterate.js';

const opened = () => {
  let stops = 0;
  let sink: Sink<number> | undefined;
  const iterator = iterate<number>((given) => {
    sink = given;
    return () => (stops += 1);
  });
  if (sink === undefined) throw new Error('start runs at once');
  return { iterator, sink, stops: () => stops };
};
const END = { done: true, value: undefined };

describe('iterate', () => {
  it('hands on what was pushed before and while somebody reads, in order', async () => {
    const { iterator, sink } = opened();
    sink.push(1);
    sink.push(2);
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    expect(await iterator.next()).toEqual({ done: false, value: 2 });
    const third = iterator.next();
    const fourth = iterator.next();
    sink.push(3);
    sink.push(4);
    expect([await third, await fourth]).toEqual([{ done: false, value: 3 }, { done: false, value: 4 }]);
  });

  it('answers return at once, also to a reader that waits, and stops its source once', async () => {
    const { iterator, sink, stops } = opened();
    const waiting = iterator.next();
    expect(await iterator.return?.()).toEqual(END);
    expect(await waiting).toEqual(END);
    sink.push(1);
    await iterator.return?.();
    expect(await iterator.next()).toEqual(END);
    expect(stops()).toBe(1);
  });

  it('ends after what waits', async () => {
    const { iterator, sink, stops } = opened();
    sink.push(1);
    sink.end();
    sink.push(2);
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    expect(await iterator.next()).toEqual(END);
    expect(stops()).toBe(1);
  });

  it('fails after what waits, once', async () => {
    const { iterator, sink, stops } = opened();
    sink.push(1);
    sink.fail(new Error('gone'));
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    await expect(iterator.next()).rejects.toThrow('gone');
    expect(await iterator.next()).toEqual(END);
    expect(stops()).toBe(1);
  });

  it('tells a failure to the reader that waits', async () => {
    const { iterator, sink } = opened();
    const waiting = [iterator.next(), iterator.next()];
    sink.fail(new Error('gone'));
    await expect(waiting[0]).rejects.toThrow('gone');
    expect(await waiting[1]).toEqual(END);
    expect(await iterator.next()).toEqual(END);
  });

  it('drops a reader that is more than 1,000 values behind', async () => {
    const { iterator, sink, stops } = opened();
    for (let value = 0; value <= 1_000; value += 1) sink.push(value);
    expect(stops()).toBe(1);
    for (let value = 0; value < 1_000; value += 1) await iterator.next();
    await expect(iterator.next()).rejects.toMatchObject({ code: 'SLOW_SUBSCRIBER' });
  });

  it('stops a source that ends while it starts', async () => {
    let stops = 0;
    const iterator = iterate<number>((sink) => {
      sink.end();
      return () => (stops += 1);
    });
    expect(await iterator.next()).toEqual(END);
    expect(stops).toBe(1);
  });
});
