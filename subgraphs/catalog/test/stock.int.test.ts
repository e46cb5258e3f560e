import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { Code } from '@souk/rpc';
import { ADMIN, MANAGER, startCatalog, uuidOf, warehouseId, warehouseUuid, type TestCatalog } from './catalog-fixture.js';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const stocked = async (...levels: readonly (readonly [warehouse: number, units: number])[]): Promise<string> => {
  const { variants } = await catalog.createProduct(`Stocked ${newId()}`);
  const id = variants.nodes[0]?.id ?? '';
  for (const [warehouse, units] of levels) await catalog.adjust(id, units, warehouseId(warehouse));
  return uuidOf(id);
};
const levels = (variantId: string) => catalog.sql<{ warehouse: string; onHand: number; reserved: number }>('SELECT warehouse_id AS warehouse, on_hand AS "onHand", reserved FROM stock_level WHERE variant_id = $1 ORDER BY 1', [variantId]);
const level = async (variantId: string) => (await levels(variantId)).map(({ onHand, reserved }) => ({ onHand, reserved }));
const idOf = (variantId: string): string => `var_${variantId.replaceAll('-', '')}`;
const allocationsOf = ({ allocations }: { readonly allocations: readonly { variantId: string; warehouseId: string; quantity: number }[] }) => allocations.map(({ variantId, warehouseId: warehouse, quantity }) => ({ variantId, warehouseId: warehouse, quantity }));
const shortagesOf = ({ shortages }: { readonly shortages: readonly { variantId: string; requested: number; available: number }[] }) => shortages.map(({ variantId, requested, available }) => ({ variantId, requested, available }));

describe('an adjustment of stock', () => {
  it('adds and takes free units, never reserved ones', async () => {
    const variantId = await stocked([1, 5]);
    await catalog.rpc().reserveStock({ gid: newId(), lines: [{ variantId, quantity: 3 }] });
    expect(await catalog.adjust(idOf(variantId), -3)).toMatchObject({ __typename: 'InsufficientStockLevelError', code: 'INSUFFICIENT_STOCK_LEVEL', available: 2 });
    expect((await catalog.adjust(idOf(variantId), -2, warehouseId(1), { reason: 'DAMAGED' })).stockLevel).toEqual({ onHand: 3, reserved: 3, available: 0 });
    expect(await catalog.adjust(idOf(variantId), -1, warehouseId(2))).toMatchObject({ __typename: 'InsufficientStockLevelError', available: 0 });
    const read = await catalog.get<{ stock: unknown; availability: unknown }>(MANAGER, 'query ($id: ID!) { productVariant(by: { id: $id }) { availability { state sellableQuantity } stock { warehouse { id } onHand reserved available version } } }', { id: idOf(variantId) });
    expect(read).toEqual({ availability: { state: 'OUT_OF_STOCK', sellableQuantity: 0 }, stock: [{ warehouse: { id: warehouseId(1) }, onHand: 3, reserved: 3, available: 0, version: 4 }] });
  });

  it('is done once per key', async () => {
    const variantId = await stocked();
    const over = { idempotencyKey: randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => catalog.adjust(idOf(variantId), 4, warehouseId(1), over)));
    expect(answers.map(({ stockLevel }) => stockLevel?.onHand)).toEqual([4, 4, 4]);
    expect(await catalog.adjust(idOf(variantId), 5, warehouseId(1), over)).toMatchObject({ __typename: 'IdempotencyMismatchError' });
    expect(await level(variantId)).toEqual([{ onHand: 4, reserved: 0 }]);
  });

  it.each([[0, 'custom'], [1_000_001, 'too_big'], [-1_000_001, 'too_small'], [2_147_483_647, 'too_big']])('of %d units is a typed error, and nothing changes', async (delta, rule) => {
    const variantId = await stocked([1, 1]);
    const result = await catalog.mutate<{ issues: readonly { rule: string }[] }>('stockAdjust', { variantId: idOf(variantId), warehouseId: warehouseId(1), delta, reason: 'LOST', idempotencyKey: randomUUID() }, '... on ValidationError { issues { path rule } }');
    expect(result).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['delta'], rule }] });
    expect(await level(variantId)).toEqual([{ onHand: 1, reserved: 0 }]);
  });

  it('of 2^31 units is refused before anything runs', async () => {
    const { data, errors } = await catalog.ask(MANAGER, 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename } }', { input: { variantId: 'var_1', warehouseId: 'wrh_1', delta: 2 ** 31, reason: 'LOST', idempotencyKey: randomUUID() } });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('of what is not there is a typed error', async () => {
    expect(await catalog.adjust('var_00000000000000000000000000000000', 1)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await catalog.adjust(idOf(await stocked()), 1, 'nonsense')).toMatchObject({ __typename: 'NotFoundError' });
  });
});

