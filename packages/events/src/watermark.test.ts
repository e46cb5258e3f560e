import { describe, expect, it } from '@jest/globals';
import { Watermark } from './watermark.js';

describe('Watermark', () => {
  const at = (position: number) => ({ tx: '1', position: String(position) });
  const start = () => {
    const reached: string[] = [];
    const watermark = new Watermark(({ position }) => void reached.push(position));
    return { reached, watermark };
  };

  it('moves only over what is done without a gap', () => {
    const { reached, watermark } = start();
    const [first, second, third] = [watermark.begin(at(1)), watermark.begin(at(2)), watermark.begin(at(3))];
    second();
    expect(reached).toEqual([]);
    first();
    expect(reached).toEqual(['2']);
    third();
    expect(reached).toEqual(['2', '3']);
    expect(watermark.size).toBe(0);
  });
  it('has room when the oldest place is done', async () => {
    const { watermark } = start();
    const { signal } = new AbortController();
    const finish = [watermark.begin(at(1)), watermark.begin(at(2))];
    let hasRoom = false;
    const waiting = watermark.hasRoom(2, signal).then(() => (hasRoom = true));
    finish[1]?.();
    await new Promise(setImmediate);
    expect(hasRoom).toBe(false);
    finish[0]?.();
    await waiting;
    await watermark.hasRoom(1, signal);
  });
  it('stops waiting for room when aborted', async () => {
    const { watermark } = start();
    const controller = new AbortController();
    watermark.begin(at(1));
    const waiting = watermark.hasRoom(1, controller.signal);
    controller.abort();
    await waiting;
    await watermark.hasRoom(1, controller.signal);
  });
});
