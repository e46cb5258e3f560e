import { describe, expect, it } from '@jest/globals';
import { differencesOf, effectsBetween, hasRefused, violationsOf, type Effects } from './effects.js';

/** Two orders of one unit each. */
const SOUND: Effects = {
  confirmed: 2, pending: 0, unitsOrdered: 2, unitsOnHand: -2, unitsReserved: 0, orderedMinor: 2_000, debits: 2, debitedMinor: 2_000, parcels: 2, unitsInParcels: 2, cartsOrdered: 2,
  rows: { orders: 2, shipment: 2 }, events: { OrderPlaced: 2 },
};
const TOLD = [{ kind: 'ok' }, { kind: 'ok' }];

describe('violationsOf', () => {
  it('finds none where everything adds up', () => {
    expect(violationsOf(SOUND, TOLD)).toEqual([]);
  });

  it('finds an order that was acknowledged and is lost', () => {
    expect(violationsOf(SOUND, [...TOLD, { kind: 'ok' }])).toEqual(['3 orders were acknowledged, 2 are there']);
  });

  it('finds an order of a buyer who was refused, but lets one stand whose buyer got no certain answer', () => {
    expect(violationsOf(SOUND, [{ kind: 'ok' }, { kind: 'INSUFFICIENT_STOCK' }])).toEqual(['2 orders are there, 1 were acknowledged and 0 without an answer']);
    expect(violationsOf(SOUND, [{ kind: 'ok' }, { kind: 'in progress' }])).toEqual([]);
  });

  it.each<[Partial<Effects>, string]>([
    [{ pending: 1 }, 'expected pending orders 0, found 1'],
    [{ unitsReserved: 1 }, 'expected reserved units 0, found 1'],
    [{ unitsOnHand: -1 }, 'expected units taken 2, found 1'],
    [{ debits: 3 }, 'expected debits 2, found 3'],
    [{ debitedMinor: 3_000 }, 'expected money debited 2000, found 3000'],
    [{ parcels: 1 }, 'expected orders with parcels 2, found 1'],
    [{ unitsInParcels: 3 }, 'expected units in parcels 2, found 3'],
    [{ cartsOrdered: 1 }, 'expected carts ordered 2, found 1'],
  ])('finds %j', (wrong, violation) => {
    expect(violationsOf({ ...SOUND, ...wrong }, TOLD)).toEqual([violation]);
  });
});

describe('effectsBetween', () => {
  it('is the difference of all counts, of rows and events that were not there before, too', () => {
    const after = { ...SOUND, confirmed: 5, rows: { orders: 5, shipment: 2 }, events: { OrderPlaced: 5, CartOrdered: 1 } };
    expect(effectsBetween(SOUND, after)).toMatchObject({ confirmed: 3, unitsOrdered: 0, rows: { orders: 3, shipment: 0 }, events: { OrderPlaced: 3, CartOrdered: 1 } });
  });
});

describe('differencesOf', () => {
  it('compares per order, and knows orders that came to nothing', () => {
    expect(differencesOf(SOUND, { ...SOUND, confirmed: 4, rows: { orders: 4, shipment: 4 }, events: { OrderPlaced: 4 } })).toEqual([]);
    expect(differencesOf(SOUND, { ...SOUND, rows: { orders: 2 }, events: { OrderPlaced: 2, CartOrdered: 2 } })).toEqual(['shipment: 1 and 0 per order', 'CartOrdered: 0 and 1 per order']);
    expect(hasRefused(SOUND)).toBe(false);
    expect(hasRefused({ ...SOUND, rows: { orders: 3 } })).toBe(true);
  });
});
