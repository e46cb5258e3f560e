import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, systemClock } from '@souk/kernel';
import { crashingDatabase, waitFor } from '@souk/testing';
import { checkoutComplete } from '../src/commands/checkout-complete.js';
import { orderCancel } from '../src/commands/order-cancel.js';
import { type OrderDependencies } from '../src/dependencies.js';
import { CheckoutWorld, customer, orderIdOf, settled } from './checkout-world.js';

/** More than any of this writes: each loop ends when a process no longer dies. */
const MAX_WRITES = 30;
const LONGER_THAN_A_LEASE_MS = 60_000;
/** Sees every lease of a dead process as ended. */
const later = { now: () => new Date(systemClock.now().getTime() + LONGER_THAN_A_LEASE_MS) };
const MOMENTS = ['before', 'after'] as const;

describe('a process that dies', () => {
  let world: CheckoutWorld;
  let healthy: OrderDependencies;
  let heir: OrderDependencies;
  beforeAll(async () => {
    world = await CheckoutWorld.create();
    healthy = world.process();
    heir = world.process({ clock: later });
  });
  afterAll(async () => {
    await Promise.all([healthy.sagas.stop(), heir.sagas.stop()]);
    await world.close();
  });

  /** The work in a process that dies at its n-th write, at every n until it no longer does; each time `check` tells what is left. Resolves to the number of writes. */
  const dieEverywhere = async <Setting>(moment: 'before' | 'after', set: () => Promise<Setting>, work: (process: OrderDependencies, setting: Setting) => Promise<unknown>, check: (setting: Setting) => Promise<void>): Promise<number> => {
    for (let atWrite = 1; atWrite < MAX_WRITES; atWrite += 1) {
      const setting = await set();
      const database = crashingDatabase(world.database, atWrite, moment);
      const doomed = world.process({ database });
      await work(doomed, setting).catch(() => undefined);
      await waitFor(async () => database.hasCrashed || (await doomed.sagas.inDoubt()).length === 0);
      await doomed.sagas.stop();
      await heir.sagas.checkout.recover();
      await check(setting);
      if (!database.hasCrashed) return atWrite - 1;
    }
    throw new Error(`it dies at each of ${MAX_WRITES} writes`);
  };

  const fillCart = async (payment = 'tok_approve') => {
    const buyer = customer();
    const variantId = world.sell(2);
    const { cartId, input } = await world.fillCart(healthy, buyer, variantId);
    return { buyer, variantId, cartId, input: { ...input, payment: { provider: 'sandbox', token: payment } } };
  };

  it.each(MOMENTS)('just %s any write of a checkout leaves an order that is finished, or none: asked again there is one order, one charge', async (moment) => {
    const writes = await dieEverywhere(moment, fillCart, (process, { buyer, input }) => checkoutComplete(process, buyer, input), async ({ buyer, variantId, cartId, input }) => {
      const orderId = orderIdOf(await checkoutComplete(heir, buyer, input));
      await waitFor(async () => (await world.sagaStatus(orderId)) === 'completed');
      expect(await world.ordersOf(cartId)).toEqual([{ id: orderId, state: 'CONFIRMED' }]);
      expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
      expect(await world.eventTypes(`order-${orderId}`)).toEqual(['OrderPlaced', 'OrderPaymentChanged AUTHORIZED', 'OrderConfirmed', 'OrderPaymentChanged CAPTURED']);
      expect(world.peers.stock.get(variantId)).toBe(1);
    });
    expect(writes).toBe(3); // the order, its confirmation, its end
  });

  it.each(MOMENTS)('just %s any write of a checkout that is declined leaves the cart, the stock and the money as they were', async (moment) => {
    const writes = await dieEverywhere(moment, () => fillCart('tok_decline'), (process, { buyer, input }) => checkoutComplete(process, buyer, input), async ({ buyer, variantId, cartId, input }) => {
      expect(await settled(checkoutComplete(heir, buyer, input))).toMatchObject({ code: 'PAYMENT_DECLINED' });
      const [order] = await world.ordersOf(cartId);
      expect(await world.ordersOf(cartId)).toEqual([{ id: order?.id, state: 'CANCELLED' }]);
      expect(await world.eventTypes(`order-${order?.id ?? ''}`)).toEqual(['OrderPlaced', 'OrderPaymentChanged FAILED', 'OrderCancelled']);
      expect(await world.cart(cartId)).toMatchObject({ state: 'OPEN', version: 2 });
      expect(world.peers.stock.get(variantId)).toBe(2);
    });
    expect(writes).toBe(3); // the order, the refusal, the end
  });

  it.each(MOMENTS)('just %s any write of a cancellation gives stock and money back once', async (moment) => {
    const buy = async () => {
      const setting = await fillCart();
      const orderId = orderIdOf(await checkoutComplete(healthy, setting.buyer, setting.input));
      await waitFor(async () => (await world.sagaStatus(orderId)) === 'completed');
      return { ...setting, orderId, cancel: { orderId: globalId('ord', orderId), expectedVersion: 4, reason: 'CUSTOMER_REQUEST', idempotencyKey: setting.input.idempotencyKey.replace(/^./, 'f') } };
    };
    const writes = await dieEverywhere(moment, buy, (process, { buyer, cancel }) => orderCancel(process, buyer, cancel), async ({ buyer, variantId, orderId, cancel }) => {
      expect(await orderCancel(heir, buyer, cancel)).toBe(orderId);
      await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED');
      expect(await world.ledger(orderId)).toEqual(['authorized', 'captured', 'refunded']);
      expect((await world.eventTypes(`order-${orderId}`)).slice(4)).toEqual(['OrderCancelled', 'OrderPaymentChanged REFUNDED']);
      expect(world.peers.stock.get(variantId)).toBe(2);
    });
    expect(writes).toBe(4); // the promise, the decision, a step before others, the end
  });
});
