import { type Money } from '@souk/kernel';

/** What a carrier offers, and its rates. Both rates have one currency. */
export interface CarrierService {
  /** Unique within the carrier. */
  readonly code: string;
  readonly name: string;
  readonly basePrice: Money;
  /** For each started kilogram. */
  readonly pricePerKg: Money;
  /** Days from handing over to arrival, at best and at worst. */
  readonly minDays: number;
  readonly maxDays: number;
  /** ISO 3166-1 alpha-2; empty for all. */
  readonly countryCodes: readonly string[];
}

export interface Carrier {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly services: readonly CarrierService[];
}

/** Largest amount of a rate, in minor units: the price of the heaviest parcel stays exact. */
export const MAX_RATE_MINOR = 1_000_000_000;
/** Days that a service takes at most. */
export const MAX_SERVICE_DAYS = 365;
