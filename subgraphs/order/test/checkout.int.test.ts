import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { globalId, newId, sleep } from '@souk/kernel';
import { waitFor } from '@souk/testing';
import { cartLineRemove } from '../src/commands/cart-line-remove.js';
import { cartLinesAdd } from '../src/commands/cart-lines-add.js';
import { checkoutComplete } from '../src/commands/checkout-complete.js';
import { type OrderDependencies } from '../src/dependencies.js';
import { lost } from './checkout-peers.js';
import { CheckoutWorld, customer, guest, orderIdOf, settled } from './checkout-world.js';

describe('checkout', () => {
  let world: CheckoutWorld;
  let service: OrderDependencies;
  beforeAll(async () => { world = await CheckoutWorld.create(); });
  beforeEach(() => { service = world.process(); });
  afterEach(async () => {
    world.peers.fault = () => Promise.resolve();
    await service.sagas.stop();
  });
  afterAll(() => world.close());

  it('turns a cart into a confirmed order: stock left, card captured, cart closed, every step in the log', async () => {
    const buyer = customer();
    const variantId = world.sell(10);
    const { cartId, input } = await world.fillCart(service, buyer, variantId, 3);
    const orderId = orderIdOf(await checkoutComplete(service, buyer, input));
    expect(await world.order(orderId)).toMatchObject({ state: 'CONFIRMED', buyerId: buyer.userId, cartId, subtotalMinor: 3_000, shippingMinor: 490, totalMinor: 3_490, promisedBy: new Date('2099-01-10T00:00:00.000Z') });
    expect(await world.cart(cartId)).toMatchObject({ state: 'ORDERED', version: 3 });
    await waitFor(async () => (await world.sagaStatus(orderId)) === 'completed');
    expect(await world.order(orderId)).toMatchObject({ version: 4, payments: [{ state: 'CAPTURED', amountMinor: 3_490, method: 'card', providerReference: expect.stringContaining('sbx_') }] });
    expect(await world.eventTypes(`order-${orderId}`)).toEqual(['OrderPlaced', 'OrderPaymentChanged AUTHORIZED', 'OrderConfirmed', 'OrderPaymentChanged CAPTURED']);
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
    expect(world.peers.stock.get(variantId)).toBe(7);
    expect(world.peers.reservations.get(orderId)?.state).toBe('committed');
    expect(await world.database.query('SELECT a.quantity FROM order_allocation a JOIN order_line l ON l.id = a.order_line_id WHERE l.order_id = $1', [orderId])).toEqual([{ quantity: 3 }]);
  });

  it('answers in time, whatever part of it the catalog used up; it goes on by itself', async () => {
    const buyer = customer();
    const { input } = await world.fillCart(service, buyer, world.sell(1));
    const answering = new AbortController();
    world.peers.fault = (method) => (method === 'describeVariants' ? sleep(300) : method === 'reserveStock' ? sleep(60_000, answering.signal) : Promise.resolve());
    const { checkout } = service.sagas;
    let deadlineMs = 0;
    const impatient = { ...checkout, checkout: (command: Parameters<typeof checkout.checkout>[0]) => checkout.checkout({ ...command, deadlineMs: (deadlineMs = command.deadlineMs) / 40 }) };
    const startedMs = performance.now();
    expect(await checkoutComplete({ ...service, sagas: { ...service.sagas, checkout: impatient } }, buyer, input)).toMatchObject({ kind: 'inProgress', idempotencyKey: input.idempotencyKey });
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(deadlineMs).toBeLessThanOrEqual(7_700);
    expect(deadlineMs).toBeGreaterThan(4_000);
    answering.abort();
    expect(await world.order(orderIdOf(await checkoutComplete(service, buyer, input)))).toMatchObject({ state: 'CONFIRMED' });
  });

  it('takes store credit', async () => {
    const buyer = customer();
    world.peers.wallets.set(buyer.userId, 2_000);
    const { input } = await world.fillCart(service, buyer, world.sell(1));
    const orderId = orderIdOf(await checkoutComplete(service, buyer, { ...input, payment: { provider: 'wallet' } }));
    expect(await world.order(orderId)).toMatchObject({ state: 'CONFIRMED', payments: [{ provider: 'wallet', method: 'wallet', state: 'CAPTURED' }] });
    expect(world.peers.wallets.get(buyer.userId)).toBe(510);
  });

  it('sells to guests', async () => {
    const { input } = await world.fillCart(service, guest, world.sell(1));
    const orderId = orderIdOf(await checkoutComplete(service, guest, input));
    expect(await world.order(orderId)).toMatchObject({ state: 'CONFIRMED', buyerId: null });
  });

  it('answers the same key and input as at first, without doing it again', async () => {
    const buyer = customer();
    const { input } = await world.fillCart(service, buyer, world.sell(5));
    const first = await checkoutComplete(service, buyer, input);
    expect(await checkoutComplete(service, buyer, input)).toEqual(first);
    expect(await checkoutComplete(service, buyer, { ...input, idempotencyKey: input.idempotencyKey.toUpperCase() })).toEqual(first);
    await expect(checkoutComplete(service, buyer, { ...input, expectedVersion: 1 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    await expect(checkoutComplete(service, buyer, { ...input, payment: { provider: 'sandbox', token: 'tok_decline' } })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  it('makes one order and one charge of the same checkout sent five times at once, to two processes', async () => {
    const buyer = customer();
    const variantId = world.sell(5);
    const { cartId, input } = await world.fillCart(service, buyer, variantId);
    const other = world.process();
    const answers = await Promise.all([service, other, service, other, service].map((process) => checkoutComplete(process, buyer, input)));
    await other.sagas.stop();
    const [orderId = '', ...others] = [...new Set(answers.map(orderIdOf))];
    expect(others).toEqual([]);
    expect(await world.ordersOf(cartId)).toHaveLength(1);
    await waitFor(async () => (await world.ledger(orderId)).includes('captured'));
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
    expect(world.peers.stock.get(variantId)).toBe(4);
  });

  it('makes one order of one cart, whatever the keys', async () => {
    const buyer = customer();
    const { cartId, input } = await world.fillCart(service, buyer, world.sell(9));
    const answers = await Promise.all(Array.from({ length: 4 }, () => settled(checkoutComplete(service, buyer, { ...input, idempotencyKey: newId() }))));
    expect(answers.filter((answer) => 'kind' in answer && answer.kind === 'order')).toHaveLength(1);
    for (const answer of answers) expect('kind' in answer ? ['order', 'inProgress'] : ['NOT_FOUND', 'CONFLICT']).toContain('kind' in answer ? answer.kind : answer.code);
    expect(await world.ordersOf(cartId)).toHaveLength(1);
    await expect(checkoutComplete(service, buyer, { ...input, idempotencyKey: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps the keys of one viewer from another', async () => {
    const [buyer, other] = [customer(), customer()];
    const { input } = await world.fillCart(service, buyer, world.sell(5));
    const theirs = await world.fillCart(service, other, world.sell(5));
    const first = orderIdOf(await checkoutComplete(service, buyer, input));
    const second = orderIdOf(await checkoutComplete(service, other, { ...theirs.input, idempotencyKey: input.idempotencyKey }));
    expect(second).not.toBe(first);
    await expect(checkoutComplete(service, other, input)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  it('sells 5 units to 5 of 20 buyers, and tells the other 15 what is missing', async () => {
    const variantId = world.sell(20);
    const carts = await Promise.all(Array.from({ length: 20 }, async () => {
      const buyer = customer();
      return { buyer, ...(await world.fillCart(service, buyer, variantId)) };
    }));
    world.peers.stock.set(variantId, 5);
    const answers = await Promise.all(carts.map(({ buyer, input }) => settled(checkoutComplete(service, buyer, input))));
    expect(answers.filter((answer) => 'kind' in answer && answer.kind === 'order')).toHaveLength(5);
    expect(answers.filter((answer) => 'code' in answer && answer.code === 'INSUFFICIENT_STOCK')).toHaveLength(15);
    expect(world.peers.stock.get(variantId)).toBe(0);
    for (const { cartId, input } of carts) {
      const [order] = await world.ordersOf(cartId);
      const won = order?.state === 'CONFIRMED';
      await waitFor(async () => ['completed', 'compensated'].includes((await world.sagaStatus(order?.id ?? '')) ?? ''));
      expect(await world.cart(cartId)).toMatchObject({ state: won ? 'ORDERED' : 'OPEN', version: won ? 3 : 2 });
      expect((await world.ledger(order?.id ?? '')).at(-1)).toBe(won ? 'captured' : 'voided');
      expect(input.expectedVersion).toBe(2);
    }
  });

  it('undoes the reservation when the card is declined, leaves the cart as it was, and sells it with another card', async () => {
    const buyer = customer();
    const variantId = world.sell(2);
    const { cartId, input } = await world.fillCart(service, buyer, variantId, 2);
    const declined = { ...input, payment: { provider: 'sandbox', token: 'tok_decline' } };
    for (let time = 0; time < 2; time += 1) {
      await expect(checkoutComplete(service, buyer, declined)).rejects.toMatchObject({ code: 'PAYMENT_DECLINED', details: { declineCode: 'card_declined', retryable: false }, path: ['payment'] });
    }
    expect(world.peers.stock.get(variantId)).toBe(2);
    const [cancelled] = await world.ordersOf(cartId);
    expect(await world.order(cancelled?.id ?? '')).toMatchObject({ state: 'CANCELLED', payments: [{ state: 'FAILED', declineCode: 'card_declined' }] });
    expect(await world.eventTypes(`order-${cancelled?.id ?? ''}`)).toEqual(['OrderPlaced', 'OrderPaymentChanged FAILED', 'OrderCancelled']);
    expect(orderIdOf(await checkoutComplete(service, buyer, { ...input, idempotencyKey: newId() }))).not.toBe(cancelled?.id);
  });

  it.each([['wallet', undefined, 'insufficient_funds'], ['sandbox', 'tok_insufficient_funds', 'insufficient_funds']])('says that %s has too little', async (provider, token, declineCode) => {
    const buyer = customer();
    const { input } = await world.fillCart(service, buyer, world.sell(2));
    await expect(checkoutComplete(service, buyer, { ...input, payment: { provider, token } })).rejects.toMatchObject({ code: 'PAYMENT_DECLINED', details: { declineCode, retryable: true } });
  });

  it('gives the wallet its money back when the stock is short', async () => {
    const buyer = customer();
    world.peers.wallets.set(buyer.userId, 5_000);
    const variantId = world.sell(1);
    const { cartId, input } = await world.fillCart(service, buyer, variantId);
    world.peers.stock.set(variantId, 0);
    const line = (await world.cart(cartId)).lines[0];
    await expect(checkoutComplete(service, buyer, { ...input, payment: { provider: 'wallet' } })).rejects.toMatchObject({
      code: 'INSUFFICIENT_STOCK', details: { shortages: [{ lineId: line?.id, variantId, requested: 1, available: 0 }] },
    });
    expect(world.peers.wallets.get(buyer.userId)).toBe(5_000);
    const [order] = await world.ordersOf(cartId);
    expect(await world.order(order?.id ?? '')).toMatchObject({ state: 'CANCELLED', payments: [{ state: 'REFUNDED', refundedMinor: 1_490 }] });
  });

  it('charges a card once whose answer was lost, and confirms the order', async () => {
    const buyer = customer();
    const { input } = await world.fillCart(service, buyer, world.sell(1));
    // On a busy machine the checkout may still be running when its answer is due: asked again, it tells.
    const orderId = await waitFor(async () => {
      const answer = await checkoutComplete(service, buyer, { ...input, payment: { provider: 'sandbox', token: 'tok_timeout' } });
      return answer.kind === 'inProgress' ? undefined : orderIdOf(answer);
    });
    expect(service.sagas.counts().retried).toBe(0); // it was asked for, not sent again
    expect(await world.order(orderId)).toMatchObject({ state: 'CONFIRMED' });
    await waitFor(async () => (await world.ledger(orderId)).includes('captured'));
    expect(await world.ledger(orderId)).toEqual(['authorized', 'captured']);
  });

  it('survives answers of other services that are lost, each call happening once', async () => {
    const buyer = customer();
    world.peers.wallets.set(buyer.userId, 5_000);
    const variantId = world.sell(3);
    const failed = new Set<string>();
    world.peers.fault = (method, moment) => {
      if (moment === 'before' || failed.has(method)) return Promise.resolve();
      failed.add(method);
      return Promise.reject(lost());
    };
    const { input } = await world.fillCart(service, buyer, variantId);
    const orderId = orderIdOf(await checkoutComplete(service, buyer, { ...input, payment: { provider: 'wallet' } }));
    service.sagas.start();
    await waitFor(async () => (await world.sagaStatus(orderId)) === 'completed');
    expect([...failed].sort()).toEqual(['commitStock', 'debitWallet', 'reserveStock']);
    expect(world.peers.stock.get(variantId)).toBe(2);
    expect(world.peers.wallets.get(buyer.userId)).toBe(3_510);
  });

  it('says that it is still running when the outcome takes too long, then gives it under the same key', async () => {
    const buyer = customer();
    const { input } = await world.fillCart(service, buyer, world.sell(3));
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => { open = resolve; });
    world.peers.fault = (method) => (method === 'reserveStock' ? opened : Promise.resolve());
    expect(await checkoutComplete(service, buyer, input)).toEqual({ kind: 'inProgress', idempotencyKey: input.idempotencyKey, retryAfterMs: 1_000 });
    open();
    expect((await checkoutComplete(service, buyer, input)).kind).toBe('order');
  }, 30_000);

  it('undoes an order whose cart was changed while it was being placed', async () => {
    const buyer = customer();
    const variantId = world.sell(3);
    const { cartId, input } = await world.fillCart(service, buyer, variantId);
    world.peers.fault = async (method, moment) => {
      if (method !== 'reserveStock' || moment === 'before') return;
      await cartLinesAdd(service, buyer, { cartId: input.cartId, lines: [{ variantId: globalId('var', variantId), quantity: 1 }], idempotencyKey: newId() });
    };
    await expect(checkoutComplete(service, buyer, input)).rejects.toMatchObject({ code: 'CONFLICT', details: { expectedVersion: 2, actualVersion: 3 } });
    const [order] = await world.ordersOf(cartId);
    expect(order).toMatchObject({ state: 'CANCELLED' });
    expect(await world.ledger(order?.id ?? '')).toEqual(['authorized', 'voided']);
    expect(world.peers.stock.get(variantId)).toBe(3);
    expect(await world.cart(cartId)).toMatchObject({ state: 'OPEN', lines: [{ quantity: 2 }] });
  });

  it('places nothing where the shopper saw another version or total, and leaves the key free', async () => {
    const buyer = customer();
    const variantId = world.sell(3);
    const { cartId, input } = await world.fillCart(service, buyer, variantId);
    await expect(checkoutComplete(service, buyer, { ...input, expectedVersion: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
    world.peers.prices.set(variantId, 1_100);
    await expect(checkoutComplete(service, buyer, input)).rejects.toMatchObject({ code: 'PRICE_CHANGED', details: { currentTotal: { amountMinor: 1_590, currency: 'EUR' } } });
    expect(await world.ordersOf(cartId)).toEqual([]);
    expect((await checkoutComplete(service, buyer, { ...input, expectedTotal: { amountMinor: 1_590, currency: 'EUR' } })).kind).toBe('order');
  });

  it('answers for another’s cart, and for one without a line, as for none', async () => {
    const buyer = customer();
    const { cartId, input } = await world.fillCart(service, buyer, world.sell(3));
    for (const stranger of [customer(), guest]) await expect(checkoutComplete(service, stranger, input)).rejects.toMatchObject({ code: 'NOT_FOUND', details: { entityId: input.cartId } });
    for (const id of [globalId('crt', newId()), 'crt_1', "crt_'; DROP TABLE cart"]) await expect(checkoutComplete(service, buyer, { ...input, cartId: id })).rejects.toMatchObject({ code: 'NOT_FOUND', details: { entityId: id } });
    const line = (await world.cart(cartId)).lines[0];
    await cartLineRemove(service, buyer, { cartId: input.cartId, lineId: globalId('cln', line?.id ?? ''), expectedVersion: 2 });
    await expect(checkoutComplete(service, buyer, { ...input, expectedVersion: 3 })).rejects.toMatchObject({ code: 'VALIDATION', issues: [{ rule: 'empty_cart' }] });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a provider nobody knows', { payment: { provider: 'gold' } }, 'payment.provider: unknown_provider'],
    ['a card without a token', { payment: { provider: 'sandbox' } }, 'payment.token: required'],
    ['a wallet without an account', { payment: { provider: 'wallet' } }, 'payment.provider: account_required'],
    ['a key that is no UUID', { idempotencyKey: 'again' }, 'idempotencyKey: invalid_format'],
    ['a negative total', { expectedTotal: { amountMinor: -1, currency: 'EUR' } }, 'expectedTotal.amountMinor: too_small'],
    ['an unknown currency', { expectedTotal: { amountMinor: 1, currency: 'XXX' } }, 'expectedTotal.currency: invalid_value'],
    ['an address without a street', { shippingAddress: { recipient: 'A', lines: [], city: 'B', postalCode: '1', countryCode: 'DE' } }, 'shippingAddress.lines: too_small'],
    ['an address elsewhere', { shippingAddress: { recipient: 'A', lines: ['C'], city: 'B', postalCode: '10115', countryCode: 'AT' } }, 'shippingAddress.countryCode: elsewhere'],
  ])('refuses %s, and takes nothing', async (_what, changes, issue) => {
    const { cartId, input } = await world.fillCart(service, guest, world.sell(3));
    const refusal = await settled(checkoutComplete(service, guest, { ...input, ...changes }));
    const [path, rule] = issue.split(': ');
    expect(refusal).toMatchObject({ code: 'VALIDATION', details: { issues: [{ path: path?.split('.'), rule }] } });
    expect(await world.ordersOf(cartId)).toEqual([]);
  });

  it('refuses a token that the provider does not know, and takes nothing', async () => {
    const { cartId, input } = await world.fillCart(service, guest, world.sell(3));
    expect(await settled(checkoutComplete(service, guest, { ...input, payment: { provider: 'sandbox', token: 'tok_none' } }))).toMatchObject({ code: 'VALIDATION', details: { issues: [{ path: ['payment', 'token'], rule: 'unknown_token' }] } });
    expect(await world.ordersOf(cartId)).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('fails without a trace where the catalog cannot be asked', async () => {
    const { cartId, input } = await world.fillCart(service, guest, world.sell(3));
    const { catalog } = world.peers;
    const blind = { ...service, catalog: { ...catalog, describeVariants: () => Promise.reject(lost()) } };
    await expect(checkoutComplete(blind, guest, input)).rejects.toThrow('the line is dead');
    expect(await world.ordersOf(cartId)).toEqual([]);
  });
});
