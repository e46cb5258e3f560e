import { randomUUID } from 'node:crypto';
import { parseGlobalId, sleep } from '@souk/kernel';
import { patiently } from '../chaos/clients/shop.js';
import { type Client, registerCustomer } from './client.js';
import { checkout, checkoutInput, fillCart, mutate, successOf } from './shop.js';

const SUCCESS = 'CheckoutCompleteSuccess';

interface Shopper {
  readonly uuid: string;
  readonly client: Client;
}

/** One checkout, from sending it to its answer. */
export interface Purchase {
  /** By performance.now(). */
  readonly sentAtMs: number;
  readonly tookMs: number;
  /** What the answer is, or the error's message. */
  readonly outcome: string;
}

export const isSuccess = ({ outcome }: Purchase): boolean => outcome === SUCCESS;

/** New customers with that much credit each. */
export const registerShoppers = async (url: string, admin: Client, { count, creditMinor }: { readonly count: number; readonly creditMinor: number }): Promise<readonly Shopper[]> => {
  const shoppers: Shopper[] = [];
  while (shoppers.length < count) {
    const client = await patiently(() => registerCustomer(url));
    const idempotencyKey = randomUUID();
    await patiently(() => successOf(mutate(admin, 'walletTopUp', { userId: client.userId, amount: { amountMinor: creditMinor, currency: 'EUR' }, idempotencyKey }, 'wallet { balances { amountMinor } }')));
    shoppers.push({ uuid: parseGlobalId('usr', client.userId) ?? '', client });
  }
  return shoppers;
};

/** A cart, filled and paid by the wallet; comes back where the gateway asks for it, as clients do. Never rejects. */
const buy = async ({ client }: Shopper, variantId: string): Promise<Purchase> => {
  let sentAtMs = performance.now();
  const through = (outcome: string): Purchase => ({ sentAtMs, tookMs: performance.now() - sentAtMs, outcome });
  try {
    const input = checkoutInput(await patiently(() => fillCart(client, variantId)), { provider: 'wallet' });
    sentAtMs = performance.now();
    const { __typename: outcome } = await patiently(() => checkout(client, input));
    return through(outcome);
  } catch (error) {
    return through(error instanceof Error ? error.message : String(error));
  }
};

/** Purchases per second where every shopper buys again as soon as the last purchase is through, for that long; processes that have just started are slow, so each buys once before. */
export const saturationOf = async (shoppers: readonly Shopper[], variantId: string, ms: number): Promise<number> => {
  for (const shopper of shoppers) await buy(shopper, variantId);
  const startedAt = performance.now();
  let count = 0;
  await Promise.all(shoppers.map(async (shopper) => {
    while (performance.now() < startedAt + ms) count += isSuccess(await buy(shopper, variantId)) ? 1 : 0;
  }));
  return (count * 1_000) / (performance.now() - startedAt);
};

/** Purchases that begin at a steady rate, whatever becomes of those before as long as a shopper is free, until `stop`, which waits for the last of them. */
export const shopSteadily = (shoppers: readonly Shopper[], variantId: string, perSecond: number): { readonly purchases: readonly Purchase[]; stop(): Promise<void> } => {
  const purchases: Purchase[] = [];
  const stopping = new AbortController();
  const begin = async (): Promise<void> => {
    const free = [...shoppers];
    const underWay = new Set<Promise<void>>();
    for (let dueMs = performance.now(); !stopping.signal.aborted; dueMs += 1_000 / perSecond) {
      await sleep(Math.max(0, dueMs - performance.now()), stopping.signal);
      const shopper = free.shift();
      if (shopper === undefined) continue;
      const purchase = buy(shopper, variantId).then((done) => {
        purchases.push(done);
        free.push(shopper);
        underWay.delete(purchase);
      });
      underWay.add(purchase);
    }
    await Promise.all(underWay);
  };
  const done = begin();
  return {
    purchases,
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};
