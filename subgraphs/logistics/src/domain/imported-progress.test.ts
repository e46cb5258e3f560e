import { describe, expect, it } from '@jest/globals';
import { importedProgress } from './imported-progress.js';
import { type ShipmentProgress } from './move-shipment.js';

const day = (number: number): Date => new Date(Date.UTC(2018, 0, number));
const whole: ShipmentProgress = { state: 'RETURNED', handedOverAt: day(2), deliveredAt: day(5) };
const IMPORTED_AT = day(20);

describe('how far an imported parcel had come', () => {
  it.each<[string, ShipmentProgress, Date, ShipmentProgress | null]>([
    ['before its first time', whole, day(1), null],
    ['when it was handed over', whole, day(2), { state: 'HANDED_OVER', handedOverAt: day(2), deliveredAt: null }],
    ['when it arrived', whole, day(5), whole],
    ['between times in the wrong order', { ...whole, handedOverAt: day(8) }, day(6), { state: 'DELIVERED', handedOverAt: null, deliveredAt: day(5) }],
    ['with one time, before it', { ...whole, deliveredAt: null }, day(1), null],
    ['with one time, after it', { ...whole, deliveredAt: null }, day(3), { ...whole, deliveredAt: null }],
    ['without any time, before the import', { state: 'PLANNED', handedOverAt: null, deliveredAt: null }, day(19), null],
    ['without any time, after the import', { state: 'PLANNED', handedOverAt: null, deliveredAt: null }, day(20), { state: 'PLANNED', handedOverAt: null, deliveredAt: null }],
  ])('%s', (_when, facts, at, expected) => {
    expect(importedProgress(facts, IMPORTED_AT, at)).toEqual(expected);
  });
});