describe('a reservation', () => {
  it('lets 5 of 20 have the last 5 units, and tells the others what they are short of', async () => {
    const variantId = await stocked([1, 5]);
    const results = await Promise.all(Array.from({ length: 20 }, () => catalog.rpc().reserveStock({ gid: newId(), lines: [{ variantId, quantity: 1 }] })));
    expect(results.filter(({ allocations }) => allocations.length === 1)).toHaveLength(5);
    expect(results.filter(({ shortages }) => shortages.length === 1).map(shortagesOf)).toEqual(Array.from({ length: 15 }, () => [{ variantId, requested: 1, available: 0 }]));
    expect(await level(variantId)).toEqual([{ onHand: 5, reserved: 5 }]);
  });

  it('takes all lines or none', async () => {
    const [plenty, scarce] = [await stocked([1, 10]), await stocked([1, 1])];
    const result = await catalog.rpc().reserveStock({ gid: newId(), lines: [{ variantId: plenty, quantity: 2 }, { variantId: scarce, quantity: 3 }] });
    expect(shortagesOf(result)).toEqual([{ variantId: scarce, requested: 3, available: 1 }]);
    expect(result.allocations).toEqual([]);
    expect([await level(plenty), await level(scarce)]).toEqual([[{ onHand: 10, reserved: 0 }], [{ onHand: 1, reserved: 0 }]]);
    const unknown = newId();
    expect(shortagesOf(await catalog.rpc().reserveStock({ gid: newId(), lines: [{ variantId: unknown, quantity: 1 }] }))).toEqual([{ variantId: unknown, requested: 1, available: 0 }]);
  });

  it('takes one warehouse for all lines where one has them all, and splits a line where none has enough', async () => {
    const [one, two] = [await stocked([1, 9], [2, 2]), await stocked([2, 3])];
    expect(allocationsOf(await catalog.rpc().reserveStock({ gid: newId(), lines: [{ variantId: one, quantity: 2 }, { variantId: two, quantity: 1 }] }))).toEqual([
      { variantId: one, warehouseId: warehouseUuid(2), quantity: 2 }, { variantId: two, warehouseId: warehouseUuid(2), quantity: 1 }]);
    const gid = newId();
    const spread = await stocked([1, 4], [2, 4]);
    expect(allocationsOf(await catalog.rpc().reserveStock({ gid, lines: [{ variantId: spread, quantity: 6 }] }))).toEqual([
      { variantId: spread, warehouseId: warehouseUuid(1), quantity: 4 }, { variantId: spread, warehouseId: warehouseUuid(2), quantity: 2 }]);
    await catalog.rpc().commitStock({ gid });
    expect(await level(spread)).toEqual([{ onHand: 0, reserved: 0 }, { onHand: 2, reserved: 0 }]);
  });

  it('happens once, however often and however at once it is asked for', async () => {
    const variantId = await stocked([1, 10]);
    const request = { gid: newId(), lines: [{ variantId, quantity: 4 }] };
    const answers = await Promise.all([1, 2, 3, 4].map(() => catalog.rpc().reserveStock(request)));
    answers.push(await catalog.rpc().reserveStock(request));
    expect(new Set(answers.map((answer) => JSON.stringify(allocationsOf(answer)))).size).toBe(1);
    expect(answers[0]?.allocations).toHaveLength(1);
    expect(await level(variantId)).toEqual([{ onHand: 10, reserved: 4 }]);
  });

  it('that is released is free again, once; one that comes after its release takes nothing', async () => {
    const variantId = await stocked([1, 10]);
    const gid = newId();
    const reserve = () => catalog.rpc().reserveStock({ gid, lines: [{ variantId, quantity: 4 }] });
    await reserve();
    await Promise.all([1, 2, 3].map(() => catalog.rpc().releaseStock({ gid })));
    expect(await level(variantId)).toEqual([{ onHand: 10, reserved: 0 }]);
    const late = await reserve();
    expect([late.allocations, late.shortages]).toEqual([[], []]);
    const early = newId();
    await catalog.rpc().releaseStock({ gid: early });
    expect((await catalog.rpc().reserveStock({ gid: early, lines: [{ variantId, quantity: 1 }] })).allocations).toEqual([]);
    expect(await level(variantId)).toEqual([{ onHand: 10, reserved: 0 }]);
  });

  it('that is committed has left, once, and can come back, once', async () => {
    const variantId = await stocked([1, 10]);
    const gid = newId();
    await catalog.rpc().reserveStock({ gid, lines: [{ variantId, quantity: 4 }] });
    await expect(catalog.rpc().returnStock({ gid })).rejects.toMatchObject({ code: Code.FailedPrecondition });
    await Promise.all([1, 2].map(() => catalog.rpc().commitStock({ gid })));
    expect(await level(variantId)).toEqual([{ onHand: 6, reserved: 0 }]);
    await expect(catalog.rpc().releaseStock({ gid })).rejects.toMatchObject({ code: Code.FailedPrecondition });
    await Promise.all([1, 2].map(() => catalog.rpc().returnStock({ gid })));
    expect(await level(variantId)).toEqual([{ onHand: 10, reserved: 0 }]);
    const events = await catalog.sql<{ type: string }>('SELECT type FROM event WHERE stream_id = $1 ORDER BY version', [`reservation-${gid}`]);
    expect(events.map(({ type }) => type)).toEqual(['StockReserved', 'StockCommitted', 'StockReturned']);
  });

  it('cannot be committed where there is none', async () => {
    await expect(catalog.rpc().commitStock({ gid: newId() })).rejects.toMatchObject({ code: Code.Internal });
  });

  it('that was short may be tried again', async () => {
    const variantId = await stocked([1, 1]);
    const request = { gid: newId(), lines: [{ variantId, quantity: 2 }] };
    expect((await catalog.rpc().reserveStock(request)).shortages).toHaveLength(1);
    await catalog.adjust(idOf(variantId), 1);
    expect((await catalog.rpc().reserveStock(request)).allocations).toHaveLength(1);
  });

  it('never deadlocks with others that take the same variants in other orders', async () => {
    const variants = [await stocked([1, 100], [2, 100]), await stocked([1, 100], [2, 100]), await stocked([1, 100])];
    const gids = Array.from({ length: 24 }, () => newId());
    await Promise.all(gids.map((gid, index) => {
      const lines = variants.map((variantId) => ({ variantId, quantity: 2 }));
      return catalog.rpc().reserveStock({ gid, lines: index % 2 === 0 ? lines : lines.reverse() });
    }));
    await Promise.all(gids.map((gid, index) => (index % 2 === 0 ? catalog.rpc().commitStock({ gid }) : catalog.rpc().releaseStock({ gid }))));
    const totals = await Promise.all(variants.map(async (variantId) => (await level(variantId)).reduce((sum, { onHand, reserved }) => sum + onHand - reserved, 0)));
    expect(totals).toEqual([176, 176, 76]);
  });

  it.each([
    ['a negative quantity', { gid: '01960000-0000-7000-8000-000000000001', lines: [{ variantId: '01960000-0000-7000-8000-000000000002', quantity: -1 }] }],
    ['2^31 − 1 units', { gid: '01960000-0000-7000-8000-000000000001', lines: [{ variantId: '01960000-0000-7000-8000-000000000002', quantity: 2 ** 31 - 1 }] }],
    ['no line', { gid: '01960000-0000-7000-8000-000000000001', lines: [] }],
    ['a variant twice', { gid: '01960000-0000-7000-8000-000000000001', lines: [{ variantId: '01960000-0000-7000-8000-000000000002', quantity: 1 }, { variantId: '01960000-0000-7000-8000-000000000002', quantity: 1 }] }],
    ['an id that is none', { gid: "'; --", lines: [{ variantId: '01960000-0000-7000-8000-000000000002', quantity: 1 }] }],
  ])('with %s is refused', async (_what, request) => {
    await expect(catalog.rpc().reserveStock(request)).rejects.toMatchObject({ code: Code.InvalidArgument });
  });

  it('is for order to make', async () => {
    await expect(catalog.rpc(0, catalog.signing.user).reserveStock({ gid: newId(), lines: [] })).rejects.toMatchObject({ code: Code.PermissionDenied });
  });
});

