import { describe, expect, it } from '@jest/globals';
import { type Measured } from './measure.js';
import { halfRate, ratioRows } from './ratios.js';

const measured = (subject: string, throughput: number, p99Ms = 0, cpuMs = 0): Measured => ({ subject, scenario: 'hot', throughput, p99Ms, cpuMs } as Measured);

describe('halfRate', () => {
  it('is half of what the single transaction reaches, where the saga bears that with ease', () => {
    expect(halfRate({ hot: measured('single-transaction', 200) }, { hot: measured('saga', 125) })).toEqual({ perSecond: 100, of: 'single-transaction' });
  });

  it('is half of what the saga reaches, where it does not', () => {
    expect(halfRate({ hot: measured('single-transaction', 200) }, { hot: measured('saga', 120) })).toEqual({ perSecond: 60, of: 'saga' });
  });

  it('is nothing where one was not measured', () => {
    expect(halfRate({}, { hot: measured('saga', 120) })).toBeUndefined();
  });
});

describe('ratioRows', () => {
  it('puts the saga over the single transaction', () => {
    const rows = ratioRows({ uniform: measured('saga', 50, 0, 30), half: measured('saga', 0, 60) }, { uniform: measured('single-transaction', 80, 0, 6), half: measured('single-transaction', 0, 20) });
    expect(rows.map(({ value }) => value)).toEqual([0.625, 5, 3]);
  });
});
