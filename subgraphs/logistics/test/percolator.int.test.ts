import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { createRpcClient } from '@souk/rpc';
import { PercolatorService } from '@souk/schema/rpc/percolator';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { remoteSite, type Site } from '@souk/transactions';
import { startLogistics, type Logistics } from './logistics-fixture.js';

describe('parcels in a Percolator transaction', () => {
  let logistics: Logistics;
  let site: Site;
  let lastTs = 0;
  const nextTs = (): number => (lastTs += 1);
  beforeAll(async () => {
    logistics = await startLogistics();
    site = remoteSite(createRpcClient(PercolatorService, { url: logistics.urlOf(0), from: logistics.signing.order, audience: 'logistics', deadlineMs: 5_000, logger: silentLogger }));
  });
  afterAll(() => logistics.stop());

  const lines = [{ orderLineId: newId(), quantity: 2, warehouseId: newId() }, { orderLineId: newId(), quantity: 1, warehouseId: newId() }];
  const prewrite = (orderId: string, startTs: number) => site.prewrite({
    startTs, primary: { site: 'order', key: `order/${orderId}` }, ttlMs: 5_000,
    mutations: [{ key: `shipment/${orderId}`, value: { orderId, buyerId: null, countryCode: 'DE', postalCode: '10115', carrierId: null, serviceCode: null, promisedBy: '2027-01-10T00:00:00.000Z', lines } }],
  });
  const parcels = (orderId: string) => logistics.sql<{ state: string }>('SELECT state FROM shipment WHERE order_id = $1', [orderId]);

  it('are planned by the commit, and not again when the confirmation is heard', async () => {
    const [orderId, startTs] = [newId(), nextTs()];
    expect(await prewrite(orderId, startTs)).toMatchObject({ status: 'held' });
    expect(await parcels(orderId)).toEqual([]);
    const commitTs = nextTs();
    for (let time = 0; time < 2; time += 1) expect(await site.commit({ startTs, commitTs })).toBe('committed');
    expect(await parcels(orderId)).toEqual([{ state: 'PLANNED' }, { state: 'PLANNED' }]);
    const [confirmed] = await logistics.order.confirm(orderId, { lines });
    await waitFor(async () => (await logistics.sql('SELECT FROM inbox WHERE event_id = $1', [confirmed?.id])).length === 1);
    expect(await parcels(orderId)).toHaveLength(2);
    expect(await logistics.sql('SELECT value FROM percolator_data')).toEqual([]);
  });

  it('that the confirmation planned first are left as they are by the commit', async () => {
    const [orderId, startTs] = [newId(), nextTs()];
    await prewrite(orderId, startTs);
    await logistics.order.confirm(orderId, { lines });
    await waitFor(async () => (await parcels(orderId)).length === 2);
    await site.commit({ startTs, commitTs: nextTs() });
    expect(await parcels(orderId)).toHaveLength(2);
  });

  it('are not planned after a rollback', async () => {
    const [orderId, startTs] = [newId(), nextTs()];
    await prewrite(orderId, startTs);
    expect(await site.rollback({ startTs, keys: [`shipment/${orderId}`] })).toBe('rolledBack');
    expect(await prewrite(orderId, startTs)).toEqual({ status: 'rolledBack' });
    expect(await parcels(orderId)).toEqual([]);
  });
});
