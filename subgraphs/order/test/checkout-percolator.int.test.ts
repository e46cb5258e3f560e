import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, newId, systemClock } from '@souk/kernel';
import { crashingDatabase, waitFor } from '@souk/testing';
import { checkoutComplete } from '../src/commands/checkout-complete.js';
import { orderCancel } from '../src/commands/order-cancel.js';
import { type OrderDependencies } from '../src/dependencies.js';
import { lost } from './checkout-peers.js';
import { CheckoutWorld, customer, orderIdOf, settled } from './checkout-world.js';

const LONGER_THAN_A_LEASE_MS = 60_000;
const later = { now: () => new Date(systemClock.now().getTime() + LONGER_THAN_A_LEASE_MS) };
const MAX_WRITES = 20;
const CARD = { provider: 'sandbox', token: 'tok_approve' };

describe('a checkout by Percolator', () => {
  let world: CheckoutWorld;
  let service: OrderDependencies;
  let heir: OrderDependencies;
  beforeAll(async () => {
    world = await CheckoutWorld.create();
    service = world.process({ protocol: 'percolator' });
    heir = world.process({ protocol: 'percolator', clock: later });
  });
  afterEach(() => { world.peers.fault = () => Promise.resolve(); });
  afterAll(async () => {
    await Promise.all([service.sagas.stop(), heir.sagas.stop()]);
    await world.close();
  });

  const fill = async (payment: { provider: string; token?: string } = CARD, units = 2) => {
    const buyer = customer();
    const variantId = world.sell(units);
    const { cartId, input } = await world.fillCart(service, buyer, variantId);
    return { buyer, variantId, cartId, input: { ...input, payment } };
  };
  const finished = (orderId: string) => waitFor(() => service.sagas.checkout.isFinished(orderId));
  const expire = async (): Promise<void> => {
    await world.percolator.expire();
    await world.database.query("UPDATE percolator_lock SET expires_at = '2000-01-01' RETURNING key");
  };

  it('leaves what a saga leaves: one order, one charge, one parcel a warehouse', async () => {
    const { buyer, variantId, cartId, input } = await fill();
    const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
    expect(world.peers.stock.get(variantId)).toBe(1);
    expect(world.peers.parcels.get(orderId)).toHaveLength(1);
    await finished(orderId);
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
    expect(await world.eventTypes(`order-${orderId}`)).toEqual(['OrderPlaced', 'OrderPaymentChanged AUTHORIZED', 'OrderConfirmed', 'OrderPaymentChanged CAPTURED']);
    expect(await world.database.query("SELECT data #> '{allocations,0,quantity}' AS quantity, jsonb_array_length(data -> 'allocations') AS warehouses FROM event WHERE stream_id = $1 AND type = 'OrderConfirmed'", [`order-${orderId}`])).toEqual([{ quantity: 1, warehouses: 1 }]);
    expect(await world.cart(cartId)).toMatchObject({ state: 'ORDERED', version: 3 });
    expect(orderIdOf(await checkoutComplete(service, buyer, input))).toBe(orderId);
    expect(await service.sagas.inDoubt()).toEqual([]);
    expect(await world.percolator.locks()).toBe(0);
    const rows = await world.database.query('SELECT state FROM percolator_checkout WHERE order_id = $1', [orderId]);
    expect(JSON.stringify(rows)).not.toContain('tok_approve');
  });

  it('takes store credit with the rest, and gives it back where the order is cancelled', async () => {
    const { buyer, variantId, input } = await fill({ provider: 'wallet' });
    world.peers.wallets.set(buyer.userId, 2_000);
    const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
    expect(world.peers.wallets.get(buyer.userId)).toBe(510);
    await finished(orderId);
    const { version, payments } = await world.order(orderId);
    expect(payments).toMatchObject([{ state: 'CAPTURED' }]);
    await orderCancel(service, buyer, { orderId: globalId('ord', orderId), expectedVersion: version, reason: 'CUSTOMER_REQUEST', idempotencyKey: newId() });
    await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED');
    expect(world.peers.wallets.get(buyer.userId)).toBe(2_000);
    expect(world.peers.stock.get(variantId)).toBe(2);
  });

  it.each([
    { why: 'it is sold out', payment: CARD, code: 'INSUFFICIENT_STOCK', state: 'VOIDED', ledger: ['authorized', 'voided'] },
    { why: 'the card is declined', payment: { provider: 'sandbox', token: 'tok_decline' }, code: 'PAYMENT_DECLINED', state: 'FAILED', ledger: ['declined'] },
    { why: 'the wallet is empty', payment: { provider: 'wallet' }, code: 'PAYMENT_DECLINED', state: 'FAILED', ledger: [] },
  ])('takes nothing where $why', async ({ why, payment, code, state, ledger }) => {
    const { buyer, variantId, cartId, input } = await fill(payment);
    const units = why === 'it is sold out' ? 0 : 2;
    // The last units go between the look at the cart and the checkout.
    world.peers.fault = (method, moment) => { if (`${moment} ${method}` === 'before prewrite catalog') world.peers.stock.set(variantId, units); return Promise.resolve(); };
    expect(await settled(checkoutComplete(service, buyer, input))).toMatchObject({ code });
    world.peers.fault = () => Promise.resolve();
    expect(await settled(checkoutComplete(service, buyer, input))).toMatchObject({ code });
    const [order] = await world.ordersOf(cartId);
    expect(await world.ordersOf(cartId)).toEqual([{ id: order?.id, state: 'CANCELLED' }]);
    expect((await world.order(order?.id ?? '')).payments).toMatchObject([{ state }]);
    expect(await world.ledger(order?.id ?? '')).toEqual(ledger);
    expect(world.peers.stock.get(variantId)).toBe(units);
    expect(await world.cart(cartId)).toMatchObject({ state: 'OPEN', version: 2 });
    expect(await service.sagas.inDoubt()).toEqual([]);
  });

  it.each(['catalog', 'user', 'logistics'])('is refused cleanly while %s is down, and the cart can be ordered afterwards', async (down) => {
    const { buyer, variantId, input } = await fill({ provider: 'wallet' });
    world.peers.wallets.set(buyer.userId, 2_000);
    world.peers.fault = (method) => (method.endsWith(` ${down}`) ? Promise.reject(lost()) : Promise.resolve());
    const failed = { code: 'CHECKOUT_FAILED', retryable: true, clientMessage: expect.stringMatching(/undone: nothing was taken.* new idempotencyKey/) };
    await expect(checkoutComplete(service, buyer, input)).rejects.toMatchObject(failed);
    world.peers.fault = () => Promise.resolve();
    await expect(checkoutComplete(service, buyer, input)).rejects.toMatchObject(failed);
    orderIdOf(await checkoutComplete(service, buyer, { ...input, idempotencyKey: newId() }));
    expect(world.peers.stock.get(variantId)).toBe(1);
    expect(world.peers.wallets.get(buyer.userId)).toBe(510);
  });

  it('commits where a participant does not hear of it; whoever meets its lock after the TTL brings it on', async () => {
    const { buyer, variantId, input } = await fill(CARD, 5);
    world.peers.fault = (method) => (method === 'commit catalog' ? Promise.reject(lost()) : Promise.resolve());
    const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
    await finished(orderId);
    expect(world.peers.reservations.get(orderId)?.state).toBe('reserved');
    world.peers.fault = () => Promise.resolve();
    await expire();
    const other = customer();
    const cart = await world.fillCart(service, other, variantId);
    orderIdOf(await checkoutComplete(service, other, cart.input));
    expect(world.peers.reservations.get(orderId)?.state).toBe('committed');
    expect(world.peers.stock.get(variantId)).toBe(3);
  });

  it('sells the last unit once, to one of many who want it at once', async () => {
    const variantId = world.sell(1);
    const carts = await Promise.all(Array.from({ length: 4 }, async () => {
      const buyer = customer();
      return { buyer, ...(await world.fillCart(service, buyer, variantId)) };
    }));
    const answers = await Promise.all(carts.map(({ buyer, input }) => settled(checkoutComplete(service, buyer, input))));
    expect(answers.filter((answer) => 'kind' in answer && answer.kind === 'order')).toHaveLength(1);
    expect(answers.filter((answer) => 'code' in answer && answer.code === 'INSUFFICIENT_STOCK')).toHaveLength(3);
    expect(world.peers.stock.get(variantId)).toBe(0);
    expect(await world.percolator.locks()).toBe(0);
  });

  it('does not confirm a cart that was changed meanwhile', async () => {
    const { buyer, variantId, cartId, input } = await fill();
    world.peers.fault = async (method, moment) => {
      if (method === 'prewrite logistics' && moment === 'before') await world.database.query('UPDATE stream SET version = version + 1 WHERE stream_id = $1 RETURNING version', [`cart-${cartId}`]);
    };
    expect(await settled(checkoutComplete(service, buyer, input))).toMatchObject({ code: 'CONFLICT' });
    expect(await world.ordersOf(cartId)).toMatchObject([{ state: 'CANCELLED' }]);
    expect(world.peers.stock.get(variantId)).toBe(2);
    expect(await world.percolator.locks()).toBe(0);
  });

  it.each(['before', 'after'] as const)('that dies just %s any write leaves one order that is whole, or none', async (moment) => {
    const ends = new Set<string>();
    let atWrite = 1;
    for (; atWrite < MAX_WRITES; atWrite += 1) {
      const { buyer, variantId, cartId, input } = await fill();
      const database = crashingDatabase(world.database, atWrite, moment);
      const doomed = world.process({ database, protocol: 'percolator' });
      const answer = await checkoutComplete(doomed, buyer, input).catch(() => undefined);
      await doomed.sagas.stop();
      await expire();
      await heir.sagas.checkout.recover();
      await waitFor(async () => (await service.sagas.inDoubt()).length === 0);
      const [order] = await world.ordersOf(cartId);
      const isWhole = order?.state === 'CONFIRMED';
      if (answer?.kind === 'order') expect(isWhole).toBe(true);
      expect({ atWrite, stock: world.peers.stock.get(variantId), parcels: world.peers.parcels.get(order?.id ?? '')?.length ?? 0, locks: await world.percolator.locks() })
        .toEqual({ atWrite, stock: isWhole ? 1 : 2, parcels: isWhole ? 1 : 0, locks: 0 });
      const ledger = await world.ledger(order?.id ?? '');
      if (isWhole) expect(ledger).toEqual(['authorized', 'captured']);
      else expect([[], ['voided'], ['authorized', 'voided']]).toContainEqual(ledger);
      ends.add(order?.state ?? 'none');
      if (!database.hasCrashed) break;
    }
    expect(atWrite).toBeLessThan(MAX_WRITES);
    expect([...ends].sort()).toEqual(moment === 'before' ? ['CANCELLED', 'CONFIRMED', 'none'] : ['CANCELLED', 'CONFIRMED']);
  });
});
