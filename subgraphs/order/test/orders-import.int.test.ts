import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId } from '@souk/kernel';
import { type Expected } from './olist-expected.js';
import { olistSample, readOlistOrders } from './olist-files.js';
import { ADMIN, NOBODY, OPERATOR, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const IMPORT = `mutation ($input: OrdersImportInput!) { ordersImport(input: $input) { __typename ... on ImportSuccess { inserted unchanged } ... on UserError { code message } ... on ValidationError { issues { path rule } } } }`;
const READ = `query ($number: String!) { order(by: { number: $number }) {
  id number state allowedTransitions placedAt confirmedAt shippedAt deliveredAt promisedBy version sourceStatus importFlags buyer { id } subtotal { amountMinor currency } shipping { amountMinor } total { amountMinor }
  lines { id sku nameAtPurchase quantity unitPrice { amountMinor } shipping { amountMinor } variant { id } merchant { id } }
  payments { sequence provider method installments state amount { amountMinor } } shippingAddress { recipient lines city region postalCode countryCode }
  events { nodes { __typename sequence at actor ... on OrderImported { source sourceStatus } } } } }`;

const OLIST_SAMPLE = olistSample(process.env['SOUK_DATASETS']);

let order: OrderFixture;
let next = 1;
beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());

const hex = (): string => (next++).toString(16).padStart(32, 'a');
const uuidOf = (digits: string): string => digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const facts = (overrides: object = {}) => ({
  sourceId: hex(), sourceStatus: 'delivered', state: 'DELIVERED', buyerSourceId: hex(), addressSourceId: hex(), placedAt: '2018-03-01T10:00:00.000Z', confirmedAt: '2018-03-01T10:05:00.000Z',
  handedOverAt: '2018-03-02T10:00:00.000Z', deliveredAt: '2018-03-05T10:00:00.000Z', promisedBy: '2018-03-09T00:00:00.000Z',
  address: { city: 'são paulo', region: 'SP', postalCode: '01037', countryCode: 'BR' },
  lines: [{ sourceId: hex(), position: 1, productSourceId: hex(), merchantSourceId: hex(), categoryCode: 'toys', unitPriceMinor: 4_499, shippingMinor: 283, shipBy: '2018-03-04T10:00:00.000Z' }],
  payments: [{ sequence: 1, method: 'credit_card', installments: 3, amountMinor: 4_782 }], ...overrides,
});
const send = (orders: readonly object[], rest: object = {}) => order.get<{ __typename: string; issues?: { path: string[] }[] }>(ADMIN, IMPORT, { input: { source: 'olist', currency: 'BRL', orders, ...rest } });
const imported = (inserted: number, unchanged: number) => ({ __typename: 'ImportSuccess', inserted, unchanged });

