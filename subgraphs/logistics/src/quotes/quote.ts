import { signPayload, verifyPayload, UnauthenticatedError, type KeySet, type SigningKey } from '@souk/auth';
import { CURRENCY_CODES } from '@souk/kernel';
import { z } from 'zod';
import { type ShippingEstimate } from '../domain/delivery-estimate.js';
import { type Offer } from '../domain/offer.js';

/** How long an offer holds, in milliseconds. */
const VALID_MS = 30 * 60_000;
const TYPE = 'shipping-quote';

/** An offer that holds for a while, for a cart, or for one unit of a variant. */
export interface Quote extends Offer {
  /** Null for one unit of a variant: it can't be ordered with. */
  readonly cartId: string | null;
  readonly countryCode: string;
  readonly postalCode: string;
  readonly weightGrams: number;
  readonly validUntil: Date;
}

/** Shipping in short, for a product page. */
export interface QuotedEstimate extends ShippingEstimate {
  readonly cheapest: Quote;
}

/** What an id says to whoever opens it. */
const signedQuote = z.object({
  cartId: z.string().nullable(),
  carrierId: z.string(),
  serviceCode: z.string(),
  amountMinor: z.int(),
  currency: z.enum(CURRENCY_CODES),
  countryCode: z.string(),
  postalCode: z.string(),
  weightGrams: z.int(),
  deliverBy: z.coerce.date(),
  validUntil: z.coerce.date(),
});
export type SignedQuote = z.output<typeof signedQuote>;

/** The offer, good for half an hour from now. */
export const quoteOf = (offer: Offer, { cartId, countryCode, postalCode, weightGrams }: Pick<Quote, 'cartId' | 'countryCode' | 'postalCode' | 'weightGrams'>, now: Date): Quote =>
  ({ ...offer, cartId, countryCode, postalCode, weightGrams, validUntil: new Date(now.getTime() + VALID_MS) });

/** The quote itself, signed, as its id: logistics keeps no table of what it once offered. */
export const quoteId = (key: SigningKey, { price, deliverBy, validUntil, cartId, carrierId, serviceCode, countryCode, postalCode, weightGrams }: Quote): Promise<string> =>
  signPayload(key, TYPE, {
    cartId, carrierId, serviceCode, ...price, countryCode, postalCode, weightGrams, deliverBy: deliverBy.toISOString(), validUntil: validUntil.toISOString(),
  });

/** What an id of `quoteId` says, expired or not; undefined for any other text. */
export const openQuoteId = async (keys: KeySet, id: string): Promise<SignedQuote | undefined> => {
  try {
    return signedQuote.parse(await verifyPayload(keys, id, { owner: 'logistics', type: TYPE }));
  } catch (error) {
    if (error instanceof UnauthenticatedError) return undefined;
    throw error;
  }
};
