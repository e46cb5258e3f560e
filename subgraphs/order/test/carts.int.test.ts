import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, newId, parseGlobalId } from '@souk/kernel';
import { NOBODY, OPERATOR, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const CART = `id version lines { id quantity unitPrice { decimal } lineTotal { decimal } variant { id } } subtotal { amountMinor currency } shipping { amountMinor } total { amountMinor decimal }
  problems { __typename ... on PriceChangedProblem { lineId was { decimal } now { decimal } } ... on StockShortProblem { lineId requested available variant { id } } }`;
const ERRORS = `... on UserError { code message path } ... on ValidationError { issues { path rule } } ... on ConflictError { expectedVersion actualVersion } ... on NotFoundError { entityId }`;
const SHORT = '... on InsufficientStockError { shortages { lineId requested available variant { id } } }';
const ADD = `mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) { __typename ... on CartLinesAddSuccess { cart { ${CART} } } ${ERRORS} ${SHORT} } }`;
const UPDATE = `mutation ($input: CartLineUpdateInput!) { cartLineUpdate(input: $input) { __typename ... on CartLineUpdateSuccess { cart { ${CART} } } ${ERRORS} ${SHORT} } }`;
const REMOVE = `mutation ($input: CartLineRemoveInput!) { cartLineRemove(input: $input) { __typename ... on CartLineRemoveSuccess { cart { ${CART} } } ${ERRORS} } }`;
const SELECT = `mutation ($input: CartShippingSelectInput!) { cartShippingSelect(input: $input) { __typename ... on CartShippingSelectSuccess { cart { ${CART} } } ${ERRORS} } }`;
const READ = `query ($id: ID!) { cart(id: $id) { ${CART} } }`;
const OWN = `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { cart { ${CART} } } } }`;

interface Cart {
  readonly id: string;
  readonly version: number;
  readonly lines: readonly { readonly id: string; readonly quantity: number; readonly unitPrice: { readonly decimal: string } | null }[];
  readonly total: { readonly amountMinor: number } | null;
}
type Result = { readonly __typename: string; readonly cart: Cart; readonly code?: string };

let order: OrderFixture;
beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());

const customer = () => viewerOf(newId());
const sell = (goods: Partial<Parameters<OrderFixture['peers']['goods']['set']>[1]> = {}): string => {
  const id = newId();
  order.peers.goods.set(id, { id, ...goods });
  return globalId('var', id);
};
const add = (viewer: ReturnType<typeof customer>, lines: readonly { readonly variantId: string; readonly quantity: unknown }[], rest: Record<string, unknown> = {}) =>
  order.get<Result>(viewer, ADD, { input: { lines, idempotencyKey: crypto.randomUUID(), ...rest } });
const eventsOf = (cartId: string) =>
  order.database.query<{ type: string; version: number }>('SELECT type, version FROM event WHERE stream_id = $1 ORDER BY version', [`cart-${parseGlobalId('crt', cartId)}`]);

