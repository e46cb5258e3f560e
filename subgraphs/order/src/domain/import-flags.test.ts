import { describe, expect, it } from '@jest/globals';
import { IMPORT_FLAGS, importFlagsOf, type ImportFlag, type OrderFacts } from './import-flags.js';

const day = (number: number): Date => new Date(Date.UTC(2018, 0, number));

const regular: OrderFacts = {
  state: 'DELIVERED', placedAt: day(1), confirmedAt: day(2), handedOverAt: day(3), deliveredAt: day(4),
  lines: [{ unitPriceMinor: 1_000, shippingMinor: 200, shipBy: day(5) }],
  payments: [{ sequence: 1, method: 'credit_card', amountMinor: 1_200 }],
};
const [line] = regular.lines;
const [payment] = regular.payments;

const odd: Readonly<Record<ImportFlag, Partial<OrderFacts>>> = {
  NO_LINES: { lines: [] },
  NO_PAYMENT: { payments: [] },
  PAYMENT_DIFFERS_FROM_LINES: { payments: [{ sequence: 1, method: 'boleto', amountMinor: 1_202 }] },
  PAYMENT_SEQUENCE_GAP: { payments: [{ sequence: 2, method: 'voucher', amountMinor: 1_200 }] },
  PAYMENT_ZERO: { payments: [...regular.payments, { sequence: 2, method: 'voucher', amountMinor: 0 }] },
  PAYMENT_METHOD_UNDEFINED: { payments: [{ sequence: 1, method: 'not_defined', amountMinor: 1_200 }] },
  SHIPPING_FREE: { lines: [{ unitPriceMinor: 1_200, shippingMinor: 0, shipBy: null }] },
  SHIPPING_LIMIT_IMPLAUSIBLE: { lines: [{ unitPriceMinor: 1_000, shippingMinor: 200, shipBy: new Date(Date.UTC(2020, 1, 3)) }] },
  DELIVERED_WITHOUT_DELIVERY_DATE: { deliveredAt: null },
  DELIVERED_WITHOUT_HANDOVER_DATE: { handedOverAt: null },
  DELIVERED_WITHOUT_APPROVAL_DATE: { confirmedAt: null },
  CANCELLED_YET_DELIVERED: { state: 'CANCELLED' },
  DELIVERED_BEFORE_HANDOVER: { deliveredAt: new Date(day(3).getTime() - 1) },
  HANDOVER_BEFORE_APPROVAL: { confirmedAt: new Date(day(3).getTime() + 1) },
  HANDOVER_BEFORE_PURCHASE: { confirmedAt: null, state: 'SHIPPED', placedAt: new Date(day(3).getTime() + 1) },
};

describe('importFlagsOf', () => {
  it('finds nothing odd about a regular order', () => {
    expect(importFlagsOf(regular)).toEqual([]);
  });

  it.each(IMPORT_FLAGS)('%s, and nothing else', (flag) => {
    expect(importFlagsOf({ ...regular, ...odd[flag] })).toEqual([flag]);
  });

  it('takes one minor unit for rounding, either way', () => {
    for (const amountMinor of [1_199, 1_201]) expect(importFlagsOf({ ...regular, payments: [{ sequence: 1, method: 'boleto', amountMinor }] })).toEqual([]);
    expect(importFlagsOf({ ...regular, payments: [{ sequence: 1, method: 'boleto', amountMinor: 1_198 }] })).toEqual(['PAYMENT_DIFFERS_FROM_LINES']);
  });

  it('takes equal instants for in order, and payments in any order for complete', () => {
    expect(importFlagsOf({ ...regular, placedAt: day(4), confirmedAt: day(4), handedOverAt: day(4) })).toEqual([]);
    expect(importFlagsOf({ ...regular, payments: [{ ...payment, sequence: 2, method: 'voucher', amountMinor: 200 }, { sequence: 1, method: 'voucher', amountMinor: 1_000 }] })).toEqual([]);
  });

  it('finds a deadline before the purchase implausible', () => {
    expect(importFlagsOf({ ...regular, lines: [{ unitPriceMinor: 1_000, shippingMinor: 200, ...line, shipBy: new Date(day(1).getTime() - 1) }] })).toEqual(['SHIPPING_LIMIT_IMPLAUSIBLE']);
  });

  it('names several oddities in the schema’s order', () => {
    expect(importFlagsOf({ ...regular, deliveredAt: null, lines: [], payments: [] })).toEqual(['NO_LINES', 'NO_PAYMENT', 'DELIVERED_WITHOUT_DELIVERY_DATE']);
  });
});
