import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEvent, orderEvents } from '@souk/schema/events';
import { expectedReport, type Expected } from './olist-expected.js';
import { olistSample, readOlistOrders } from './olist-files.js';
import { ADMIN, NOBODY, OPERATOR, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const IMPORT = `mutation ($input: OrdersImportInput!) { ordersImport(input: $input) { __typename ... on ImportSuccess { inserted unchanged } ... on UserError { message } } }`;
const DELIVERY = 'deliveredCount onTimeCount lateCount onTimeByDateCount averageDays';
const REPORT = `query ($filter: SalesReportFilter!) { salesReport(filter: $filter) {
  currency orderCount lineCount paymentCount buyerCount repeatBuyerCount addressCount firstPlacedAt lastPlacedAt paymentTotal { decimal } lineTotal { decimal } shippingTotal { decimal }
  byState { state orderCount paymentTotal { decimal } } bySourceStatus { sourceStatus orderCount paymentTotal { decimal } } byMonth { month orderCount paymentTotal { decimal } }
  byPaymentMethod { method paymentCount paymentTotal { decimal } } byRegion { region orderCount delivery { ${DELIVERY} } }
  byCategory(first: 10) { category { slug } lineCount lineTotal { decimal } shippingTotal { decimal } } byMerchant(first: 5) { merchant { id } lineCount lineTotal { decimal } } categoryCount linesWithoutCategory
  delivery { ${DELIVERY} }
  irregularities { withoutLines withoutLinesBySourceStatus { sourceStatus count } withoutPayment withSeveralLines maxLinesPerOrder withSeveralMerchants withRepeatedProducts withSeveralPayments maxPaymentsPerOrder
    withPaymentSequenceGap zeroPaymentCount zeroInstallmentPaymentCount undefinedMethodPaymentCount zeroPriceLineCount zeroShippingLineCount paymentDiffers paymentAboveLines paymentBelowLines
    paymentMinusLinesTotal { decimal } confirmedBeforePlaced handedOverBeforeConfirmed handedOverBeforePlaced deliveredBeforeHandedOver deliveredWithoutDeliveryDate deliveredWithoutHandoverDate
    deliveredWithoutConfirmationDate cancelledYetDelivered undeliveredWithDeliveryDate shippingLimitBeforePlacedLineCount shippingLimitImplausibleLineCount productsAtSeveralPrices productsOfSeveralMerchants } } }`;

const OLIST_SAMPLE = olistSample(process.env['SOUK_DATASETS']);

let order: OrderFixture;
beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());

const importAll = async (source: string, currency: string, orders: readonly object[]): Promise<void> => {
  for (let start = 0; start < orders.length; start += 1_000) {
    const batch = orders.slice(start, start + 1_000);
    expect(await order.get(ADMIN, IMPORT, { input: { source, currency, orders: batch } })).toEqual({ __typename: 'ImportSuccess', inserted: batch.length, unchanged: 0 });
  }
};
const report = (filter: object) => order.get<Report>(OPERATOR, REPORT, { filter });
const hex = (number: number): string => number.toString(16).padStart(32, '0');

