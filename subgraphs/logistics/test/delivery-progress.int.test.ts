import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { globalId, newId } from '@souk/kernel';
import { waitFor } from '@souk/testing';
import { NOBODY, OPERATOR, createCarrier, createWarehouse, rates, startLogistics, viewerOf, type Logistics } from './logistics-fixture.js';

const PROGRESS = `subscription ($orderId: ID!, $afterSequence: Int) { deliveryProgress(orderId: $orderId, afterSequence: $afterSequence) {
  sequence event { sequence at state place message } shipment { id state version trackingEvents { sequence } } } }`;
const SHIP = 'mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { __typename } }';
const SCAN = 'mutation ($input: ShipmentScanInput!) { shipmentScan(input: $input) { __typename } }';

interface Progress {
  readonly sequence: number;
  readonly event: { readonly sequence: number; readonly state: string };
  readonly shipment: { readonly id: string; readonly state: string; readonly version: number; readonly trackingEvents: readonly unknown[] };
}
type Subscription = Awaited<ReturnType<Logistics['subscribe']>>;

const buyer = viewerOf('01960000-0000-7000-8000-000000000001', ['CUSTOMER']);
let logistics: Logistics;
let carrier: { readonly uuid: string };
let warehouses: readonly { readonly uuid: string }[];
beforeAll(async () => {
  logistics = await startLogistics();
  carrier = await createCarrier(logistics, 'swift', [rates('express', 900, 100, [1, 2])]);
  warehouses = [await createWarehouse(logistics, 'BER1'), await createWarehouse(logistics, 'MUC1')];
});
afterAll(() => logistics.stop());

let orderId: string;
const subscriptions: Subscription[] = [];
beforeEach(() => {
  orderId = newId();
});
afterEach(async () => {
  for (const subscription of subscriptions.splice(0)) await subscription.leave();
});

const follow = async (viewer = buyer, afterSequence?: number, replica = 0): Promise<Subscription> => {
  const subscription = await logistics.subscribe(viewer, PROGRESS, { orderId: globalId('ord', orderId), ...(afterSequence !== undefined && { afterSequence }) }, replica);
  subscriptions.push(subscription);
  return subscription;
};
const progressesOf = ({ received }: Subscription): readonly Progress[] => received.map(({ data, errors }) => {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data?.['deliveryProgress'] as Progress;
});
const sequencesOf = (subscription: Subscription): readonly number[] => progressesOf(subscription).map(({ sequence }) => sequence);
const upTo = (last: number, first = 1): readonly number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const reaches = (subscription: Subscription, last: number): Promise<boolean> => waitFor(() => sequencesOf(subscription).includes(last));

/** Plans the order in as many parcels; gives their ids. */
const plan = async (parcels = 1): Promise<readonly string[]> => {
  await logistics.order.confirm(orderId, {
    buyerId: buyer.userId ?? '', carrierId: carrier.uuid, serviceCode: 'express',
    lines: warehouses.slice(0, parcels).map(({ uuid }) => ({ orderLineId: newId(), quantity: 1, warehouseId: uuid })),
  });
  const shipments = await waitFor(async () => {
    const rows = await logistics.sql<{ id: string }>('SELECT id FROM shipment WHERE order_id = $1 ORDER BY id', [orderId]);
    return rows.length === parcels ? rows : undefined;
  });
  return shipments.map(({ id }) => globalId('shp', id));
};
const scan = (shipmentId: string | undefined, state: string, replica = 0) => logistics.get(OPERATOR, SCAN, { input: { shipmentId, state, message: 'Scanned.', idempotencyKey: newId() } }, replica);
const ship = (shipmentId: string | undefined) => logistics.get(OPERATOR, SHIP, { input: { shipmentId, expectedVersion: 1 } });

