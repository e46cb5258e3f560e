import { describe, expect, it } from '@jest/globals';
import { deadTable, lagTable } from './table.js';

describe('lagTable', () => {
  it('shows counts, ages in the largest unit, and where counting stopped', () => {
    const lag = { consumer: 'order.on-shipment-progressed', publisher: 'logistics', deadLetters: 0, waiting: 0 };
    expect(lagTable([
      { ...lag, behind: 0, oldestMs: undefined },
      { ...lag, consumer: 'logistics.on-order-placed', publisher: 'order', behind: 1_234, oldestMs: 90_000, deadLetters: 1_000, waiting: 3 },
    ])).toEqual([
      'consumer                      publisher  behind  oldest    dead  waiting',
      'order.on-shipment-progressed  logistics       0  -            0        0',
      'logistics.on-order-placed     order       1,234  1.5 min  1,000        3',
    ]);
    expect(lagTable([{ ...lag, behind: 100_001, oldestMs: 12 }])[1]).toContain('100,000+  12 ms');
  });
});

describe('deadTable', () => {
  it('shows what, how often, when and why, and shortens long reasons', () => {
    const [head, row] = deadTable([{
      id: '018f0000-0000-7000-8000-000000000001', consumer: 'logistics.on-order-placed', publisher: 'order', type: 'OrderPlaced', streamId: 'order-1', version: 2,
      attempts: 6, reason: `Error: ${'x'.repeat(200)}`, diedAt: new Date('2026-01-02T03:04:05.678Z'), isRedriven: true,
    }]);
    expect(head?.split(/\s+/)).toEqual(['id', 'consumer', 'type', 'aggregate', 'attempts', 'time', 'reason']);
    expect(row).toMatch(/^018f0000-\S+ {2}logistics\.on-order-placed {2}OrderPlaced {2}order\/order-1@2 {9}6 {2}2026-01-02T03:04:05\.678Z {2}\(re-driven\) Error: x{92}…$/);
  });
});
