import { addMoney, assertInvariant, decimalOf, multiplyMoney, type CurrencyCode, type Money } from '@souk/kernel';
import { type Carrier, type CarrierService } from './carrier.js';
import { daysAfter } from './days-after.js';

/** What the heaviest parcel weighs, in grams: a full lorry. No carrier of ours takes more. */
export const MAX_PARCEL_GRAMS = 24_000_000;

const GRAMS_PER_KG = 1_000;

/** One service's offer to carry one parcel from now. */
export interface Offer {
  readonly carrierId: string;
  readonly serviceCode: string;
  readonly serviceName: string;
  readonly price: Money;
  readonly deliverFrom: Date;
  readonly deliverBy: Date;
}

export interface Parcel {
  readonly countryCode: string;
  readonly weightGrams: number;
  /** Only services with rates in it; any where absent. */
  readonly currency?: CurrencyCode;
}

/**
 * What every service that goes there offers for the parcel, cheapest first, the sooner of two at one price first.
 * Prices of different currencies have no order of their own, and Souk knows no exchange rate: there the plain numbers decide.
 */
export const offersFor = (carriers: readonly Carrier[], { countryCode, weightGrams, currency }: Parcel, now: Date): readonly Offer[] => {
  if (weightGrams > MAX_PARCEL_GRAMS) return [];
  return carriers
    .flatMap((carrier) => carrier.services
      .filter((service) => goesTo(service, countryCode) && (currency === undefined || service.basePrice.currency === currency))
      .map((service) => offerOf(carrier, service, weightGrams, now)))
    .sort((left, right) => Number(decimalOf(left.price)) - Number(decimalOf(right.price)) || left.deliverBy.getTime() - right.deliverBy.getTime() || (left.serviceCode < right.serviceCode ? -1 : 1));
};

/** The parcel itself, and each started kilogram of it. */
export const priceOf = ({ basePrice, pricePerKg }: CarrierService, weightGrams: number): Money => {
  assertInvariant(Number.isSafeInteger(weightGrams) && weightGrams >= 0, `a weight is a whole number of grams, got ${weightGrams}`);
  return addMoney(basePrice, multiplyMoney(pricePerKg, Math.ceil(weightGrams / GRAMS_PER_KG)));
};

const goesTo = ({ countryCodes }: CarrierService, countryCode: string): boolean => countryCodes.length === 0 || countryCodes.includes(countryCode);

const offerOf = (carrier: Carrier, service: CarrierService, weightGrams: number, now: Date): Offer => ({
  carrierId: carrier.id,
  serviceCode: service.code,
  serviceName: service.name,
  price: priceOf(service, weightGrams),
  deliverFrom: daysAfter(now, service.minDays),
  deliverBy: daysAfter(now, service.maxDays),
});
