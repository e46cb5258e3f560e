import { describe, expect, it } from '@jest/globals';
import { Hedging } from './hedging.js';

const settings = { share: 0.25, burst: 2, quantile: 0.95, floorMs: 10, minSamples: 5 };
const measured = (ms: number, rest = {}): Hedging => {
  const hedging = new Hedging({ ...settings, ...rest });
  for (let time = 0; time < 5; time += 1) hedging.record(ms);
  return hedging;
};

describe('Hedging', () => {
  it('waits for measurements', () => {
    const hedging = new Hedging(settings);
    for (let time = 0; time < 4; time += 1) hedging.record(50);
    expect([hedging.begin(), hedging.quantileMs]).toEqual([Infinity, undefined]);
    hedging.record(50);
    expect(hedging.begin()).toBeGreaterThanOrEqual(50);
  });

  it('is never hasty', () => {
    expect(measured(1).begin()).toBe(10);
  });

  it('has one hedge for every four queries, and saves no more than its burst', () => {
    const hedging = measured(50);
    const spent = (queries: number): number => {
      for (let query = 0; query < queries; query += 1) hedging.begin();
      let hedges = 0;
      for (; hedging.hasBudget(); hedges += 1) hedging.spend();
      return hedges;
    };
    expect([spent(3), spent(1), spent(4), spent(100)]).toEqual([0, 1, 1, 2]);
  });

  it('can be switched off', () => {
    const hedging = measured(50, { share: 0 });
    expect([hedging.begin(), hedging.hasBudget()]).toEqual([Infinity, false]);
  });
});
