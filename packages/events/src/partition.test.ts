import { describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { cursorNames, PARTITIONS, partitionOf } from './partition.js';

describe('partitionOf', () => {
  it('is the same for ever: events of one aggregate must not lie in two queues', () => {
    expect(['order-1', 'order-2', 'order-3', 'order-5', 'ü'].map(partitionOf)).toEqual([2, 0, 1, 3, 0]);
  });
  it('spreads aggregates evenly', () => {
    const counts = Array.from({ length: PARTITIONS }, () => 0);
    for (let index = 0; index < 4_000; index += 1) {
      const partition = partitionOf(newId());
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });
});

describe('cursorNames', () => {
  it('are those of one partition or of all', () => {
    expect([cursorNames('a.b', 'order', 1), cursorNames('a.b', 'order', 2)]).toEqual([['a.b<order'], ['a.b<order#0', 'a.b<order#1']]);
  });
});
