import { describe, expect, it } from '@jest/globals';
import { maySeeOrder } from './visibility.js';

const nobody = { scopes: [], guestOrderIds: [] };

describe('an order is seen', () => {
  it.each([
    ['its buyer', { ...nobody, userId: 'ada' }, true],
    ['another user', { ...nobody, userId: 'bob' }, false],
    ['an anonymous viewer', nobody, false],
    ['whoever reads all orders', { ...nobody, userId: 'bob', scopes: ['order:read:any'] }, true],
    ['whoever ships', { ...nobody, userId: 'bob', scopes: ['shipment:write'] }, true],
    ['somebody with other scopes', { ...nobody, userId: 'bob', scopes: ['catalog:write', 'inventory:read', 'report:read'] }, false],
    ['the bearer of its guest token', { ...nobody, guestOrderIds: ['order-2', 'order-1'] }, true],
    ['the bearer of another guest token', { ...nobody, guestOrderIds: ['order-2'] }, false],
  ])('or not by %s', (_who, viewer, sees) => {
    expect(maySeeOrder(viewer, 'order-1', 'ada')).toBe(sees);
  });

  it('by nobody as its buyer where it has none, or it is not known', () => {
    expect(maySeeOrder(nobody, 'order-1', null)).toBe(false);
    expect(maySeeOrder(nobody, 'order-1', undefined)).toBe(false);
    expect(maySeeOrder({ ...nobody, userId: 'ada' }, 'order-1', null)).toBe(false);
  });
});
