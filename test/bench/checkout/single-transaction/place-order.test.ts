import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SigningKey } from '@souk/auth';
import { createDatabase, type Database } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase, testKeys } from '@souk/testing';
import { type Pool } from 'pg';
import { addBuyers } from '../buyers.js';
import { addCarts, checkoutInputOf, type Cart } from '../carts.js';
import { effectsBetween, readEffects, violationsOf, type Effects } from '../effects.js';
import { openShop, type Shop } from '../shop.js';
import { type Stores } from '../stores.js';
import { openPool } from './open-pool.js';
import { placeOrder, type Outcome } from './place-order.js';
import { checkoutRequest } from './request.js';
import { migrateAll } from './schema.js';

describe('the one transaction', () => {
  let database: Database;
  let pool: Pool;
  let stores: Stores;
  let shop: Shop;
  let gatewayKey: SigningKey;
  beforeAll(async () => {
    const url = await createTestDatabase({ template: 'bench_single', migrate: migrateAll });
    database = await createDatabase({ url, name: 'bench', entities: [], migrations: [], logger: silentLogger, poolSize: 2 });
    pool = openPool(url, 8);
    stores = { catalog: database, user: database, order: database, logistics: database };
    shop = await openShop(stores);
    gatewayKey = (await testKeys()).signing.gateway;
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  const variantOf = (index: number): string => shop.variantIds[index] ?? '';
  const cartsOf = async (count: number, variantId: string): Promise<readonly Cart[]> => addCarts(stores, shop, await addBuyers(stores, gatewayKey, count), () => variantId);
  const buy = ({ buyer }: Cart, input: object): Promise<Outcome> => placeOrder(pool, buyer.id, checkoutRequest.parse(input));
  const kindOf = (outcome: Outcome): string => (outcome.kind === 'ok' ? 'ok' : outcome.code);
  const effectsOf = async (work: () => Promise<void>): Promise<Effects> => {
    const before = await readEffects(stores);
    await work();
    return effectsBetween(before, await readEffects(stores));
  };

  it('sells no unit twice: of five buyers of the last three units three get one, and of the others nothing is left', async () => {
    const carts = await cartsOf(5, variantOf(0));
    await database.query('UPDATE stock_level SET on_hand = 3 WHERE variant_id = $1', [variantOf(0)]);
    let kinds: readonly string[] = [];
    const effects = await effectsOf(async () => {
      kinds = (await Promise.all(carts.map((cart) => buy(cart, checkoutInputOf(cart))))).map(kindOf);
    });
    expect([...kinds].sort()).toEqual(['INSUFFICIENT_STOCK', 'INSUFFICIENT_STOCK', 'ok', 'ok', 'ok']);
    expect(violationsOf(effects, kinds.map((kind) => ({ kind })))).toEqual([]);
    expect(effects).toMatchObject({ confirmed: 3, unitsOnHand: -3, rows: { orders: 3, wallet_entry: 3, shipment: 3, idempotency: 3 }, events: { OrderPlaced: 3, StockCommitted: 3, WalletDebited: 3 } });
  });

  it('gives the first answer again to the same key, and refuses another input under it', async () => {
    const [cart] = await cartsOf(1, variantOf(1)) as [Cart];
    const input = checkoutInputOf(cart);
    const effects = await effectsOf(async () => {
      const [first, second] = await Promise.all([buy(cart, input), buy(cart, input)]);
      expect(first.kind).toBe('ok');
      expect(second).toEqual(first);
      expect(await buy(cart, { ...input, expectedVersion: 3 })).toEqual({ kind: 'refused', code: 'IDEMPOTENCY_MISMATCH' });
    });
    expect(effects).toMatchObject({ confirmed: 1, debits: 1, unitsOnHand: -1 });
  });

  it('orders a cart once, for its own buyer, at the price that was seen', async () => {
    const [cart, other] = await cartsOf(2, variantOf(2)) as [Cart, Cart];
    const input = (): ReturnType<typeof checkoutInputOf> => checkoutInputOf(cart);
    expect(kindOf(await buy(other, input()))).toBe('NOT_FOUND');
    expect(kindOf(await buy(cart, { ...input(), expectedTotal: { amountMinor: 1, currency: 'EUR' } }))).toBe('PRICE_CHANGED');
    expect((await Promise.all([buy(cart, input()), buy(cart, input())])).map(kindOf).sort()).toEqual(['NOT_FOUND', 'ok']);
  });
});