describe('cartLinesAdd', () => {
  it('makes the viewer’s own cart, fills it, and adds to what is there', async () => {
    const viewer = customer();
    const [shirt, hat] = [sell({ priceMinor: 1_250 }), sell({ priceMinor: 999 })];
    const first = await add(viewer, [{ variantId: shirt, quantity: 2 }, { variantId: hat, quantity: 1 }]);
    expect(first).toMatchObject({ __typename: 'CartLinesAddSuccess', cart: { version: 1, subtotal: { amountMinor: 3_499, currency: 'EUR' }, shipping: null, total: null, problems: [] } });
    expect(first.cart.lines).toMatchObject([{ quantity: 2, unitPrice: { decimal: '12.50' }, lineTotal: { decimal: '25.00' }, variant: { id: shirt } }, { quantity: 1, variant: { id: hat } }]);
    const second = await add(viewer, [{ variantId: shirt, quantity: 3 }]);
    expect(second.cart).toMatchObject({ id: first.cart.id, version: 2, lines: [{ id: first.cart.lines[0]?.id, quantity: 5 }, { quantity: 1 }] });
    expect(await eventsOf(first.cart.id)).toEqual([{ type: 'CartLinesAdded', version: 1 }, { type: 'CartLinesAdded', version: 2 }]);
  });

  it('gives the first answer again for the same key and input, and refuses the key for another', async () => {
    const viewer = customer();
    const variantId = sell();
    const idempotencyKey = crypto.randomUUID();
    const first = await add(viewer, [{ variantId, quantity: 2 }], { idempotencyKey });
    order.peers.goods.delete(parseGlobalId('var', variantId) ?? '');
    const again = await add(viewer, [{ variantId, quantity: 2 }], { idempotencyKey: idempotencyKey.toUpperCase() });
    expect(again).toMatchObject({ __typename: 'CartLinesAddSuccess', cart: { id: first.cart.id, version: 1, lines: [{ quantity: 2 }] } });
    expect(await add(viewer, [{ variantId, quantity: 3 }], { idempotencyKey })).toMatchObject({ __typename: 'IdempotencyMismatchError', code: 'IDEMPOTENCY_MISMATCH', path: ['idempotencyKey'] });
    // A key is its client's own.
    expect(await add(customer(), [{ variantId: sell(), quantity: 1 }], { idempotencyKey })).toMatchObject({ __typename: 'CartLinesAddSuccess' });
  });

  it('forgets a key after a day', async () => {
    const viewer = customer();
    const variantId = sell();
    const idempotencyKey = crypto.randomUUID();
    await add(viewer, [{ variantId, quantity: 2 }], { idempotencyKey });
    order.clock.advance(24 * 60 * 60 * 1_000);
    expect(await add(viewer, [{ variantId, quantity: 3 }], { idempotencyKey })).toMatchObject({ cart: { lines: [{ quantity: 5 }] } });
  });

  it('counts four adds at once right, into one cart, and a repeated one of them once', async () => {
    const viewer = customer();
    const variantId = sell();
    const idempotencyKey = crypto.randomUUID();
    const results = await Promise.all([1, 2, 3, 4, 4].map((quantity) => add(viewer, [{ variantId, quantity }], quantity === 4 ? { idempotencyKey } : {})));
    expect(new Set(results.map(({ cart }) => cart.id)).size).toBe(1);
    const { cart } = results[0] ?? { cart: { id: '' } };
    expect(await order.get<Cart>(viewer, READ, { id: cart.id })).toMatchObject({ version: 4, lines: [{ quantity: 10 }] });
    expect((await eventsOf(cart.id)).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  it('counts four adds at once into a cart without an account, too', async () => {
    const variantId = sell();
    const { cart } = await add(NOBODY, [{ variantId, quantity: 1 }]);
    await Promise.all([1, 1, 1, 1].map((quantity) => add(NOBODY, [{ variantId, quantity }], { cartId: cart.id })));
    expect(await order.get<Cart>(NOBODY, READ, { id: cart.id })).toMatchObject({ version: 5, lines: [{ quantity: 5 }] });
  });

  it.each([0, -1, 10_001, 2 ** 31, Number.MAX_SAFE_INTEGER])('refuses %s units as data, and writes nothing', async (quantity) => {
    const viewer = customer();
    expect(await add(viewer, [{ variantId: sell(), quantity }])).toMatchObject({ __typename: 'ValidationError', code: 'VALIDATION', issues: [{ path: ['lines', '0', 'quantity'] }] });
    expect(await order.get(viewer, OWN, { id: globalId('usr', viewer.userId ?? '') })).toEqual([{ cart: null }]);
  });

  it('refuses no lines, too many, and a key that is no UUID', async () => {
    const variantId = sell();
    expect(await add(customer(), [])).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['lines'], rule: 'too_small' }] });
    expect(await add(customer(), Array.from({ length: 51 }, () => ({ variantId, quantity: 1 })))).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['lines'], rule: 'too_big' }] });
    expect(await add(customer(), [{ variantId, quantity: 1 }], { idempotencyKey: 'once' })).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['idempotencyKey'] }] });
  });

  it('refuses more than there is, with every shortage, and takes nothing', async () => {
    const viewer = customer();
    const [scarce, plenty] = [sell({ available: 3 }), sell()];
    const { cart } = await add(viewer, [{ variantId: scarce, quantity: 2 }]);
    expect(await add(viewer, [{ variantId: plenty, quantity: 1 }, { variantId: scarce, quantity: 2 }])).toMatchObject({
      __typename: 'InsufficientStockError', code: 'INSUFFICIENT_STOCK', shortages: [{ lineId: cart.lines[0]?.id, requested: 4, available: 3, variant: { id: scarce } }],
    });
    expect(await order.get<Cart>(viewer, READ, { id: cart.id })).toMatchObject({ version: 1, lines: [{ quantity: 2 }] });
  });

  it('does not tell a variant that is not sold from one that does not exist', async () => {
    for (const variantId of [sell({ sellable: false }), globalId('var', newId()), 'var_nonsense', 'prod_x']) {
      expect(await add(customer(), [{ variantId, quantity: 1 }])).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND', entityId: variantId });
    }
  });

  it('keeps to one currency, and to the version that was named', async () => {
    const viewer = customer();
    const { cart } = await add(viewer, [{ variantId: sell(), quantity: 1 }]);
    expect(await add(viewer, [{ variantId: sell({ currency: 'BRL' }), quantity: 1 }])).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['lines', '0', 'variantId'], rule: 'currency' }] });
    expect(await add(viewer, [{ variantId: sell(), quantity: 1 }], { expectedVersion: 7 })).toMatchObject({ __typename: 'ConflictError', expectedVersion: 7, actualVersion: 1 });
    expect(await add(viewer, [{ variantId: sell(), quantity: 1 }], { expectedVersion: 1 })).toMatchObject({ cart: { id: cart.id, version: 2 } });
  });

  it('fails as a service that is down does, without a word about its insides, while the catalog cannot be asked', async () => {
    const viewer = customer();
    const variantId = sell();
    order.peers.setCatalogDown(true);
    const { data, errors } = await order.ask(viewer, ADD, { input: { lines: [{ variantId, quantity: 1 }], idempotencyKey: crypto.randomUUID() } });
    order.peers.setCatalogDown(false);
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.message).not.toMatch(/down|catalog/);
  });
});

