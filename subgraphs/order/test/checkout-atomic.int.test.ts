import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, systemClock } from '@souk/kernel';
import { crashingDatabase, waitFor } from '@souk/testing';
import { checkoutComplete } from '../src/commands/checkout-complete.js';
import { orderCancel } from '../src/commands/order-cancel.js';
import { type OrderDependencies } from '../src/dependencies.js';
import { lost } from './checkout-peers.js';
import { CheckoutWorld, customer, orderIdOf, settled } from './checkout-world.js';

const LONGER_THAN_THE_GRACE_MS = 60_000;
const later = { now: () => new Date(systemClock.now().getTime() + LONGER_THAN_THE_GRACE_MS) };
const MAX_WRITES = 20;

describe.each(['2pc', '3pc'] as const)('a checkout by %s', (protocol) => {
  let world: CheckoutWorld;
  let service: OrderDependencies;
  let heir: OrderDependencies;
  beforeAll(async () => {
    world = await CheckoutWorld.create();
    service = world.process({ protocol });
    heir = world.process({ protocol, clock: later });
  });
  afterEach(() => { world.peers.fault = () => Promise.resolve(); });
  afterAll(async () => {
    await Promise.all([service.sagas.stop(), heir.sagas.stop()]);
    await world.close();
  });

  const fill = async (payment: { provider: string; token?: string } = { provider: 'sandbox', token: 'tok_approve' }) => {
    const buyer = customer();
    const variantId = world.sell(2);
    const { cartId, input } = await world.fillCart(service, buyer, variantId);
    return { buyer, variantId, cartId, input: { ...input, payment } };
  };
  const finished = (orderId: string) => waitFor(() => service.sagas.checkout.isFinished(orderId));

  it('leaves what a saga leaves: one order, one charge, one parcel a warehouse', async () => {
    const { buyer, variantId, cartId, input } = await fill();
    const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
    expect(world.peers.stock.get(variantId)).toBe(1);
    expect(world.peers.parcels.get(orderId)).toHaveLength(1);
    await finished(orderId);
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
    expect(await world.eventTypes(`order-${orderId}`)).toEqual(['OrderPlaced', 'OrderPaymentChanged AUTHORIZED', 'OrderConfirmed', 'OrderPaymentChanged CAPTURED']);
    expect(await world.cart(cartId)).toMatchObject({ state: 'ORDERED', version: 3 });
    expect(orderIdOf(await checkoutComplete(service, buyer, input))).toBe(orderId);
    expect(await service.sagas.inDoubt()).toEqual([]);
    const rows = await world.database.query<{ state: object }>('SELECT state FROM atomic_transaction WHERE gid = $1', [orderId]);
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
    await orderCancel(service, buyer, { orderId: globalId('ord', orderId), expectedVersion: version, reason: 'CUSTOMER_REQUEST', idempotencyKey: input.idempotencyKey.replace(/^./, 'f') });
    await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED');
    expect(world.peers.wallets.get(buyer.userId)).toBe(2_000);
    expect(world.peers.stock.get(variantId)).toBe(2);
  });

  it.each([
    { why: 'it is sold out', payment: { provider: 'sandbox', token: 'tok_approve' }, code: 'INSUFFICIENT_STOCK', state: 'VOIDED' },
    { why: 'the card is declined', payment: { provider: 'sandbox', token: 'tok_decline' }, code: 'PAYMENT_DECLINED', state: 'FAILED' },
    { why: 'the wallet is empty', payment: { provider: 'wallet' }, code: 'PAYMENT_DECLINED', state: 'FAILED' },
  ])('takes nothing where $why', async ({ why, payment, code, state }) => {
    const { buyer, variantId, cartId, input } = await fill(payment);
    const units = why === 'it is sold out' ? 0 : 2;
    // The last units go between the look at the cart and the checkout.
    world.peers.fault = (method, moment) => {
      if (method === 'prepare catalog' && moment === 'before') world.peers.stock.set(variantId, units);
      return Promise.resolve();
    };
    expect(await settled(checkoutComplete(service, buyer, input))).toMatchObject({ code });
    expect(await settled(checkoutComplete(service, buyer, input))).toMatchObject({ code });
    const [order] = await world.ordersOf(cartId);
    expect(await world.ordersOf(cartId)).toEqual([{ id: order?.id, state: 'CANCELLED' }]);
    expect((await world.order(order?.id ?? '')).payments).toMatchObject([{ state }]);
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
    orderIdOf(await checkoutComplete(service, buyer, { ...input, idempotencyKey: input.idempotencyKey.replace(/^./, 'e') }));
    expect(world.peers.stock.get(variantId)).toBe(1);
    expect(world.peers.wallets.get(buyer.userId)).toBe(510);
  });

  it('commits where a participant does not hear of it, and tells it until it does', async () => {
    const { buyer, variantId, input } = await fill();
    world.peers.fault = (method) => (method === 'commit catalog' ? Promise.reject(lost()) : Promise.resolve());
    const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
    await waitFor(async () => (await service.sagas.inDoubt()).some(({ gid, status, step }) => gid === orderId && status === 'committing' && step.includes('stock')));
    world.peers.fault = () => Promise.resolve();
    await heir.sagas.checkout.recover();
    await finished(orderId);
    expect(world.peers.reservations.get(orderId)?.state).toBe('committed');
    expect(world.peers.stock.get(variantId)).toBe(1);
  });

  it.each(['before', 'after'] as const)('that dies just %s any write leaves one order that is whole, or none', async (moment) => {
    for (let atWrite = 1; atWrite < MAX_WRITES; atWrite += 1) {
      const { buyer, variantId, cartId, input } = await fill();
      const database = crashingDatabase(world.database, atWrite, moment);
      const doomed = world.process({ database, protocol });
      await checkoutComplete(doomed, buyer, input).catch(() => undefined);
      await doomed.sagas.stop();
      await heir.sagas.checkout.recover();
      await waitFor(async () => (await service.sagas.inDoubt()).length === 0);
      const [order] = await world.ordersOf(cartId);
      if (order?.state === 'CONFIRMED') {
        expect(await world.ledger(order.id)).toEqual(['authorized', 'captured']);
        expect(world.peers.branches.get(`catalog ${order.id}`)?.state).toBe('committed');
      } else {
        expect(world.peers.stock.get(variantId)).toBe(2);
        if (order !== undefined) expect(order.state).toBe('CANCELLED');
      }
      expect([...world.peers.branches.values()].filter(({ state }) => state === 'prepared' || state === 'preCommitted')).toEqual([]);
      expect(await world.database.query('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()')).toEqual([]);
      if (!database.hasCrashed) {
        expect(atWrite).toBeGreaterThan(3);
        return;
      }
    }
    throw new Error(`it dies at each of ${MAX_WRITES} writes`);
  });

  it('goes on with the orders of the protocol that was chosen before', async () => {
    const bySaga = world.process();
    const first = await fill();
    const sagaOrder = orderIdOf(await checkoutComplete(bySaga, first.buyer, first.input));
    expect(orderIdOf(await checkoutComplete(service, first.buyer, first.input))).toBe(sagaOrder);
    const second = await fill();
    const atomicOrder = orderIdOf(await checkoutComplete(service, second.buyer, second.input));
    expect(orderIdOf(await checkoutComplete(bySaga, second.buyer, second.input))).toBe(atomicOrder);
    await waitFor(() => bySaga.sagas.checkout.isFinished(atomicOrder));
    await waitFor(() => service.sagas.checkout.isFinished(sagaOrder));
    await bySaga.sagas.stop();
  });
});
