import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { ADMIN, OPERATOR, fastestOfThree, startLogistics, viewerOf, type Logistics } from './logistics-fixture.js';

const IMPORT = `mutation ($input: ShipmentsImportInput!) { shipmentsImport(input: $input) {
  __typename ... on ImportSuccess { inserted unchanged } ... on ValidationError { code issues { path rule } } } }`;
const ORDERS = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { deliverBy shipments {
  state version carrier { id } trackingNumber estimatedDelivery handedOverAt deliveredAt warehouse { id } merchant { id } lines { quantity orderLine { id } } trackingEvents { sequence at state } } } } }`;
const REPORT = 'query ($source: String) { logisticsReport(source: $source) { shipmentCount ordersWithSeveralShipments byState { state count } } }';

const sourceId = (name: string): string => createHash('md5').update(name).digest('hex');
const shipment = (name: string, over: object = {}) => ({
  orderSourceId: sourceId(`order ${name}`), buyerSourceId: sourceId(`buyer ${name}`), merchantSourceId: sourceId('merchant'), state: 'DELIVERED',
  handedOverAt: '2018-01-02T10:00:00.000Z', deliveredAt: '2018-01-09T10:00:00.000Z', estimatedDelivery: '2018-01-20T00:00:00.000Z', shipBy: '2018-01-03T00:00:00.000Z',
  countryCode: 'BR', postalCode: '01046', lineSourceIds: [sourceId(`line ${name}`)], ...over,
});

let logistics: Logistics;
beforeAll(async () => {
  logistics = await startLogistics();
});
afterAll(() => logistics.stop());

const load = (shipments: readonly object[], source = 'olist') => logistics.get(ADMIN, IMPORT, { input: { source, shipments } });
const ordersOf = (names: readonly string[], viewer = OPERATOR) =>
  logistics.get<{ deliverBy: string | null; shipments: unknown[] | null }[]>(viewer, ORDERS, { representations: names.map((name) => ({ __typename: 'Order', id: `ord_${sourceId(`order ${name}`)}`, shippingAddress: { countryCode: 'BR', postalCode: '01046' } })) });

describe('shipmentsImport', () => {
  it('keeps the facts as given, and has no others', async () => {
    expect(await load([shipment('whole', { lineSourceIds: [sourceId('line 1'), sourceId('line 2')] }), shipment('bare', { buyerSourceId: null, state: 'PLANNED', handedOverAt: null, deliveredAt: null, estimatedDelivery: null, shipBy: null })]))
      .toEqual({ __typename: 'ImportSuccess', inserted: 2, unchanged: 0 });
    const none = { version: 1, carrier: null, trackingNumber: null, warehouse: null, merchant: { id: `mrc_${sourceId('merchant')}` } };
    expect(await ordersOf(['whole', 'bare'])).toEqual([
      { deliverBy: '2018-01-20T00:00:00.000Z', shipments: [{
        ...none, state: 'DELIVERED', estimatedDelivery: '2018-01-20T00:00:00.000Z', handedOverAt: '2018-01-02T10:00:00.000Z', deliveredAt: '2018-01-09T10:00:00.000Z',
        lines: expect.arrayContaining([{ quantity: 1, orderLine: { id: `oln_${sourceId('line 1')}` } }, { quantity: 1, orderLine: { id: `oln_${sourceId('line 2')}` } }]),
        trackingEvents: [{ sequence: 0, at: '2018-01-02T10:00:00.000Z', state: 'HANDED_OVER' }, { sequence: 0, at: '2018-01-09T10:00:00.000Z', state: 'DELIVERED' }],
      }] },
      { deliverBy: null, shipments: [{ ...none, state: 'PLANNED', estimatedDelivery: null, handedOverAt: null, deliveredAt: null, lines: [expect.anything()], trackingEvents: [] }] },
    ]);
    expect(await logistics.sql('SELECT ship_by, country_code, postal_code, source FROM shipment WHERE order_id = $1', [sourceId('order whole')]))
      .toEqual([{ ship_by: new Date('2018-01-03T00:00:00.000Z'), country_code: 'BR', postal_code: '01046', source: 'olist' }]);
  });

  it('neither drops nor repairs dates that contradict one another', async () => {
    await load([shipment('backwards', { handedOverAt: '2018-02-10T00:00:00.000Z', deliveredAt: '2018-02-09T00:00:00.000Z' }), shipment('undated', { deliveredAt: null }), shipment('cancelled', { state: 'CANCELLED' })]);
    expect(await ordersOf(['backwards', 'undated', 'cancelled'])).toMatchObject([
      { shipments: [{ state: 'DELIVERED', handedOverAt: '2018-02-10T00:00:00.000Z', deliveredAt: '2018-02-09T00:00:00.000Z', trackingEvents: [{ state: 'DELIVERED' }, { state: 'HANDED_OVER' }] }] },
      { shipments: [{ state: 'DELIVERED', deliveredAt: null, trackingEvents: [{ state: 'HANDED_OVER' }] }] },
      { shipments: [{ state: 'CANCELLED', deliveredAt: '2018-01-09T10:00:00.000Z' }] },
    ]);
  });

  it('is seen by the buyer that the source named', async () => {
    const uuid = sourceId('buyer whole').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    expect((await ordersOf(['whole', 'bare'], viewerOf(uuid))).map(({ shipments }) => shipments?.length ?? null)).toEqual([1, null]);
  });

  it('changes nothing the second time, nor where a row comes twice in one call, or in two at a time', async () => {
    expect(await load([shipment('whole', { state: 'RETURNED' }), shipment('twice'), shipment('twice', { state: 'EXCEPTION' })])).toEqual({ __typename: 'ImportSuccess', inserted: 1, unchanged: 2 });
    expect(await ordersOf(['whole', 'twice'])).toMatchObject([{ shipments: [{ state: 'DELIVERED' }] }, { shipments: [{ state: 'DELIVERED' }] }]);
    const batch = Array.from({ length: 200 }, (_, index) => shipment(`race ${index}`));
    const answers = (await Promise.all([load(batch), load([...batch].reverse()), load(batch)])) as { inserted: number; unchanged: number }[];
    expect(answers.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(200);
    expect(answers.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(400);
  });

  it('takes a thousand in a handful of statements and less than a second’s work, with an event each that says when it happened', async () => {
    const batch = Array.from({ length: 1_000 }, (_, index) => shipment(`many ${index}`));
    expect(await logistics.statementsOf(() => load(batch))).toBeLessThanOrEqual(8);
    const { wallMs, cpuMs } = await fastestOfThree((go) => load(Array.from({ length: 1_000 }, (_, index) => shipment(`go ${go}, ${index}`))));
    process.stderr.write(`shipments-import: 1,000 rows in ${Math.round(wallMs)} ms, ${Math.round(cpuMs)} ms of CPU\n`);
    // A machine that does other things at the time makes the wall clock say anything.
    expect(cpuMs).toBeLessThan(1_000);
    const [events] = await logistics.sql<{ count: number }>("SELECT count(*) FROM event WHERE type = 'ShipmentImported' AND meta->>'imported' = 'true' AND occurred_at = '2018-01-09T10:00:00Z' AND data->>'source' = 'olist'");
    expect(events?.count).toBeGreaterThanOrEqual(1_000);
    expect(await load(batch)).toEqual({ __typename: 'ImportSuccess', inserted: 0, unchanged: 1_000 });
  });

  it.each([
    ['an id that is none', [shipment('bad', { orderSourceId: 'ABC' })], ['shipments', '0', 'orderSourceId']],
    ['a line twice', [shipment('bad', { lineSourceIds: [sourceId('a'), sourceId('a')] })], ['shipments', '0', 'lineSourceIds']],
    ['a long postal code in its second row', [shipment('good'), shipment('bad', { postalCode: 'x'.repeat(17) })], ['shipments', '1', 'postalCode']],
    ['more than a thousand', Array.from({ length: 1_001 }, (_, index) => shipment(`${index}`)), ['shipments']],
  ])('refuses %s, and loads nothing of the call', async (_what, shipments, path) => {
    expect(await load(shipments)).toMatchObject({ __typename: 'ValidationError', issues: [{ path }] });
    expect((await ordersOf(['good']))[0]?.shipments).toEqual([]);
  });

  it('is for those who import', async () => {
    expect(await logistics.ask(OPERATOR, IMPORT, { input: { source: 'olist', shipments: [] } })).toMatchObject({ data: { shipmentsImport: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
  });
});

describe('logisticsReport', () => {
  it('counts parcels, by state, and orders with several of them, of all sources or one', async () => {
    await load(['a', 'b', 'c'].map((merchant) => shipment('split', { merchantSourceId: sourceId(merchant) })), 'elsewhere');
    await load([shipment('lost', { state: 'EXCEPTION' })], 'elsewhere');
    expect(await logistics.get(OPERATOR, REPORT, { source: 'elsewhere' })).toEqual({ shipmentCount: 4, ordersWithSeveralShipments: 1, byState: [{ state: 'DELIVERED', count: 3 }, { state: 'EXCEPTION', count: 1 }] });
    const all = await logistics.get<{ shipmentCount: number; byState: { count: number }[] }>(OPERATOR, REPORT);
    expect(all.shipmentCount).toBeGreaterThan(1_200);
    expect(all.byState.reduce((sum, { count }) => sum + count, 0)).toBe(all.shipmentCount);
    expect(await logistics.get(OPERATOR, REPORT, { source: 'nowhere' })).toEqual({ shipmentCount: 0, ordersWithSeveralShipments: 0, byState: [] });
  });

  it('is for those who read reports', async () => {
    expect(await logistics.ask(viewerOf('01960000-0000-7000-8000-000000000001', ['CUSTOMER']), REPORT)).toMatchObject({ data: { logisticsReport: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
  });
});
