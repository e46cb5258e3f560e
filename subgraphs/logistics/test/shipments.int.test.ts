import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { globalId, newId } from '@souk/kernel';
import { createRpcClient } from '@souk/rpc';
import { LogisticsService } from '@souk/schema/rpc/logistics';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { ADMIN, NOBODY, OPERATOR, createCarrier, createWarehouse, rates, startLogistics, viewerOf, type Logistics } from './logistics-fixture.js';

const SHIPMENT = `id state version trackingNumber estimatedDelivery handedOverAt deliveredAt allowedTransitions
  carrier { code } warehouse { code } merchant { id } lines { quantity orderLine { id } } trackingEvents { sequence at state place message }`;
const ORDER = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { shipments { ${SHIPMENT} } } } }`;
const REFUSAL = `... on UserError { code message path } ... on NotFoundError { entityId } ... on ValidationError { issues { path rule } }
  ... on ShipmentTransitionError { from to allowed }`;
const SHIP = `mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { __typename ... on ShipmentShipSuccess { shipment { ${SHIPMENT} } } ${REFUSAL} ... on ConflictError { expectedVersion actualVersion } } }`;
const SCAN = `mutation ($input: ShipmentScanInput!) { shipmentScan(input: $input) { __typename ... on ShipmentScanSuccess { shipment { ${SHIPMENT} } } ${REFUSAL} } }`;
const UNKNOWN = globalId('shp', '01960000-0000-7000-8000-000000000000');

interface Shipment {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly trackingEvents: readonly { readonly sequence: number; readonly state: string }[];
}

let logistics: Logistics;
let carrier: { readonly id: string; readonly uuid: string };
let warehouses: readonly { readonly id: string; readonly uuid: string }[];
beforeAll(async () => {
  logistics = await startLogistics();
  carrier = await createCarrier(logistics, 'swift', [rates('express', 900, 100, [1, 2])]);
  warehouses = [await createWarehouse(logistics, 'BER1'), await createWarehouse(logistics, 'MUC1')];
});
afterAll(() => logistics.stop());

const buyer = viewerOf('01960000-0000-7000-8000-000000000001', ['CUSTOMER']);
const stranger = viewerOf('01960000-0000-7000-8000-000000000002', ['CUSTOMER']);
let orderId: string;
let lines: readonly string[];
beforeEach(() => {
  orderId = newId();
  lines = [newId(), newId(), newId()];
});

const shipmentsOf = async (viewer = OPERATOR): Promise<readonly Shipment[] | null> => {
  const [order] = await logistics.get<{ shipments: Shipment[] | null }[]>(viewer, ORDER, { representations: [{ __typename: 'Order', id: globalId('ord', orderId) }] });
  return order?.shipments ?? null;
};
const confirm = (over: object = {}) => logistics.order.confirm(orderId, {
  buyerId: buyer.userId ?? '', carrierId: carrier.uuid, serviceCode: 'express', promisedBy: '2026-12-24T18:00:00.000Z',
  lines: [{ orderLineId: lines[0] ?? '', quantity: 2, warehouseId: warehouses[0]?.uuid ?? '' }], ...over,
});
const planned = async (over: object = {}): Promise<Shipment> => {
  await confirm(over);
  const [shipment] = await waitFor(async () => {
    const shipments = await shipmentsOf();
    return shipments?.length ? shipments : undefined;
  });
  if (shipment === undefined) throw new Error('Expected a parcel.');
  return shipment;
};
const ship = (input: object) => logistics.get<Record<string, unknown> & { shipment: Shipment }>(OPERATOR, SHIP, { input });
const scan = (input: object) => logistics.get<Record<string, unknown> & { shipment: Shipment }>(OPERATOR, SCAN, { input: { message: 'Scanned.', idempotencyKey: newId(), ...input } });
const shipped = async (): Promise<Shipment> => {
  const { id } = await planned();
  return (await ship({ shipmentId: id, expectedVersion: 1 })).shipment;
};

describe('a confirmed order', () => {
  it('becomes one planned parcel per warehouse, a line of two warehouses parted', async () => {
    const [first = '', second = ''] = warehouses.map(({ uuid }) => uuid);
    await planned({ lines: [
      { orderLineId: lines[0], quantity: 2, warehouseId: first }, { orderLineId: lines[1], quantity: 1, warehouseId: first },
      { orderLineId: lines[1], quantity: 3, warehouseId: second }, { orderLineId: lines[0], quantity: 1, warehouseId: first },
    ] });
    const oln = (index: number) => ({ id: globalId('oln', lines[index] ?? '') });
    const shipments = await shipmentsOf();
    expect(shipments).toHaveLength(2);
    expect(shipments).toEqual(expect.arrayContaining([
      expect.objectContaining({
        state: 'PLANNED', version: 1, carrier: null, trackingNumber: null, handedOverAt: null, deliveredAt: null, merchant: null, estimatedDelivery: '2026-12-24T18:00:00.000Z',
        warehouse: { code: 'BER1' }, allowedTransitions: ['PICKING', 'PACKED', 'HANDED_OVER', 'CANCELLED'], lines: expect.arrayContaining([{ quantity: 3, orderLine: oln(0) }, { quantity: 1, orderLine: oln(1) }]),
      }),
      expect.objectContaining({ warehouse: { code: 'MUC1' }, lines: [{ quantity: 3, orderLine: oln(1) }] }),
    ]));
    expect(shipments?.flatMap(({ trackingEvents }) => trackingEvents.map(({ sequence }) => sequence)).sort()).toEqual([1, 2]);
  });

  it('is planned once, however often it is confirmed', async () => {
    await planned();
    const [again] = await confirm();
    await waitFor(async () => (await logistics.sql('SELECT FROM inbox WHERE event_id = $1', [again?.id])).length === 1);
    expect(await shipmentsOf()).toMatchObject([{ state: 'PLANNED', version: 1, trackingEvents: [{ sequence: 1 }] }]);
  });

  it('waits while order does not answer, and is planned when it does', async () => {
    logistics.order.setDown(true);
    const before = logistics.order.calls();
    await confirm();
    await waitFor(() => logistics.order.calls() > before);
    expect(await shipmentsOf()).toEqual([]);
    logistics.order.setDown(false);
    await waitFor(async () => (await shipmentsOf())?.length === 1, { timeoutMs: 30_000 });
  });

  it('without a carrier, a warehouse or a promise is planned without', async () => {
    await planned({ carrierId: '', serviceCode: '', promisedBy: '', lines: [{ orderLineId: lines[0], quantity: 1, warehouseId: '' }] });
    expect(await shipmentsOf()).toMatchObject([{ carrier: null, warehouse: null, estimatedDelivery: null, lines: [{ quantity: 1 }] }]);
  });
});

describe('an order that is about to be cancelled', () => {
  const stop = async (id = orderId): Promise<boolean> => {
    const client = createRpcClient(LogisticsService, { url: logistics.urlOf(0), from: logistics.signing.order, audience: 'logistics', deadlineMs: 5_000, logger: silentLogger });
    return (await client.stopShipments({ orderId: id })).stopped;
  };

  it('has its parcels stopped, as often as it is asked, and is not planned any more', async () => {
    const { id } = await planned();
    expect([await stop(), await stop()]).toEqual([true, true]);
    expect(await shipmentsOf()).toMatchObject([{ state: 'CANCELLED', version: 2 }]);
    expect(await ship({ shipmentId: id, expectedVersion: 2 })).toMatchObject({ __typename: 'ShipmentTransitionError', from: 'CANCELLED' });
    orderId = newId();
    expect(await stop()).toBe(true);
    const [confirmed] = await confirm();
    await waitFor(async () => (await logistics.sql('SELECT FROM inbox WHERE event_id = $1', [confirmed?.id])).length === 1);
    expect(await shipmentsOf()).toEqual([]);
  });

  it('keeps all of its parcels where one has left', async () => {
    const [first = '', second = ''] = warehouses.map(({ uuid }) => uuid);
    await planned({ lines: [{ orderLineId: lines[0], quantity: 1, warehouseId: first }, { orderLineId: lines[1], quantity: 1, warehouseId: second }] });
    const [gone] = (await shipmentsOf()) ?? [];
    await ship({ shipmentId: gone?.id, expectedVersion: 1 });
    expect(await stop()).toBe(false);
    expect((await shipmentsOf())?.map(({ state }) => state).sort()).toEqual(['HANDED_OVER', 'PLANNED']);
  });

  it('either stops a parcel or lets it leave, at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      orderId = newId();
      const { id } = await planned();
      const [stopped, left] = await Promise.all([stop(), ship({ shipmentId: id, expectedVersion: 1 })]);
      expect(left).toMatchObject({ __typename: stopped ? expect.stringMatching(/ConflictError|ShipmentTransitionError/) : 'ShipmentShipSuccess' });
    }
  });
});

describe('a cancelled order', () => {
  it('stops the parcels that have not left, and only those', async () => {
    const [first = '', second = ''] = warehouses.map(({ uuid }) => uuid);
    await planned({ lines: [{ orderLineId: lines[0], quantity: 1, warehouseId: first }, { orderLineId: lines[1], quantity: 1, warehouseId: second }] });
    const [gone, here] = (await shipmentsOf()) ?? [];
    await ship({ shipmentId: gone?.id, expectedVersion: 1 });
    await logistics.order.cancel(orderId);
    await waitFor(async () => (await shipmentsOf())?.some(({ state }) => state === 'CANCELLED'));
    expect(await shipmentsOf()).toEqual([
      expect.objectContaining({ id: gone?.id, state: 'HANDED_OVER', version: 2 }),
      expect.objectContaining({ id: here?.id, state: 'CANCELLED', version: 2, allowedTransitions: [], carrier: null, trackingEvents: [expect.objectContaining({ state: 'PLANNED' }), expect.objectContaining({ state: 'CANCELLED', sequence: 4 })] }),
    ]);
    expect(await ship({ shipmentId: here?.id, expectedVersion: 2 })).toMatchObject({ __typename: 'ShipmentTransitionError', from: 'CANCELLED', to: 'HANDED_OVER', allowed: [] });
  });

  it('is not planned any more, even where the cancellation came first', async () => {
    const [cancelled] = await logistics.order.cancel(orderId);
    await waitFor(async () => (await logistics.sql('SELECT FROM inbox WHERE event_id = $1', [cancelled?.id])).length === 1);
    const [confirmed] = await confirm();
    await waitFor(async () => (await logistics.sql('SELECT FROM inbox WHERE event_id = $1', [confirmed?.id])).length === 1);
    expect(await shipmentsOf()).toEqual([]);
  });
});

describe('shipmentShip', () => {
  it('hands the parcel to the carrier that the shopper chose, and estimates by its service', async () => {
    const { id } = await planned();
    const now = logistics.clock.now();
    expect(await ship({ shipmentId: id, expectedVersion: 1 })).toMatchObject({ __typename: 'ShipmentShipSuccess', shipment: {
      state: 'HANDED_OVER', version: 2, carrier: { code: 'swift' }, trackingNumber: expect.stringMatching(/^SOUK[0-9A-F]{12}$/), handedOverAt: now.toISOString(),
      estimatedDelivery: new Date(now.getTime() + 2 * 86_400_000).toISOString(), trackingEvents: [{ sequence: 1 }, { sequence: 2, state: 'HANDED_OVER', message: 'Handed over to Carrier swift.' }],
    } });
  });

  it('takes another carrier and its number', async () => {
    const other = await createCarrier(logistics, 'other', [rates('slow', 1, 1, [5, 9])]);
    const { id } = await planned();
    expect(await ship({ shipmentId: id, expectedVersion: 1, carrierId: other.id, trackingNumber: '00340434161094042557' }))
      .toMatchObject({ shipment: { carrier: { code: 'other' }, trackingNumber: '00340434161094042557', estimatedDelivery: '2026-12-24T18:00:00.000Z' } });
  });

  it('refuses what has left already', async () => {
    const { id } = await shipped();
    expect(await ship({ shipmentId: id, expectedVersion: 2 })).toMatchObject({ __typename: 'ShipmentTransitionError', from: 'HANDED_OVER', to: 'HANDED_OVER' });
  });

  it('needs a carrier from somewhere', async () => {
    const { id } = await planned({ carrierId: '', serviceCode: '' });
    expect(await ship({ shipmentId: id, expectedVersion: 1 })).toMatchObject({ __typename: 'ValidationError', path: ['carrierId'], issues: [{ rule: 'required' }] });
    const unknown = globalId('car', newId());
    expect(await ship({ shipmentId: id, expectedVersion: 1, carrierId: unknown })).toMatchObject({ __typename: 'NotFoundError', entityId: unknown });
  });

  it('of ten at a time, counts once; the others learn the version', async () => {
    const { id } = await planned();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ship({ shipmentId: id, expectedVersion: 1 })));
    expect(answers.filter(({ __typename }) => __typename === 'ShipmentShipSuccess')).toHaveLength(1);
    expect(answers.find(({ __typename }) => __typename !== 'ShipmentShipSuccess')).toMatchObject({ __typename: 'ConflictError', expectedVersion: 1, actualVersion: 2 });
  });

  it.each([
    ['an unknown parcel', { shipmentId: UNKNOWN }, { __typename: 'NotFoundError', code: 'NOT_FOUND', entityId: UNKNOWN }],
    ['an id that is none', { shipmentId: "shp_'; DROP TABLE shipment; --" }, { __typename: 'ValidationError', path: ['shipmentId'] }],
    ['a version that nothing has', { shipmentId: UNKNOWN, expectedVersion: 0 }, { __typename: 'ValidationError', path: ['expectedVersion'] }],
    ['a long tracking number', { shipmentId: UNKNOWN, trackingNumber: 'x'.repeat(65) }, { __typename: 'ValidationError', path: ['trackingNumber'] }],
  ])('refuses %s', async (_what, input, refusal) => {
    expect(await ship({ expectedVersion: 1, ...input })).toMatchObject(refusal);
  });

  it('refuses 2^31 as a version before it gets anywhere', async () => {
    expect(await logistics.ask(OPERATOR, SHIP, { input: { shipmentId: UNKNOWN, expectedVersion: 2 ** 31 } })).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe('shipmentScan', () => {
  it('moves a parcel along its way to the door', async () => {
    const { id } = await shipped();
    for (const [state, minutes] of [['IN_TRANSIT', 1], ['IN_TRANSIT', 2], ['OUT_FOR_DELIVERY', 3], ['DELIVERED', 4]] as const) {
      logistics.clock.advance(minutes * 60_000);
      expect(await scan({ shipmentId: id, state, place: 'Berlin' })).toMatchObject({ __typename: 'ShipmentScanSuccess', shipment: { state } });
    }
    expect(await shipmentsOf()).toMatchObject([{
      state: 'DELIVERED', version: 6, deliveredAt: logistics.clock.now().toISOString(), allowedTransitions: ['RETURNING'],
      trackingEvents: ['PLANNED', 'HANDED_OVER', 'IN_TRANSIT', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'].map((state, index) => ({ state, sequence: index + 1 })),
    }]);
  });

  it('takes a scan that happened before earlier ones, and shows it where it belongs', async () => {
    const { id } = await shipped();
    const at = (minutes: number): string => new Date(logistics.clock.now().getTime() - minutes * 60_000).toISOString();
    await scan({ shipmentId: id, state: 'IN_TRANSIT', at: at(10) });
    expect(await scan({ shipmentId: id, state: 'DELIVERED', at: at(100) })).toMatchObject({ shipment: { state: 'DELIVERED', deliveredAt: at(100) } });
    const [shipment] = (await shipmentsOf()) ?? [];
    expect(shipment?.trackingEvents.map(({ sequence }) => sequence)).toEqual([4, 3, 1, 2]);
  });

  it('refuses ways back, and says where it goes from here', async () => {
    const { id } = await shipped();
    await scan({ shipmentId: id, state: 'DELIVERED' });
    expect(await scan({ shipmentId: id, state: 'IN_TRANSIT' })).toMatchObject({ __typename: 'ShipmentTransitionError', code: 'SHIPMENT_TRANSITION', path: ['state'], from: 'DELIVERED', to: 'IN_TRANSIT', allowed: ['RETURNING'] });
    expect(await shipmentsOf()).toMatchObject([{ state: 'DELIVERED', version: 3 }]);
  });

  it('counts a scan once, also when it comes ten times at a time', async () => {
    const { id } = await shipped();
    const input = { shipmentId: id, state: 'IN_TRANSIT', place: 'Hub 7', message: 'Sorted.', idempotencyKey: 'carrier-scan-4711' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => scan(input)));
    expect(answers.map(({ __typename }) => __typename)).toEqual(Array.from({ length: 10 }, () => 'ShipmentScanSuccess'));
    expect(await shipmentsOf()).toMatchObject([{ version: 3, trackingEvents: [{}, {}, { place: 'Hub 7', message: 'Sorted.' }] }]);
    expect(await scan({ ...input, message: 'Lost.' })).toMatchObject({ __typename: 'IdempotencyMismatchError', code: 'IDEMPOTENCY_MISMATCH', path: ['idempotencyKey'] });
  });

  it('of two parcels of one order at a time, numbers every one of them', async () => {
    const [first = '', second = ''] = warehouses.map(({ uuid }) => uuid);
    await planned({ lines: [{ orderLineId: lines[0], quantity: 1, warehouseId: first }, { orderLineId: lines[1], quantity: 1, warehouseId: second }] });
    const ids = ((await shipmentsOf()) ?? []).map(({ id }) => id);
    for (const shipmentId of ids) await ship({ shipmentId, expectedVersion: 1 });
    await Promise.all(Array.from({ length: 20 }, (_, index) => scan({ shipmentId: ids[index % 2], state: 'IN_TRANSIT' })));
    const sequences = ((await shipmentsOf()) ?? []).flatMap(({ trackingEvents }) => trackingEvents.map(({ sequence }) => sequence));
    expect(sequences.sort((left, right) => left - right)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  });

  it.each([
    ['a time in the future', { at: '2200-01-01T00:00:00.000Z' }, ['at']],
    ['a time one minute ahead', { at: 'SOON' }, ['at']],
    ['a time before computers', { at: '1816-01-01T00:00:00.000Z' }, ['at']],
    ['no message', { message: '' }, ['message']],
    ['a long message', { message: 'x'.repeat(501) }, ['message']],
    ['a long place', { place: 'x'.repeat(201) }, ['place']],
    ['an empty key', { idempotencyKey: '' }, ['idempotencyKey']],
    ['a cancellation', { state: 'CANCELLED' }, ['state']],
  ])('refuses %s', async (_what, change, path) => {
    const { id } = await shipped();
    const at = 'at' in change && change.at === 'SOON' ? { at: new Date(logistics.clock.now().getTime() + 60_000).toISOString() } : {};
    expect(await scan({ shipmentId: id, state: 'IN_TRANSIT', ...change, ...at })).toMatchObject({ __typename: 'ValidationError', path });
    expect(await shipmentsOf()).toMatchObject([{ version: 2 }]);
  });

  it('refuses an unknown parcel', async () => {
    expect(await scan({ shipmentId: UNKNOWN, state: 'IN_TRANSIT' })).toMatchObject({ __typename: 'NotFoundError', entityId: UNKNOWN });
  });

  it('hands over like shipmentShip where a carrier’s first scan says so', async () => {
    const { id } = await planned();
    expect(await scan({ shipmentId: id, state: 'HANDED_OVER' })).toMatchObject({ shipment: { carrier: { code: 'swift' }, trackingNumber: expect.stringMatching(/^SOUK/), handedOverAt: logistics.clock.now().toISOString() } });
  });

  it('is for those who ship', async () => {
    const { id } = await shipped();
    expect(await logistics.ask(buyer, SCAN, { input: { shipmentId: id, state: 'DELIVERED', message: 'Mine.', idempotencyKey: 'k' } })).toMatchObject({ data: { shipmentScan: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
  });
});

describe('a parcel is seen', () => {
  const READ = 'query ($id: ID!) { shipment(id: $id) { id state } }';
  const guest = () => viewerOf(undefined, [], [newId(), orderId]);

  it('by its buyer, those who work with orders, and the bearer of a guest token', async () => {
    const { id } = await planned();
    for (const viewer of [buyer, OPERATOR, ADMIN, guest()]) {
      expect(await logistics.get(viewer, READ, { id })).toEqual({ id, state: 'PLANNED' });
      expect(await shipmentsOf(viewer)).toHaveLength(1);
    }
  });

  it('by nobody else: the same answer as for one that does not exist', async () => {
    const { id } = await planned();
    for (const viewer of [NOBODY, stranger, viewerOf('01960000-0000-7000-8000-000000000003', ['PRODUCT_MANAGER']), viewerOf(undefined, [], [newId()])]) {
      for (const wanted of [id, UNKNOWN, 'nonsense']) expect(await logistics.ask(viewer, READ, { id: wanted })).toEqual({ data: { shipment: null } });
      expect(await shipmentsOf(viewer)).toBeNull();
      const representations = [{ __typename: 'Shipment', id }, { __typename: 'Shipment', id: UNKNOWN }, { __typename: 'Order', id: 'nonsense' }, { __typename: 'Order', id: globalId('ord', newId()) }];
      expect(await logistics.ask(viewer, 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Shipment { state } ... on Order { shipments { id } } } }', { representations }))
        .toEqual({ data: { _entities: [null, null, { shipments: null }, { shipments: null }] } });
    }
  });

  it('as none yet by the buyer of an order that was only placed', async () => {
    await logistics.order.place(orderId, buyer.userId ?? null);
    await waitFor(async () => (await shipmentsOf(buyer)) !== null);
    expect(await shipmentsOf(buyer)).toEqual([]);
    expect(await shipmentsOf(stranger)).toBeNull();
  });

  it('by guests with their token only, where nobody is the buyer', async () => {
    const { id } = await planned({ buyerId: undefined });
    expect(await logistics.get(guest(), READ, { id })).toMatchObject({ id });
    expect(await logistics.ask(NOBODY, READ, { id })).toEqual({ data: { shipment: null } });
  });

});

describe('Order.deliverBy', () => {
  const QUERY = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { deliverBy } } }';
  const deliverBy = async (viewer = buyer): Promise<unknown> => {
    const shippingAddress = { __typename: 'OrderAddress', countryCode: 'DE', postalCode: '10115' };
    const [order] = await logistics.get<{ deliverBy: unknown }[]>(viewer, QUERY, { representations: [{ __typename: 'Order', id: globalId('ord', orderId), shippingAddress }] });
    return order?.deliverBy;
  };

  it('is what the usual service takes, then what was promised, then what the carrier needs; and nobody else’s business', async () => {
    const [placed] = await logistics.order.place(orderId, buyer.userId ?? null);
    await waitFor(async () => (await deliverBy()) !== null);
    const usual = (await logistics.get<{ services: { maxDays: number; basePrice: { amountMinor: number }; pricePerKg: { amountMinor: number } }[] }[]>(NOBODY, '{ carriers { services { maxDays basePrice { amountMinor } pricePerKg { amountMinor } } } }'))
      .flatMap(({ services }) => services).sort((left, right) => left.basePrice.amountMinor + left.pricePerKg.amountMinor - right.basePrice.amountMinor - right.pricePerKg.amountMinor)[0];
    expect(await deliverBy()).toBe(new Date((placed?.occurredAt.getTime() ?? 0) + (usual?.maxDays ?? 0) * 86_400_000).toISOString());
    const { id } = await planned();
    expect(await deliverBy()).toBe('2026-12-24T18:00:00.000Z');
    await ship({ shipmentId: id, expectedVersion: 1 });
    expect(await deliverBy()).toBe(new Date(logistics.clock.now().getTime() + 2 * 86_400_000).toISOString());
    expect(await deliverBy(stranger)).toBeNull();
  });

  it('is unknown once all is cancelled, and for an order that nobody heard of', async () => {
    expect(await deliverBy(OPERATOR)).toBeNull();
    await planned();
    await logistics.order.cancel(orderId);
    await waitFor(async () => (await deliverBy()) === null);
  });
});
