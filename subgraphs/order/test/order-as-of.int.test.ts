import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Viewer } from '@souk/auth';
import { type NewEvent } from '@souk/events';
import { globalId, newId } from '@souk/kernel';
import { newEvent, orderEvents } from '@souk/schema/events';
import { waitFor } from '@souk/testing';
import { ADMIN, NOBODY, OPERATOR, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const FULL = `id number state allowedTransitions version placedAt confirmedAt shippedAt deliveredAt cancelledAt promisedBy buyer { id } subtotal { decimal } total { decimal currency } sourceStatus importFlags
  lines { id sku nameAtPurchase quantity lineTotal { decimal } } shippingAddress { recipient city } payments { id state declineCode amount { decimal } refunded { decimal } }
  events(first: 20) { nodes { __typename id sequence at actor ... on OrderStateChanged { from to reason } ... on OrderPaymentChanged { paymentState payment { id state } } ... on OrderShipmentChanged { shipmentState } } pageInfo { hasNextPage } }`;
const LIVE = `query ($by: OrderBy!) { order(by: $by) { ${FULL} } }`;
const AS_OF = `query ($by: OrderBy!, $asOf: AsOfInput) { order(by: $by, asOf: $asOf) { ${FULL} } }`;
const HOUR_MS = 3_600_000;

let order: OrderFixture;
let buyer: Viewer;
beforeAll(async () => {
  order = await startOrder();
  buyer = viewerOf(newId());
});
afterAll(() => order.stop());

const asOf = (id: string, moment: object | null, viewer = buyer) => order.get<Record<string, unknown> | null>(viewer, AS_OF, { by: { id: globalId('ord', id) }, asOf: moment });

/** An order that lives through everything, and what clients saw of it after each step. */
const lived = async () => {
  const { id } = await order.place({ buyerId: buyer.userId ?? null }, 2);
  const [payment] = await order.database.query<{ id: string }>('SELECT id FROM payment WHERE order_id = $1', [id]);
  const pay = (to: 'AUTHORIZED' | 'CAPTURED' | 'REFUNDED') =>
    newEvent(orderEvents.OrderPaymentChanged, { orderId: id, paymentId: payment?.id ?? '', provider: 'sandbox', to, amount: { amountMinor: 2_500, currency: 'EUR' }, declineCode: null });
  const move = (from: 'CONFIRMED' | 'SHIPPED' | 'DELIVERED', to: 'SHIPPED' | 'DELIVERED' | 'COMPLETED') => newEvent(orderEvents.OrderStateChanged, { orderId: id, from, to, reason: null });
  const parcel = (to: string) => newEvent(orderEvents.OrderShipmentChanged, { orderId: id, shipmentId: '01960000-0000-7000-8000-000000000077', to });
  const steps: readonly (readonly NewEvent[])[] = [
    [pay('AUTHORIZED')], [newEvent(orderEvents.OrderConfirmed, { orderId: id, from: 'PENDING', buyerId: null, allocations: [] })], [pay('CAPTURED')],
    [parcel('HANDED_OVER'), move('CONFIRMED', 'SHIPPED')], [parcel('DELIVERED'), move('SHIPPED', 'DELIVERED')], [pay('REFUNDED')], [move('DELIVERED', 'COMPLETED')],
  ];
  const look = async () => ({ at: order.clock.now().toISOString(), seen: await order.get<{ version: number }>(buyer, LIVE, { by: { id: globalId('ord', id) } }) });
  const moments = [await look()];
  for (const events of steps) {
    order.clock.advance(HOUR_MS);
    await order.happen(id, events);
    moments.push(await look());
  }
  return { id, moments };
};

describe('an order as it was', () => {
  it('is what clients saw then, by version and by time, in every field', async () => {
    const { id, moments } = await lived();
    expect(moments.map(({ seen: { version } }) => version)).toEqual([1, 2, 3, 4, 6, 8, 9, 10]);
    for (const { at, seen } of moments) {
      expect(await asOf(id, { version: seen.version })).toEqual(seen);
      expect(await asOf(id, { at })).toEqual(seen);
      expect(await asOf(id, { at: new Date(Date.parse(at) + HOUR_MS - 1).toISOString() }).catch(() => null)).toEqual(at === moments.at(-1)?.at ? null : seen);
    }
    // Versions between those that were seen: the parcel had moved, the order not yet.
    expect(await asOf(id, { version: 5 })).toMatchObject({ state: 'CONFIRMED', shippedAt: null, version: 5 });
    expect(await asOf(id, null)).toEqual(moments.at(-1)?.seen);
  });

  it('is found by number, and pages through the history that it had', async () => {
    const { moments } = await lived();
    const number = (moments[0]?.seen as unknown as { number: string }).number;
    const page = (after: string | null) => order.get<{ events: { nodes: unknown[]; pageInfo: { endCursor: string } } }>(
      buyer, 'query ($number: String!, $after: String) { order(by: { number: $number }, asOf: { version: 3 }) { events(first: 2, after: $after) { nodes { sequence } pageInfo { hasNextPage endCursor } } } }', { number, after });
    const first = await page(null);
    expect(first).toMatchObject({ events: { nodes: [{ sequence: 1 }, { sequence: 2 }], pageInfo: { hasNextPage: true } } });
    expect(await page(first.events.pageInfo.endCursor)).toMatchObject({ events: { nodes: [{ sequence: 3 }], pageInfo: { hasNextPage: false } } });
  });

  it('counts what was told late from when it happened', async () => {
    const { id } = await order.place({ buyerId: buyer.userId ?? null });
    const placedAt = order.clock.now().getTime();
    await order.happen(id, [newEvent(orderEvents.OrderConfirmed, { orderId: id, from: 'PENDING', buyerId: null, allocations: [] })]);
    order.clock.advance(5 * HOUR_MS);
    await order.happen(id, [{ ...newEvent(orderEvents.OrderStateChanged, { orderId: id, from: 'CONFIRMED', to: 'SHIPPED', reason: null }), occurredAt: new Date(placedAt + 2 * HOUR_MS) }]);
    expect(await asOf(id, { at: new Date(placedAt + 2 * HOUR_MS - 1).toISOString() })).toMatchObject({ state: 'CONFIRMED', version: 2 });
    expect(await asOf(id, { at: new Date(placedAt + 2 * HOUR_MS).toISOString() })).toMatchObject({ state: 'SHIPPED', shippedAt: new Date(placedAt + 2 * HOUR_MS).toISOString(), version: 3 });
  });

  it('is not there before it was placed, nor at a version that it never came to', async () => {
    const { id, moments } = await lived();
    expect(await asOf(id, { at: new Date(Date.parse(moments[0]?.at ?? '') - 1).toISOString() })).toBeNull();
    for (const version of [11, 2 ** 31 - 1]) expect(await asOf(id, { version })).toBeNull();
  });

  it('is seen by those who see it now, and by nobody else', async () => {
    const { id } = await lived();
    for (const viewer of [buyer, OPERATOR, ADMIN, viewerOf(undefined, [], [id])]) expect(await asOf(id, { version: 1 }, viewer)).toMatchObject({ state: 'PENDING' });
    for (const viewer of [NOBODY, viewerOf(newId()), viewerOf(newId(), ['PRODUCT_MANAGER']), viewerOf(undefined, [], [newId()])]) expect(await asOf(id, { version: 1 }, viewer)).toBeNull();
  });

  it('has no address any more once that was erased', async () => {
    const { id } = await lived();
    await order.database.query('DELETE FROM order_address WHERE order_id = $1', [id]);
    expect(await asOf(id, { version: 1 })).toMatchObject({ shippingAddress: null, state: 'PENDING' });
  });

  it('with a long past is folded from snapshots of it, to what clients saw then', async () => {
    const { id } = await order.place({ buyerId: buyer.userId ?? null });
    const [payment] = await order.database.query<{ id: string }>('SELECT id FROM payment WHERE order_id = $1', [id]);
    const scans = Array.from({ length: 60 }, () => newEvent(orderEvents.OrderShipmentChanged, { orderId: id, shipmentId: '01960000-0000-7000-8000-000000000077', to: 'IN_TRANSIT' }));
    const steps: readonly (readonly NewEvent[])[] = [
      [newEvent(orderEvents.OrderPaymentChanged, { orderId: id, paymentId: payment?.id ?? '', provider: 'sandbox', to: 'CAPTURED', amount: { amountMinor: 1_500, currency: 'EUR' }, declineCode: null }), ...scans],
      [newEvent(orderEvents.OrderConfirmed, { orderId: id, from: 'PENDING', buyerId: null, allocations: [] }), ...scans],
      [newEvent(orderEvents.OrderStateChanged, { orderId: id, from: 'CONFIRMED', to: 'SHIPPED', reason: null }), ...scans, ...scans],
    ];
    const moments: { readonly at: string; readonly seen: { readonly version: number } }[] = [];
    for (const events of steps) {
      order.clock.advance(HOUR_MS);
      await order.happen(id, events);
      moments.push({ at: order.clock.now().toISOString(), seen: await order.get(buyer, LIVE, { by: { id: globalId('ord', id) } }) });
    }
    const version = moments.at(-1)?.seen.version ?? 0;
    const check = async (): Promise<void> => {
      for (const { at, seen } of moments) for (const moment of [{ at }, { version: seen.version }]) expect(await asOf(id, moment)).toEqual(seen);
    };
    const kept = () => order.database.query<{ version: number }>("SELECT version FROM snapshot WHERE fold = 'order' AND subject = $1 ORDER BY version", [`order-${id}`]);
    await check();
    expect(await waitFor(async () => (await kept()).length === 2)).toBe(true);
    await check();
    // They are used: what is put into one is seen after it, and not before.
    await order.database.query(`UPDATE snapshot SET state = jsonb_set(state, '{moved,state}', '"PENDING"') WHERE subject = $1 AND version = 200`, [`order-${id}`]);
    expect(await asOf(id, { version: 199 })).toMatchObject({ state: 'SHIPPED', payments: [{ state: 'CAPTURED' }] });
    expect(await asOf(id, { version })).toMatchObject({ state: 'PENDING', payments: [{ state: 'CAPTURED' }] });
    await order.database.query('DELETE FROM snapshot WHERE subject = $1', [`order-${id}`]);
    await check();
  });

  it('costs two statements more than the order of now', async () => {
    const { id } = await lived();
    const by = { id: globalId('ord', id) };
    const now = await order.statementsOf(() => order.get(buyer, LIVE, { by }));
    expect(await order.statementsOf(() => order.get(buyer, AS_OF, { by, asOf: { version: 8 } }))).toBe(now + 2);
  });

  it.each([
    ['a time to come', { at: '2100-01-01T00:00:00Z' }, 'VALIDATION'], ['a time before 1970', { at: '1969-12-31T00:00:00Z' }, 'VALIDATION'], ['version 0', { version: 0 }, 'VALIDATION'], ['a negative version', { version: -1 }, 'VALIDATION'],
    ['both', { version: 1, at: '2020-01-01T00:00:00Z' }, 'BAD_USER_INPUT'], ['neither', {}, 'BAD_USER_INPUT'], ['two nulls', { version: null, at: null }, 'BAD_USER_INPUT'], ['a version beyond all', { version: 2 ** 31 }, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_what, moment, code) => {
    const { errors } = await order.ask(buyer, AS_OF, { by: { id: globalId('ord', newId()) }, asOf: moment });
    expect(errors?.[0]?.extensions).toMatchObject({ code });
  });
});

describe('an imported order as it was', () => {
  const hex = (number: number): string => number.toString(16).padStart(32, '0');
  const day = (number: number): string => `2018-03-0${number}T10:00:00.000Z`;
  const load = async (id: number, over: object = {}): Promise<string> => {
    const facts = {
      sourceId: hex(id), sourceStatus: 'delivered', state: 'DELIVERED', placedAt: day(1), confirmedAt: day(2), handedOverAt: day(4), deliveredAt: day(6),
      lines: [{ sourceId: hex(id + 50), position: 1, productSourceId: hex(9), unitPriceMinor: 1_000, shippingMinor: 100 }], payments: [{ sequence: 1, method: 'boleto', installments: 1, amountMinor: 1_100 }], ...over,
    };
    await order.get(ADMIN, 'mutation ($input: OrdersImportInput!) { ordersImport(input: $input) { ... on ImportSuccess { inserted } } }', { input: { source: 'olist', currency: 'BRL', orders: [facts] } });
    return hex(id).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  const on = (id: string, number: number) => asOf(id, { at: day(number) }, OPERATOR);

  it('had come as far as the times of its source tell; what was paid was paid from the start', async () => {
    const id = await load(100);
    expect(await asOf(id, { at: '2018-03-01T09:59:59.999Z' }, OPERATOR)).toBeNull();
    expect(await on(id, 1)).toMatchObject({ state: 'PENDING', confirmedAt: null, shippedAt: null, deliveredAt: null, version: 1, sourceStatus: 'delivered', payments: [{ state: 'CAPTURED', amount: { decimal: '11.00' } }] });
    expect(await on(id, 3)).toMatchObject({ state: 'CONFIRMED', confirmedAt: day(2), shippedAt: null });
    expect(await on(id, 5)).toMatchObject({ state: 'SHIPPED', shippedAt: day(4), deliveredAt: null });
    const now = await order.get(OPERATOR, LIVE, { by: { id: globalId('ord', id) } });
    expect(await on(id, 6)).toEqual(now);
    expect(await asOf(id, { version: 1 }, OPERATOR)).toEqual(now);
    expect(await asOf(id, { version: 2 }, OPERATOR)).toBeNull();
  });

  it('moves on from what its source said', async () => {
    const id = await load(200, { state: 'CONFIRMED', sourceStatus: 'approved', handedOverAt: null, deliveredAt: null });
    await order.happen(id, [newEvent(orderEvents.OrderCancelled, { orderId: id, from: 'CONFIRMED', reason: 'OTHER' })]);
    expect(await on(id, 3)).toMatchObject({ state: 'CONFIRMED', cancelledAt: null, version: 1 });
    expect(await asOf(id, { version: 2 }, OPERATOR)).toMatchObject({ state: 'CANCELLED', version: 2 });
  });
});
