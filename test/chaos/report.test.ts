import { describe, expect, it } from '@jest/globals';
import { History } from './history.js';
import { NEMESIS_NAMES } from './nemeses/index.js';
import { summaryOf, totalOf } from './report.js';
import { type SeedResult } from './run-seed.js';

const result = (changes: Partial<SeedResult>): SeedResult => ({
  protocol: 'saga', seed: 1, nemeses: ['kill', 'cut'], history: new History(), checkouts: { acknowledged: 5, aborted: 2, unknown: 1 }, register: { operations: 10, verdict: 'yes' },
  strikes: new Map([['kill', 3], ['cut', 0]]), resolved: 1, tookMs: { opening: 1_000, working: 15_500, resting: 2_000, checking: 200 }, violations: [], ...changes,
});

describe('the report', () => {
  it('says of a seed what its checkouts came to, what struck, and how long it took', () => {
    expect(summaryOf(result({}))).toBe('saga seed 1: 8 checkouts (5 acknowledged, 2 aborted, 1 unknown, 1 of them resolved), 10 register operations, strikes: kill 3, cut 0; 15.5 s of work, 3.2 s around it (rest 2.0): 0 violations');
  });

  it('adds all seeds up, and counts for each nemesis the seeds that it struck in', () => {
    const [total, ...rows] = totalOf([result({}), result({ seed: 2, strikes: new Map([['kill', 1], ['cut', 2]]), violations: [{ rule: 'a', message: 'b', keys: [] }] })]);
    expect(total).toBe('2 seeds: 16 checkouts: 10 acknowledged, 4 aborted, 2 unknown, of which 2 were resolved; 20 register operations; 1 violations');
    expect(rows).toHaveLength(NEMESIS_NAMES.length);
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual(expect.arrayContaining(['kill struck in 2 of the 2 seeds that drew it, 4 times', 'cut struck in 1 of the 2 seeds that drew it, 2 times', 'slow struck in 0 of the 0 seeds that drew it, 0 times']));
  });
});
