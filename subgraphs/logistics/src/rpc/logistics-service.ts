import { type KeySet } from '@souk/auth';
import { type Clock } from '@souk/kernel';
import { Code, ConnectError, type ConnectRouter } from '@souk/rpc';
import { LogisticsService } from '@souk/schema/rpc/logistics';
import { openQuoteId } from '../quotes/quote.js';

/** What other services ask of logistics. */
export const logisticsRpc = ({ keys, clock }: { readonly keys: KeySet; readonly clock: Clock }) => (router: ConnectRouter): void => {
  router.service(LogisticsService, {
    readQuote: async ({ quoteId }) => {
      const quote = await openQuoteId(keys, quoteId);
      if (quote?.cartId == null) throw new ConnectError('this is no quote of ours for a cart', Code.InvalidArgument);
      if (quote.validUntil < clock.now()) throw new ConnectError(`the quote was valid until ${quote.validUntil.toISOString()}: ask for a new one`, Code.FailedPrecondition);
      const { cartId, carrierId, serviceCode, amountMinor, currency, countryCode, postalCode, weightGrams, deliverBy, validUntil } = quote;
      return { cartId, carrierId, serviceCode, priceMinor: BigInt(amountMinor), currency, countryCode, postalCode, weightGrams, deliverBy: deliverBy.toISOString(), validUntil: validUntil.toISOString() };
    },
  });
};
