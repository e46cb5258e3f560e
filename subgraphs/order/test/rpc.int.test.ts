import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, newId, parseGlobalId } from '@souk/kernel';
import { Code, createRpcClient, type Client } from '@souk/rpc';
import { OrderService } from '@souk/schema/rpc/order';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { insertAllocations } from '../src/repositories/orders.js';
import { NOBODY, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';
import { CARRIER } from './peer-services.js';

const ADD = 'mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) { ... on CartLinesAddSuccess { cart { id } } } }';

let order: OrderFixture;
let client: Client<typeof OrderService>;
beforeAll(async () => {
  order = await startOrder();
  client = createRpcClient(OrderService, { url: order.urlOf(0), from: order.signing.logistics, audience: 'order', deadlineMs: 2_000, logger: silentLogger });
});
afterAll(() => order.stop());

const codeOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'an answer', (error: { code: unknown }) => error.code);

describe('GetCartContents', () => {
  it('tells what lies in a cart, with weights, to its viewer alone', async () => {
    const buyer = viewerOf(newId());
    const [heavy, unknown] = [newId(), newId()];
    order.peers.goods.set(heavy, { id: heavy, weightGrams: 700 });
    order.peers.goods.set(unknown, { id: unknown });
    const input = (...ids: string[]) => ({ input: { lines: ids.map((id) => ({ variantId: globalId('var', id), quantity: 3 })), idempotencyKey: crypto.randomUUID() } });
    const { cart } = await order.get<{ cart: { id: string } }>(buyer, ADD, input(heavy, unknown));
    order.peers.goods.delete(unknown);
    const cartId = parseGlobalId('crt', cart.id) ?? '';
    const contents = await client.getCartContents({ cartId, viewerId: buyer.userId ?? '' });
    expect(contents).toMatchObject({ currency: 'EUR', lines: [{ variantId: heavy, quantity: 3, weightGrams: 700 }, { variantId: unknown, quantity: 3 }] });
    expect(contents.lines[1]?.weightGrams).toBeUndefined();
    for (const viewerId of [newId(), undefined]) expect(await codeOf(client.getCartContents({ cartId, ...(viewerId !== undefined && { viewerId }) }))).toBe(Code.NotFound);
    const anonymous = await order.get<{ cart: { id: string } }>(NOBODY, ADD, input(heavy));
    expect(await client.getCartContents({ cartId: parseGlobalId('crt', anonymous.cart.id) ?? '' })).toMatchObject({ lines: [{ quantity: 3 }] });
  });

  it('gives the catalog what is left of its caller’s deadline, and gives up when that is over', async () => {
    const id = newId();
    order.peers.goods.set(id, { id });
    const { cart } = await order.get<{ cart: { id: string } }>(NOBODY, ADD, { input: { lines: [{ variantId: globalId('var', id), quantity: 1 }], idempotencyKey: crypto.randomUUID() } });
    const given: (number | undefined)[] = [];
    let ended = 0;
    order.peers.whenAsked(async (remainingMs, signal) => {
      given.push(remainingMs);
      await new Promise((resolve) => { signal.addEventListener('abort', resolve); });
      ended += 1;
    });
    expect(await codeOf(client.getCartContents({ cartId: parseGlobalId('crt', cart.id) ?? '' }, { timeoutMs: 1_000 }))).toBe(Code.DeadlineExceeded);
    await waitFor(() => ended > 0);
    order.peers.whenAsked(() => Promise.resolve());
    expect(given).toEqual([expect.any(Number)]);
    // Without its caller's deadline it would have had five seconds of its own.
    expect(given[0]).toBeLessThanOrEqual(1_000);
  });

  it('has one answer for carts that are not there and for nonsense', async () => {
    for (const cartId of [newId(), '', "'; DROP TABLE cart; --"]) expect(await codeOf(client.getCartContents({ cartId }))).toBe(Code.NotFound);
  });
});

describe('GetOrderForShipment', () => {
  it('tells what goes from which warehouse to where', async () => {
    const buyerId = newId();
    const placed = await order.place({ buyerId, carrierId: CARRIER, serviceCode: 'express', promisedBy: new Date('2027-01-05T00:00:00.000Z') }, 2);
    const lines = await order.database.query<{ id: string; variant_id: string }>('SELECT id, variant_id FROM order_line WHERE order_id = $1 ORDER BY position', [placed.id]);
    const [first, second] = lines.map(({ id }) => id);
    const [north, south] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];
    await order.database.transaction((tx) => insertAllocations(tx, [
      { orderLineId: first ?? '', warehouseId: north, quantity: 2 }, { orderLineId: first ?? '', warehouseId: south, quantity: 1 }, { orderLineId: second ?? '', warehouseId: south, quantity: 1 },
    ]));
    const answer = await client.getOrderForShipment({ orderId: placed.id });
    expect(answer).toMatchObject({ buyerId, countryCode: 'DE', postalCode: '10115', carrierId: CARRIER, serviceCode: 'express', promisedBy: '2027-01-05T00:00:00.000Z' });
    expect(answer.lines.map(({ orderLineId, variantId, quantity, warehouseId }) => [orderLineId, variantId, quantity, warehouseId])).toEqual([
      [first, lines[0]?.variant_id, 2, north], [first, lines[0]?.variant_id, 1, south], [second, lines[1]?.variant_id, 1, south],
    ]);
  });

  it('knows guests, erased addresses and orders that are not there', async () => {
    const placed = await order.place();
    await order.database.query('DELETE FROM order_address WHERE order_id = $1 RETURNING 1', [placed.id]);
    const answer = await client.getOrderForShipment({ orderId: placed.id });
    expect(answer).toMatchObject({ countryCode: '', postalCode: '', lines: [] });
    expect(answer.buyerId).toBeUndefined();
    for (const orderId of [newId(), 'nonsense']) expect(await codeOf(client.getOrderForShipment({ orderId }))).toBe(Code.NotFound);
  });

  it('is for logistics alone', async () => {
    const catalog = createRpcClient(OrderService, { url: order.urlOf(0), from: order.signing.catalog, audience: 'order', deadlineMs: 2_000, logger: silentLogger });
    expect(await codeOf(catalog.getOrderForShipment({ orderId: newId() }))).toBe(Code.PermissionDenied);
  });
});