describe('salesReport', () => {
  const instant = (day: number): string => `2018-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;
  const line = (id: number, overrides: object = {}) => ({ sourceId: hex(id), position: 1, productSourceId: hex(9_001), merchantSourceId: hex(8_001), categoryCode: 'toys', unitPriceMinor: 1_000, shippingMinor: 100, shipBy: instant(5), ...overrides });
  const pay = (amountMinor: number, overrides: object = {}) => ({ sequence: 1, method: 'boleto', installments: 1, amountMinor, ...overrides });
  const facts = (id: number, overrides: object = {}) => ({
    sourceId: hex(id), sourceStatus: 'delivered', state: 'DELIVERED', buyerSourceId: hex(7_000 + id), addressSourceId: hex(6_000 + id), placedAt: instant(1), confirmedAt: instant(2), handedOverAt: instant(3),
    deliveredAt: instant(5), promisedBy: '2018-03-05T00:00:00.000Z', address: { region: 'SP', postalCode: '01000', countryCode: 'BR' }, lines: [line(id)], payments: [pay(1_100)], ...overrides,
  });
  /** One order per irregularity, and what it adds to the report. */
  const odd: readonly (readonly [string, object])[] = [
    ['withoutLines', { lines: [], sourceStatus: 'unavailable', state: 'CANCELLED', deliveredAt: null }],
    ['withoutPayment', { payments: [] }],
    ['withPaymentSequenceGap', { payments: [pay(1_100, { sequence: 2 })] }],
    ['zeroPaymentCount', { payments: [pay(1_100), pay(0, { sequence: 2 })] }],
    ['zeroInstallmentPaymentCount', { payments: [pay(1_100, { installments: 0 })] }],
    ['undefinedMethodPaymentCount', { payments: [pay(1_100, { method: 'not_defined' })] }],
    ['zeroPriceLineCount', { lines: [line(308, { unitPriceMinor: 0, productSourceId: hex(9_002) })], payments: [pay(100)] }],
    ['zeroShippingLineCount', { lines: [line(309, { shippingMinor: 0 })], payments: [pay(1_000)] }],
    ['paymentAboveLines', { payments: [pay(1_150)] }],
    ['paymentBelowLines', { payments: [pay(1_090)] }],
    ['confirmedBeforePlaced', { placedAt: '2018-03-02T12:00:00.000Z' }],
    ['handedOverBeforeConfirmed', { confirmedAt: instant(4) }],
    ['handedOverBeforePlaced', { handedOverAt: '2018-02-28T10:00:00.000Z', confirmedAt: null, state: 'SHIPPED', deliveredAt: null }],
    ['deliveredBeforeHandedOver', { deliveredAt: instant(3), handedOverAt: instant(4) }],
    ['deliveredWithoutDeliveryDate', { deliveredAt: null }],
    ['deliveredWithoutHandoverDate', { handedOverAt: null }],
    ['deliveredWithoutConfirmationDate', { confirmedAt: null }],
    ['cancelledYetDelivered', { state: 'CANCELLED', sourceStatus: 'canceled' }],
    ['undeliveredWithDeliveryDate', { state: 'SHIPPED', sourceStatus: 'shipped' }],
    ['shippingLimitBeforePlacedLineCount', { lines: [line(320, { shipBy: '2018-02-01T10:00:00.000Z' })] }],
    ['shippingLimitImplausibleLineCount', { lines: [line(321, { shipBy: '2020-02-03T10:00:00.000Z' })] }],
    ['productsAtSeveralPrices', { lines: [line(322, { productSourceId: hex(9_003) }), line(422, { position: 2, productSourceId: hex(9_003), unitPriceMinor: 1_200 })], payments: [pay(2_400)] }],
    ['productsOfSeveralMerchants', { lines: [line(323, { productSourceId: hex(9_004) }), line(423, { position: 2, productSourceId: hex(9_004), merchantSourceId: hex(8_002) })], payments: [pay(2_200)] }],
  ];
  const orders = odd.map(([, overrides], index) => {
    const id = 101 + index;
    return { ...facts(id), ...overrides };
  });

  it('finds each irregularity, once, and counts what is paid and delivered', async () => {
    await importAll('fixture', 'BRL', orders);
    const { irregularities, ...rest } = await report({ currency: 'BRL', source: 'fixture' });
    // The two orders of two lines, and the one of two payments, count where such are counted.
    expect(irregularities).toEqual({
      ...Object.fromEntries(odd.map(([name]) => [name, 1])), withoutLinesBySourceStatus: [{ sourceStatus: 'unavailable', count: 1 }],
      handedOverBeforePlaced: 1, withSeveralLines: 2, maxLinesPerOrder: 2, withSeveralMerchants: 1, withRepeatedProducts: 2, withSeveralPayments: 1, maxPaymentsPerOrder: 2,
      paymentDiffers: 2, paymentMinusLinesTotal: { decimal: '0.40' },
    });
    expect(rest).toMatchObject({
      currency: 'BRL', orderCount: 23, lineCount: 24, paymentCount: 23, buyerCount: 23, repeatBuyerCount: 0, addressCount: 23, firstPlacedAt: instant(1), lastPlacedAt: '2018-03-02T12:00:00.000Z',
      categoryCount: 1, linesWithoutCategory: 0, byMonth: [{ month: '2018-03', orderCount: 23 }], byCategory: [{ category: { slug: 'toys' }, lineCount: 24 }],
      bySourceStatus: [{ sourceStatus: 'canceled', orderCount: 1 }, { sourceStatus: 'delivered', orderCount: 20 }, { sourceStatus: 'shipped', orderCount: 1 }, { sourceStatus: 'unavailable', orderCount: 1 }],
      // Delivered on the promised day at ten, so late by the instant but not by the day; all but the one that came before it was handed over.
      delivery: { deliveredCount: 18, onTimeCount: 1, lateCount: 17, onTimeByDateCount: 18 },
    });
    expect(rest.byRegion).toEqual([{ region: 'SP', orderCount: 23, delivery: rest.delivery }]);
  });

  it('keeps currencies, sources and times apart', async () => {
    expect(await report({ currency: 'USD' })).toMatchObject({
      orderCount: 0, lineCount: 0, paymentTotal: { decimal: '0.00' }, firstPlacedAt: null, byState: [], delivery: { deliveredCount: 0, averageDays: null }, irregularities: { maxLinesPerOrder: 0, paymentMinusLinesTotal: { decimal: '0.00' } },
    });
    expect(await report({ currency: 'BRL', source: 'elsewhere' })).toMatchObject({ orderCount: 0 });
    expect(await report({ currency: 'BRL', source: 'fixture', placedAt: { from: '2018-03-02T12:00:00Z' } })).toMatchObject({ orderCount: 1 });
    expect(await report({ currency: 'BRL', source: 'fixture', placedAt: { to: '2018-03-02T12:00:00Z' } })).toMatchObject({ orderCount: 22 });
  });

  it('counts our own orders from their confirmation on, with what was captured', async () => {
    const [tried, confirmed] = [await order.place(), await order.place({}, 2)];
    await order.happen(confirmed.id, [newEvent(orderEvents.OrderConfirmed, { orderId: confirmed.id, from: 'PENDING', buyerId: null, allocations: [] })]);
    await order.happen(tried.id, [newEvent(orderEvents.OrderCancelled, { orderId: tried.id, from: 'PENDING', reason: 'PAYMENT_DECLINED' })]);
    expect(await report({ currency: 'EUR' })).toMatchObject({ orderCount: 1, lineCount: 2, paymentCount: 0, lineTotal: { decimal: '20.00' }, shippingTotal: { decimal: '5.00' }, byState: [{ state: 'CONFIRMED', orderCount: 1 }] });
    const [payment] = await order.database.query<{ id: string }>('SELECT id FROM payment WHERE order_id = $1', [confirmed.id]);
    const amount = { amountMinor: 2_500, currency: 'EUR' as const };
    await order.happen(confirmed.id, [newEvent(orderEvents.OrderPaymentChanged, { orderId: confirmed.id, paymentId: payment?.id ?? '', provider: 'sandbox', to: 'CAPTURED', amount, declineCode: null })]);
    expect(await report({ currency: 'EUR' })).toMatchObject({ paymentCount: 1, paymentTotal: { decimal: '25.00' }, byPaymentMethod: [{ method: 'card', paymentTotal: { decimal: '25.00' } }] });
  });

  it('is for those who may read reports, and has bounds', async () => {
    for (const viewer of [NOBODY, viewerOf('01960000-0000-7000-8000-000000000003', ['PRODUCT_MANAGER'])]) {
      const { data, errors } = await order.ask(viewer, '{ salesReport(filter: { currency: BRL }) { orderCount } }');
      expect(data).toEqual({ salesReport: null });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
    }
    for (const first of [-1, 501]) expect((await order.ask(OPERATOR, `{ salesReport(filter: { currency: BRL }) { byCategory(first: ${first}) { lineCount } } }`)).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION' });
  });
});

interface Report extends Record<string, unknown> {
  readonly irregularities: Record<string, unknown>;
  readonly delivery: Delivery;
  readonly byRegion: readonly { readonly region: string; readonly orderCount: number; readonly delivery: Delivery }[];
}
interface Delivery {
  readonly deliveredCount: number;
  readonly onTimeCount: number;
  readonly lateCount: number;
  readonly onTimeByDateCount: number;
  readonly averageDays: number | null;
}

// Real orders, on machines that have them; what is odd about them is in the fixture above, too.
if (existsSync(OLIST_SAMPLE)) {
  it('gives every figure about orders that an independent script found in a sample of real ones', async () => {
    await importAll('olist', 'BRL', readOlistOrders(OLIST_SAMPLE));
    const expected = JSON.parse(readFileSync(join(OLIST_SAMPLE, 'EXPECTED.json'), 'utf8')) as Expected;
    expect(await report({ currency: 'BRL', source: 'olist' })).toMatchObject(expectedReport(expected));
  });
}
