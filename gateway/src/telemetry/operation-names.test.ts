import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS, MAX_OPERATION_NAMES, OTHER, OperationNames } from './operation-names.js';

describe('operation names as labels', () => {
  it('are those that come first, and never more than the maximum', () => {
    const names = new OperationNames();
    const labels = new Set(Array.from({ length: 10_000 }, (_nothing, index) => names.labelOf(`Invented${index}`)));
    expect(labels.size).toBe(MAX_OPERATION_NAMES + 1);
    expect([names.labelOf('Invented0'), names.labelOf('Invented9999'), names.labelOf('Invented0')]).toEqual(['Invented0', OTHER, 'Invented0']);
  });

  it('keep a place for those that are known beforehand', () => {
    const names = new OperationNames();
    names.reserve(['OrdersPage']);
    for (let index = 0; index < 1_000; index += 1) names.labelOf(`Invented${index}`);
    expect(names.labelOf('OrdersPage')).toBe('OrdersPage');
  });

  it.each([[undefined, ANONYMOUS], ['', ANONYMOUS], ['a"} 1\nevil', OTHER], ['1st', OTHER], ['x'.repeat(101), OTHER], ['x'.repeat(100), 'x'.repeat(100)]])('%j is %j', (name, label) => {
    expect(new OperationNames().labelOf(name)).toBe(label);
  });
});
