import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyGuestToken, type Viewer } from '@souk/auth';
import { globalId, newId } from '@souk/kernel';
import { newEvent, orderEvents } from '@souk/schema/events';
import { type Order } from '../src/entities/order.js';
import { ADMIN, NOBODY, OPERATOR, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const BY = 'query ($by: OrderBy!) { order(by: $by) { id } }';
const FULL = `id number state allowedTransitions placedAt confirmedAt buyer { id } subtotal { decimal } shipping { decimal } total { decimal currency } version importFlags sourceStatus
  lines { id sku nameAtPurchase quantity unitPrice { decimal } lineTotal { decimal } shipping { decimal } variant { id } merchant { id } }
  payments { sequence provider method state amount { decimal } refunded { decimal } declineCode }
  shippingAddress { recipient lines city region postalCode countryCode }
  events(first: 10) { nodes { __typename id sequence at actor ... on OrderStateChanged { from to reason } ... on OrderPaymentChanged { paymentState payment { id state } } } pageInfo { hasNextPage endCursor } }`;

let order: OrderFixture;
let buyer: Viewer;
let placed: Order;
beforeAll(async () => {
  order = await startOrder();
  buyer = viewerOf(newId());
  placed = await order.place({ buyerId: buyer.userId ?? null }, 2);
});
afterAll(() => order.stop());

const confirm = (orderId: string) => order.happen(orderId, [{ ...newEvent(orderEvents.OrderConfirmed, { orderId, from: 'PENDING', buyerId: null, allocations: [] }), meta: { actor: 'system' } }]);
const read = (viewer: Viewer, by: object): Promise<unknown> => order.get(viewer, BY, { by });

describe('who sees an order', () => {
  it('its buyer, readers of any order and the bearer of its guest token see it; for all others it does not exist', async () => {
    const id = globalId('ord', placed.id);
    for (const viewer of [buyer, OPERATOR, ADMIN, viewerOf(undefined, [], [placed.id]), viewerOf(newId(), ['CUSTOMER'], [placed.id])]) {
      expect(await read(viewer, { id })).toEqual({ id });
      expect(await read(viewer, { number: placed.number })).toEqual({ id });
    }
    for (const viewer of [NOBODY, viewerOf(newId()), viewerOf(newId(), ['PRODUCT_MANAGER']), viewerOf(undefined, [], [newId()])]) {
      const answers = await Promise.all([{ id }, { number: placed.number }, { id: globalId('ord', newId()) }, { number: 'S-00000-00000' }, { id: 'nonsense' }, { number: '' }].map((by) => order.ask(viewer, BY, { by })));
      for (const answer of answers) expect(answer).toEqual({ data: { order: null } });
    }
  });

  it('by reference, by the same rule, whatever the key', async () => {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { id number } ... on OrderLine { id } } }`;
    const [line] = await order.database.query<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1 ORDER BY position', [placed.id]);
    const id = globalId('ord', placed.id);
    const representations = [{ __typename: 'Order', id }, { __typename: 'Order', number: placed.number }, { __typename: 'OrderLine', id: globalId('oln', line?.id ?? '') }, { __typename: 'Order', id: globalId('ord', newId()) }];
    expect(await order.get(buyer, query, { representations })).toEqual([{ id, number: placed.number }, { id, number: placed.number }, { id: globalId('oln', line?.id ?? '') }, null]);
    expect(await order.get(viewerOf(newId()), query, { representations })).toEqual([null, null, null, null]);
  });

  it('an account’s orders: itself and readers of any order; null to everybody else', async () => {
    const query = 'query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { orders(first: 5) { nodes { id } totalCount } } } }';
    const id = globalId('usr', buyer.userId ?? '');
    for (const viewer of [buyer, OPERATOR]) expect(await order.get(viewer, query, { id })).toEqual([{ orders: { nodes: [{ id: globalId('ord', placed.id) }], totalCount: 1 } }]);
    expect((await order.ask(viewerOf(newId()), query, { id })).data).toEqual({ _entities: [{ orders: null }] });
    expect((await order.ask(NOBODY, query, { id })).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
    expect(await order.get(buyer, query, { id: 'usr_nonsense' })).toEqual([{ orders: null }]);
  });

  it('everybody’s orders: for readers of any order, refused to others before anything is read', async () => {
    const statements = await order.statementsOf(async () => {
      for (const viewer of [NOBODY, buyer]) {
        const { data, errors } = await order.ask(viewer, '{ orders { nodes { id } } }');
        expect(data).toEqual({ orders: null });
        expect(errors?.[0]).toMatchObject({ path: ['orders'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });
      }
    });
    expect(statements).toBe(0);
    expect(await order.get<{ nodes: unknown[] }>(OPERATOR, '{ orders { nodes { id } } }')).toMatchObject({ nodes: expect.arrayContaining([{ id: globalId('ord', placed.id) }]) });
  });
});

describe('what an order shows', () => {
  it('everything about it, and its history under the names that clients know', async () => {
    const own = await order.place({ buyerId: buyer.userId ?? null, carrierId: newId(), promisedBy: new Date('2027-02-01T00:00:00Z') }, 2);
    const [payment] = await order.database.query<{ id: string }>('SELECT id FROM payment WHERE order_id = $1', [own.id]);
    const paymentId = payment?.id ?? '';
    const paid = newEvent(orderEvents.OrderPaymentChanged, { orderId: own.id, paymentId, provider: 'sandbox', to: 'CAPTURED', amount: { amountMinor: 2_500, currency: 'EUR' }, declineCode: null });
    await order.happen(own.id, [{ ...newEvent(orderEvents.OrderConfirmed, { orderId: own.id, from: 'PENDING', buyerId: own.buyerId, allocations: [] }), meta: { actor: 'system' } }, paid]);
    await order.happen(own.id, [{ ...newEvent(orderEvents.OrderCancelled, { orderId: own.id, from: 'CONFIRMED', reason: 'CUSTOMER_REQUEST' }), meta: { actor: 'customer' } }]);
    const shown = await order.get(buyer, `query ($by: OrderBy!) { order(by: $by) { ${FULL} cancelledAt promisedBy } }`, { by: { number: own.number } });
    expect(shown).toMatchObject({
      id: globalId('ord', own.id), number: own.number, state: 'CANCELLED', allowedTransitions: [], buyer: { id: globalId('usr', buyer.userId ?? '') }, version: 4,
      placedAt: own.placedAt.toISOString(), confirmedAt: own.placedAt.toISOString(), cancelledAt: own.placedAt.toISOString(), promisedBy: '2027-02-01T00:00:00.000Z',
      subtotal: { decimal: '20.00' }, shipping: { decimal: '5.00' }, total: { decimal: '25.00', currency: 'EUR' }, importFlags: [], sourceStatus: null,
      lines: [{ sku: 'SKU-0', nameAtPurchase: 'Shirt 0', quantity: 1, unitPrice: { decimal: '10.00' }, lineTotal: { decimal: '10.00' }, shipping: null, merchant: null }, { sku: 'SKU-1' }],
      payments: [{ sequence: 1, provider: 'sandbox', method: 'card', state: 'CAPTURED', amount: { decimal: '25.00' }, refunded: { decimal: '0.00' }, declineCode: null }],
      shippingAddress: { recipient: 'A. Buyer', lines: ['Street 1'], city: 'Berlin', region: null, postalCode: '10115', countryCode: 'DE' },
      events: {
        nodes: [
          { __typename: 'OrderStateChanged', sequence: 1, actor: 'customer', from: null, to: 'PENDING', reason: null },
          { __typename: 'OrderStateChanged', sequence: 2, actor: 'system', from: 'PENDING', to: 'CONFIRMED' },
          { __typename: 'OrderPaymentChanged', sequence: 3, actor: 'system', paymentState: 'CAPTURED', payment: { id: globalId('pay', paymentId), state: 'CAPTURED' } },
          { __typename: 'OrderStateChanged', sequence: 4, actor: 'customer', from: 'CONFIRMED', to: 'CANCELLED', reason: 'CUSTOMER_REQUEST' },
        ],
        pageInfo: { hasNextPage: false },
      },
    });
  });

  it('a page of its history, and a clear error for a cursor that is not one', async () => {
    const query = 'query ($id: ID!, $after: String) { order(by: { id: $id }) { events(first: 1, after: $after) { nodes { sequence } pageInfo { hasNextPage hasPreviousPage endCursor } } } }';
    const own = await order.place({ buyerId: buyer.userId ?? null });
    await confirm(own.id);
    const id = globalId('ord', own.id);
    const first = await order.get<{ events: { pageInfo: { endCursor: string } } }>(buyer, query, { id });
    expect(first).toMatchObject({ events: { nodes: [{ sequence: 1 }], pageInfo: { hasNextPage: true, hasPreviousPage: false } } });
    expect(await order.get(buyer, query, { id, after: first.events.pageInfo.endCursor })).toMatchObject({ events: { nodes: [{ sequence: 2 }], pageInfo: { hasNextPage: false, hasPreviousPage: true } } });
    for (const after of ['nonsense', 'WzFlNDBd', 'Wy0xXQ']) expect((await order.ask(buyer, query, { id, after })).errors?.[0]).toMatchObject({ extensions: { code: 'VALIDATION' } });
  });

  it('no address once it is erased, and the order stays', async () => {
    const own = await order.place({ buyerId: buyer.userId ?? null });
    await order.database.query('DELETE FROM order_address WHERE order_id = $1 RETURNING 1', [own.id]);
    expect(await order.get(buyer, 'query ($by: OrderBy!) { order(by: $by) { number shippingAddress { city } } }', { by: { number: own.number } })).toEqual({ number: own.number, shippingAddress: null });
  });

  it('gives its buyer a link for others; a link makes no new links', async () => {
    const query = 'query ($by: OrderBy!) { order(by: $by) { guestToken } }';
    const by = { number: placed.number };
    const { guestToken } = await order.get<{ guestToken: string }>(buyer, query, { by });
    expect(await verifyGuestToken(order.keys, guestToken, order.clock.now())).toEqual({ orderId: placed.id });
    const day91 = new Date(order.clock.now().getTime() + 91 * 24 * 60 * 60 * 1_000);
    await expect(verifyGuestToken(order.keys, guestToken, day91)).rejects.toThrow();
    expect(await order.get(viewerOf(undefined, [], [placed.id]), query, { by })).toEqual({ guestToken: null });
    expect(await order.get(viewerOf(buyer.userId, ['CUSTOMER'], [placed.id]), query, { by })).toEqual({ guestToken: expect.any(String) });
  });
});

describe('pages of orders', () => {
  it('go on where the last one ended, newest first, and filter', async () => {
    const customer = viewerOf(newId());
    const day = (number: number): Date => new Date(Date.UTC(2026, 5, number));
    const orders = [];
    for (const number of [1, 2, 3, 4, 5]) orders.push(await order.place({ buyerId: customer.userId ?? null, placedAt: day(number) }));
    // Two of the same instant.
    orders.push(await order.place({ buyerId: customer.userId ?? null, placedAt: day(5) }));
    await confirm(orders[1]?.id ?? '');
    const query = 'query ($filter: OrderFilter, $first: Int, $after: String) { orders(filter: $filter, first: $first, after: $after) { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } }';
    type Page = { readonly nodes: readonly { readonly id: string }[]; readonly totalCount: number; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
    const month = { placedAt: { from: day(1).toISOString(), to: day(30).toISOString() } };
    const seen: string[] = [];
    let after: string | undefined;
    for (const isLast of [false, false, true]) {
      const page = await order.get<Page>(OPERATOR, query, { filter: month, first: 2, after });
      seen.push(...page.nodes.map(({ id }) => id));
      expect(page).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: !isLast } });
      after = page.pageInfo.endCursor;
    }
    const expected = [...orders].sort((left, right) => right.placedAt.getTime() - left.placedAt.getTime() || (left.id < right.id ? 1 : -1)).map(({ id }) => globalId('ord', id));
    expect(seen).toEqual(expected);
    const states = async (...wanted: string[]) => (await order.get<Page>(OPERATOR, query, { filter: { ...month, states: wanted } })).nodes.length;
    expect([await states('CONFIRMED'), await states('PENDING', 'CONFIRMED'), await states()]).toEqual([1, 6, 0]);
    expect((await order.get<Page>(OPERATOR, query, { filter: { placedAt: { from: day(2).toISOString(), to: day(4).toISOString() } } })).nodes).toHaveLength(2);
    expect((await order.get<Page>(OPERATOR, query, { filter: { ...month, source: "olist'; DROP TABLE orders; --" } })).nodes).toHaveLength(0);
  });

  it('refuse sizes out of bounds and cursors that are not theirs', async () => {
    for (const [args, path] of [['first: 101', 'first'], ['first: -1', 'first'], ['after: "x"', 'after'], ['after: "WyJ4IiwieSJd"', 'after']]) {
      const { errors } = await order.ask(OPERATOR, `{ orders(${args}) { nodes { id } } }`);
      expect(errors?.[0]).toMatchObject({ path: ['orders'], extensions: { code: 'VALIDATION' } });
      expect(errors?.[0]?.message).toContain(path);
    }
  });

  it('cost a number of statements that does not depend on the number of orders', async () => {
    const customers = Array.from({ length: 12 }, () => newId());
    for (const buyerId of [...customers, ...customers, ...customers, ...customers]) await order.place({ buyerId, placedAt: new Date('2028-01-01T00:00:00Z') }, 3);
    const query = `query ($first: Int!) { orders(first: $first, filter: { placedAt: { from: "2028-01-01T00:00:00Z" } }) { nodes { ${FULL} buyer { orders(first: 3) { nodes { number events(first: 2) { nodes { id } } } totalCount } } } totalCount } }`;
    const cost = (first: number) => order.statementsOf(() => order.get(OPERATOR, query, { first }));
    await cost(2);
    const [few, many] = [await cost(2), await cost(48)];
    expect(many).toBe(few);
    // Orders, count; lines, payments, addresses, events; then the buyers’ orders and counts, and the events of these.
    expect(many).toBe(9);
  });
});

it('an unknown service gets no answer from RPC, and one without a token neither', async () => {
  const response = await fetch(`${order.urlOf(0)}/rpc/souk.order.v1.OrderService/GetCartContents`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  expect(response.status).toBe(401);
});
