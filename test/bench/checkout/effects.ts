import { type Answer } from './drive.js';
import { databasesOf, type Stores } from './stores.js';

/** What checkouts have left in the stores; counts of rows, units, and minor units of money. */
export interface Effects {
  readonly confirmed: number;
  readonly pending: number;
  readonly unitsOrdered: number;
  readonly unitsOnHand: number;
  readonly unitsReserved: number;
  readonly orderedMinor: number;
  /** Debits less refunds. */
  readonly debits: number;
  readonly debitedMinor: number;
  /** Confirmed orders without a parcel, or with more units in parcels than in lines. */
  readonly parcels: number;
  readonly unitsInParcels: number;
  readonly cartsOrdered: number;
  /** Rows of the tables that a purchase is written into. */
  readonly rows: Readonly<Record<string, number>>;
  /** Events by type. */
  readonly events: Readonly<Record<string, number>>;
}

const TABLES = {
  order: ['orders', 'order_line', 'order_allocation', 'order_address', 'payment', 'order_shipment', 'idempotency'],
  catalog: ['stock_reservation'],
  user: ['wallet_entry'],
  logistics: ['shipment', 'shipment_line', 'tracking_event', 'known_order'],
} as const;
/** Of filling the shop and the carts. */
const OTHER_EVENTS = ['CartLinesAdded', 'CartShippingSelected', 'UserRegistered', 'UserLoggedIn', 'WalletToppedUp', 'ProductCreated', 'StockAdjusted', 'WarehouseCreated', 'CarrierCreated'];

export const readEffects = async (stores: Stores): Promise<Effects> => {
  const one = async <Row>(service: keyof Stores, sql: string): Promise<Row> => {
    const [row] = await stores[service].query<Row>(sql);
    if (row === undefined) throw new Error('an aggregate gives a row');
    return row;
  };
  const [orders, stock, money, parcels, rows, events] = await Promise.all([
    one<Pick<Effects, 'confirmed' | 'pending' | 'orderedMinor' | 'unitsOrdered' | 'cartsOrdered'>>('order', `SELECT count(*) FILTER (WHERE state = 'CONFIRMED') AS confirmed, count(*) FILTER (WHERE state = 'PENDING') AS pending,
      coalesce(sum(total_minor) FILTER (WHERE state = 'CONFIRMED'), 0)::bigint AS "orderedMinor", (SELECT count(*) FROM cart WHERE state = 'ORDERED') AS "cartsOrdered",
      (SELECT coalesce(sum(quantity), 0)::bigint FROM order_line JOIN orders AS confirmed ON confirmed.id = order_id WHERE confirmed.state = 'CONFIRMED') AS "unitsOrdered" FROM orders`),
    one<Pick<Effects, 'unitsOnHand' | 'unitsReserved'>>('catalog', 'SELECT sum(on_hand)::bigint AS "unitsOnHand", sum(reserved)::bigint AS "unitsReserved" FROM stock_level'),
    one<Pick<Effects, 'debits' | 'debitedMinor'>>('user', `SELECT count(*) FILTER (WHERE kind = 'DEBIT') - count(*) FILTER (WHERE kind = 'REFUND') AS debits, coalesce(-sum(amount_minor) FILTER (WHERE kind <> 'TOP_UP'), 0)::bigint AS "debitedMinor" FROM wallet_entry`),
    one<Pick<Effects, 'parcels' | 'unitsInParcels'>>('logistics', `SELECT count(DISTINCT shipment.order_id) AS parcels, coalesce(sum(quantity), 0)::bigint AS "unitsInParcels" FROM shipment JOIN shipment_line ON shipment_id = shipment.id WHERE state <> 'CANCELLED'`),
    countRows(stores),
    countEvents(stores),
  ]);
  return { ...orders, ...stock, ...money, ...parcels, rows, events };
};

