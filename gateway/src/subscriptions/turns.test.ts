import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  it('are given to so many at a time, in the order in which they came, whatever becomes of them', async () => {
    const turns = new Turns(2);
    const ends: ((fails?: boolean) => void)[] = [];
    const began: number[] = [];
    const all = [0, 1, 2, 3].map((index) => turns.run(() => new Promise<number>((resolve, reject) => {
      began.push(index);
      ends[index] = (fails = false) => (fails ? reject(new Error(`failed ${index}`)) : resolve(index));
    })));
    expect(began).toEqual([0, 1]);
    ends[1]?.(true);
    await expect(all[1]).rejects.toThrow('failed 1');
    expect(began).toEqual([0, 1, 2]);
    ends[2]?.();
    await all[2];
    ends[0]?.();
    ends[3]?.();
    expect(await Promise.all([all[0], all[2], all[3]])).toEqual([0, 2, 3]);
    const late = turns.run(() => Promise.resolve('at once'));
    expect(await late).toBe('at once');
  });
});