describe('whose cart it is', () => {
  it('an account’s cart does not exist for anybody else: not by id, not through the account, not for a change', async () => {
    const owner = customer();
    const { cart } = await add(owner, [{ variantId: sell(), quantity: 1 }]);
    const lineId = cart.lines[0]?.id;
    for (const other of [customer(), NOBODY, OPERATOR]) {
      expect(await order.get(other, READ, { id: cart.id })).toBeNull();
      expect(await add(other, [{ variantId: sell(), quantity: 1 }], { cartId: cart.id })).toMatchObject({ __typename: 'NotFoundError', entityId: cart.id });
      expect(await order.get(other, UPDATE, { input: { cartId: cart.id, lineId, quantity: 2, expectedVersion: 1 } })).toMatchObject({ __typename: 'NotFoundError', entityId: cart.id });
      expect(await order.get(other, REMOVE, { input: { cartId: cart.id, lineId, expectedVersion: 1 } })).toMatchObject({ __typename: 'NotFoundError', entityId: cart.id });
      expect(await order.get(other, SELECT, { input: { cartId: cart.id, shippingQuoteId: 'q', expectedVersion: 1 } })).toMatchObject({ __typename: 'NotFoundError', entityId: cart.id });
    }
    const id = globalId('usr', owner.userId ?? '');
    expect(await order.get(owner, OWN, { id })).toMatchObject([{ cart: { id: cart.id } }]);
    expect((await order.ask(customer(), OWN, { id })).data).toEqual({ _entities: [{ cart: null }] });
    expect((await order.ask(OPERATOR, OWN, { id })).data).toEqual({ _entities: [{ cart: null }] });
    expect((await order.ask(NOBODY, OWN, { id })).errors?.[0]).toMatchObject({ path: ['_entities', 0, 'cart'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });
  });

  it('a cart without an account is whoever knows its id', async () => {
    const { cart } = await add(NOBODY, [{ variantId: sell(), quantity: 1 }]);
    for (const viewer of [NOBODY, customer()]) expect(await order.get(viewer, READ, { id: cart.id })).toMatchObject({ id: cart.id });
    const others = await add(NOBODY, [{ variantId: sell(), quantity: 1 }]);
    expect(others.cart.id).not.toBe(cart.id);
  });

  it('the same answer for an id that leads nowhere, is nonsense, or is SQL', async () => {
    for (const id of [globalId('crt', newId()), 'crt_1', "crt_'; DROP TABLE cart; --", '']) {
      expect(await order.get(NOBODY, READ, { id })).toBeNull();
      expect(await order.get(NOBODY, REMOVE, { input: { cartId: id, lineId: 'cln_1', expectedVersion: 1 } })).toMatchObject({ __typename: 'NotFoundError', entityId: id });
    }
  });

  it('resolves references by the same rule', async () => {
    const owner = customer();
    const { cart } = await add(owner, [{ variantId: sell(), quantity: 1 }]);
    const query = 'query ($id: ID!) { _entities(representations: [{ __typename: "Cart", id: $id }]) { ... on Cart { id version } } }';
    expect(await order.get(owner, query, { id: cart.id })).toEqual([{ id: cart.id, version: 1 }]);
    expect(await order.get(customer(), query, { id: cart.id })).toEqual([null]);
  });
});

describe('changing a line', () => {
  it('sets the quantity, and refuses a stale version, a line that is not there, and more than there is', async () => {
    const viewer = customer();
    const { cart } = await add(viewer, [{ variantId: sell({ available: 9 }), quantity: 1 }]);
    const [line] = cart.lines;
    const update = (quantity: number, expectedVersion: number, lineId = line?.id) => order.get<Result>(viewer, UPDATE, { input: { cartId: cart.id, lineId, quantity, expectedVersion } });
    expect(await update(9, 1)).toMatchObject({ __typename: 'CartLineUpdateSuccess', cart: { version: 2, lines: [{ id: line?.id, quantity: 9 }] } });
    expect(await update(3, 1)).toMatchObject({ __typename: 'ConflictError', expectedVersion: 1, actualVersion: 2 });
    expect(await update(10, 2)).toMatchObject({ __typename: 'InsufficientStockError', shortages: [{ lineId: line?.id, requested: 10, available: 9 }] });
    expect(await update(2 ** 31, 2)).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['quantity'] }] });
    for (const lineId of [globalId('cln', newId()), 'nonsense']) expect(await update(2, 2, lineId)).toMatchObject({ __typename: 'NotFoundError', entityId: lineId });
  });

  it('removes it, and a repeat is told that there was a change', async () => {
    const viewer = customer();
    const { cart } = await add(viewer, [{ variantId: sell(), quantity: 1 }]);
    const input = { cartId: cart.id, lineId: cart.lines[0]?.id, expectedVersion: 1 };
    expect(await order.get(viewer, REMOVE, { input })).toMatchObject({ __typename: 'CartLineRemoveSuccess', cart: { version: 2, lines: [], subtotal: null, total: null } });
    expect(await order.get(viewer, REMOVE, { input })).toMatchObject({ __typename: 'ConflictError', actualVersion: 2 });
    expect((await eventsOf(cart.id)).map(({ type }) => type)).toEqual(['CartLinesAdded', 'CartLineRemoved']);
  });
});

