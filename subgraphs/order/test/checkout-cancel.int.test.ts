import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newEvent, orderEvents } from '@souk/schema/events';
import { globalId, newId } from '@souk/kernel';
import { waitFor } from '@souk/testing';
import { checkoutComplete } from '../src/commands/checkout-complete.js';
import { orderCancel } from '../src/commands/order-cancel.js';
import { type OrderDependencies } from '../src/dependencies.js';
import { applyOrderEvents } from '../src/projections/order-projection.js';
import { CheckoutWorld, customer, guest, operations, orderIdOf } from './checkout-world.js';

describe('cancelling an order', () => {
  let world: CheckoutWorld;
  let service: OrderDependencies;
  beforeAll(async () => { world = await CheckoutWorld.create(); });
  beforeEach(() => {
    service = world.process();
    world.peers.calls.length = 0;
  });
  afterEach(async () => {
    world.peers.fault = () => Promise.resolve();
    await service.sagas.stop();
  });
  afterAll(() => world.close());

  const cancelOf = (orderId: string, expectedVersion: number) => ({ orderId: globalId('ord', orderId), expectedVersion, reason: 'CUSTOMER_REQUEST', idempotencyKey: newId() });

  const cancellations = (orderId: string): Promise<readonly { readonly status: string }[]> =>
    world.database.query("SELECT status FROM saga WHERE name = 'order-cancellation' AND state->>'orderId' = $1", [orderId]);

  /** A confirmed order of two of four units, all its steps done. */
  const buy = async (provider: 'sandbox' | 'wallet' = 'sandbox') => {
    const buyer = customer();
    world.peers.wallets.set(buyer.userId, 10_000);
    const variantId = world.sell(4);
    const { cartId, input } = await world.fillCart(service, buyer, variantId, 2);
    const orderId = orderIdOf(await checkoutComplete(service, buyer, provider === 'wallet' ? { ...input, payment: { provider } } : input));
    await waitFor(async () => (await world.sagaStatus(orderId)) === 'completed');
    const { version } = await world.order(orderId);
    return { buyer, variantId, cartId, orderId, version };
  };

  it('gives the card its money back, and the stock', async () => {
    const { buyer, variantId, orderId, version } = await buy();
    expect(await orderCancel(service, buyer, cancelOf(orderId, version))).toBe(orderId);
    expect(await world.order(orderId)).toMatchObject({ state: 'CANCELLED', cancelledAt: expect.any(Date) });
    await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED');
    expect(await world.order(orderId)).toMatchObject({ payments: [{ refundedMinor: 2_490, amountMinor: 2_490 }] });
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured', 'refunded']);
    expect(world.peers.stock.get(variantId)).toBe(4);
  });

  it('gives the wallet its credit back', async () => {
    const { buyer, variantId, orderId, version } = await buy('wallet');
    expect(world.peers.wallets.get(buyer.userId)).toBe(7_510);
    await orderCancel(service, buyer, cancelOf(orderId, version));
    await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED');
    expect(world.peers.wallets.get(buyer.userId)).toBe(10_000);
    expect(world.peers.stock.get(variantId)).toBe(4);
  });

  it('happens once, however often and parallel it is asked', async () => {
    const { buyer, variantId, orderId, version } = await buy();
    const input = cancelOf(orderId, version);
    const answers = await Promise.all(Array.from({ length: 5 }, () => orderCancel(service, buyer, input)));
    expect(answers).toEqual([orderId, orderId, orderId, orderId, orderId]);
    expect(await orderCancel(service, buyer, input)).toBe(orderId);
    await expect(orderCancel(service, buyer, { ...input, reason: 'OTHER' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED');
    expect((await world.eventTypes(`order-${orderId}`)).filter((type) => type === 'OrderCancelled')).toHaveLength(1);
    expect(world.peers.stock.get(variantId)).toBe(4);
  });

  it('is refused at another version, and once there is nothing left to cancel', async () => {
    const { buyer, orderId, version } = await buy();
    await expect(orderCancel(service, buyer, cancelOf(orderId, version - 1))).rejects.toMatchObject({ code: 'CONFLICT', details: { expectedVersion: version - 1, actualVersion: version } });
    await orderCancel(service, buyer, cancelOf(orderId, version));
    await waitFor(async () => (await world.order(orderId)).version === version + 2);
    await expect(orderCancel(service, buyer, cancelOf(orderId, version + 2))).rejects.toMatchObject({ code: 'ORDER_TRANSITION', details: { from: 'CANCELLED', to: 'CANCELLED', allowed: [] } });
  });

  it('is refused once the order has shipped', async () => {
    const { buyer, orderId, version } = await buy();
    await world.database.transaction((tx) => applyOrderEvents(tx, service.log, orderId, version, [newEvent(orderEvents.OrderStateChanged, { orderId, from: 'CONFIRMED', to: 'SHIPPED', reason: null })]));
    await expect(orderCancel(service, buyer, cancelOf(orderId, version + 1))).rejects.toMatchObject({ code: 'ORDER_TRANSITION', details: { from: 'SHIPPED', to: 'CANCELLED', allowed: ['DELIVERED'] } });
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
  });

  it('is decided once between a cancellation and a parcel that leaves at the same moment', async () => {
    const { buyer, orderId, version } = await buy();
    const shipped = world.database.transaction((tx) => applyOrderEvents(tx, service.log, orderId, version, [newEvent(orderEvents.OrderStateChanged, { orderId, from: 'CONFIRMED', to: 'SHIPPED', reason: null })]));
    const outcomes = await Promise.allSettled([shipped, orderCancel(service, buyer, cancelOf(orderId, version))]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is refused where a parcel has left and its news has not come yet: stock and money stay where they are', async () => {
    const { buyer, variantId, orderId, version } = await buy();
    world.peers.shipped.add(orderId);
    const input = cancelOf(orderId, version);
    const refusal = { code: 'ORDER_TRANSITION', details: { from: 'SHIPPED', to: 'CANCELLED', allowed: ['DELIVERED'] } };
    await expect(orderCancel(service, buyer, input)).rejects.toMatchObject(refusal);
    await waitFor(async () => (await cancellations(orderId)).every(({ status }) => status === 'completed'));
    expect(await world.order(orderId)).toMatchObject({ state: 'CONFIRMED', version });
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
    expect(world.peers.stock.get(variantId)).toBe(2);
    // The key keeps its answer.
    world.peers.shipped.delete(orderId);
    await expect(orderCancel(service, buyer, input)).rejects.toMatchObject(refusal);
  });

  it('is not decided while logistics does not answer, and then, by the same key', async () => {
    const { buyer, variantId, orderId, version } = await buy();
    let isDown = true;
    world.peers.fault = (method) => (method === 'stopShipments' && isDown ? Promise.reject(new Error('no route')) : Promise.resolve());
    const input = cancelOf(orderId, version);
    await expect(orderCancel(service, buyer, input)).rejects.toMatchObject({ code: 'CANCELLATION_UNDECIDED', clientMessage: expect.stringContaining('same idempotencyKey') });
    expect(await world.order(orderId)).toMatchObject({ state: 'CONFIRMED', version });
    expect(world.peers.calls).not.toContain('returnStock');
    isDown = false;
    service.sagas.start();
    await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED', { timeoutMs: 30_000 });
    expect(await orderCancel(service, buyer, input)).toBe(orderId);
    expect(world.peers.stock.get(variantId)).toBe(4);
  }, 60_000);

  it('is for its buyer and for operations; to others the order is not there', async () => {
    const { orderId, version } = await buy();
    for (const stranger of [customer(), guest, { ...customer(), guestOrderIds: [orderId] }]) {
      await expect(orderCancel(service, stranger, cancelOf(orderId, version))).rejects.toMatchObject({ code: 'NOT_FOUND', details: { entityId: globalId('ord', orderId) } });
    }
    for (const id of [globalId('ord', newId()), 'ord_1']) await expect(orderCancel(service, operations, { ...cancelOf(orderId, version), orderId: id })).rejects.toMatchObject({ code: 'NOT_FOUND', details: { entityId: id } });
    expect(await orderCancel(service, operations, cancelOf(orderId, version))).toBe(orderId);
    const [event] = await world.database.query<{ actor: string }>("SELECT meta->>'actor' AS actor FROM event WHERE stream_id = $1 AND type = 'OrderCancelled'", [`order-${orderId}`]);
    expect(event).toEqual({ actor: 'operations' });
  });

  it('lets a payment that is still being captured be captured first, then gives it back', async () => {
    const buyer = customer();
    const variantId = world.sell(4);
    const { input } = await world.fillCart(service, buyer, variantId, 2);
    let isDown = true;
    world.peers.fault = (method) => (method === 'commitStock' && isDown ? Promise.reject(new Error('no route')) : Promise.resolve());
    const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
    const { version } = await world.order(orderId);
    await orderCancel(service, buyer, cancelOf(orderId, version));
    expect(await world.order(orderId)).toMatchObject({ state: 'CANCELLED' });
    await waitFor(async () => (await service.sagas.inDoubt()).some(({ name, attempts }) => name === 'order-cancellation' && attempts > 0));
    expect(world.peers.calls).not.toContain('returnStock');
    isDown = false;
    service.sagas.start();
    await waitFor(async () => (await world.order(orderId)).payments[0]?.state === 'REFUNDED', { timeoutMs: 20_000 });
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured', 'refunded']);
    expect(world.peers.stock.get(variantId)).toBe(4);
  });

  it('waits for a checkout that is still being decided, and leaves what became of it to its owner', async () => {
    const buyer = customer();
    const { cartId, input } = await world.fillCart(service, buyer, world.sell(4));
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => { open = resolve; });
    world.peers.fault = (method) => (method === 'reserveStock' ? opened : Promise.resolve());
    const checkout = checkoutComplete(service, buyer, input);
    const orderId = await waitFor(async () => (await world.ordersOf(cartId))[0]?.id);
    const cancellation = orderCancel(service, buyer, cancelOf(orderId, 1));
    open();
    await expect(cancellation).rejects.toMatchObject({ code: 'CONFLICT', details: { expectedVersion: 1 } });
    expect((await checkout).kind).toBe('order');
  });

  it('cancels an imported order without moving stock or money that were never ours', async () => {
    const { orderId, variantId } = await buy();
    await world.database.query("UPDATE orders SET source = 'olist', source_status = 'approved' WHERE id = $1", [orderId]);
    const { version } = await world.order(orderId);
    await orderCancel(service, operations, cancelOf(orderId, version));
    expect(await world.order(orderId)).toMatchObject({ state: 'CANCELLED', payments: [{ state: 'CAPTURED' }] });
    await waitFor(async () => (await cancellations(orderId)).every(({ status }) => status === 'completed'));
    expect(world.peers.calls).not.toContain('returnStock');
    expect(world.peers.stock.get(variantId)).toBe(2);
  });
});
