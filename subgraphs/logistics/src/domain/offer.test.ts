import { describe, expect, it } from '@jest/globals';
import { money, type CurrencyCode } from '@souk/kernel';
import { MAX_RATE_MINOR, type Carrier, type CarrierService } from './carrier.js';
import { estimateAfterHandOver, estimateOf, latestDelivery, usualDelivery } from './delivery-estimate.js';
import { MAX_PARCEL_GRAMS, offersFor, priceOf } from './offer.js';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const service = (code: string, base: number, perKg: number, currency: CurrencyCode, rest: Partial<CarrierService> = {}): CarrierService =>
  ({ code, name: code, basePrice: money(base, currency), pricePerKg: money(perKg, currency), minDays: 1, maxDays: 3, countryCodes: [], ...rest });
const carrier = (id: string, ...services: CarrierService[]): Carrier => ({ id, code: id, name: id, services });

const carriers = [
  carrier('swift', service('express', 900, 100, 'EUR', { minDays: 1, maxDays: 2 }), service('standard', 400, 50, 'EUR', { minDays: 2, maxDays: 5, countryCodes: ['DE', 'FR'] })),
  carrier('correio', service('sedex', 2_500, 300, 'BRL', { minDays: 3, maxDays: 9, countryCodes: ['BR', 'DE'] })),
];

describe('a price', () => {
  it.each([[0, 500], [1, 520], [999, 520], [1_000, 520], [1_001, 540], [25_500, 1_020]])('of %i g is the base and each started kilogram: %i', (grams, amount) => {
    expect(priceOf(service('a', 500, 20, 'EUR'), grams)).toEqual(money(amount, 'EUR'));
  });

  it('of the heaviest parcel at the highest rate is still exact', () => {
    expect(priceOf(service('a', MAX_RATE_MINOR, MAX_RATE_MINOR, 'EUR'), MAX_PARCEL_GRAMS).amountMinor).toBe(MAX_RATE_MINOR * 24_001);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('of %d g does not exist', (grams) => {
    expect(() => priceOf(service('a', 1, 1, 'EUR'), grams)).toThrow('whole number of grams');
  });
});

describe('offers', () => {
  it('come from the services that go there in that currency, cheapest first', () => {
    expect(offersFor(carriers, { countryCode: 'DE', weightGrams: 1_200, currency: 'EUR' }, NOW)).toEqual([
      { carrierId: 'swift', serviceCode: 'standard', serviceName: 'standard', price: money(500, 'EUR'), deliverFrom: new Date('2026-01-17T12:00:00.000Z'), deliverBy: new Date('2026-01-20T12:00:00.000Z') },
      { carrierId: 'swift', serviceCode: 'express', serviceName: 'express', price: money(1_100, 'EUR'), deliverFrom: new Date('2026-01-16T12:00:00.000Z'), deliverBy: new Date('2026-01-17T12:00:00.000Z') },
    ]);
  });

  it('leave out services that do not go there', () => {
    expect(offersFor(carriers, { countryCode: 'JP', weightGrams: 1, currency: 'EUR' }, NOW).map(({ serviceCode }) => serviceCode)).toEqual(['express']);
    expect(offersFor(carriers, { countryCode: 'JP', weightGrams: 1, currency: 'BRL' }, NOW)).toEqual([]);
  });

  it('put the sooner of two at one price first', () => {
    const two = [carrier('x', service('slow', 100, 0, 'EUR', { maxDays: 9 }), service('fast', 100, 0, 'EUR', { maxDays: 2 }))];
    expect(offersFor(two, { countryCode: 'DE', weightGrams: 1 }, NOW).map(({ serviceCode }) => serviceCode)).toEqual(['fast', 'slow']);
  });

  it('are none for more than a lorry carries', () => {
    expect(offersFor(carriers, { countryCode: 'DE', weightGrams: MAX_PARCEL_GRAMS }, NOW)).toHaveLength(3);
    expect(offersFor(carriers, { countryCode: 'DE', weightGrams: MAX_PARCEL_GRAMS + 1 }, NOW)).toEqual([]);
    expect(offersFor(carriers, { countryCode: 'DE', weightGrams: 2 ** 53 }, NOW)).toEqual([]);
  });
});

describe('an estimate', () => {
  it('is the cheapest offer, its latest arrival, and the earliest of all', () => {
    const offers = offersFor(carriers, { countryCode: 'DE', weightGrams: 1_000 }, NOW);
    expect(estimateOf(offers)).toMatchObject({ cheapest: { serviceCode: 'standard' }, earliestAt: new Date('2026-01-16T12:00:00.000Z'), latestAt: new Date('2026-01-20T12:00:00.000Z') });
    expect(estimateOf([])).toBeUndefined();
  });

  it('of the usual delivery is the cheapest service’s latest arrival', () => {
    expect(usualDelivery(carriers, 'DE', NOW)).toEqual(new Date('2026-01-20T12:00:00.000Z'));
    expect(usualDelivery([], 'DE', NOW)).toBeUndefined();
  });

  it('after handing over follows the service, else stays what was promised', () => {
    const [swift] = carriers as [Carrier, Carrier];
    const promised = new Date('2026-01-30T00:00:00.000Z');
    expect(estimateAfterHandOver(swift, 'express', NOW, promised)).toEqual(new Date('2026-01-17T12:00:00.000Z'));
    expect(estimateAfterHandOver(swift, 'sedex', NOW, promised)).toBe(promised);
    expect(estimateAfterHandOver(swift, null, NOW, null)).toBeNull();
  });

  it('of an order is that of its last parcel that was not cancelled', () => {
    const first = new Date('2026-01-20T00:00:00.000Z');
    const last = new Date('2026-01-25T00:00:00.000Z');
    expect(latestDelivery([{ state: 'PLANNED', estimatedDelivery: last }, { state: 'DELIVERED', estimatedDelivery: first }])).toBe(last);
    expect(latestDelivery([{ state: 'CANCELLED', estimatedDelivery: last }, { state: 'PLANNED', estimatedDelivery: null }])).toBeNull();
    expect(latestDelivery([])).toBeNull();
  });
});
