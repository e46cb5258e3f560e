import { uuidOfHex, type CurrencyCode, type FieldIssue } from '@souk/kernel';
import { importFlagsOf, type ImportFlag } from './import-flags.js';
import { type OrderState } from './order-state.js';

/** An order as its source tells it. Ids are the source's, of 32 hexadecimal digits; amounts minor units. */
export interface SourceOrder {
  readonly sourceId: string;
  readonly sourceStatus: string;
  readonly state: OrderState;
  readonly buyerSourceId: string | null;
  readonly addressSourceId: string | null;
  readonly placedAt: Date;
  readonly confirmedAt: Date | null;
  readonly handedOverAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly promisedBy: Date | null;
  readonly address: { readonly city: string | null; readonly region: string | null; readonly postalCode: string; readonly countryCode: string } | null;
  readonly lines: readonly SourceLine[];
  readonly payments: readonly { readonly sequence: number; readonly method: string; readonly installments: number; readonly amountMinor: number }[];
}

export interface SourceLine {
  readonly sourceId: string;
  readonly position: number;
  readonly productSourceId: string;
  readonly merchantSourceId: string | null;
  readonly categoryCode: string | null;
  readonly unitPriceMinor: number;
  readonly shippingMinor: number;
  readonly shipBy: Date | null;
}

/** The same order as ours: its facts as given, its sums, and what is odd about it. */
export interface ImportedOrder {
  readonly id: string;
  readonly number: string;
  readonly source: string;
  readonly currency: CurrencyCode;
  readonly buyerId: string | null;
  readonly subtotalMinor: number;
  readonly shippingMinor: number;
  readonly importFlags: readonly ImportFlag[];
  readonly facts: SourceOrder;
  readonly lines: readonly ImportedLine[];
}

export interface ImportedLine extends SourceLine {
  readonly id: string;
  /** Imported products have one variant, of the product's own id. */
  readonly productId: string;
  readonly merchantId: string | null;
  readonly sku: string;
  readonly name: string;
}

/** Digits of a product's id that stand for a name where its source gave none. */
const NAME_DIGITS = 8;

export const toImportedOrder = (source: string, currency: CurrencyCode, facts: SourceOrder): ImportedOrder => ({
  id: uuidOfHex(facts.sourceId),
  number: facts.sourceId,
  source,
  currency,
  buyerId: facts.buyerSourceId === null ? null : uuidOfHex(facts.buyerSourceId),
  subtotalMinor: facts.lines.reduce((sum, { unitPriceMinor }) => sum + unitPriceMinor, 0),
  shippingMinor: facts.lines.reduce((sum, { shippingMinor }) => sum + shippingMinor, 0),
  importFlags: importFlagsOf(facts),
  facts,
  lines: facts.lines.map(toImportedLine),
});

const toImportedLine = (line: SourceLine): ImportedLine => ({
  ...line,
  id: uuidOfHex(line.sourceId),
  productId: uuidOfHex(line.productSourceId),
  merchantId: line.merchantSourceId === null ? null : uuidOfHex(line.merchantSourceId),
  sku: line.productSourceId,
  name: `${line.categoryCode ?? 'product'} ${line.productSourceId.slice(0, NAME_DIGITS)}`,
});

/** Ids and numbers that a batch gives twice, where each may be there once. */
export const repeatedIds = (orders: readonly SourceOrder[]): readonly FieldIssue[] => [
  ...repeated(orders, ({ sourceId }) => sourceId).map(({ index, key }) => issue([index, 'sourceId'], `order ${key}`)),
  ...repeated(orders.flatMap(({ lines }, order) => lines.map((line, index) => ({ order, line, index }))), ({ line }) => line.sourceId)
    .map(({ item, key }) => issue([item.order, 'lines', item.index, 'sourceId'], `line ${key}`)),
  ...orders.flatMap(({ lines, payments }, order) => [
    ...repeated(lines, ({ position }) => position).map(({ index, key }) => issue([order, 'lines', index, 'position'], `position ${key}`)),
    ...repeated(payments, ({ sequence }) => sequence).map(({ index, key }) => issue([order, 'payments', index, 'sequence'], `payment ${key}`)),
  ]),
];

const repeated = <Item, Key extends string | number>(items: readonly Item[], keyOf: (item: Item) => Key): readonly { readonly item: Item; readonly index: number; readonly key: Key }[] => {
  const seen = new Set<Key>();
  return items.map((item, index) => ({ item, index, key: keyOf(item) })).filter(({ key }) => {
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
};

const issue = (path: readonly (string | number)[], what: string): FieldIssue => ({ path: ['orders', ...path.map(String)], rule: 'repeated', message: `${what} is there twice` });
