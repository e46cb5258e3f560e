import { describe, expect, it } from '@jest/globals';
import { sleep } from '@souk/kernel';
import { followStream } from './follow-stream.js';

interface Event {
  readonly version: number;
}

/** A stream whose reads see what is there when they begin, and take their time. */
class SlowStream {
  length = 0;
  reads = 0;
  readonly listeners = new Set<() => void>();
  constructor(private readonly readMs: () => number) {}

  append(count = 1): void {
    this.length += count;
    for (const listener of this.listeners) listener();
  }

  follow(afterVersion: number): AsyncIterableIterator<Event> {
    return followStream<Event>({
      read: async (after, limit) => {
        this.reads += 1;
        const events = Array.from({ length: Math.min(limit, this.length - after) }, (_, index) => ({ version: after + index + 1 }));
        await sleep(this.readMs());
        return events;
      },
      watch: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
    }, afterVersion);
  }
}

const take = async (events: AsyncIterator<Event>, count: number): Promise<readonly number[]> => {
  const versions: number[] = [];
  while (versions.length < count) versions.push(((await events.next()) as IteratorYieldResult<Event>).value.version);
  return versions;
};
const upTo = (last: number, first = 1): readonly number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('followStream', () => {
  it('gives each event once and in order when many come while it reads', async () => {
    const stream = new SlowStream(() => 5);
    stream.append(3);
    const events = stream.follow(1);
    for (let index = 0; index < 4; index += 1) {
      stream.append();
      await sleep(2);
    }
    expect(await take(events, 6)).toEqual(upTo(7, 2));
    stream.append();
    expect(await take(events, 1)).toEqual([8]);
  });

  it('misses no last event that comes while a read is under way', async () => {
    const stream = new SlowStream(() => 5);
    const events = stream.follow(0);
    await sleep(1);
    stream.append();
    expect(await take(events, 1)).toEqual([1]);
  });

  it('reads on where one read does not reach', async () => {
    const stream = new SlowStream(() => 0);
    stream.append(900);
    expect(await take(stream.follow(0), 900)).toEqual(upTo(900));
    expect(stream.reads).toBe(2);
  });

  it('stops watching when its reader leaves, and when a read fails', async () => {
    const left = new SlowStream(() => 0);
    await left.follow(0).return?.();
    expect(left.listeners.size).toBe(0);
    const failing = new SlowStream(() => {
      throw new Error('the database is gone');
    });
    await expect(failing.follow(0).next()).rejects.toThrow('the database is gone');
    expect(failing.listeners.size).toBe(0);
  });
});