describe('what a cart shows', () => {
  it('asks the catalog once for all lines, and says what changed since they were added', async () => {
    const viewer = customer();
    const [dearer, short, gone, same] = [sell(), sell(), sell(), sell()];
    const { cart } = await add(viewer, [dearer, short, gone, same].map((variantId) => ({ variantId, quantity: 5 })));
    const set = (variantId: string, goods: object): unknown => order.peers.goods.set(parseGlobalId('var', variantId) ?? '', { id: parseGlobalId('var', variantId) ?? '', ...goods });
    set(dearer, { priceMinor: 1_100 });
    set(short, { available: 4 });
    set(gone, { sellable: false });
    order.peers.calls.length = 0;
    const shown = await order.get<Cart>(viewer, READ, { id: cart.id });
    expect(order.peers.calls).toEqual(['describeVariants 4']);
    expect(shown).toMatchObject({
      subtotal: null,
      problems: [
        { __typename: 'PriceChangedProblem', lineId: cart.lines[0]?.id, was: { decimal: '10.00' }, now: { decimal: '11.00' } },
        { __typename: 'StockShortProblem', lineId: cart.lines[1]?.id, requested: 5, available: 4, variant: { id: short } },
        { __typename: 'StockShortProblem', lineId: cart.lines[2]?.id, requested: 5, available: 0 },
      ],
    });
    expect(shown.lines.map(({ unitPrice }) => unitPrice?.decimal)).toEqual(['11.00', '10.00', undefined, '10.00']);
  });

  it('shows a cart without prices while the catalog cannot be asked', async () => {
    const { cart } = await add(NOBODY, [{ variantId: sell(), quantity: 5 }]);
    order.peers.setCatalogDown(true);
    const shown = await order.ask(NOBODY, READ, { id: cart.id });
    order.peers.setCatalogDown(false);
    expect(shown).toMatchObject({ data: { cart: { id: cart.id, lines: [{ quantity: 5, unitPrice: null }], subtotal: null, problems: [] } } });
    expect(shown.errors).toBeUndefined();
  });
});

