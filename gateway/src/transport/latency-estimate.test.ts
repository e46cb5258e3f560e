import { describe, expect, it } from '@jest/globals';
import { LatencyEstimate } from './latency-estimate.js';

/** Linear congruential: the same numbers each time. */
const seeded = (seed: number) => () => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;

describe('LatencyEstimate', () => {
  it('knows nothing at first', () => {
    const estimate = new LatencyEstimate(0.95);
    expect([estimate.samples, estimate.quantileMs]).toEqual([0, 0]);
  });

  it.each([
    ['even', (random: number) => 5 + random * 90],
    ['exponential', (random: number) => -20 * Math.log(1 - random)],
    ['of two kinds', (random: number) => (random < 0.9 ? 2 : 300)],
  ])('is at most a step above the true quantile of times that are %s', (_what, timeOf) => {
    const random = seeded(7);
    const estimate = new LatencyEstimate(0.95);
    const times = Array.from({ length: 1_900 }, () => timeOf(random()));
    times.forEach((ms) => estimate.record(ms));
    const exact = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
    expect(estimate.quantileMs / exact).toBeGreaterThan(0.95);
    expect(estimate.quantileMs / exact).toBeLessThan(1.12);
  });

  it('follows a subgraph that becomes slower, and faster again', () => {
    const estimate = new LatencyEstimate(0.95);
    const record = (ms: number): void => {
      for (let time = 0; time < 5_000; time += 1) estimate.record(ms);
    };
    record(10);
    record(100);
    expect(estimate.quantileMs).toBeGreaterThan(95);
    for (let time = 0; time < 30; time += 1) record(10);
    expect(estimate.quantileMs).toBeLessThan(12);
  });

  it('takes what is too short or too long for it', () => {
    const estimate = new LatencyEstimate(0.5);
    for (const ms of [0, -1, 1e9, 1e9, 1e9]) estimate.record(ms);
    expect(estimate.quantileMs).toBeGreaterThan(60_000 / 2 ** (1 / 8));
    expect(Number.isFinite(estimate.quantileMs)).toBe(true);
  });
});