describe('deliveryProgress', () => {
  it('replays what is behind the sequence, then goes on live, with the parcel as it is now', async () => {
    const [id] = await plan();
    await ship(id);
    await scan(id, 'IN_TRANSIT');
    const subscription = await follow(buyer, 1);
    await reaches(subscription, 3);
    expect(progressesOf(subscription)[0]).toMatchObject({ sequence: 2, event: { sequence: 2, state: 'HANDED_OVER' }, shipment: { id, state: 'IN_TRANSIT', version: 3 } });
    await scan(id, 'OUT_FOR_DELIVERY');
    await reaches(subscription, 4);
    await scan(id, 'DELIVERED');
    await reaches(subscription, 5);
    expect(sequencesOf(subscription)).toEqual(upTo(5, 2));
    expect(progressesOf(subscription).slice(2)).toMatchObject([{ shipment: { state: 'OUT_FOR_DELIVERY', trackingEvents: upTo(4).map((sequence) => ({ sequence })) } }, { shipment: { state: 'DELIVERED', version: 5 } }]);
  });

  it('without a sequence tells only what happens from now on', async () => {
    const [id] = await plan();
    await ship(id);
    const subscription = await follow();
    // What is asked for twice from the same place must begin at the same place, so one answer shows that both are listening.
    await waitFor(async () => (await logistics.sql('SELECT FROM tracking_event WHERE order_id = $1', [orderId])).length === 2);
    const other = await follow(buyer, 2);
    await waitFor(async () => {
      await scan(id, 'IN_TRANSIT');
      return subscription.received.length > 0 && other.received.length > 0;
    });
    expect(sequencesOf(subscription)[0]).toBeGreaterThanOrEqual(3);
    expect(sequencesOf(other)[0]).toBe(3);
  });

  it('tells the buyer of an order that was only placed as soon as it is planned', async () => {
    await logistics.order.place(orderId, buyer.userId ?? null);
    await waitFor(async () => (await logistics.sql('SELECT FROM known_order WHERE order_id = $1', [orderId])).length === 1);
    const subscription = await follow(buyer, 0);
    const [id] = await plan();
    await reaches(subscription, 1);
    expect(progressesOf(subscription)).toMatchObject([{ sequence: 1, event: { state: 'PLANNED' }, shipment: { id, state: 'PLANNED' } }]);
  });

  it('tells of a cancellation', async () => {
    await plan(2);
    const subscription = await follow(buyer, 2);
    await logistics.order.cancel(orderId);
    await reaches(subscription, 4);
    expect(progressesOf(subscription).map(({ event }) => event.state)).toEqual(['CANCELLED', 'CANCELLED']);
  });

  it('gives everybody everything once and in order, whenever they come, while two replicas write two parcels at a time', async () => {
    await logistics.addReplica();
    const ids = await plan(2);
    for (const id of ids) await ship(id);
    const scans = Promise.all([0, 1].map(async (replica) => {
      for (let index = 0; index < 25; index += 1) await scan(ids[(replica + index) % 2], index % 2 ? 'OUT_FOR_DELIVERY' : 'IN_TRANSIT', replica);
    }));
    const followers: { readonly subscription: Subscription; readonly from: number }[] = [];
    for (let index = 0; index < 12; index += 1) followers.push({ subscription: await follow(buyer, index, index % 2), from: index });
    await scans;
    for (const { subscription, from } of followers) {
      await reaches(subscription, 54);
      expect(sequencesOf(subscription)).toEqual(upTo(54, from + 1));
    }
  });

  it('goes on after a restart from the sequence that came last', async () => {
    const [id] = await plan();
    await ship(id);
    const before = await follow(buyer, 0);
    await reaches(before, 2);
    await logistics.restart();
    await waitFor(() => before.end() !== undefined);
    await scan(id, 'IN_TRANSIT');
    const after = await follow(buyer, 2);
    await reaches(after, 3);
    await scan(id, 'DELIVERED');
    await reaches(after, 4);
    expect([...sequencesOf(before), ...sequencesOf(after)]).toEqual(upTo(4));
  });

  it('ends with NOT_FOUND for those who may not see the order, as for an order that there is not', async () => {
    await plan();
    const planned = orderId;
    const refusalOf = async (viewer: typeof buyer, id: string): Promise<unknown> => {
      orderId = id;
      const subscription = await follow(viewer, 0);
      return waitFor(() => (subscription.received[0] ?? subscription.end()) && JSON.parse(JSON.stringify(subscription.received[0] ?? subscription.end()).replaceAll(globalId('ord', id), 'THE ORDER')));
    };
    for (const viewer of [NOBODY, viewerOf('01960000-0000-7000-8000-000000000002', ['CUSTOMER']), viewerOf(undefined, [], [newId()])]) {
      const refused = await refusalOf(viewer, planned);
      expect(JSON.stringify(refused)).toContain('NOT_FOUND');
      expect(refused).toEqual(await refusalOf(viewer, newId()));
    }
  });

  it.each([[-1], [2 ** 31], ['one']])('refuses %p as a sequence', async (afterSequence) => {
    await plan();
    const subscription = await logistics.subscribe(buyer, PROGRESS, { orderId: globalId('ord', orderId), afterSequence });
    subscriptions.push(subscription);
    const refusal = await waitFor(() => subscription.received[0] ?? subscription.end());
    expect(JSON.stringify(refusal)).toMatch(/VALIDATION|BAD_USER_INPUT/);
  });
});
