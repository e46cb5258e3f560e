import { describe, expect, it } from '@jest/globals';
import { uuidOfHex } from '@souk/kernel';
import { repeatedIds, toImportedOrder, type SourceLine, type SourceOrder } from './imported-order.js';

const hex = (digit: string): string => digit.repeat(32);
const line: SourceLine = { sourceId: hex('1'), position: 1, productSourceId: hex('2'), merchantSourceId: hex('3'), categoryCode: 'moveis', unitPriceMinor: 1_000, shippingMinor: 150, shipBy: null };
const order: SourceOrder = {
  sourceId: hex('a'), sourceStatus: 'delivered', state: 'DELIVERED', buyerSourceId: hex('b'), addressSourceId: hex('c'),
  placedAt: new Date('2018-01-01T10:00:00Z'), confirmedAt: null, handedOverAt: null, deliveredAt: null, promisedBy: null, address: null,
  lines: [line, { ...line, sourceId: hex('4'), position: 2, merchantSourceId: null, categoryCode: null, unitPriceMinor: 2_000, shippingMinor: 0 }],
  payments: [{ sequence: 1, method: 'boleto', installments: 1, amountMinor: 3_150 }],
};

describe('toImportedOrder', () => {
  it('makes UUIDs of the source’s ids and keeps its id as the number', () => {
    const imported = toImportedOrder('olist', 'BRL', order);
    expect(imported).toMatchObject({ id: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa', number: hex('a'), buyerId: uuidOfHex(hex('b')) });
    expect(imported.lines[0]).toMatchObject({ id: uuidOfHex(hex('1')), productId: uuidOfHex(hex('2')), merchantId: uuidOfHex(hex('3')) });
    expect(toImportedOrder('olist', 'BRL', { ...order, buyerSourceId: null }).buyerId).toBeNull();
  });

  it('sums the lines and flags what is odd, without touching a fact', () => {
    const imported = toImportedOrder('olist', 'BRL', order);
    expect(imported).toMatchObject({ subtotalMinor: 3_000, shippingMinor: 150 });
    expect(imported.importFlags).toEqual(['SHIPPING_FREE', 'DELIVERED_WITHOUT_DELIVERY_DATE', 'DELIVERED_WITHOUT_HANDOVER_DATE', 'DELIVERED_WITHOUT_APPROVAL_DATE']);
    expect(imported.facts).toBe(order);
  });

  it('calls a nameless product by its category and the start of its id', () => {
    expect(toImportedOrder('olist', 'BRL', order).lines.map(({ name }) => name)).toEqual(['moveis 22222222', 'product 22222222']);
  });
});

describe('repeatedIds', () => {
  it('finds nothing where each is there once', () => {
    expect(repeatedIds([order, { ...order, sourceId: hex('d'), lines: [{ ...line, sourceId: hex('5') }] }])).toEqual([]);
  });

  it('names each repetition by its place', () => {
    const twice = { ...order, lines: [line, { ...line, sourceId: hex('6') }], payments: [...order.payments, ...order.payments] };
    expect(repeatedIds([order, twice]).map(({ path }) => path.join('.'))).toEqual([
      'orders.1.sourceId', 'orders.1.lines.0.sourceId', 'orders.1.lines.1.position', 'orders.1.payments.1.sequence',
    ]);
  });
});
