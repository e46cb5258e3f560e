import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { newEvent, orderEvents } from '@souk/schema/events';
import { waitFor } from '@souk/testing';
import { startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const READ = `query ($by: OrderBy!) { order(by: $by) { state version shippedAt deliveredAt
  events(first: 50) { nodes { __typename at actor ... on OrderStateChanged { from to } ... on OrderShipmentChanged { shipmentState shipment { id } } } } } }`;

interface Shown {
  readonly state: string;
  readonly version: number;
  readonly shippedAt: string | null;
  readonly deliveredAt: string | null;
  readonly events: { readonly nodes: readonly { readonly __typename: string; readonly at: string; readonly actor: string; readonly from?: string; readonly to?: string; readonly shipmentState?: string }[] };
}

let order: OrderFixture;
const buyer = viewerOf(newId());
let number: string;
let orderId: string;
beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());
beforeEach(async () => {
  const placed = await order.place({ buyerId: buyer.userId ?? null });
  ({ id: orderId, number } = placed);
  await order.happen(orderId, [newEvent(orderEvents.OrderConfirmed, { orderId, from: 'PENDING', buyerId: null, allocations: [] })]);
});

const read = (): Promise<Shown> => order.get<Shown>(buyer, READ, { by: { number } });
const reaches = (version: number): Promise<Shown> => waitFor(async () => {
  const shown = await read();
  return shown.version >= version ? shown : undefined;
});
const told = ({ events }: Shown): readonly string[] => events.nodes.slice(2).map(({ shipmentState, from, to }) => shipmentState ?? `${from ?? ''}→${to ?? ''}`);

describe('an order and its parcels', () => {
  it('moves on when all of its parcels have, with the carrier’s own times', async () => {
    const [first, second] = [newId(), newId()];
    await order.parcel(orderId, first, 'PLANNED');
    await order.parcel(orderId, second, 'PLANNED');
    order.clock.advance(60_000);
    await order.parcel(orderId, first, 'HANDED_OVER', 'PLANNED');
    expect(await reaches(6)).toMatchObject({ state: 'PARTIALLY_SHIPPED', shippedAt: null });
    order.clock.advance(60_000);
    const secondHandedOverAt = order.clock.now().toISOString();
    await order.parcel(orderId, second, 'HANDED_OVER', 'PLANNED');
    expect(await reaches(8)).toMatchObject({ state: 'SHIPPED', shippedAt: secondHandedOverAt });
    await order.parcel(orderId, first, 'DELIVERED', 'HANDED_OVER');
    await order.parcel(orderId, second, 'DELIVERED', 'HANDED_OVER');
    const shown = await reaches(11);
    expect(shown).toMatchObject({ state: 'DELIVERED', version: 11, deliveredAt: order.clock.now().toISOString() });
    expect(told(shown)).toEqual([
      'PLANNED', 'PLANNED', 'HANDED_OVER', 'CONFIRMED→PARTIALLY_SHIPPED', 'HANDED_OVER', 'PARTIALLY_SHIPPED→SHIPPED', 'DELIVERED', 'DELIVERED', 'SHIPPED→DELIVERED',
    ]);
    expect(new Set(shown.events.nodes.slice(2).map(({ actor }) => actor))).toEqual(new Set(['carrier']));
  });

  it('passes the states in between where scans are missing, and does not count scans that move nothing', async () => {
    const parcel = newId();
    await order.parcel(orderId, parcel, 'PLANNED');
    await order.parcel(orderId, parcel, 'PLANNED', 'PLANNED');
    await order.parcel(orderId, parcel, 'DELIVERED', 'PLANNED');
    expect(told(await reaches(6))).toEqual(['PLANNED', 'DELIVERED', 'CONFIRMED→SHIPPED', 'SHIPPED→DELIVERED']);
  });

  it('a cancelled order tells of its parcels, and stays cancelled', async () => {
    await order.happen(orderId, [newEvent(orderEvents.OrderCancelled, { orderId, from: 'CONFIRMED', reason: 'OTHER' })]);
    await order.parcel(orderId, newId(), 'HANDED_OVER');
    const shown = await reaches(4);
    expect(shown).toMatchObject({ state: 'CANCELLED', version: 4 });
  });

  it('a parcel of an order that is not known here holds up nobody', async () => {
    await order.parcel(newId(), newId(), 'PLANNED');
    await order.parcel(orderId, newId(), 'PLANNED');
    expect(told(await reaches(3))).toEqual(['PLANNED']);
  });
});
