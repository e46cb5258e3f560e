import { describe, expect, it } from '@jest/globals';
import { PLACED, importedProgress, movedTo, type OrderProgress } from './order-progress.js';
import { ORDER_STATES } from './order-state.js';

const day = (number: number): Date => new Date(Date.UTC(2018, 0, number));

describe('an order that moves on', () => {
  it('is in each state that it comes to, and keeps the times of those that have one', () => {
    const path = ORDER_STATES.map((state, index) => [state, day(index + 1)] as const);
    expect(path.reduce((order, [state, at]) => movedTo(order, state, at), PLACED)).toEqual({ state: 'CANCELLED', confirmedAt: day(2), shippedAt: day(4), deliveredAt: day(5), cancelledAt: day(7) });
    for (const [state, at] of path) expect(movedTo(PLACED, state, at).state).toBe(state);
  });
});

describe('how far an imported order had come', () => {
  const facts: OrderProgress = { state: 'COMPLETED', confirmedAt: day(2), shippedAt: day(4), deliveredAt: day(6), cancelledAt: null };

  it.each<[string, Partial<OrderProgress>, Date, Partial<OrderProgress>]>([
    ['before its first time', {}, day(1), { state: 'PENDING', confirmedAt: null, shippedAt: null, deliveredAt: null }],
    ['when it was confirmed', {}, day(2), { state: 'CONFIRMED', confirmedAt: day(2), shippedAt: null }],
    ['between', {}, day(5), { state: 'SHIPPED', shippedAt: day(4), deliveredAt: null }],
    ['when its last time had come', {}, day(6), facts],
    ['where a time is not known', { confirmedAt: null }, day(5), { state: 'SHIPPED', confirmedAt: null }],
    ['where the times lie in the wrong order', { shippedAt: day(8) }, day(7), { state: 'DELIVERED', shippedAt: null, deliveredAt: day(6) }],
    ['where no time is known', { state: 'CANCELLED', confirmedAt: null, shippedAt: null, deliveredAt: null }, day(1), { state: 'CANCELLED' }],
  ])('%s', (_when, over, at, expected) => {
    expect(importedProgress({ ...facts, ...over }, at)).toMatchObject(expected);
  });
});
