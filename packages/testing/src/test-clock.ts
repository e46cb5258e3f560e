import type { Clock } from '@souk/kernel';

export interface TestClock extends Clock {
  advance(ms: number): void;
  set(now: Date): void;
}

/** A clock that stands still until it is moved. */
export const testClock = (start = new Date('2026-01-15T12:00:00.000Z')): TestClock => {
  let nowMs = start.getTime();
  return {
    now: () => new Date(nowMs),
    advance: (ms) => {
      nowMs += ms;
    },
    set: (now) => {
      nowMs = now.getTime();
    },
  };
};