const countRows = async (stores: Stores): Promise<Effects['rows']> => {
  const tables = (Object.keys(TABLES) as (keyof typeof TABLES)[]).flatMap((service) => TABLES[service].map((table) => ({ service, table })));
  // Table names are our own, above.
  const counts = await Promise.all(tables.map(async ({ service, table }) => [table, (await stores[service].query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))[0]?.count ?? 0] as const));
  return Object.fromEntries(counts);
};

const countEvents = async (stores: Stores): Promise<Effects['events']> => {
  const counts = await Promise.all(databasesOf(stores).map((database) =>
    database.query<{ type: string; count: number }>('SELECT type, count(*) AS count FROM event WHERE NOT type = ANY($1::text[]) GROUP BY type', [OTHER_EVENTS])));
  return Object.fromEntries(counts.flat().map(({ type, count }) => [type, count]));
};

/** What was done from the one to the other. */
export const effectsBetween = (before: Effects, after: Effects): Effects => {
  const [from, to] = [before as unknown as Counts, after as unknown as Counts];
  return Object.fromEntries(Object.keys(to).map((name) => [name, difference(from[name], to[name])])) as unknown as Effects;
};

type Counts = Readonly<Record<string, number | Readonly<Record<string, number>> | undefined>>;

const difference = (from: Counts[string], to: Counts[string]): number | Readonly<Record<string, number>> =>
  typeof to === 'object' ? Object.fromEntries(Object.entries(to).map(([name, count]) => [name, count - (typeof from === 'object' ? from[name] ?? 0 : 0)])) : (to ?? 0) - (typeof from === 'number' ? from : 0);

/** What nobody must find when a window has settled: units, money or orders that are lost, doubled or stuck. */
export const violationsOf = (effects: Effects, answers: readonly Pick<Answer, 'kind'>[]): readonly string[] => {
  const { confirmed, pending, unitsOrdered, unitsOnHand, unitsReserved, orderedMinor, debits, debitedMinor, parcels, unitsInParcels, cartsOrdered } = effects;
  const acknowledged = answers.filter(({ kind }) => kind === 'ok').length;
  const unanswered = answers.filter(({ kind }) => !isCertain(kind)).length;
  const equal = (what: string, found: number, expected: number): readonly string[] => (found === expected ? [] : [`expected ${what} ${expected}, found ${found}`]);
  return [
    ...(confirmed < acknowledged ? [`${acknowledged} orders were acknowledged, ${confirmed} are there`] : []),
    ...(confirmed > acknowledged + unanswered ? [`${confirmed} orders are there, ${acknowledged} were acknowledged and ${unanswered} without an answer`] : []),
    ...equal('pending orders', pending, 0), ...equal('reserved units', unitsReserved, 0), ...equal('units taken', -unitsOnHand, unitsOrdered), ...equal('debits', debits, confirmed), ...equal('money debited', debitedMinor, orderedMinor),
    ...equal('orders with parcels', parcels, confirmed), ...equal('units in parcels', unitsInParcels, unitsOrdered), ...equal('carts ordered', cartsOrdered, confirmed),
  ];
};

/** Whether an answer tells what became of the order: a refusal does, a failure may come after it was placed. */
const isCertain = (kind: string): boolean => kind === 'ok' || ['INSUFFICIENT_STOCK', 'PAYMENT_DECLINED', 'CONFLICT', 'VALIDATION_FAILED', 'CHECKOUT_FAILED'].includes(kind);

/** Whether some orders were placed that came to nothing: they leave rows, too. */
export const hasRefused = ({ rows, confirmed }: Effects): boolean => rows['orders'] !== confirmed;

/** Where two subjects wrote different things per order; both without a refusal. */
export const differencesOf = (one: Effects, other: Effects): readonly string[] => {
  const perOrder = ({ rows, events, confirmed }: Effects): ReadonlyMap<string, number> => new Map(Object.entries({ ...rows, ...events }).filter(([, count]) => count !== 0).map(([name, count]) => [name, count / confirmed]));
  const [left, right] = [perOrder(one), perOrder(other)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name)).map((name) => `${name}: ${left.get(name) ?? 0} and ${right.get(name) ?? 0} per order`);
};
