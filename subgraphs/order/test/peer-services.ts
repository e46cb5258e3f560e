import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type KeySet } from '@souk/auth';
import { Code, ConnectError, createRpcHandler, type ConnectRouter } from '@souk/rpc';
import { RPC_CALLERS } from '@souk/schema/rpc/callers';
import { CatalogService } from '@souk/schema/rpc/catalog';
import { LogisticsService } from '@souk/schema/rpc/logistics';
import { silentLogger } from '@souk/telemetry';

/** What the test's catalog sells. */
export interface Goods {
  readonly id: string;
  readonly priceMinor?: number;
  readonly currency?: string;
  readonly sellable?: boolean;
  readonly available?: number;
  /** Null where nobody weighed it. */
  readonly weightGrams?: number | null;
}

/** A quote as logistics would have signed it. */
export interface Quote {
  readonly cartId: string;
  readonly priceMinor?: number;
  readonly currency?: string;
  readonly validUntil?: Date;
  readonly weightGrams?: number;
}

export const CARRIER = '01900000-0000-7000-8000-00000000c001';
const DELIVER_BY = '2027-01-10T00:00:00.000Z';

/** The other services' side of their contracts, over real RPC on loopback, with what the test says they know. */
export const startPeerServices = async (keys: KeySet) => {
  const goods = new Map<string, Goods>();
  const quotes = new Map<string, Quote>();
  const calls: string[] = [];
  const serve = (audience: string, routes: (router: ConnectRouter) => void) => listen(createRpcHandler({ routes, keys, audience, callers: RPC_CALLERS, logger: silentLogger }));
  let isCatalogDown = false;
  let asked: (remainingMs: number | undefined, signal: AbortSignal) => Promise<void> = () => Promise.resolve();

  const catalog = await serve('catalog', (router) => {
    router.service(CatalogService, {
      describeVariants: async ({ variantIds }, { timeoutMs, signal }) => {
        await asked(timeoutMs(), signal);
        if (isCatalogDown) throw new ConnectError('down', Code.Internal);
        calls.push(`describeVariants ${variantIds.length}`);
        return { variants: variantIds.flatMap((id) => goods.get(id) ?? []).map(describe) };
      },
    });
  });
  const logistics = await serve('logistics', (router) => {
    router.service(LogisticsService, {
      readQuote: ({ quoteId }) => {
        const quote = quotes.get(quoteId);
        if (quote === undefined) throw new ConnectError('not ours', Code.InvalidArgument);
        if (quoteId.startsWith('expired')) throw new ConnectError('expired', Code.FailedPrecondition);
        const { cartId, priceMinor = 500, currency = 'EUR', validUntil = new Date('2099-01-01T00:00:00.000Z'), weightGrams = 100_000 } = quote;
        return { cartId, carrierId: CARRIER, serviceCode: 'express', priceMinor: BigInt(priceMinor), currency, countryCode: 'DE', postalCode: '10115', deliverBy: DELIVER_BY, validUntil: validUntil.toISOString(), weightGrams };
      },
    });
  });
  return {
    catalogUrl: catalog.url,
    logisticsUrl: logistics.url,
    goods,
    quotes,
    /** Calls that the catalog got. */
    calls,
    /** What the catalog does before it answers, with the milliseconds that it is given and the signal that ends them. */
    whenAsked: (work: typeof asked) => {
      asked = work;
    },
    setCatalogDown: (isDown: boolean) => {
      isCatalogDown = isDown;
    },
    stop: () => Promise.all([catalog.stop(), logistics.stop()]),
  };
};

const describe = ({ id, priceMinor = 1_000, currency = 'EUR', sellable = true, available = 100, weightGrams = 200 }: Goods) => ({
  id, sku: `SKU-${id.slice(-4)}`, name: 'One size', productId: id, productName: 'Shirt', sellable, priceMinor: BigInt(priceMinor), currency, ...(weightGrams !== null && { weightGrams }), sellableQuantity: available,
});

const listen = async (handler: Parameters<typeof createServer>[1]): Promise<{ readonly url: string; stop(): Promise<void> }> => {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
