import { describe, expect, it } from '@jest/globals';
import { drawNemeses, NEMESIS_NAMES } from './index.js';

const seeds = (first: number, count: number): readonly number[] => Array.from({ length: count }, (_nothing, index) => first + index);

describe('drawNemeses', () => {
  it('draws every nemesis for at least three of the seeds 1 to 20', () => {
    const drawn = seeds(1, 20).flatMap(drawNemeses);
    for (const name of NEMESIS_NAMES) expect(drawn.filter((other) => other === name).length).toBeGreaterThanOrEqual(3);
  });

  it('gives each seed three or four different ones, and the same ones again', () => {
    for (const seed of seeds(1, 200)) {
      const names = drawNemeses(seed);
      expect(new Set(names).size).toBe(names.length);
      expect([3, 4]).toContain(names.length);
      expect(drawNemeses(seed)).toEqual(names);
    }
  });

  it('does not give the same seeds of two blocks the same nemeses', () => {
    const block = (first: number): string => JSON.stringify(seeds(first, NEMESIS_NAMES.length).map(drawNemeses));
    expect(block(1)).not.toBe(block(1 + NEMESIS_NAMES.length));
  });
});
