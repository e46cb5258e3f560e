import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, newId } from '@souk/kernel';
import { waitFor } from '@souk/testing';
import { ADMIN, NOBODY, OPERATOR, createCarrier, createWarehouse, rates, startLogistics, viewerOf, type Logistics } from './logistics-fixture.js';

const FULL = `id state version trackingNumber estimatedDelivery handedOverAt deliveredAt allowedTransitions
  carrier { code } warehouse { code } merchant { id } lines { quantity orderLine { id } } trackingEvents { sequence at state place message }`;
const LIVE = `query ($id: ID!) { shipment(id: $id) { ${FULL} } }`;
const AS_OF = `query ($id: ID!, $asOf: AsOfInput) { shipment(id: $id, asOf: $asOf) { ${FULL} } }`;
const OF_ORDER = 'query ($id: ID!) { _entities(representations: [{ __typename: "Order", id: $id }]) { ... on Order { shipments { id } } } }';
const SHIP = 'mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { __typename ... on UserError { message } } }';
const SCAN = 'mutation ($input: ShipmentScanInput!) { shipmentScan(input: $input) { __typename ... on UserError { message } } }';
const HOUR_MS = 3_600_000;

const buyer = viewerOf('01960000-0000-7000-8000-000000000001', ['CUSTOMER']);
let logistics: Logistics;
let carrier: { readonly uuid: string };
let warehouses: readonly string[];
beforeAll(async () => {
  logistics = await startLogistics();
  carrier = await createCarrier(logistics, 'swift', [rates('express', 900, 100, [1, 2])]);
  warehouses = [(await createWarehouse(logistics, 'BER1')).uuid, (await createWarehouse(logistics, 'MUC1')).uuid];
});
afterAll(() => logistics.stop());

