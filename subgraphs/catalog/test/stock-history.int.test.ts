import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scopesOf, type Role, type Viewer } from '@souk/auth';
import { globalId, newId } from '@souk/kernel';
import { ADMIN, MANAGER, NOBODY, startCatalog, uuidOf, warehouseId, type TestCatalog } from './catalog-fixture.js';

const HISTORY = `query ($variantId: ID!, $first: Int, $after: String) { stockHistory(variantId: $variantId, first: $first, after: $after) {
  nodes { at cause warehouse { id } order { id } onHandDelta reservedDelta onHand reserved totalOnHand totalReserved } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;

interface Change {
  readonly at: string;
  readonly cause: string;
  readonly warehouse: { readonly id: string };
  readonly order: { readonly id: string } | null;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly totalOnHand: number;
  readonly totalReserved: number;
}
interface Page {
  readonly nodes: readonly Change[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string | null };
}

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const variantOf = async (over: Record<string, unknown> = {}): Promise<string> => (await catalog.createProduct(`Counted ${newId()}`, over)).variants.nodes[0]?.id ?? '';
const page = (variantId: string, args: { readonly first?: number; readonly after?: string | null } = {}, viewer = MANAGER) => catalog.get<Page | null>(viewer, HISTORY, { variantId, ...args });
const viewer = (role: Role): Viewer => ({ userId: newId(), roles: [role], scopes: scopesOf([role]), guestOrderIds: [] });
const levelsOf = (id: string) => catalog.sql<{ warehouse: string; onHand: number; reserved: number }>(
  "SELECT 'wrh_' || replace(warehouse_id::text, '-', '') AS warehouse, on_hand AS \"onHand\", reserved FROM stock_level WHERE variant_id = $1 ORDER BY 1", [uuidOf(id)]);

describe('stockHistory', () => {
  it('tells every change of a variant, newest first, with its cause and what it left', async () => {
    const id = await variantOf();
    const [kept, released, returned] = [newId(), newId(), newId()];
    const reserve = (gid: string, quantity: number) => catalog.rpc().reserveStock({ gid, lines: [{ variantId: uuidOf(id), quantity }] });
    await catalog.adjust(id, 10);
    await catalog.adjust(id, 5, warehouseId(2));
    await reserve(kept, 12); // Ten of one warehouse, two of the other.
    await reserve(released, 1);
    await catalog.rpc().releaseStock({ gid: released });
    await catalog.rpc().commitStock({ gid: kept });
    await reserve(returned, 2);
    await catalog.rpc().commitStock({ gid: returned });
    await catalog.rpc().returnStock({ gid: returned });
    await catalog.adjust(id, -1, warehouseId(2), { reason: 'DAMAGED' });
    const { nodes, pageInfo } = (await page(id)) ?? { nodes: [], pageInfo: null };
    const ofOrder = (gid: string | null) => (gid === null ? null : { id: globalId('ord', gid) });
    const told = [...nodes].reverse().map(({ cause, warehouse, order, onHandDelta, reservedDelta, onHand, reserved, totalOnHand, totalReserved }) =>
      [cause, warehouse.id.at(-1), order, onHandDelta, reservedDelta, onHand, reserved, totalOnHand, totalReserved]);
    expect(told).toEqual([
      ['RECEIVED', '1', null, 10, 0, 10, 0, 10, 0],
      ['RECEIVED', '2', null, 5, 0, 5, 0, 15, 0],
      ['RESERVED', '1', ofOrder(kept), 0, 10, 10, 10, 15, 10],
      ['RESERVED', '2', ofOrder(kept), 0, 2, 5, 2, 15, 12],
      ['RESERVED', '2', ofOrder(released), 0, 1, 5, 3, 15, 13],
      ['RELEASED', '2', ofOrder(released), 0, -1, 5, 2, 15, 12],
      ['COMMITTED', '1', ofOrder(kept), -10, -10, 0, 0, 5, 2],
      ['COMMITTED', '2', ofOrder(kept), -2, -2, 3, 0, 3, 0],
      ['RESERVED', '2', ofOrder(returned), 0, 2, 3, 2, 3, 2],
      ['COMMITTED', '2', ofOrder(returned), -2, -2, 1, 0, 1, 0],
      ['RETURNED', '2', ofOrder(returned), 2, 0, 3, 0, 3, 0],
      ['DAMAGED', '2', null, -1, 0, 2, 0, 2, 0],
    ]);
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(nodes.map(({ at }) => Date.parse(at)).every((at) => Math.abs(Date.now() - at) < 60_000)).toBe(true);
  });

  it('pages to the same levels as in one piece, whatever comes meanwhile', async () => {
    const id = await variantOf();
    for (let unit = 1; unit <= 7; unit += 1) await catalog.adjust(id, unit);
    const whole = (await page(id))?.nodes ?? [];
    const first = await page(id, { first: 3 });
    expect(first?.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    await catalog.adjust(id, 100);
    const second = await page(id, { first: 3, after: first?.pageInfo.endCursor ?? '' });
    const third = await page(id, { first: 3, after: second?.pageInfo.endCursor ?? '' });
    expect([...(first?.nodes ?? []), ...(second?.nodes ?? []), ...(third?.nodes ?? [])]).toEqual(whole);
    expect(third?.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(whole.map(({ onHand }) => onHand)).toEqual([28, 21, 15, 10, 6, 3, 1]);
  });

  it('agrees with the levels and with each adjustment’s own count, after many changes at once', async () => {
    const id = await variantOf();
    await catalog.adjust(id, 60);
    await catalog.adjust(id, 60, warehouseId(2));
    await Promise.all(Array.from({ length: 24 }, async (_, index) => {
      const gid = newId();
      await catalog.rpc().reserveStock({ gid, lines: [{ variantId: uuidOf(id), quantity: 1 + (index % 4) }] });
      await (index % 3 === 0 ? catalog.rpc().releaseStock({ gid }) : index % 3 === 1 ? catalog.rpc().commitStock({ gid }) : catalog.adjust(id, 1, warehouseId(1 + (index % 2))));
    }));
    const changes = (await page(id, { first: 100 }))?.nodes ?? [];
    expect(changes.length).toBeGreaterThanOrEqual(2 + 24 + 24);
    const newestOf = (warehouse: string) => changes.find((change) => change.warehouse.id === warehouse);
    const levels = await levelsOf(id);
    expect(levels.map(({ warehouse }) => ({ warehouse, onHand: newestOf(warehouse)?.onHand, reserved: newestOf(warehouse)?.reserved }))).toEqual(levels);
    expect(changes[0]).toMatchObject({ totalOnHand: levels.reduce((sum, { onHand }) => sum + onHand, 0), totalReserved: levels.reduce((sum, { reserved }) => sum + reserved, 0) });
    expect(changes.every(({ onHand, reserved }) => reserved >= 0 && onHand >= reserved)).toBe(true);
    const counted = await catalog.sql<{ onHand: number }>("SELECT (data ->> 'onHand')::integer AS \"onHand\" FROM event WHERE stream_id = $1 ORDER BY version DESC", [`stock-${uuidOf(id)}`]);
    expect(changes.filter(({ order }) => order === null).map(({ onHand }) => onHand)).toEqual(counted.map(({ onHand }) => onHand));
  });

  it('is of that variant alone, also where an order took others with it', async () => {
    const [one, other] = [await variantOf(), await variantOf()];
    for (const id of [one, other]) await catalog.adjust(id, 5);
    await catalog.rpc().reserveStock({ gid: newId(), lines: [{ variantId: uuidOf(one), quantity: 1 }, { variantId: uuidOf(other), quantity: 3 }] });
    expect((await page(other))?.nodes.map(({ reserved }) => reserved)).toEqual([3, 0]);
    expect((await page(await variantOf()))?.nodes).toEqual([]);
  });

  it('is for those who may see stock; a draft’s for product managers', async () => {
    const [id, draft] = [await variantOf(), await variantOf({ status: 'DRAFT' })];
    for (const allowed of [MANAGER, ADMIN, viewer('OPERATIONS')]) expect(await page(id, {}, allowed)).toMatchObject({ nodes: [] });
    for (const refused of [NOBODY, viewer('CUSTOMER')]) {
      expect(await catalog.ask(refused, HISTORY, { variantId: id })).toMatchObject({ data: { stockHistory: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
    }
    expect(await page(draft)).toMatchObject({ nodes: [] });
    expect(await page(draft, {}, viewer('OPERATIONS'))).toBeNull();
    for (const unknown of [globalId('var', newId()), 'var_1', '']) expect(await page(unknown)).toBeNull();
  });

  it.each([[{ first: 101 }], [{ first: -1 }], [{ after: 'nonsense' }], [{ after: Buffer.from('["1",0]').toString('base64url') }], [{ after: Buffer.from('[-1,0]').toString('base64url') }], [{ after: Buffer.from('[1e300,0]').toString('base64url') }], [{ after: Buffer.from('[1,0.5]').toString('base64url') }]])('refuses %j', async (args) => {
    expect((await catalog.ask(MANAGER, HISTORY, { variantId: await variantOf(), ...args })).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION' });
  });
});
