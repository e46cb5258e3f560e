import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { createRpcClient } from '@souk/rpc';
import { AtomicCommitService, Protocol } from '@souk/schema/rpc/atomic_commit';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { createCarrier, createWarehouse, rates, startLogistics, type Logistics } from './logistics-fixture.js';

describe.each([{ name: '2pc', protocol: Protocol.TWO_PHASE }, { name: '3pc', protocol: Protocol.THREE_PHASE }])('logistics in $name', ({ protocol }) => {
  let logistics: Logistics;
  let order: { readonly buyerId: string; readonly carrierId: string; readonly serviceCode: string; readonly promisedBy: string; readonly countryCode: string; readonly postalCode: string; readonly lines: { orderLineId: string; variantId: string; quantity: number; warehouseId: string }[] };
  beforeAll(async () => {
    logistics = await startLogistics();
    const carrier = await createCarrier(logistics, 'swift', [rates('express', 900, 100, [1, 2])]);
    const warehouse = await createWarehouse(logistics, 'BER1');
    order = {
      buyerId: newId(), carrierId: carrier.uuid, serviceCode: 'express', promisedBy: '2099-12-24T18:00:00.000Z', countryCode: 'DE', postalCode: '10115',
      lines: [{ orderLineId: newId(), variantId: newId(), quantity: 2, warehouseId: warehouse.uuid }],
    };
  });
  afterAll(() => logistics.stop());

  const service = () => createRpcClient(AtomicCommitService, { url: logistics.urlOf(0), from: logistics.signing.order, audience: 'logistics', deadlineMs: 10_000, logger: silentLogger });
  const prepare = async (gid: string) => (await service().prepare({ gid, protocol, peers: ['logistics'], work: { case: 'shipments', value: { order } } })).vote.case;
  const parcels = (gid: string) => logistics.sql<{ state: string }>('SELECT state FROM shipment WHERE order_id = $1', [gid]);

  it('plans the parcels when the transaction commits, and finds them when it hears of the confirmed order', async () => {
    const gid = newId();
    expect(await prepare(gid)).toBe('yes');
    expect(await parcels(gid)).toEqual([]);
    await service().commit({ gid, protocol });
    expect(await parcels(gid)).toEqual([{ state: 'PLANNED' }]);
    const heard = async (): Promise<number> => (await logistics.sql("SELECT 1 FROM inbox WHERE consumer = 'logistics.on-order-confirmed'")).length;
    const before = await heard();
    await logistics.order.confirm(gid, order);
    await waitFor(async () => (await heard()) > before);
    expect(await parcels(gid)).toEqual([{ state: 'PLANNED' }]);
    expect(await logistics.sql('SELECT 1 FROM shipment_line JOIN shipment ON shipment.id = shipment_id WHERE order_id = $1', [gid])).toHaveLength(1);
  });

  it('plans nothing where the transaction aborts', async () => {
    const gid = newId();
    await prepare(gid);
    await service().abort({ gid, protocol });
    expect(await parcels(gid)).toEqual([]);
    expect(await logistics.sql('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()')).toEqual([]);
  });
});