const uuidOf = (id: string): string => id.replace(/^shp_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

type Seen = Readonly<Record<string, unknown>> & { readonly version: number };
const live = (id: string) => logistics.get<Seen>(buyer, LIVE, { id });
const asOf = (id: string, moment: object | null, viewer = buyer) => logistics.get<Seen | null>(viewer, AS_OF, { id, asOf: moment });
const now = (): string => logistics.clock.now().toISOString();
const done = async (mutation: string, input: object): Promise<void> => {
  expect(await logistics.get(OPERATOR, mutation, { input })).toMatchObject({ __typename: expect.stringMatching(/Success$/) });
};
const scan = (shipmentId: string, state: string, over: object = {}) => done(SCAN, { shipmentId, state, message: `${state}.`, idempotencyKey: newId(), ...over });

/** The parcels of a new order, one per warehouse. */
const planned = async (count = 1): Promise<readonly string[]> => {
  const orderId = newId();
  const lines = warehouses.slice(0, count).map((warehouseId) => ({ orderLineId: newId(), quantity: 2, warehouseId }));
  await logistics.order.confirm(orderId, { buyerId: buyer.userId ?? '', carrierId: carrier.uuid, serviceCode: 'express', promisedBy: '2026-12-24T18:00:00.000Z', lines });
  return waitFor(async () => {
    const [order] = await logistics.get<{ shipments: { id: string }[] }[]>(OPERATOR, OF_ORDER, { id: globalId('ord', orderId) });
    return order?.shipments.length === count ? order.shipments.map(({ id }) => id) : undefined;
  });
};

describe('a parcel as it was', () => {
  it('is what clients saw then, by version and by time, in every field, beside another parcel of its order', async () => {
    const [id = '', other = ''] = await planned(2);
    const moments = [{ at: now(), seen: await live(id) }];
    const steps = [
      () => scan(id, 'PICKING'), () => scan(other, 'PACKED'), () => scan(id, 'PACKED'), () => done(SHIP, { shipmentId: id, expectedVersion: moments.at(-1)?.seen.version }), () => scan(other, 'HANDED_OVER'),
      () => scan(id, 'IN_TRANSIT', { place: 'Leipzig' }), () => scan(id, 'IN_TRANSIT', { place: 'Hof' }), () => scan(id, 'DELIVERED'),
    ];
    for (const step of steps) {
      logistics.clock.advance(HOUR_MS);
      await step();
      moments.push({ at: now(), seen: await live(id) });
    }
    expect(moments.at(-1)?.seen.version).toBe(7);
    for (const { at, seen } of moments) {
      expect(await asOf(id, { at })).toEqual(seen);
      expect(await asOf(id, { version: seen.version })).toEqual(seen);
    }
    expect(await asOf(id, null)).toEqual(moments.at(-1)?.seen);
    expect(await asOf(id, { version: 8 })).toBeNull();
    expect(await asOf(id, { at: new Date(Date.parse(moments[0]?.at ?? '') - 1).toISOString() })).toBeNull();
  });

  it('of the log’s first version tells its promise until it is handed over', async () => {
    const [id = ''] = await planned();
    await logistics.sql("UPDATE event SET schema_version = 1, data = data - 'parcel' WHERE data ->> 'shipmentId' = $1", [uuidOf(id)]);
    expect(await asOf(id, { version: 1 })).toMatchObject({ state: 'PLANNED', estimatedDelivery: '2026-12-24T18:00:00.000Z' });
    await scan(id, 'HANDED_OVER');
    expect(await asOf(id, { version: 1 })).toMatchObject({ state: 'PLANNED', estimatedDelivery: null, trackingNumber: null, carrier: null });
  });

  it('counts a scan that was told late from when it happened', async () => {
    const [id = ''] = await planned();
    const plannedAt = logistics.clock.now().getTime();
    const at = (hours: number): string => new Date(plannedAt + hours * HOUR_MS).toISOString();
    logistics.clock.advance(6 * HOUR_MS);
    await scan(id, 'HANDED_OVER', { at: at(2) });
    await scan(id, 'IN_TRANSIT', { at: at(3) });
    expect(await asOf(id, { at: at(1) })).toMatchObject({ state: 'PLANNED', version: 1, handedOverAt: null, trackingEvents: [{ state: 'PLANNED' }] });
    expect(await asOf(id, { at: at(2) })).toMatchObject({ state: 'HANDED_OVER', version: 2, handedOverAt: at(2), carrier: { code: 'swift' } });
    expect(await asOf(id, { at: at(4) })).toMatchObject({ state: 'IN_TRANSIT', version: 3 });
  });

  it('is seen by those who see it now, and by nobody else', async () => {
    const [id = ''] = await planned();
    for (const viewer of [buyer, OPERATOR, ADMIN]) expect(await asOf(id, { version: 1 }, viewer)).toMatchObject({ state: 'PLANNED' });
    for (const viewer of [NOBODY, viewerOf(newId(), ['CUSTOMER']), viewerOf(newId(), ['PRODUCT_MANAGER']), viewerOf(undefined, [], [newId()])]) expect(await asOf(id, { version: 1 }, viewer)).toBeNull();
    for (const unknown of [globalId('shp', newId()), 'shp_1']) expect(await asOf(unknown, { version: 1 })).toBeNull();
  });

  it.each([
    ['a time to come', { at: '2100-01-01T00:00:00Z' }, 'VALIDATION'], ['version 0', { version: 0 }, 'VALIDATION'], ['both', { version: 1, at: '2020-01-01T00:00:00Z' }, 'BAD_USER_INPUT'], ['neither', {}, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_what, moment, code) => {
    expect((await logistics.ask(buyer, AS_OF, { id: globalId('shp', newId()), asOf: moment })).errors?.[0]?.extensions).toMatchObject({ code });
  });

  it('with a long past is folded from snapshots of it, beside another parcel of its order', async () => {
    const [id = '', other = ''] = await planned(2);
    await scan(other, 'PACKED');
    await scan(id, 'HANDED_OVER');
    for (let hop = 0; hop < 110; hop += 1) {
      logistics.clock.advance(HOUR_MS);
      await scan(id, 'IN_TRANSIT', { place: `Hop ${hop}` });
      if (hop % 40 === 0) await scan(other, 'PACKED');
    }
    const moment = { at: now(), seen: await live(id) };
    await scan(id, 'DELIVERED', { at: new Date(logistics.clock.now().getTime() - HOUR_MS / 2).toISOString() });
    const latest = await live(id);
    expect([moment.seen.version, latest.version]).toEqual([112, 113]);
    const check = async (): Promise<void> => {
      expect(await asOf(id, { version: 112 })).toEqual(moment.seen);
      expect(await asOf(id, { version: 113 })).toEqual(latest);
      expect(await asOf(id, { at: moment.at })).toEqual(latest);
      expect(await asOf(id, { version: 114 })).toBeNull();
      expect(await asOf(id, { version: 2 })).toMatchObject({ state: 'HANDED_OVER', version: 2 });
    };
    const subject = `shipment-${uuidOf(id)}`;
    await check();
    expect(await waitFor(async () => (await logistics.sql<{ version: number }>('SELECT version FROM snapshot WHERE subject = $1', [subject])).map(({ version }) => version).join() === '100')).toBe(true);
    await check();
    await logistics.sql(`UPDATE snapshot SET state = jsonb_set(state, '{count}', '900') WHERE subject = $1`, [subject]);
    expect(await asOf(id, { at: moment.at })).toMatchObject({ version: 913, state: 'DELIVERED' });
    expect(await asOf(id, { version: 99 })).toMatchObject({ version: 99, state: 'IN_TRANSIT' });
    await logistics.sql('DELETE FROM snapshot WHERE subject = $1', [subject]);
    await check();
  });

  it('costs two statements more than the parcel of now', async () => {
    const [id = ''] = await planned();
    await asOf(id, { version: 1 });
    const cost = await logistics.statementsOf(() => live(id));
    expect(await logistics.statementsOf(() => asOf(id, { version: 1 }))).toBe(cost + 2);
  });
});

describe('an imported parcel as it was', () => {
  const sourceId = (name: string): string => createHash('md5').update(name).digest('hex');
  const load = async (name: string, over: object = {}): Promise<string> => {
    const shipment = {
      orderSourceId: sourceId(`order ${name}`), merchantSourceId: sourceId('merchant'), state: 'DELIVERED', handedOverAt: '2018-01-02T10:00:00.000Z', deliveredAt: '2018-01-09T10:00:00.000Z',
      estimatedDelivery: '2018-01-20T00:00:00.000Z', countryCode: 'BR', postalCode: '01046', lineSourceIds: [sourceId(`line ${name}`)], ...over,
    };
    await logistics.get(ADMIN, 'mutation ($input: ShipmentsImportInput!) { shipmentsImport(input: $input) { ... on ImportSuccess { inserted } } }', { input: { source: 'olist', shipments: [shipment] } });
    const [order] = await logistics.get<{ shipments: { id: string }[] }[]>(OPERATOR, OF_ORDER, { id: `ord_${sourceId(`order ${name}`)}` });
    return order?.shipments[0]?.id ?? '';
  };

  it('begins with the first time of its source, and had come as far as the others tell', async () => {
    const id = await load('whole');
    const on = (at: string) => asOf(id, { at }, OPERATOR);
    expect(await on('2018-01-02T09:59:59.999Z')).toBeNull();
    expect(await on('2018-01-05T00:00:00Z')).toMatchObject({ state: 'HANDED_OVER', handedOverAt: '2018-01-02T10:00:00.000Z', deliveredAt: null, version: 1, estimatedDelivery: '2018-01-20T00:00:00.000Z', trackingEvents: [{ state: 'HANDED_OVER' }] });
    const today = await logistics.get(OPERATOR, LIVE, { id });
    expect(await on('2018-01-09T10:00:00Z')).toEqual(today);
    expect(await asOf(id, { version: 1 }, OPERATOR)).toEqual(today);
  });

  it('moves on from what its source said', async () => {
    const id = await load('open', { state: 'PLANNED', handedOverAt: null, deliveredAt: null });
    const before = await logistics.get(OPERATOR, LIVE, { id });
    logistics.clock.advance(HOUR_MS);
    await scan(id, 'HANDED_OVER');
    expect(await asOf(id, { version: 1 }, OPERATOR)).toEqual(before);
    expect(await asOf(id, { version: 2 }, OPERATOR)).toEqual(await logistics.get(OPERATOR, LIVE, { id }));
    expect(await asOf(id, { version: 3 }, OPERATOR)).toBeNull();
  });
});
