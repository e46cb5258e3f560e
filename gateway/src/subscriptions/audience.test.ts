import { describe, expect, it } from '@jest/globals';
import { RingBudget } from './answer-ring.js';
import { Audience } from './audience.js';
import { pushedAnswer, type PushedAnswer } from './pushed-answer.js';
import { Subscriber, type Seat } from './subscriber.js';
import { newStats } from './subscription-stats.js';

class Listener extends Subscriber {
  readonly heard: (number | undefined)[] = [];
  override push({ sequence }: PushedAnswer): void { this.heard.push(sequence); }
  override answer(): void { this.leave(); }
  override end(): void { this.leave(); }
}

const audienceFrom = (start?: number) => {
  const audience = new Audience(new RingBudget(), newStats(), start);
  const seat: Seat = { remove: (subscriber) => { audience.remove(subscriber); } };
  const join = (after = Number.NEGATIVE_INFINITY): Listener => {
    const listener = new Listener();
    listener.after = after;
    audience.add(listener, seat);
    return listener;
  };
  return { audience, join };
};
const answer = (sequence?: number): PushedAnswer => pushedAnswer(Buffer.from('{}'), sequence);

describe('an audience', () => {
  it('hears each answer once, also who joins while it is being written', async () => {
    const { audience, join } = audienceFrom(0);
    const all = Array.from({ length: 2_500 }, () => join());
    await audience.push(answer(1), true);
    const pushing = audience.push(answer(2), true);
    const [behind, level] = [join(0), join(2)];
    await pushing;
    await audience.push(answer(3), true);
    expect(new Set(all.map(({ heard }) => String(heard)))).toEqual(new Set(['1,2,3']));
    expect([behind.heard, level.heard]).toEqual([[1, 2, 3], [3]]);
  });

  it('is not told again what it came with: one that was ahead waits', async () => {
    const { audience, join } = audienceFrom(0);
    await audience.push(answer(1), true);
    const ahead = join(3);
    for (const sequence of [2, 3, 4]) await audience.push(answer(sequence), true);
    expect(ahead.heard).toEqual([4]);
  });

  it('knows from where it can replay: from its beginning, or from its first answer, until that is forgotten or was not kept', async () => {
    const [known, unknown] = [audienceFrom(5).audience, audienceFrom().audience];
    expect([known.covers(4), known.covers(5), unknown.covers(100)]).toEqual([false, true, false]);
    await unknown.push(answer(8), true);
    expect([unknown.covers(6), unknown.covers(7), unknown.lastSequence]).toEqual([false, true, 8]);
    await unknown.push(answer(9), false);
    expect([unknown.covers(8), unknown.covers(9)]).toEqual([false, true]);
    for (let sequence = 6; sequence < 140; sequence += 1) await known.push(answer(sequence), true);
    expect([known.covers(10), known.covers(11)]).toEqual([false, true]);
  });

  it('hears answers without a number as they come, and forgets who left', async () => {
    const { audience, join } = audienceFrom();
    const [stays, leaves] = [join(), join()];
    await audience.push(answer(), true);
    leaves.leave();
    await audience.push(answer(), true);
    expect([stays.heard.length, leaves.heard.length, leaves.leave(), audience.isEmpty]).toEqual([2, 1, false, false]);
    audience.end();
    expect([stays.isOver, audience.isEmpty]).toEqual([true, true]);
  });
});