describe('ordersImport', () => {
  it('takes an order over with its facts as they are', async () => {
    const given = facts();
    expect(await send([given])).toEqual(imported(1, 0));
    const [line] = given.lines;
    expect(await order.get(viewerOf(uuidOf(given.buyerSourceId)), READ, { number: given.sourceId })).toEqual({
      id: globalId('ord', uuidOf(given.sourceId)), number: given.sourceId, state: 'DELIVERED', allowedTransitions: ['COMPLETED'], placedAt: given.placedAt, confirmedAt: given.confirmedAt, shippedAt: given.handedOverAt,
      deliveredAt: given.deliveredAt, promisedBy: given.promisedBy, version: 1, sourceStatus: 'delivered', importFlags: [], buyer: { id: `usr_${given.buyerSourceId}` },
      subtotal: { amountMinor: 4_499, currency: 'BRL' }, shipping: { amountMinor: 283 }, total: { amountMinor: 4_782 },
      lines: [{
        id: `oln_${line?.sourceId ?? ''}`, sku: line?.productSourceId, nameAtPurchase: `toys ${line?.productSourceId.slice(0, 8) ?? ''}`, quantity: 1, unitPrice: { amountMinor: 4_499 }, shipping: { amountMinor: 283 },
        variant: { id: `var_${line?.productSourceId ?? ''}` }, merchant: { id: `mrc_${line?.merchantSourceId ?? ''}` },
      }],
      payments: [{ sequence: 1, provider: 'olist', method: 'credit_card', installments: 3, state: 'CAPTURED', amount: { amountMinor: 4_782 } }],
      shippingAddress: { recipient: null, lines: [], city: 'são paulo', region: 'SP', postalCode: '01037', countryCode: 'BR' },
      events: { nodes: [{ __typename: 'OrderImported', sequence: 1, at: given.placedAt, actor: 'import', source: 'olist', sourceStatus: 'delivered' }] },
    });
  });

  it('keeps what a source did not say unsaid, and flags what is odd', async () => {
    const given = facts({
      sourceStatus: 'unavailable', state: 'CANCELLED', buyerSourceId: null, addressSourceId: null, confirmedAt: null, handedOverAt: null, deliveredAt: null, promisedBy: null, address: null, lines: [], payments: [],
    });
    await send([given]);
    expect(await order.get(OPERATOR, READ, { number: given.sourceId })).toMatchObject({
      buyer: null, confirmedAt: null, shippedAt: null, deliveredAt: null, promisedBy: null, shippingAddress: null, lines: [], payments: [], total: { amountMinor: 0 }, importFlags: ['NO_LINES', 'NO_PAYMENT'],
    });
    const page = await order.get(OPERATOR, 'query ($filter: OrderFilter) { orders(filter: $filter) { nodes { number } totalCount } }', { filter: { source: 'olist', importFlags: ['NO_PAYMENT', 'NO_LINES'] } });
    expect(page).toEqual({ nodes: [{ number: given.sourceId }], totalCount: 1 });
  });

  it('changes nothing the second time, whatever the facts say then', async () => {
    const given = [facts(), facts()];
    await send(given);
    const before = await order.get(OPERATOR, READ, { number: given[0]?.sourceId });
    expect(await send([{ ...given[0], state: 'CANCELLED', payments: [] }, facts(), ...given.slice(1)])).toEqual(imported(1, 2));
    expect(await order.get(OPERATOR, READ, { number: given[0]?.sourceId })).toEqual(before);
  });

  it('imports nothing twice when two do so at once, in any order', async () => {
    const given = Array.from({ length: 200 }, () => facts());
    const results = await Promise.all([send(given), send([...given].reverse()), send(given.slice(50, 150))]);
    const counts = results as unknown as { inserted: number; unchanged: number }[];
    expect(counts.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(200);
    expect(counts.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(300);
    const ids = given.map(({ sourceId }) => uuidOf(sourceId));
    const [rows] = await order.database.query(
      `SELECT (SELECT count(*) FROM order_line WHERE order_id = ANY($1::uuid[])) AS lines, (SELECT count(*) FROM payment WHERE order_id = ANY($1::uuid[])) AS payments,
              (SELECT count(*) FROM event WHERE stream_id IN (SELECT 'order-' || id FROM unnest($1::uuid[]) id)) AS events`, [ids]);
    expect(rows).toEqual({ lines: 200, payments: 200, events: 200 });
  });

  it('says where a batch is wrong, and then takes none of it', async () => {
    const given = facts();
    const [line] = given.lines;
    const bad: readonly (readonly [object, string])[] = [
      [facts({ sourceId: 'A'.repeat(32) }), 'orders.1.sourceId'],
      [facts({ sourceId: "'; DROP TABLE orders; --" }), 'orders.1.sourceId'],
      [{ ...facts(), sourceId: given.sourceId }, 'orders.1.sourceId'],
      [facts({ lines: [line] }), 'orders.1.lines.0.sourceId'],
      [facts({ lines: [{ ...line, sourceId: hex(), unitPriceMinor: -1 }] }), 'orders.1.lines.0.unitPriceMinor'],
      [facts({ payments: [...given.payments, ...given.payments] }), 'orders.1.payments.1.sequence'],
      [facts({ sourceStatus: '' }), 'orders.1.sourceStatus'],
    ];
    for (const [wrong, path] of bad) {
      const result = await send([given, wrong]);
      expect(result.__typename).toBe('ValidationError');
      expect(result.issues?.map((issue) => issue.path.join('.'))).toEqual([path]);
    }
    expect(await send(Array.from({ length: 1_001 }, () => facts()))).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['orders'], rule: 'too_big' }] });
    expect(await send([given], { source: 'Not A Name' })).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['source'] }] });
    expect((await order.ask(ADMIN, IMPORT, { input: { source: 'olist', currency: 'XXX', orders: [given] } })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await order.get(OPERATOR, READ, { number: given.sourceId })).toBeNull();
  });

  it('refuses a line that belongs to an order of another batch, and then takes none of the batch', async () => {
    const [first, second, third] = [facts(), facts(), facts()];
    await send([first]);
    const result = await send([second, { ...third, lines: first.lines }]);
    expect(result).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['orders', '1', 'lines', '0', 'sourceId'], rule: 'repeated' }] });
    expect(await send([second, third])).toEqual(imported(2, 0));
  });

  it('is for ADMIN alone', async () => {
    for (const viewer of [NOBODY, OPERATOR, viewerOf('01960000-0000-7000-8000-000000000004')]) {
      const { data, errors } = await order.ask(viewer, IMPORT, { input: { source: 'olist', currency: 'BRL', orders: [facts()] } });
      expect(data).toEqual({ ordersImport: null });
      expect(errors?.[0]).toMatchObject({ path: ['ordersImport'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });
    }
  });

  it('tells no consumer of what is history', async () => {
    const events = await order.database.query<{ meta: object }>("SELECT DISTINCT meta FROM event WHERE type = 'OrderImported'");
    expect(events).toEqual([{ meta: { actor: 'import', imported: true } }]);
  });
});

