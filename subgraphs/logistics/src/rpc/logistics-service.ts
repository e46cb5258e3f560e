import { type KeySet } from '@souk/auth';
import { Code, ConnectError, type ConnectRouter } from '@souk/rpc';
import { LogisticsService } from '@souk/schema/rpc/logistics';
import { parseInput, uuid } from '@souk/subgraph';
import { type CommandContext } from '../commands/command-context.js';
import { stopShipments } from '../commands/stop-shipments.js';
import { openQuoteId } from '../quotes/quote.js';

/** What other services ask of logistics. */
export const logisticsRpc = (context: CommandContext & { readonly keys: KeySet }) => (router: ConnectRouter): void => {
  const { keys, clock } = context;
  router.service(LogisticsService, {
    stopShipments: async ({ orderId }) => ({ stopped: await stopShipments(context, parseInput(uuid, orderId), { actor: 'order' }) }),
    readQuote: async ({ quoteId }) => {
      const quote = await openQuoteId(keys, quoteId);
      if (quote?.cartId == null) throw new ConnectError('this is no quote of ours for a cart', Code.InvalidArgument);
      if (quote.validUntil < clock.now()) throw new ConnectError(`the quote was valid until ${quote.validUntil.toISOString()}: ask for a new one`, Code.FailedPrecondition);
      const { cartId, carrierId, serviceCode, amountMinor, currency, countryCode, postalCode, weightGrams, deliverBy, validUntil } = quote;
      return { cartId, carrierId, serviceCode, priceMinor: BigInt(amountMinor), currency, countryCode, postalCode, weightGrams, deliverBy: deliverBy.toISOString(), validUntil: validUntil.toISOString() };
    },
  });
};
