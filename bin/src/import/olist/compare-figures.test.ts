import { describe, expect, it } from '@jest/globals';
import { compareFigures, flatten } from './compare-figures.js';

const figures = { rows: { orders: 2 }, referential: { orphans: 0 }, delivery: { definition: 'prose', rate: 0.5 }, top: [{ code: 'tea', price: '1.00' }], none: {} };

describe('comparing figures', () => {
  it('finds equal ones equal, and counts them', () => {
    expect(compareFigures(figures, { ...figures, referential: {}, delivery: { rate: 0.5 } })).toEqual({ compared: 5, differences: [] });
  });

  it('names each figure that differs, is missing, or should not be there', () => {
    const found = { rows: { orders: 3, items: 1 }, delivery: { rate: 0.5 }, top: [], none: {} };
    expect(compareFigures(figures, found).differences).toEqual([
      'rows.orders: expected 2, found 3',
      'top.0.code: expected "tea", found nothing',
      'top.0.price: expected "1.00", found nothing',
      'rows.items: expected nothing, found 1',
      'top: expected nothing, found "[]"',
    ]);
  });

  it('sees any one altered figure', () => {
    for (const path of flatten(figures).keys()) {
      if (path.startsWith('referential') || path.endsWith('definition')) continue;
      const altered = structuredClone(figures);
      const keys = path.split('.');
      const last = keys.pop() ?? '';
      const parent = keys.reduce<Record<string, unknown>>((node, key) => node[key] as Record<string, unknown>, altered);
      parent[last] = 'altered';
      expect(compareFigures(altered, figures).differences.some((difference) => difference.startsWith(`${path}:`))).toBe(true);
    }
  });
});