/** Flags and what EXPECTED.json counts them under. */
const FLAGS: Readonly<Record<string, string>> = {
  NO_LINES: 'orders_without_items', NO_PAYMENT: 'orders_without_payment', PAYMENT_SEQUENCE_GAP: 'orders_payment_sequence_not_starting_at_1_or_gapped',
  DELIVERED_WITHOUT_DELIVERY_DATE: 'delivered_status_without_delivered_date', DELIVERED_WITHOUT_HANDOVER_DATE: 'delivered_status_without_carrier_date', DELIVERED_WITHOUT_APPROVAL_DATE: 'delivered_status_without_approved_at',
  CANCELLED_YET_DELIVERED: 'canceled_with_delivered_date', DELIVERED_BEFORE_HANDOVER: 'delivered_before_carrier', HANDOVER_BEFORE_APPROVAL: 'carrier_before_approved', HANDOVER_BEFORE_PURCHASE: 'carrier_before_purchase',
};

// Real orders, on machines that have them.
if (existsSync(OLIST_SAMPLE)) {
  it('flags as many real orders of a sample as an independent script found', async () => {
    const orders = readOlistOrders(OLIST_SAMPLE);
    for (let start = 0; start < orders.length; start += 1_000) await send(orders.slice(start, start + 1_000), { source: 'sample' });
    const { irregularities } = JSON.parse(readFileSync(join(OLIST_SAMPLE, 'EXPECTED.json'), 'utf8')) as Expected;
    const count = async (flag: string) => (await order.get<{ totalCount: number }>(OPERATOR, 'query ($filter: OrderFilter) { orders(filter: $filter, first: 0) { totalCount } }', { filter: { source: 'sample', importFlags: [flag] } })).totalCount;
    const found = await Promise.all(Object.keys(FLAGS).map(async (flag) => [flag, await count(flag)]));
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(FLAGS).map(([flag, name]) => [flag, irregularities[name]])));
    expect(await count('PAYMENT_DIFFERS_FROM_LINES')).toBe(Number(irregularities['orders_payment_gt_items_over_1_cent']) + Number(irregularities['orders_payment_lt_items_over_1_cent']));
  });
}
