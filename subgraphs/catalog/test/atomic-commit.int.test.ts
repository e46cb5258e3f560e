import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { Code, createRpcClient } from '@souk/rpc';
import { AtomicCommitService, NoReason, Protocol, State } from '@souk/schema/rpc/atomic_commit';
import { silentLogger } from '@souk/telemetry';
import { MANAGER, startCatalog, uuidOf, warehouseUuid, type TestCatalog } from './catalog-fixture.js';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterEach(async () => {
  expect(await prepared()).toEqual([]);
});
afterAll(() => catalog.stop());

const PROTOCOLS = [{ name: '2pc', protocol: Protocol.TWO_PHASE }, { name: '3pc', protocol: Protocol.THREE_PHASE }];
const prepared = () => catalog.sql('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()');
const rpc = () => createRpcClient(AtomicCommitService, { url: catalog.urlOf(0), from: catalog.signing.order, audience: 'catalog', deadlineMs: 10_000, logger: silentLogger });
const stocked = async (units: number): Promise<string> => {
  const { variants } = await catalog.createProduct(`Atomic ${newId()}`);
  const id = variants.nodes[0]?.id ?? '';
  await catalog.adjust(id, units);
  return uuidOf(id);
};
const level = async (variantId: string) => (await catalog.sql<{ onHand: number; reserved: number }>('SELECT on_hand AS "onHand", reserved FROM stock_level WHERE variant_id = $1', [variantId]))[0];
/** As clients read it, through the caches. */
const sellable = async (variantId: string): Promise<number> => {
  const { availability } = await catalog.get<{ availability: { sellableQuantity: number } }>(MANAGER, 'query ($id: ID!) { productVariant(by: { id: $id }) { availability { sellableQuantity } } }', { id: `var_${variantId.replaceAll('-', '')}` });
  return availability.sellableQuantity;
};
const prepare = async (protocol: Protocol, gid: string, variantId: string, quantity: number) =>
  (await rpc().prepare({ gid, protocol, peers: ['catalog'], work: { case: 'stock', value: { lines: [{ variantId, quantity }] } } })).vote;

describe.each(PROTOCOLS)('the catalog in $name', ({ protocol }) => {
  it('takes units when the transaction commits, and shows it at once', async () => {
    const [gid, variantId] = [newId(), await stocked(5)];
    expect(await sellable(variantId)).toBe(5);
    const first = await prepare(protocol, gid, variantId, 2);
    expect(first).toMatchObject({ case: 'yes', value: { allocations: [{ variantId, warehouseId: warehouseUuid(1), quantity: 2 }] } });
    expect(await prepare(protocol, gid, variantId, 2)).toEqual(first);
    expect(await level(variantId)).toEqual({ onHand: 5, reserved: 0 });
    if (protocol === Protocol.THREE_PHASE) await rpc().preCommit({ gid, protocol });
    await rpc().commit({ gid, protocol });
    await rpc().commit({ gid, protocol });
    expect(await sellable(variantId)).toBe(3);
    expect(await level(variantId)).toEqual({ onHand: 3, reserved: 0 });
    expect(await catalog.sql('SELECT state, quantity FROM stock_reservation WHERE gid = $1', [gid])).toEqual([{ state: 'COMMITTED', quantity: 2 }]);
    expect(await catalog.sql('SELECT type FROM event WHERE stream_id = $1 ORDER BY version', [`reservation-${gid}`])).toEqual([{ type: 'StockReserved' }, { type: 'StockCommitted' }]);
    await catalog.rpc().returnStock({ gid });
    expect(await level(variantId)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('keeps its units where the transaction aborts, also from a prepare that comes too late', async () => {
    const [gid, variantId] = [newId(), await stocked(1)];
    await prepare(protocol, gid, variantId, 1);
    await rpc().abort({ gid, protocol });
    expect(await prepare(protocol, gid, variantId, 1)).toMatchObject({ case: 'no', value: { reason: NoReason.OVER } });
    expect(await level(variantId)).toEqual({ onHand: 1, reserved: 0 });
  });

  it('votes no where units are missing, and says which', async () => {
    const [gid, variantId] = [newId(), await stocked(1)];
    expect(await prepare(protocol, gid, variantId, 2)).toMatchObject({ case: 'no', value: { reason: NoReason.SHORTAGE, shortages: [{ variantId, requested: 2, available: 1 }] } });
  });

  it('votes no where another transaction holds the last unit for too long', async () => {
    const [first, second, variantId] = [newId(), newId(), await stocked(1)];
    await prepare(protocol, first, variantId, 1);
    expect(await prepare(protocol, second, variantId, 1)).toMatchObject({ case: 'no', value: { reason: NoReason.BUSY } });
    await rpc().abort({ gid: first, protocol });
  });
});

describe('the catalog in atomic commits', () => {
  it('says how far a branch has come, and aborts one that has not voted', async () => {
    const [gid, variantId] = [newId(), await stocked(1)];
    await prepare(Protocol.THREE_PHASE, gid, variantId, 1);
    expect(await rpc().branchState({ gid })).toMatchObject({ state: State.PREPARED });
    await rpc().preCommit({ gid, protocol: Protocol.THREE_PHASE });
    expect(await rpc().branchState({ gid })).toMatchObject({ state: State.PRE_COMMITTED });
    await rpc().commit({ gid, protocol: Protocol.THREE_PHASE });
    expect(await rpc().branchState({ gid })).toMatchObject({ state: State.COMMITTED });
    const never = newId();
    expect(await rpc().branchState({ gid: never })).toMatchObject({ state: State.ABORTED });
    expect(await prepare(Protocol.THREE_PHASE, never, variantId, 1)).toMatchObject({ case: 'no', value: { reason: NoReason.OVER } });
  });

  it.each([
    { gid: 'x', protocol: Protocol.TWO_PHASE },
    { gid: newId(), protocol: Protocol.UNSPECIFIED },
  ])('refuses what is not well formed: %j', async (request) => {
    await expect(rpc().commit(request)).rejects.toMatchObject({ code: Code.InvalidArgument });
    await expect(rpc().prepare({ ...request, peers: [], work: { case: 'stock', value: { lines: [{ variantId: newId(), quantity: 1 }] } } })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});