describe('the last word of the database', () => {
  it('is that reserved units never exceed those on hand', async () => {
    const variantId = await stocked([1, 1]);
    await expect(catalog.sql('UPDATE stock_level SET reserved = 2 WHERE variant_id = $1', [variantId])).rejects.toThrow('stock_level_covers_reserved');
  });
});

describe('what other services are told of variants', () => {
  it('is what is true now; unknown ones are left out', async () => {
    const { category } = await catalog.mutate<{ category: { id: string } }>('categoryCreate', { name: 'Told' }, '... on CategoryCreateSuccess { category { id } }');
    const { id, variants: { nodes } } = await catalog.createProduct('Told', { categoryIds: [category.id], variants: [{ sku: 'TOLD', weightGrams: 7 }, { sku: 'UNTOLD' }] });
    const variantIds = nodes.map((variant) => uuidOf(variant.id));
    await catalog.adjust(nodes[0]?.id ?? '', 3);
    await catalog.adjust(nodes[0]?.id ?? '', 4, warehouseId(2));
    const { variants } = await catalog.rpc().describeVariants({ variantIds: [...variantIds, newId()] });
    expect(variants.map(({ $typeName: _, ...variant }) => variant).sort((left, right) => (left.sku < right.sku ? -1 : 1))).toEqual([
      { id: variantIds[0], sku: 'TOLD', name: 'Variant 0', productId: uuidOf(id), productName: 'Told', sellable: true, priceMinor: 1_000n, currency: 'EUR', weightGrams: 7, sellableQuantity: 7, categorySlug: 'told' },
      { id: variantIds[1], sku: 'UNTOLD', name: 'Variant 1', productId: uuidOf(id), productName: 'Told', sellable: true, priceMinor: 1_000n, currency: 'EUR', sellableQuantity: 0, categorySlug: 'told' },
    ]);
    await catalog.mutate('productUpdate', { id, expectedVersion: 1, status: 'ARCHIVED' }, '', ADMIN);
    expect((await catalog.rpc().describeVariants({ variantIds })).variants.map(({ sellable }) => sellable)).toEqual([false, false]);
    await expect(catalog.rpc().describeVariants({ variantIds: Array.from({ length: 1_001 }, () => newId()) })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});
