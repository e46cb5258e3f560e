import { Code, ConnectError, type Client } from '@souk/rpc';
import { type GetCartContentsResponse, type OrderService } from '@souk/schema/rpc/order';
import { DEFAULT_UNIT_GRAMS, isCurrencyCode, type Clock } from '@souk/kernel';
import { offersFor } from '../domain/offer.js';
import { type Directory } from '../repositories/directory.js';
import { quoteOf, type Quote } from './quote.js';

interface Dependencies {
  readonly order: Client<typeof OrderService>;
  readonly directory: Directory;
  readonly clock: Clock;
}

export interface Destination {
  readonly countryCode: string;
  readonly postalCode: string;
}

/** Offers to carry the cart there, in its currency, cheapest first; none where it is empty, or this viewer has no such cart. Throws ConnectError while order does not answer. */
export const quoteCart = async ({ order, directory, clock }: Dependencies, cartId: string, viewerId: string | undefined, { countryCode, postalCode }: Destination): Promise<readonly Quote[]> => {
  const cart = await contentsOf(order, cartId, viewerId);
  if (cart?.currency === undefined || !isCurrencyCode(cart.currency) || cart.lines.length === 0) return [];
  const weightGrams = cart.lines.reduce((sum, line) => sum + line.quantity * (line.weightGrams ?? DEFAULT_UNIT_GRAMS), 0);
  const now = clock.now();
  const offers = offersFor(await directory.carriers(), { countryCode, weightGrams, currency: cart.currency }, now);
  return offers.map((offer) => quoteOf(offer, { cartId, countryCode, postalCode, weightGrams }, now));
};

const contentsOf = async (order: Dependencies['order'], cartId: string, viewerId: string | undefined): Promise<GetCartContentsResponse | undefined> => {
  try {
    return await order.getCartContents({ cartId, ...(viewerId !== undefined && { viewerId }) });
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return undefined;
    throw error;
  }
};
