import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { Code, createRpcClient } from '@souk/rpc';
import { PercolatorService } from '@souk/schema/rpc/percolator';
import { silentLogger } from '@souk/telemetry';
import { remoteSite, type Site } from '@souk/transactions';
import { startCatalog, uuidOf, warehouseId, warehouseUuid, type TestCatalog } from './catalog-fixture.js';

describe('stock in a Percolator transaction', () => {
  let catalog: TestCatalog;
  let site: Site;
  let lastTs = 0;
  const nextTs = (): number => (lastTs += 1);
  beforeAll(async () => {
    catalog = await startCatalog();
    site = remoteSite(createRpcClient(PercolatorService, { url: catalog.urlOf(0), from: catalog.signing.order, audience: 'catalog', deadlineMs: 10_000, logger: silentLogger }));
  });
  afterAll(() => catalog.stop());

  const stocked = async (...levels: readonly (readonly [warehouse: number, units: number])[]): Promise<string> => {
    const { variants } = await catalog.createProduct(`Percolated ${newId()}`);
    const id = variants.nodes[0]?.id ?? '';
    for (const [warehouse, units] of levels) await catalog.adjust(id, units, warehouseId(warehouse));
    return uuidOf(id);
  };
  const levels = (variantId: string) => catalog.sql<{ onHand: number; reserved: number }>('SELECT on_hand AS "onHand", reserved FROM stock_level WHERE variant_id = $1 ORDER BY warehouse_id', [variantId]);
  const events = async (gid: string): Promise<readonly string[]> => (await catalog.sql<{ type: string }>('SELECT type FROM event WHERE stream_id = $1 ORDER BY version', [`reservation-${gid}`])).map(({ type }) => type);
  const prewrite = (gid: string, startTs: number, lines: readonly { readonly variantId: string; readonly quantity: number }[]) =>
    site.prewrite({ startTs, primary: { site: 'order', key: `order/${gid}` }, ttlMs: 5_000, mutations: lines.map(({ variantId, quantity }) => ({ key: `stock/${variantId}`, value: { gid, quantity } })) });

  it('is reserved by the lock, and leaves with the commit', async () => {
    const gid = newId();
    const variantId = await stocked([1, 2], [2, 2]);
    const startTs = nextTs();
    const value = { gid, allocations: [{ warehouseId: warehouseUuid(1), quantity: 2 }, { warehouseId: warehouseUuid(2), quantity: 1 }] };
    for (let time = 0; time < 2; time += 1) expect(await prewrite(gid, startTs, [{ variantId, quantity: 3 }])).toEqual({ status: 'held', mutations: [{ key: `stock/${variantId}`, value }] });
    expect(await levels(variantId)).toEqual([{ onHand: 2, reserved: 2 }, { onHand: 2, reserved: 1 }]);
    const commitTs = nextTs();
    for (let time = 0; time < 2; time += 1) expect(await site.commit({ startTs, commitTs })).toBe('committed');
    expect(await levels(variantId)).toEqual([{ onHand: 0, reserved: 0 }, { onHand: 1, reserved: 0 }]);
    expect(await events(gid)).toEqual(['StockReserved', 'StockCommitted']);
    await catalog.rpc().returnStock({ gid });
    expect(await levels(variantId)).toEqual([{ onHand: 2, reserved: 0 }, { onHand: 2, reserved: 0 }]);
  });

  it('is given back by the rollback, and can be reserved by a new attempt of the same order, elsewhere', async () => {
    const gid = newId();
    const variantId = await stocked([1, 1], [2, 1]);
    const first = nextTs();
    await prewrite(gid, first, [{ variantId, quantity: 1 }]);
    expect(await site.rollback({ startTs: first, keys: [`stock/${variantId}`] })).toBe('rolledBack');
    expect(await levels(variantId)).toEqual([{ onHand: 1, reserved: 0 }, { onHand: 1, reserved: 0 }]);
    await catalog.rpc().reserveStock({ gid: newId(), lines: [{ variantId, quantity: 1 }] });
    const second = nextTs();
    await prewrite(gid, second, [{ variantId, quantity: 1 }]);
    await site.commit({ startTs: second, commitTs: nextTs() });
    expect(await levels(variantId)).toEqual([{ onHand: 1, reserved: 1 }, { onHand: 0, reserved: 0 }]);
    expect(await events(gid)).toEqual(['StockReserved', 'StockReleased', 'StockReserved', 'StockCommitted']);
    await catalog.rpc().returnStock({ gid });
    expect(await catalog.sql('SELECT state FROM stock_reservation WHERE gid = $1', [gid])).toEqual([{ state: 'RETURNED' }]);
  });

  it('is refused whole where a line is short, with what is missing', async () => {
    const gid = newId();
    const [enough, short] = [await stocked([1, 5]), await stocked([1, 1])];
    await expect(prewrite(gid, nextTs(), [{ variantId: enough, quantity: 1 }, { variantId: short, quantity: 2 }])).rejects.toMatchObject({ code: 'STOCK_SHORTAGE', details: { shortages: [{ variantId: short, requested: 2, available: 1 }] } });
    expect(await levels(enough)).toEqual([{ onHand: 5, reserved: 0 }]);
    expect(await catalog.sql('SELECT key FROM percolator_lock WHERE key = ANY($1)', [[`stock/${enough}`, `stock/${short}`]])).toEqual([]);
  });

  it('is never sold twice, whichever protocol the buyers come by', async () => {
    const variantId = await stocked([1, 4]);
    const byLock = async (): Promise<number> => {
      const startTs = nextTs();
      const answer = await prewrite(newId(), startTs, [{ variantId, quantity: 1 }]).catch(() => undefined);
      return answer?.status === 'held' && (await site.commit({ startTs, commitTs: (lastTs += 100) })) === 'committed' ? 1 : 0;
    };
    const bySaga = async (): Promise<number> => {
      const gid = newId();
      const { allocations } = await catalog.rpc().reserveStock({ gid, lines: [{ variantId, quantity: 1 }] });
      if (allocations.length > 0) await catalog.rpc().commitStock({ gid });
      return allocations.length;
    };
    const sold = await Promise.all([bySaga(), byLock(), bySaga(), byLock(), bySaga(), byLock(), bySaga(), byLock()]);
    const units = sold.reduce((sum, taken) => sum + taken, 0);
    expect(units).toBeLessThanOrEqual(4);
    expect(await levels(variantId)).toEqual([{ onHand: 4 - units, reserved: 0 }]);
  });

  it.each([
    ['a key that names no variant', { key: 'stock/none', value: { gid: newId(), quantity: 1 } }],
    ['no units', { key: `stock/${newId()}`, value: { gid: newId(), quantity: 0 } }],
    ['no order', { key: `stock/${newId()}`, value: { quantity: 1 } }],
  ])('is not touched by %s', async (_what, mutation) => {
    await expect(site.prewrite({ startTs: nextTs(), primary: { site: 'order', key: 'order' }, ttlMs: 5_000, mutations: [mutation] })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});
