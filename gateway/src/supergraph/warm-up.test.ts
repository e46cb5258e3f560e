import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { warmUp } from './warm-up.js';

describe('warming up', () => {
  it('prepares the hottest first and lives with those that do not fit', async () => {
    const asked: string[] = [];
    const report = await warmUp(['a', 'b', 'c'], async (operation) => {
      asked.push(operation);
      if (operation === 'b') throw new Error('no such field');
    });
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(report).toEqual({ prepared: 2, refused: 1, skipped: 0 });
  });

  it('stops when its time is over', async () => {
    expect(await warmUp([1, 2, 3, 4, 5], () => sleep(30), 50)).toEqual({ prepared: 2, refused: 0, skipped: 3 });
  });

  it('takes no more than 200', async () => {
    expect(await warmUp(Array.from({ length: 250 }, (_, index) => index), () => Promise.resolve())).toEqual({ prepared: 200, refused: 0, skipped: 50 });
  });
});
