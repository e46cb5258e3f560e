import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { logIn, registerCustomer, type Client } from '../support/client.js';
import { addProduct, checkout, checkoutInput, fillCart, mutate, openShop, type TestVariant } from '../support/shop.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';

const BUYERS = 8;
const ROUNDS = 3;
const CREDIT_MINOR = 5_000;
const UNITS = 12;
const CARD_TOKENS = ['tok_approve', 'tok_approve', 'tok_decline', 'tok_insufficient_funds'];
const MONEY_AT_REST = { CANCELLED: ['FAILED', 'VOIDED', 'REFUNDED'], CONFIRMED: ['CAPTURED'] };

type Buyer = Client & { readonly userId: string };
interface SoldOrder {
  readonly id: string;
  readonly version: number;
  readonly state: 'CONFIRMED' | 'CANCELLED';
  readonly total: { readonly amountMinor: number };
  readonly lines: readonly { readonly quantity: number; readonly variant: { readonly id: string } }[];
  readonly payments: readonly { readonly provider: string; readonly state: string }[];
}

/** A small generator (Mulberry32), so that a failing run can be looked into by its printed seed. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const totalOf = (orders: readonly SoldOrder[], provider: string): number => sum(orders.filter(({ payments }) => payments[0]?.provider === provider).map(({ total }) => total.amountMinor));

describe.each(['saga', '2pc', '3pc', 'percolator'] as const)('whatever happens to checkouts by %s', (checkoutProtocol) => {
  let platform: TestPlatform;
  let admin: Client;
  let buyers: readonly Buyer[];
  let variants: readonly TestVariant[];

  beforeAll(async () => {
    platform = await startTestPlatform({ checkoutProtocol });
    admin = await logIn(platform.url, TEST_ADMIN);
    const shop = await openShop(admin);
    variants = await Promise.all([1_500, 700].map((priceMinor) => addProduct(admin, shop, { units: UNITS, priceMinor })));
    buyers = await Promise.all(Array.from({ length: BUYERS }, () => registerCustomer(platform.url)));
    await Promise.all(buyers.map(({ userId }) => mutate(admin, 'walletTopUp', { userId, amount: { amountMinor: CREDIT_MINOR, currency: 'EUR' }, idempotencyKey: randomUUID() }, 'wallet { balances { amountMinor } }')));
  }, 60_000);

  afterAll(() => platform?.stop());

  /** Resolves to the ids of orders that the buyer was told of. Some pay with what will be declined, some are impatient and send everything twice. */
  const shopOnce = async (buyer: Buyer, random: () => number): Promise<readonly string[]> => {
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
    const payment = random() < 0.5 ? { provider: 'wallet' } : { provider: 'sandbox', token: pick(CARD_TOKENS) };
    const times = random() < 0.3 ? 2 : 1;
    const cart = await fillCart(buyer, pick(variants).id, 1 + Math.floor(random() * 2)).catch((error: unknown) => {
      if (String(error).includes('InsufficientStockError')) return undefined;
      throw error;
    });
    if (cart === undefined) return [];
    const input = checkoutInput(cart, payment);
    const answers = await Promise.all(Array.from({ length: times }, () => checkout(buyer, input)));
    for (const { __typename: outcome } of answers) expect(['CheckoutCompleteSuccess', 'CheckoutInProgress', 'PaymentDeclinedError', 'InsufficientStockError']).toContain(outcome);
    return answers.flatMap(({ order }) => (order ? [order.id as string] : []));
  };

  const ordersOf = async (buyer: Buyer): Promise<readonly SoldOrder[]> => {
    const { viewer } = await buyer.read('{ viewer { orders(first: 50) { nodes { id version state total { amountMinor } lines { quantity variant { id } } payments { provider state } } } } }');
    return viewer.orders.nodes as SoldOrder[];
  };

  /** Every buyer's orders, once nothing moves any more. */
  const ordersAtRest = async (): Promise<readonly (readonly SoldOrder[])[]> => {
    const { orders } = await waitFor(async () => {
      const current = await Promise.all(buyers.map(ordersOf));
      const isAtRest = ({ state, payments }: SoldOrder): boolean => payments.every((payment) => MONEY_AT_REST[state]?.includes(payment.state));
      return current.flat().every(isAtRest) && { orders: current };
    }, { timeoutMs: 30_000 }) as { readonly orders: readonly (readonly SoldOrder[])[] };
    return orders;
  };

  const creditOf = async (buyer: Buyer): Promise<number> => {
    const { viewer } = await buyer.read('{ viewer { wallet { balances { amountMinor } } } }');
    return sum((viewer.wallet.balances as { amountMinor: number }[]).map(({ amountMinor }) => amountMinor));
  };

  const stockOf = async ({ id }: TestVariant): Promise<{ readonly reserved: number; readonly available: number }> => {
    const { productVariant } = await admin.read('query ($id: ID!) { productVariant(by: { id: $id }) { stock { reserved available } } }', { id });
    const levels = productVariant.stock as { reserved: number; available: number }[];
    return { reserved: sum(levels.map(({ reserved }) => reserved)), available: sum(levels.map(({ available }) => available)) };
  };

  /** What the card provider holds, and what it has for good, in its own books. */
  const cardMoney = async (): Promise<{ readonly held: number; readonly captured: number }> => {
    const text = await readFile(join(platform.dataDir, 'payment-sandbox', 'ledger.jsonl'), 'utf8');
    const fates = new Map<string, { readonly amountMinor: number; readonly fate: string }>();
    for (const { id, type, amountMinor } of text.trim().split('\n').map((line) => JSON.parse(line) as { id: string; type: string; amountMinor?: number })) {
      fates.set(id, { amountMinor: amountMinor ?? fates.get(id)?.amountMinor ?? 0, fate: type });
    }
    const sumOf = (wanted: string): number => sum([...fates.values()].filter(({ fate }) => fate === wanted).map(({ amountMinor }) => amountMinor));
    return { held: sumOf('authorized'), captured: sumOf('captured') };
  };

  const cancelOne = async (): Promise<void> => {
    const orders = await ordersAtRest();
    const index = orders.findIndex((own) => own.some(({ state }) => state === 'CONFIRMED'));
    const owner = buyers[index];
    const order = orders[index]?.find(({ state }) => state === 'CONFIRMED');
    if (owner === undefined || order === undefined) throw new Error('nothing was bought');
    await waitFor(async () => {
      const current = (await ordersOf(owner)).find(({ id }) => id === order.id);
      const { __typename: outcome } = await mutate(owner, 'orderCancel', { orderId: order.id, expectedVersion: current?.version, reason: 'CUSTOMER_REQUEST', idempotencyKey: randomUUID() }, 'order { state }');
      return outcome === 'OrderCancelSuccess';
    });
  };

  it('stock and money are conserved: what left the shelves is what was ordered, what was paid is what the orders cost', async () => {
    const seed = Date.now() % 1_000_000;
    const random = randomFrom(seed);
    const told: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) told.push(...(await Promise.all(buyers.map((buyer) => shopOnce(buyer, random)))).flat());
    const bought = (await ordersAtRest()).flat().filter(({ state }) => state === 'CONFIRMED').map(({ id }) => id);
    expect({ seed, bought }).toEqual({ seed, bought: expect.arrayContaining(told) });

    await cancelOne();
    const orders = await ordersAtRest();
    const standing = orders.map((own) => own.filter(({ state }) => state === 'CONFIRMED'));
    for (const variant of variants) {
      const ordered = sum(standing.flat().flatMap(({ lines }) => lines).filter((line) => line.variant.id === variant.id).map(({ quantity }) => quantity));
      await waitFor(async () => (await stockOf(variant)).available === UNITS - ordered);
      expect({ seed, ...(await stockOf(variant)) }).toEqual({ seed, reserved: 0, available: UNITS - ordered });
    }
    const credits = await Promise.all(buyers.map(creditOf));
    expect({ seed, credits }).toEqual({ seed, credits: standing.map((own) => CREDIT_MINOR - totalOf(own, 'wallet')) });
    expect({ seed, ...(await cardMoney()) }).toEqual({ seed, held: 0, captured: totalOf(standing.flat(), 'sandbox') });
  }, 120_000);
});
