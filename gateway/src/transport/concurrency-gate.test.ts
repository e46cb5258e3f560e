import { describe, expect, it } from '@jest/globals';
import { ConcurrencyGate, type Waiter } from './concurrency-gate.js';

describe('ConcurrencyGate', () => {
  const entered: string[] = [];
  const waiter = (name: string): Waiter => ({ onEntered: () => void entered.push(name) });

  it('lets so many in, so many wait, and refuses the rest', () => {
    const gate = new ConcurrencyGate(2, 1);
    expect([gate.tryEnter(), gate.tryEnter(), gate.tryEnter()]).toEqual([true, true, false]);
    expect([gate.tryWait(waiter('a')), gate.tryWait(waiter('b'))]).toEqual([true, false]);
    expect([gate.inside, gate.waiting]).toEqual([2, 1]);
  });

  it('hands a place on to who waits longest, never to who comes just now', async () => {
    entered.splice(0);
    const gate = new ConcurrencyGate(1, 3);
    gate.tryEnter();
    const [a, b, c] = ['a', 'b', 'c'].map(waiter);
    for (const each of [a, b, c]) gate.tryWait(each as Waiter);
    gate.giveUp(a as Waiter);
    gate.leave();
    expect(gate.tryEnter()).toBe(false);
    await Promise.resolve();
    expect([entered, gate.inside, gate.waiting]).toEqual([['b'], 1, 1]);
    gate.leave();
    await Promise.resolve();
    gate.leave();
    expect([entered, gate.inside, gate.waiting]).toEqual([['b', 'c'], 0, 0]);
    expect(gate.tryEnter()).toBe(true);
  });

  it('survives a long queue of those who leave as soon as they enter', async () => {
    const gate = new ConcurrencyGate(1, 100_000);
    gate.tryEnter();
    let left = 0;
    for (let index = 0; index < 100_000; index += 1) gate.tryWait({ onEntered: () => { left += 1; gate.leave(); } });
    gate.leave();
    await new Promise((resolve) => setImmediate(resolve));
    expect([left, gate.inside, gate.waiting]).toEqual([100_000, 0, 0]);
  });

  it('sends everybody away who waits', () => {
    const gate = new ConcurrencyGate(1, 3);
    gate.tryEnter();
    const a = waiter('a');
    gate.tryWait(a);
    const dismissed: Waiter[] = [];
    gate.dismiss((each) => void dismissed.push(each));
    expect(dismissed).toEqual([a]);
    expect([gate.inside, gate.waiting]).toEqual([1, 0]);
  });
});
