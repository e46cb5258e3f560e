import { type Rejects } from '../rejects.js';
import { BrokenRow, lineFact, orderFact, paymentFact, reviewFact, type OrderFact, type ReviewFact } from './facts.js';
import { createSpool, PARTS, type Spool } from './spool.js';
import { readTable, type Placed, type Row, type TableName } from './tables.js';

interface JoinOptions {
  readonly folder: string;
  /** A folder of its own, for the parts. */
  readonly spoolFolder: string;
  readonly rejects: Rejects;
}

type OrderRow = Placed<{ readonly order: Row<'orders'>; readonly customer: Row<'customers'> | undefined }>;
type PaymentRow = Placed<Row<'payments'>>;
type ReviewRow = Placed<Row<'reviews'>>;
type LineRow = Placed<{ readonly item: Row<'items'>; readonly categoryCode: string | null }>;

/** The parts of all tables that orders are joined from, split by order id. */
interface OrderSpools {
  readonly orders: Spool<OrderRow>;
  readonly lines: Spool<LineRow>;
  readonly payments: Spool<PaymentRow>;
  readonly reviews: Spool<ReviewRow>;
}

/** An order with customer, lines and payments, and what was said of it. */
export interface JoinedOrder {
  readonly order: OrderFact;
  readonly reviews: readonly ReviewFact[];
}

/**
 * Whole orders out of the files, whatever order their rows stand in.
 * Memory holds one part at a time. Rows that belong to no order are rejected.
 */
export async function* joinOrders(options: JoinOptions): AsyncGenerator<JoinedOrder> {
  const { spoolFolder, rejects } = options;
  const orders = createSpool<OrderRow>(spoolFolder, 'orders');
  const lines = createSpool<LineRow>(spoolFolder, 'lines');
  const payments = createSpool<PaymentRow>(spoolFolder, 'payments');
  const reviews = createSpool<ReviewRow>(spoolFolder, 'reviews');
  await Promise.all([
    joinInto(options, { left: 'orders', leftKey: 'customer_id', right: 'customers', rightKey: 'customer_id' }, (row, customer) => {
      if (!customer) rejects.add(row.file, row.line, `customer_id '${row.value.customer_id}' is in no row of the customers: the order is kept without buyer and address`);
      return orders.add(row.value.order_id, { ...row, value: { order: row.value, customer } });
    }),
    joinInto(options, { left: 'items', leftKey: 'product_id', right: 'products', rightKey: 'product_id' }, (row, product) =>
      lines.add(row.value.order_id, { ...row, value: { item: row.value, categoryCode: product?.product_category_name || null } })),
    spoolTable(options, 'payments', 'order_id', payments),
    spoolTable(options, 'reviews', 'order_id', reviews),
  ]);
  await Promise.all([orders, lines, payments, reviews].map((spool) => spool.seal()));
  for (let part = 0; part < PARTS; part += 1) yield* ordersOfPart(part, { orders, lines, payments, reviews }, rejects);
}

async function* ordersOfPart(part: number, spools: OrderSpools, rejects: Rejects): AsyncGenerator<JoinedOrder> {
  const lines = await group(spools.lines.part(part), ({ value }) => value.item.order_id);
  const payments = await group(spools.payments.part(part), ({ value }) => value.order_id);
  const reviews = await group(spools.reviews.part(part), ({ value }) => value.order_id);
  for await (const row of spools.orders.part(part)) {
    const { order_id: id } = row.value.order;
    const lineFacts = keep(rejects, takeAll(lines, id), ({ value }) => lineFact(value.item, value.categoryCode)).sort((left, right) => left.position - right.position);
    const paymentFacts = keep(rejects, takeAll(payments, id), ({ value }) => paymentFact(value)).sort((left, right) => left.sequence - right.sequence);
    const reviewFacts = keep(rejects, takeAll(reviews, id), ({ value }) => reviewFact(value, lineFacts));
    const order = orElseReject(rejects, row, () => orderFact(row.value.order, row.value.customer, lineFacts, paymentFacts));
    if (order) yield { order, reviews: reviewFacts };
  }
  for (const orphan of [lines, payments, reviews].flatMap((rows) => [...rows.values()].flat())) rejects.add(orphan.file, orphan.line, 'belongs to an order that is not in the orders file');
}

/** The rows of that order, which belong to no other. */
const takeAll = <Value>(rows: Map<string, Value[]>, orderId: string): readonly Value[] => {
  const taken = rows.get(orderId) ?? [];
  rows.delete(orderId);
  return taken;
};

type Keyed<Name extends TableName> = { readonly name: Name; readonly key: keyof Row<Name> & string };

/** Hands each row of `left` over with the row of `right` that has its key, or undefined. */
const joinInto = async <Left extends TableName, Right extends TableName>(
  options: JoinOptions,
  { left, leftKey, right, rightKey }: { left: Keyed<Left>['name']; leftKey: Keyed<Left>['key']; right: Keyed<Right>['name']; rightKey: Keyed<Right>['key'] },
  take: (row: Placed<Row<Left>>, match: Row<Right> | undefined) => Promise<void>,
): Promise<void> => {
  const lefts = createSpool<Placed<Row<Left>>>(options.spoolFolder, `${left}-by-${leftKey}`);
  const rights = createSpool<Placed<Row<Right>>>(options.spoolFolder, `${right}-by-${rightKey}`);
  // The right table was imported, hence checked, on its own: its broken rows are told there.
  await Promise.all([spoolTable(options, left, leftKey, lefts), spoolTable({ ...options, rejects: { ...options.rejects, add: () => undefined } }, right, rightKey, rights)]);
  await Promise.all([lefts.seal(), rights.seal()]);
  for (let part = 0; part < PARTS; part += 1) {
    const matches = new Map<string, Row<Right>>();
    for await (const { value } of rights.part(part)) matches.set(value[rightKey], value);
    for await (const row of lefts.part(part)) await take(row, matches.get(row.value[leftKey]));
  }
};

const spoolTable = async <Name extends TableName>({ folder, rejects }: JoinOptions, name: Name, key: keyof Row<Name> & string, spool: Spool<Placed<Row<Name>>>): Promise<void> => {
  for await (const row of readTable(folder, name, rejects)) await spool.add(row.value[key], row);
};

const group = async <Value>(rows: AsyncIterable<Value>, keyOf: (row: Value) => string): Promise<Map<string, Value[]>> => {
  const groups = new Map<string, Value[]>();
  for await (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
};

const keep = <Value, Fact>(rejects: Rejects, rows: readonly Placed<Value>[], factOf: (row: Placed<Value>) => Fact): Fact[] =>
  rows.flatMap((row) => orElseReject(rejects, row, () => factOf(row)) ?? []);

/** The fact of a row; a broken one is rejected, and the rest goes on. */
export const orElseReject = <Fact>(rejects: Rejects, { file, line }: { readonly file: string; readonly line: number }, factOf: () => Fact): Fact | undefined => {
  try {
    return factOf();
  } catch (error) {
    if (!(error instanceof BrokenRow)) throw error;
    rejects.add(file, line, error.message);
    return undefined;
  }
};
