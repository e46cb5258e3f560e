import { describe, expect, it } from '@jest/globals';
import { eachExecuted } from './each-executed.js';
import { iterate, type Sink } from './iterate.js';

const END = { done: true, value: undefined };
const run = (event: unknown) => Promise.resolve({ data: { event } });

describe('eachExecuted', () => {
  it('gives a result per event, then ends', async () => {
    const gone = new AbortController();
    const results = eachExecuted(iterate<number>((sink) => {
      sink.push(1);
      sink.push(2);
      sink.end();
      return () => undefined;
    }), gone, run);
    expect(await results.next()).toEqual({ done: false, value: { data: { event: 1 } } });
    expect(await results.next()).toEqual({ done: false, value: { data: { event: 2 } } });
    expect(gone.signal.aborted).toBe(false);
    expect(await results.next()).toEqual(END);
    expect(gone.signal.aborted).toBe(true);
  });

  it('lets its reader go at once, although the source is a generator that waits', async () => {
    const gone = new AbortController();
    let isReleased = false;
    const source = async function* (): AsyncGenerator<number> {
      try {
        await new Promise((resolve) => gone.signal.addEventListener('abort', resolve));
        yield 1;
      } finally {
        isReleased = true;
      }
    };
    const results = eachExecuted(source(), gone, run);
    const waiting = results.next();
    expect(await results.return?.()).toEqual(END);
    expect(await waiting).toEqual(END);
    expect(await results.next()).toEqual(END);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isReleased).toBe(true);
  });

  it('passes the failure of its source on, and is over', async () => {
    const gone = new AbortController();
    const sinks: Sink<number>[] = [];
    const results = eachExecuted(iterate<number>((sink) => {
      sinks.push(sink);
      return () => undefined;
    }), gone, run);
    const waiting = results.next();
    sinks[0]?.fail(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(gone.signal.aborted).toBe(true);
    expect(await results.next()).toEqual(END);
  });
});
