import { describe, expect, it } from '@jest/globals';
import { retryAfterSecondsOf } from './login-limit.js';

const START = new Date('2026-01-15T12:00:00.000Z');
const after = (ms: number): Date => new Date(START.getTime() + ms);

describe('retryAfterSecondsOf', () => {
  it('lets the tenth try go on', () => expect(retryAfterSecondsOf({ failures: 10, windowStartedAt: START }, after(1_000))).toBeUndefined());
  it('holds the eleventh until the window is over', () => {
    expect(retryAfterSecondsOf({ failures: 11, windowStartedAt: START }, after(0))).toBe(900);
    expect(retryAfterSecondsOf({ failures: 40, windowStartedAt: START }, after(899_001))).toBe(1);
  });
  it('never says 0 seconds', () => expect(retryAfterSecondsOf({ failures: 11, windowStartedAt: START }, after(900_000))).toBe(1));
});
