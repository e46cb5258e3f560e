import { ValidationError, money, type CurrencyCode, type Money } from '@souk/kernel';
import { type SalesReportResolvers } from '../generated/graphql.js';
import {
  readDelivery, readIrregularities, readSalesByCategory, readSalesByMerchant, readSalesByMonth, readSalesByPaymentMethod, readSalesByRegion, readSalesBySourceStatus, readSalesByState,
  readStatusesWithoutLines, type SalesTotals,
} from '../repositories/sales-report.js';
import { required, type SalesReportSource } from './sales-report-source.js';
import { merchantStub } from './stubs.js';

/** Categories or merchants of one report at most. */
const MAX_GROUPS = 500;

const total = (name: 'paymentTotal' | 'lineTotal' | 'shippingTotal') => async ({ filter, totals }: SalesReportSource): Promise<Money> => money((await totals())[name], filter.currency);

const figure = <Name extends Exclude<keyof SalesTotals, 'paymentTotal' | 'lineTotal' | 'shippingTotal'>>(name: Name) => async ({ totals }: SalesReportSource): Promise<SalesTotals[Name]> => (await totals())[name];

export const SalesReport: SalesReportResolvers = {
  currency: ({ filter }) => filter.currency,
  orderCount: figure('orderCount'),
  lineCount: figure('lineCount'),
  paymentCount: figure('paymentCount'),
  buyerCount: figure('buyerCount'),
  repeatBuyerCount: figure('repeatBuyerCount'),
  addressCount: figure('addressCount'),
  firstPlacedAt: figure('firstPlacedAt'),
  lastPlacedAt: figure('lastPlacedAt'),
  categoryCount: figure('categoryCount'),
  linesWithoutCategory: figure('linesWithoutCategory'),
  paymentTotal: total('paymentTotal'),
  lineTotal: total('lineTotal'),
  shippingTotal: total('shippingTotal'),
  byState: async ({ database, filter }) => (await readSalesByState(database, filter)).map(priced(filter.currency)),
  bySourceStatus: async ({ database, filter }) => (await readSalesBySourceStatus(database, filter)).map(priced(filter.currency)),
  byMonth: async ({ database, filter }) => (await readSalesByMonth(database, filter)).map(priced(filter.currency)),
  byPaymentMethod: async ({ database, filter }) => (await readSalesByPaymentMethod(database, filter)).map(priced(filter.currency)),
  byRegion: async ({ database, filter }) => (await readSalesByRegion(database, filter)).map(({ region, orderCount, ...delivery }) => ({ region, orderCount, delivery })),
  byCategory: async ({ database, filter }, { first }) =>
    (await readSalesByCategory(database, filter, groupsOf(first))).map(({ categorySlug, lineCount, lineTotal, shippingTotal }) => ({
      category: { slug: categorySlug }, lineCount, lineTotal: money(lineTotal, filter.currency), shippingTotal: money(shippingTotal, filter.currency),
    })),
  byMerchant: async ({ database, filter }, { first }) =>
    (await readSalesByMerchant(database, filter, groupsOf(first))).map(({ merchantId, lineCount, lineTotal }) => ({ merchant: merchantStub(merchantId), lineCount, lineTotal: money(lineTotal, filter.currency) })),
  delivery: ({ database, filter }) => required(readDelivery(database, filter)),
  irregularities: async ({ database, filter }) => {
    const [counts, withoutLinesBySourceStatus] = await Promise.all([required(readIrregularities(database, filter)), readStatusesWithoutLines(database, filter)]);
    return { ...counts, withoutLinesBySourceStatus, paymentMinusLinesTotal: money(counts.paymentMinusLinesTotal, filter.currency) };
  },
};

const priced = (currency: CurrencyCode) => <Row extends { readonly paymentTotal: number }>(row: Row) => ({ ...row, paymentTotal: money(row.paymentTotal, currency) });

const groupsOf = (first: number): number => {
  if (first < 0 || first > MAX_GROUPS) throw new ValidationError([{ path: ['first'], rule: 'page_size', message: `expected 0 to ${MAX_GROUPS}, got ${first}` }]);
  return first;
};
