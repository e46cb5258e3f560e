import { type Money } from '@souk/kernel';
import { type CartLineState } from './cart.js';
import { type Shortage } from './errors.js';

/** The price moved since the line was added. */
export interface PriceChange {
  readonly lineId: string;
  readonly was: Money;
  readonly now: Money;
}

/** What the catalog says of a variant: no price where it is not sold any more. */
export interface CurrentOffer {
  readonly price: Money | null;
  readonly available: number;
}

/** What the shopper should know before paying, line by line. A line whose offer is undefined could not be looked up, and has no problem that we know of. */
export const cartProblems = (lines: readonly CartLineState[], offerOf: (variantId: string) => CurrentOffer | undefined): readonly (PriceChange | Shortage)[] =>
  lines.flatMap(({ id, variantId, quantity, priceAtAdd }) => {
    const offer = offerOf(variantId);
    if (offer === undefined) return [];
    const hasMoved = offer.price !== null && (offer.price.amountMinor !== priceAtAdd.amountMinor || offer.price.currency !== priceAtAdd.currency);
    return [
      ...(hasMoved && offer.price !== null ? [{ lineId: id, was: priceAtAdd, now: offer.price }] : []),
      ...(quantity > offer.available ? [{ lineId: id, variantId, requested: quantity, available: offer.available }] : []),
    ];
  });
