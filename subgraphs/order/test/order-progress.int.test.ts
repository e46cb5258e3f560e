import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Viewer } from '@souk/auth';
import { globalId, newId } from '@souk/kernel';
import { newEvent, orderEvents } from '@souk/schema/events';
import { waitFor } from '@souk/testing';
import { type Order } from '../src/entities/order.js';
import { NOBODY, OPERATOR, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const PROGRESS = `subscription ($orderId: ID!, $afterSequence: Int) { orderProgress(orderId: $orderId, afterSequence: $afterSequence) {
  sequence order { id state version payments { state } } event { __typename id sequence actor ... on OrderStateChanged { from to } ... on OrderPaymentChanged { paymentState payment { id } } } } }`;

interface Progress {
  readonly sequence: number;
  readonly order: { readonly state: string; readonly version: number };
  readonly event: { readonly sequence: number; readonly __typename: string; readonly to?: string };
}
type Subscription = Awaited<ReturnType<OrderFixture['subscribe']>>;

let order: OrderFixture;
const buyer = viewerOf(newId());
beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());
const subscriptions: Subscription[] = [];
afterEach(async () => {
  for (const subscription of subscriptions.splice(0)) await subscription.leave();
});

const place = (): Promise<Order> => order.place({ buyerId: buyer.userId ?? null });
const follow = async (orderId: string, afterSequence?: number, viewer: Viewer = buyer, replica = 0): Promise<Subscription> => {
  const subscription = await order.subscribe(viewer, PROGRESS, { orderId: globalId('ord', orderId), ...(afterSequence !== undefined && { afterSequence }) }, replica);
  subscriptions.push(subscription);
  return subscription;
};
const progressesOf = ({ received }: Subscription): readonly Progress[] => received.map(({ data, errors }) => {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data?.['orderProgress'] as Progress;
});
const sequencesOf = (subscription: Subscription): readonly number[] => progressesOf(subscription).map(({ sequence }) => sequence);
const upTo = (last: number, first = 1): readonly number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const reaches = (subscription: Subscription, last: number): Promise<boolean> => waitFor(() => sequencesOf(subscription).includes(last));
const confirm = ({ id }: Order) => order.happen(id, [{ ...newEvent(orderEvents.OrderConfirmed, { orderId: id, from: 'PENDING', buyerId: null, allocations: [] }), meta: { actor: 'system' } }]);
/** Something that may happen any number of times. */
const shipmentEvent = (orderId: string, to: string) => ({ ...newEvent(orderEvents.OrderShipmentChanged, { orderId, shipmentId: newId(), to }), meta: { actor: 'carrier' } });

describe('orderProgress', () => {
  it('replays what is behind the sequence, then goes on live, with the order as it is now', async () => {
    const placed = await place();
    await confirm(placed);
    const subscription = await follow(placed.id, 0);
    await reaches(subscription, 2);
    expect(progressesOf(subscription)).toMatchObject([
      { sequence: 1, event: { __typename: 'OrderStateChanged', sequence: 1, from: null, to: 'PENDING', actor: 'customer' }, order: { state: 'CONFIRMED', version: 2 } },
      { sequence: 2, event: { from: 'PENDING', to: 'CONFIRMED', actor: 'system' }, order: { state: 'CONFIRMED', version: 2 } },
    ]);
    await order.happen(placed.id, [shipmentEvent(placed.id, 'HANDED_OVER'), newEvent(orderEvents.OrderStateChanged, { orderId: placed.id, from: 'CONFIRMED', to: 'SHIPPED', reason: null })]);
    await reaches(subscription, 4);
    expect(progressesOf(subscription).slice(2)).toMatchObject([{ event: { __typename: 'OrderShipmentChanged', actor: 'carrier' }, order: { version: 4 } }, { event: { to: 'SHIPPED' }, order: { state: 'SHIPPED' } }]);
    expect(sequencesOf(subscription)).toEqual([1, 2, 3, 4]);
  });

  it('without a sequence tells only what happens from now on; with one, what comes after it', async () => {
    const placed = await place();
    await confirm(placed);
    const [later, rest] = [await follow(placed.id), await follow(placed.id, 1)];
    await reaches(rest, 2);
    await waitFor(async () => {
      await order.happen(placed.id, [shipmentEvent(placed.id, 'PLANNED')]);
      return later.received.length > 0;
    });
    expect(sequencesOf(later)[0]).toBeGreaterThanOrEqual(3);
    expect(sequencesOf(rest)[0]).toBe(2);
  });

  it('ends with NOT_FOUND alike for others’ orders, unknown ones and nonsense; a sequence below 0 is refused', async () => {
    const placed = await place();
    const cases: readonly (readonly [Viewer, string])[] = [[viewerOf(newId()), globalId('ord', placed.id)], [NOBODY, globalId('ord', placed.id)], [buyer, globalId('ord', newId())], [buyer, 'nonsense']];
    const ends = await Promise.all(cases.map(async ([viewer, orderId]) => {
      const subscription = await order.subscribe(viewer, PROGRESS, { orderId });
      subscriptions.push(subscription);
      await waitFor(() => subscription.end());
      return { said: JSON.stringify([subscription.received, subscription.end()]).replaceAll(orderId, 'ID') };
    }));
    expect(ends[0]?.said).toContain('NOT_FOUND');
    expect(new Set(ends.map(({ said }) => said)).size).toBe(1);
    const negative = await follow(placed.id, -1);
    await waitFor(() => negative.end());
    expect(JSON.stringify([negative.received, negative.end()])).toContain('VALIDATION');
  });

  it('is open to operations and to the bearer of a guest token', async () => {
    const placed = await place();
    for (const viewer of [OPERATOR, viewerOf(undefined, [], [placed.id])]) {
      const subscription = await follow(placed.id, 0, viewer);
      await reaches(subscription, 1);
    }
  });

  it('gives everybody everything once and in order, whenever they come, while other processes write and the service restarts', async () => {
    await order.addReplica();
    const placed = await place();
    const total = 60;
    let written = 1;
    const writing = (async () => {
      for (; written < total; written += 1) await order.happen(placed.id, [shipmentEvent(placed.id, 'IN_TRANSIT')]);
    })();
    const early = [await follow(placed.id, 0, buyer, 0), await follow(placed.id, 0, buyer, 1)];
    await waitFor(() => written > 20);
    const late = await follow(placed.id, 10, buyer, 1);
    const restarted = await follow(placed.id, 0, buyer, 0);
    await waitFor(() => sequencesOf(restarted).length > 5);
    await order.restart(0);
    const seen = sequencesOf(restarted).at(-1) ?? 0;
    const resumed = await follow(placed.id, seen, buyer, 0);
    await writing;
    await reaches(resumed, total);
    await Promise.all([early[1], late].map((subscription) => subscription && reaches(subscription, total)));
    expect([...sequencesOf(restarted), ...sequencesOf(resumed)]).toEqual(upTo(total));
    expect(sequencesOf(early[1] ?? late)).toEqual(upTo(total));
    expect(sequencesOf(late)).toEqual(upTo(total, 11));
    expect(sequencesOf(early[0] ?? late)).toEqual(upTo(sequencesOf(early[0] ?? late).length));
  });

  it('tells a client of this process what another one wrote within 500 ms', async () => {
    const placed = await place();
    const subscription = await follow(placed.id, 0);
    await reaches(subscription, 1);
    const startedMs = performance.now();
    await confirm(placed);
    await waitFor(() => sequencesOf(subscription).includes(2), { timeoutMs: 2_000 });
    expect(performance.now() - startedMs).toBeLessThan(500);
  });
});