describe('cartShippingSelect', () => {
  const select = (viewer: ReturnType<typeof customer>, cartId: string, shippingQuoteId: string, expectedVersion = 1) =>
    order.get<Result>(viewer, SELECT, { input: { cartId, shippingQuoteId, expectedVersion } });
  const quoteFor = (cartId: string, quote: object = {}): string => {
    const id = newId();
    order.peers.quotes.set(id, { cartId: parseGlobalId('crt', cartId) ?? '', ...quote });
    return id;
  };

  it('adds what it costs, until the lines change or the quote is over', async () => {
    const viewer = customer();
    const variantId = sell();
    const { cart } = await add(viewer, [{ variantId, quantity: 2 }]);
    const validUntil = new Date(order.clock.now().getTime() + 60_000);
    expect(await select(viewer, cart.id, quoteFor(cart.id, { validUntil }))).toMatchObject({ __typename: 'CartShippingSelectSuccess', cart: { version: 2, shipping: { amountMinor: 500 }, total: { amountMinor: 2_500, decimal: '25.00' } } });
    order.clock.advance(60_000);
    expect(await order.get(viewer, READ, { id: cart.id })).toMatchObject({ version: 2, shipping: null, total: null });
    await select(viewer, cart.id, quoteFor(cart.id), 2);
    expect(await add(viewer, [{ variantId, quantity: 1 }])).toMatchObject({ cart: { version: 4, shipping: null, total: null } });
    expect((await eventsOf(cart.id)).map(({ type }) => type)).toEqual(['CartLinesAdded', 'CartShippingSelected', 'CartShippingSelected', 'CartLinesAdded']);
  });

  it('refuses quotes that are not ours, over, another cart’s, too light or in another currency', async () => {
    const viewer = customer();
    const { cart } = await add(viewer, [{ variantId: sell({ weightGrams: 600 }), quantity: 2 }]);
    const other = await add(customer(), [{ variantId: sell(), quantity: 1 }]);
    order.peers.quotes.set('expired-1', { cartId: '' });
    const cases = [
      ['nonsense', 'unknown'], ['expired-1', 'expired'], [quoteFor(other.cart.id), 'other_cart'], [quoteFor(cart.id, { weightGrams: 1_199 }), 'weight'], [quoteFor(cart.id, { currency: 'BRL' }), 'currency'],
      [quoteFor(cart.id, { validUntil: order.clock.now() }), 'expired'],
    ] as const;
    for (const [quote, rule] of cases) expect(await select(viewer, cart.id, quote)).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['shippingQuoteId'], rule }] });
    expect(await select(viewer, cart.id, quoteFor(cart.id), 3)).toMatchObject({ __typename: 'ConflictError', actualVersion: 1 });
    expect(await order.get(viewer, READ, { id: cart.id })).toMatchObject({ version: 1, shipping: null });
  });

  it('weighs what nobody has weighed as its quote does', async () => {
    const viewer = customer();
    const { cart } = await add(viewer, [{ variantId: sell({ weightGrams: null }), quantity: 3 }]);
    expect(await select(viewer, cart.id, quoteFor(cart.id, { weightGrams: 2_999 }))).toMatchObject({ __typename: 'ValidationError', issues: [{ rule: 'weight' }] });
    expect(await select(viewer, cart.id, quoteFor(cart.id, { weightGrams: 3_000 }))).toMatchObject({ __typename: 'CartShippingSelectSuccess' });
  });

  it('keeps where it goes out of the event log', async () => {
    const viewer = customer();
    const { cart } = await add(viewer, [{ variantId: sell(), quantity: 1 }]);
    await select(viewer, cart.id, quoteFor(cart.id));
    const events = await order.database.query<{ data: object }>('SELECT data FROM event WHERE stream_id = $1', [`cart-${parseGlobalId('crt', cart.id)}`]);
    expect(JSON.stringify(events)).not.toContain('10115');
  });
});
