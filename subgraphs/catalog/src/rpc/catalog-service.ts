import { type EventMeta } from '@souk/events';
import { type ConnectRouter, rpcCaller } from '@souk/rpc';
import { CatalogService } from '@souk/schema/rpc/catalog';
import { parseInput, uuid } from '@souk/subgraph';
import { z } from 'zod';
import { type CommandContext } from '../commands/command-context.js';
import { commitStock, releaseStock, returnStock } from '../commands/move-reservation.js';
import { reserveStock, reserveStockInput } from '../commands/reserve-stock.js';
import { availabilityOf } from '../domain/stock.js';
import { describedVariants } from '../repositories/described-variants.js';

const MAX_DESCRIBED = 1_000;
const describeVariantsInput = z.object({ variantIds: z.array(uuid).max(MAX_DESCRIBED) });
const gidInput = z.object({ gid: uuid });

interface Call {
  readonly values: { get(key: typeof rpcCaller): string };
}

/** What other services ask of the catalog. */
export const catalogRpc = (context: CommandContext) => (router: ConnectRouter): void => {
  const metaOf = ({ values }: Call): EventMeta => ({ actor: values.get(rpcCaller) });
  router.service(CatalogService, {
    describeVariants: async (request) => {
      const { variantIds } = parseInput(describeVariantsInput, request);
      const variants = await describedVariants(context.database, variantIds);
      return {
        variants: variants.map(({ isActive, priceMinor, currency, weightGrams, free, categorySlug, merchantId, ...variant }) => ({
          ...variant,
          sellable: isActive,
          ...(priceMinor !== null && { priceMinor: BigInt(priceMinor) }),
          ...(currency !== null && { currency }),
          ...(weightGrams !== null && { weightGrams }),
          sellableQuantity: availabilityOf([{ onHand: free, reserved: 0 }]).sellableQuantity,
          ...(categorySlug !== null && { categorySlug }),
          ...(merchantId !== null && { merchantId }),
        })),
      };
    },
    reserveStock: async (request, call) => {
      const result = await reserveStock(context, parseInput(reserveStockInput, request), metaOf(call));
      return 'shortages' in result ? { shortages: [...result.shortages] } : { allocations: [...result.allocations] };
    },
    releaseStock: async (request, call) => {
      await releaseStock(context, parseInput(gidInput, request).gid, metaOf(call));
      return {};
    },
    commitStock: async (request, call) => {
      await commitStock(context, parseInput(gidInput, request).gid, metaOf(call));
      return {};
    },
    returnStock: async (request, call) => {
      await returnStock(context, parseInput(gidInput, request).gid, metaOf(call));
      return {};
    },
  });
};
