import { describe, expect, it } from '@jest/globals';
import { AnswerRing, RingBudget } from './answer-ring.js';
import { pushedAnswer } from './pushed-answer.js';

const sequencesOf = (ring: AnswerRing, after: number) => ring.after(after).map(({ sequence }) => sequence);

describe('a ring', () => {
  it('gives what came after, and says what it had to forget', () => {
    const ring = new AnswerRing(new RingBudget());
    const forgotten = Array.from({ length: 130 }, (_, index) => ring.add(pushedAnswer(Buffer.from('{}'), index + 1)));
    expect(forgotten.slice(126)).toEqual([undefined, undefined, 1, 2]);
    expect(sequencesOf(ring, 127)).toEqual([128, 129, 130]);
    expect(sequencesOf(ring, 0)).toHaveLength(128);
    expect(sequencesOf(ring, 130)).toEqual([]);
  });

  it('is bounded in bytes, alone and with all others, but keeps its last answer', () => {
    const [large, budget] = [pushedAnswer(Buffer.from(`"${'x'.repeat(100_000)}"`), 1), new RingBudget(450_000)];
    const rings = Array.from({ length: 4 }, () => new AnswerRing(budget));
    const [first, second, third, fourth] = rings as [AnswerRing, AnswerRing, AnswerRing, AnswerRing];
    [1, 2, 3].forEach((sequence) => first.add({ ...large, sequence }));
    expect(sequencesOf(first, 0)).toEqual([2, 3]);
    [1, 2].forEach((sequence) => second.add({ ...large, sequence }));
    [1, 2].forEach((sequence) => third.add({ ...large, sequence }));
    expect([sequencesOf(second, 0), sequencesOf(third, 0)]).toEqual([[1, 2], [2]]);
    fourth.add(large);
    expect(sequencesOf(fourth, 0)).toEqual([1]);
    rings.forEach((ring) => ring.clear());
    expect([budget.usedBytes, sequencesOf(first, 0)]).toEqual([0, []]);
  });
});
