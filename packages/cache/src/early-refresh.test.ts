import { describe, expect, it } from '@jest/globals';
import { isEarlyRefreshDue } from './early-refresh.js';

const entry = { version: 1, tags: [], expiresAtMs: 60_000, loadMs: 100 };
const shareDue = (nowMs: number): number => {
  let due = 0;
  for (let index = 0; index < 1_000; index += 1) if (isEarlyRefreshDue(entry, nowMs, () => (index + 0.5) / 1_000)) due += 1;
  return due / 1_000;
};

describe('early refresh', () => {
  it('is not due while the entry is young', () => {
    expect(shareDue(50_000)).toBe(0);
  });

  it('is the likelier the nearer the end: e^(−remaining ÷ load time)', () => {
    expect(shareDue(59_900)).toBeCloseTo(Math.exp(-1), 2);
    expect(shareDue(59_990)).toBeCloseTo(Math.exp(-0.1), 2);
  });
});
