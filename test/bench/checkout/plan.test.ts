import { describe, expect, it } from '@jest/globals';
import { planOf, SCENARIOS } from './plan.js';

describe('planOf', () => {
  it('runs everything unless told', () => {
    const plan = planOf({});
    expect(plan).toMatchObject({ seconds: 5, protocols: ['saga', '2pc', '3pc', 'percolator'], hasSingle: true });
    expect(SCENARIOS.every((scenario) => plan.includes(scenario))).toBe(true);
  });

  it('runs what is named, and all of a kind of which nothing is named', () => {
    const plan = planOf({ only: 'percolator,saga', seconds: '2' });
    expect(plan).toMatchObject({ seconds: 2, protocols: ['saga', 'percolator'], hasSingle: false });
    expect(plan.includes('catalog-down')).toBe(true);
    const hot = planOf({ only: 'hot' });
    expect(hot).toMatchObject({ protocols: ['saga', '2pc', '3pc', 'percolator'], hasSingle: true });
    expect(SCENARIOS.filter((scenario) => hot.includes(scenario))).toEqual(['hot']);
  });

  it.each(['0', '-1', 'long', '601'])('refuses %s seconds', (seconds) => {
    expect(() => planOf({ seconds })).toThrow('--seconds: expected a number above 0');
  });

  it('refuses a name that is nothing, and says which there are', () => {
    expect(() => planOf({ only: 'saga,4pc' })).toThrow("percolator, uniform, hot, hot-half, uniform-5ms, hot-5ms, catalog-down, user-down, logistics-down, got '4pc'");
  });
});
