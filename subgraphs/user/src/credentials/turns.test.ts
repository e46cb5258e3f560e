import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('Turns', () => {
  const gate = () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { open: () => open(), opened };
  };

  it('runs two at a time, lets three wait and turns the others away', async () => {
    const turns = new Turns({ maxConcurrent: 2, maxWaiting: 3 });
    const { open, opened } = gate();
    const started: number[] = [];
    const calls = [0, 1, 2, 3, 4, 5, 6].map((number) => turns.run(async () => {
      started.push(number);
      await opened;
      return number;
    }));
    const outcomes = Promise.allSettled(calls);
    await expect(calls[5]).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterSeconds: 2 } });
    await expect(calls[6]).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(started).toEqual([0, 1]);
    open();
    expect((await outcomes).filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(started).toEqual([0, 1, 2, 3, 4]);
  });

  it('gives the place back after a failure', async () => {
    const turns = new Turns({ maxConcurrent: 1, maxWaiting: 1 });
    const failing = turns.run(() => Promise.reject(new Error('no')));
    const waiting = turns.run(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await waiting).toBe('yes');
    expect(await turns.run(() => Promise.resolve('again'))).toBe('again');
  });
});
