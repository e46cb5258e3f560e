import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, newId } from '@souk/kernel';
import { waitFor } from '@souk/testing';
import { OPERATOR, createCarrier, createWarehouse, rates, startLogistics, viewerOf, type Logistics } from './logistics-fixture.js';

const PAGE = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { deliverBy shipments {
  id state carrier { code services { code } } warehouse { code } lines { quantity orderLine { id } } trackingEvents { sequence at state } allowedTransitions } } } }`;
const SHIP = 'mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { __typename } }';
const ORDERS = 50;

const buyer = viewerOf('01960000-0000-7000-8000-000000000001', ['CUSTOMER']);
const orderIds = Array.from({ length: ORDERS }, () => newId());
let logistics: Logistics;
beforeAll(async () => {
  logistics = await startLogistics();
  const carriers = [await createCarrier(logistics, 'swift', [rates('express', 900, 100, [1, 2])]), await createCarrier(logistics, 'slow', [rates('snail', 90, 10, [10, 20])])];
  const warehouses = [await createWarehouse(logistics, 'BER1'), await createWarehouse(logistics, 'MUC1')];
  for (const [index, orderId] of orderIds.entries()) {
    // The last ones are only placed: what is known of them is one more kind of row.
    if (index >= ORDERS - 5) await logistics.order.place(orderId, buyer.userId ?? null);
    else await logistics.order.confirm(orderId, { buyerId: buyer.userId ?? '', carrierId: carriers[index % 2]?.uuid ?? '', serviceCode: 'express', lines: warehouses.map(({ uuid }) => ({ orderLineId: newId(), quantity: 1, warehouseId: uuid })) });
  }
  const shipments = await waitFor(async () => {
    const rows = await logistics.sql<{ id: string }>('SELECT id FROM shipment');
    return rows.length === 2 * (ORDERS - 5) && (await logistics.sql('SELECT FROM known_order WHERE placed_at IS NOT NULL')).length === 5 ? rows : undefined;
  }, { timeoutMs: 30_000 });
  for (const { id } of shipments) await logistics.get(OPERATOR, SHIP, { input: { shipmentId: globalId('shp', id), expectedVersion: 1 } });
});
afterAll(() => logistics.stop());

describe('a page of orders with their parcels, scans, carriers and warehouses', () => {
  it.each([['an operator', OPERATOR], ['their buyer', buyer]])('costs %s as many statements for fifty as for two', async (_who, viewer) => {
    const ask = (ids: readonly string[]) => logistics.get<{ shipments: { trackingEvents: unknown[]; carrier: unknown; warehouse: unknown }[] }[]>(viewer, PAGE, { representations: ids.map((id) => ({ __typename: 'Order', id: globalId('ord', id) })) });
    const all = await ask(orderIds);
    expect(all.map(({ shipments }) => shipments.length)).toEqual(orderIds.map((_id, index) => (index >= ORDERS - 5 ? 0 : 2)));
    expect(all[0]?.shipments).toMatchObject([{ trackingEvents: [{}, {}], carrier: { code: 'swift' }, warehouse: {} }, { trackingEvents: [{}, {}], carrier: { code: 'swift' }, warehouse: {} }]);
    const two = await logistics.statementsOf(() => ask([orderIds[0] ?? '', orderIds[ORDERS - 1] ?? '']));
    const fifty = await logistics.statementsOf(() => ask(orderIds));
    expect({ two, fifty }).toEqual({ two: 4, fifty: 4 }); // parcels, known orders, lines, scans
  });
});
