import { describe, expect, it } from '@jest/globals';
import { mayHandOnOrder, maySeeOrder, maySeeOrdersOf, mayUseCart } from './visibility.js';

const nobody = { scopes: [], guestOrderIds: [] };
const buyer = { ...nobody, userId: 'b' };
const stranger = { ...nobody, userId: 's' };
const operations = { ...nobody, userId: 'o', scopes: ['order:read:any'] };
const bearer = { ...nobody, guestOrderIds: ['1'] };
const order = { id: '1', buyerId: 'b' };
const guestOrder = { id: '1', buyerId: null };

describe('who sees what', () => {
  it.each([
    ['the buyer', buyer, true], ['a stranger', stranger, false], ['nobody in particular', nobody, false],
    ['a reader of any order', operations, true], ['the bearer of its guest token', bearer, true], ['the bearer of another’s', { ...nobody, guestOrderIds: ['2'] }, false],
  ])('an order: %s', (_who, viewer, sees) => {
    expect(maySeeOrder(viewer, order)).toBe(sees);
  });

  it('a guest’s order is not everybody’s who has no account either', () => {
    expect(maySeeOrder(nobody, guestOrder)).toBe(false);
    expect(maySeeOrder(bearer, guestOrder)).toBe(true);
  });

  it('a guest token does not make guest tokens', () => {
    expect(mayHandOnOrder(bearer, order)).toBe(false);
    expect([buyer, operations].map((viewer) => mayHandOnOrder(viewer, order))).toEqual([true, true]);
  });

  it('orders of an account: itself and readers of any order', () => {
    expect([buyer, operations, stranger, nobody].map((viewer) => maySeeOrdersOf(viewer, 'b'))).toEqual([true, true, false, false]);
  });

  it('a cart: its account, or whoever knows the id of one without', () => {
    expect([buyer, operations, stranger, nobody].map((viewer) => mayUseCart(viewer, { buyerId: 'b' }))).toEqual([true, false, false, false]);
    expect([buyer, nobody].map((viewer) => mayUseCart(viewer, { buyerId: null }))).toEqual([true, true]);
  });
});
