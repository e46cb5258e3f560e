import { describe, expect, it } from '@jest/globals';
import { DueWatch, type Due } from './due-watch.js';

describe('DueWatch', () => {
  const due = (inMs: number, onDue: Due['onDue']): { dueAtMs: number; onDue: Due['onDue'] } => ({ dueAtMs: performance.now() + inMs, onDue });

  it('calls what is due and what has moved, and forgets what was taken out', async () => {
    const watch = new DueWatch();
    const called: string[] = [];
    await new Promise<void>((resolve) => {
      const once = (name: string, inMs: number, then = (): void => undefined): Due => {
        const entry = due(inMs, () => {
          called.push(name);
          watch.delete(entry);
          then();
        });
        watch.add(entry);
        return entry;
      };
      const moved = due(60_000, () => {
        called.push('moved');
        watch.delete(moved);
      });
      watch.add(moved);
      const gone = once('gone', 0);
      once('first', 0, () => (moved.dueAtMs = 0));
      once('last', 50, resolve);
      watch.delete(gone);
    });
    expect(called).toEqual(['first', 'moved', 'last']);
  });

  it('begins again after it had nothing to do', async () => {
    const watch = new DueWatch();
    for (let time = 0; time < 2; time += 1) {
      await new Promise<void>((resolve) => {
        const entry = due(0, () => {
          watch.delete(entry);
          resolve();
        });
        watch.add(entry);
      });
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  });
});
