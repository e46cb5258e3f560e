import { DEFAULT_UNIT_GRAMS } from '@souk/kernel';
import { type Carrier } from './carrier.js';
import { daysAfter } from './days-after.js';
import { offersFor, type Offer } from './offer.js';

/** Shipping in short. */
export interface ShippingEstimate {
  readonly cheapest: Offer;
  readonly earliestAt: Date;
  readonly latestAt: Date;
}

/** What the offers, cheapest first, come to; undefined where there is none. */
export const estimateOf = (offers: readonly Offer[]): ShippingEstimate | undefined => {
  const [cheapest] = offers;
  if (cheapest === undefined) return undefined;
  return { cheapest, earliestAt: new Date(Math.min(...offers.map(({ deliverFrom }) => deliverFrom.getTime()))), latestAt: cheapest.deliverBy };
};

/** When the usual service, the cheapest one that goes there, would arrive at the latest; undefined where none goes. */
export const usualDelivery = (carriers: readonly Carrier[], countryCode: string, from: Date): Date | undefined =>
  offersFor(carriers, { countryCode, weightGrams: DEFAULT_UNIT_GRAMS }, from)[0]?.deliverBy;

/** When a parcel that was handed over at that time arrives at the latest; what was promised before, where the carrier has no such service. */
export const estimateAfterHandOver = ({ services }: Carrier, serviceCode: string | null, handedOverAt: Date, promised: Date | null): Date | null => {
  const service = services.find(({ code }) => code === serviceCode);
  return service === undefined ? promised : daysAfter(handedOverAt, service.maxDays);
};

/** When the last of these parcels arrives, as far as anybody said; those that were cancelled never do. */
export const latestDelivery = (shipments: readonly { readonly state: string; readonly estimatedDelivery: Date | null }[]): Date | null =>
  shipments
    .filter(({ state }) => state !== 'CANCELLED')
    .reduce<Date | null>((latest, { estimatedDelivery }) => (estimatedDelivery !== null && (latest === null || estimatedDelivery > latest) ? estimatedDelivery : latest), null);
