import { describe, expect, it } from '@jest/globals';
import { diceOf } from '../dice.js';
import { checkLinearizable, type RegisterOperation } from './linearizable.js';

const take = (units: number, begunMs: number, endedMs = Infinity): RegisterOperation => ({ kind: 'take', units, begunMs, endedMs });
const give = (units: number, begunMs: number, endedMs = Infinity): RegisterOperation => ({ kind: 'give', units, begunMs, endedMs });
const read = (units: number, begunMs: number, endedMs: number): RegisterOperation => ({ kind: 'read', units, begunMs, endedMs });
const verdictOf = (operations: readonly RegisterOperation[]): string => checkLinearizable(10, operations).verdict;

describe('checkLinearizable', () => {
  it.each<[string, readonly RegisterOperation[]]>([
    ['nothing at all', []],
    ['one after the other', [take(4, 0, 1), read(6, 2, 3), give(4, 4, 5), read(10, 6, 7)]],
    ['a read beside a take that has happened', [take(4, 0, 10), read(6, 1, 2)]],
    ['a read beside a take that has not', [take(4, 0, 10), read(10, 1, 2)]],
    ['two reads beside a take, in its order', [take(4, 0, 10), read(10, 1, 2), read(6, 3, 4)]],
    ['takes that only fit in the order in which they did not begin', [take(10, 0, 10), take(6, 1, 10), give(6, 2, 10)]],
    ['a take without an answer that happened', [take(4, 0), read(6, 5, 6)]],
    ['a take without an answer that never did', [take(4, 0), read(10, 5, 6), take(10, 7, 8)]],
    ['a take without an answer that happened later', [take(4, 0), read(10, 5, 6), read(6, 7, 8)]],
  ])('finds an order for %s', (_name, operations) => expect(verdictOf(operations)).toBe('yes'));

  it.each<[string, readonly RegisterOperation[]]>([
    ['a read that misses a take that had ended', [take(4, 0, 1), read(10, 2, 3)]],
    ['reads that see a take and then no longer do', [take(4, 0, 10), read(6, 1, 2), read(10, 3, 4)]],
    ['more taken than there was', [take(6, 0, 5), take(6, 1, 5)]],
    ['a read of what never was', [take(4, 0, 10), read(7, 1, 2)]],
    ['units given back that nobody had', [give(1, 0, 1)]],
    ['a take without an answer that is seen, and then is not', [take(4, 0), read(6, 1, 2), read(10, 3, 4)]],
    ['a take without an answer that is seen before it began', [read(6, 0, 1), take(4, 2)]],
  ])('finds none for %s', (_name, operations) => expect(verdictOf(operations)).toBe('no'));

  it('shows the shortest beginning that has no order', () => {
    const sound = [take(1, 0, 1), read(9, 2, 3)];
    const wrong = read(10, 4, 5);
    const answer = checkLinearizable(10, [...sound, wrong, give(1, 6, 7), read(10, 8, 9)]);
    expect(answer).toEqual({ verdict: 'no', history: [...sound, wrong] });
  });

  /** What a register does at moments that lie within each operation; by that it has an order. */
  const generated = (seed: number): RegisterOperation[] => {
    const dice = diceOf(seed, 'register');
    let left = 10;
    return Array.from({ length: 200 }, (_nothing, index): RegisterOperation => {
      const [begunMs, endedMs, units] = [index * 10 - dice.between(1, 40), index * 10 + dice.between(1, 40), dice.between(1, 4)];
      const kind = dice.pick(['take', 'give', 'read'] as const);
      if (kind === 'take' && left >= units) {
        left -= units;
        return { kind, units, begunMs, endedMs: dice.chance(0.05) ? Infinity : endedMs };
      }
      if (kind === 'give' && left + units <= 10) {
        left += units;
        return { kind, units, begunMs, endedMs };
      }
      return { kind: 'read', units: left, begunMs, endedMs };
    });
  };

  it('finds the order of long random histories', () => {
    for (let seed = 1; seed <= 20; seed += 1) expect({ seed, verdict: verdictOf(generated(seed)) }).toEqual({ seed, verdict: 'yes' });
  });

  it('finds none where one read of a long random history tells of units that never were', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const history = generated(seed);
      const index = history.findIndex(({ kind }, at) => at > 100 && kind === 'read');
      history[index] = { ...(history[index] as RegisterOperation), units: 11 };
      expect({ seed, verdict: verdictOf(history) }).toEqual({ seed, verdict: 'no' });
    }
  });
});
