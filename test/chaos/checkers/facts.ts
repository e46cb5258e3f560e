import { readFile } from 'node:fs/promises';
import { type Database } from '@souk/persistence';
import { type Shop } from '../clients/shop.js';
import { SUBGRAPHS, type SubgraphName } from '../world/databases.js';
import { type World } from '../world/world.js';

interface Quantity {
  readonly variantId: string;
  readonly quantity: number;
}

export interface OrderFact {
  readonly id: string;
  readonly state: string;
  readonly buyerId: string;
  readonly totalMinor: number;
  readonly provider: string;
  readonly lines: readonly Quantity[];
  /** What its cart holds, which is closed once the order is confirmed. */
  readonly cartLines: readonly Quantity[];
}

/** What the stores hold of one seed's customers and products. */
export interface Facts {
  readonly orders: readonly OrderFact[];
  /** Orders by the idempotency key that placed them. */
  readonly orderOfKey: ReadonlyMap<string, string>;
  readonly levels: ReadonlyMap<string, { readonly onHand: number; readonly reserved: number }>;
  readonly balances: ReadonlyMap<string, { readonly balance: number; readonly held: number; readonly entries: number }>;
  /** Units of each parcel that is not cancelled, by order. */
  readonly parcels: ReadonlyMap<string, readonly number[]>;
  /** What the payment provider did last to each payment, and for which order. */
  readonly payments: readonly { readonly orderId: string; readonly amountMinor: number; readonly fate: string }[];
  /** Streams whose row, events and order in the feed do not agree. */
  readonly brokenStreams: readonly string[];
}

export const isStanding = ({ state }: Pick<OrderFact, 'state'>): boolean => state !== 'PENDING' && state !== 'CANCELLED';

export const readFacts = async (world: World, shop: Shop): Promise<Facts> => {
  const [catalog, user, order, logistics] = await Promise.all(SUBGRAPHS.map((name) => world.postgres[name].open())) as [Database, Database, Database, Database];
  const buyers = shop.buyers.map(({ uuid }) => uuid);
  const lines = (table: string, by: string): string => `(SELECT coalesce(jsonb_agg(jsonb_build_object('variantId', variant_id, 'quantity', quantity) ORDER BY variant_id), '[]') FROM ${table} AS line WHERE line.${by})`;
  const orders = await order.query<OrderFact>(
    `SELECT id, state, buyer_id AS "buyerId", total_minor AS "totalMinor", (SELECT provider FROM payment WHERE order_id = orders.id ORDER BY sequence LIMIT 1) AS provider,
       ${lines('order_line', 'order_id = orders.id')} AS lines, ${lines('cart_line', 'cart_id = orders.cart_id')} AS "cartLines"
     FROM orders WHERE buyer_id = ANY($1::uuid[]) ORDER BY placed_at`, [buyers]);
  const keys = await order.query<{ key: string; orderId: string }>('SELECT key, order_id AS "orderId" FROM idempotency WHERE order_id IS NOT NULL AND scope = ANY($1::text[])', [buyers.map((id) => `user:${id}`)]);
  const levels = await catalog.query<{ id: string; onHand: number; reserved: number }>('SELECT variant_id AS id, on_hand AS "onHand", reserved FROM stock_level WHERE variant_id = ANY($1::uuid[])', [[...shop.variants, shop.register].map(({ uuid }) => uuid)]);
  const balances = await user.query<{ id: string; balance: number; held: number; entries: number }>(
    `SELECT account_id AS id, balance_minor AS balance, held_minor AS held, (SELECT sum(amount_minor)::bigint FROM wallet_entry WHERE wallet_entry.account_id = wallet_balance.account_id) AS entries
     FROM wallet_balance WHERE account_id = ANY($1::uuid[])`, [buyers]);
  const parcels = await logistics.query<{ orderId: string; units: readonly number[] }>(
    `SELECT order_id AS "orderId", jsonb_agg((SELECT coalesce(sum(quantity), 0) FROM shipment_line WHERE shipment_id = shipment.id)) AS units
     FROM shipment WHERE state <> 'CANCELLED' AND order_id = ANY($1::uuid[]) GROUP BY order_id`, [orders.map(({ id }) => id)]);
  return {
    orders,
    orderOfKey: new Map(keys.map(({ key, orderId }) => [key, orderId])),
    levels: new Map(levels.map(({ id, ...level }) => [id, level])),
    balances: new Map(balances.map(({ id, ...balance }) => [id, balance])),
    parcels: new Map(parcels.map(({ orderId, units }) => [orderId, units])),
    payments: await readPayments(world.ledgerFile, new Set(orders.map(({ id }) => id))),
    brokenStreams: (await Promise.all(SUBGRAPHS.map((name) => brokenStreams(name, world)))).flat(),
  };
};

const readPayments = async (file: string, orderIds: ReadonlySet<string>): Promise<Facts['payments']> => {
  const payments = new Map<string, { readonly orderId: string; readonly amountMinor: number; fate: string }>();
  // A sandbox that was killed while it wrote leaves half a line, which it drops itself at its next start.
  const text = await readFile(file, 'utf8').catch(() => '');
  for (const line of text.split('\n').filter((candidate) => candidate.endsWith('}'))) {
    const { id, type, reference, amountMinor } = JSON.parse(line) as { readonly id: string; readonly type: string; readonly reference?: string; readonly amountMinor?: number };
    const known = payments.get(id);
    if (known !== undefined) known.fate = type;
    else if (reference !== undefined && orderIds.has(reference)) payments.set(id, { orderId: reference, amountMinor: amountMinor ?? 0, fate: type });
  }
  return [...payments.values()];
};

/** Versions count from 1 without a gap, and the feed's order is theirs. */
const brokenStreams = async (name: SubgraphName, world: World): Promise<readonly string[]> => {
  const rows = await (await world.postgres[name].open()).query<{ id: string }>(
    `SELECT stream_id AS id FROM (
       SELECT stream_id, version, row_number() OVER (PARTITION BY stream_id ORDER BY tx, position) AS place, count(*) OVER (PARTITION BY stream_id) AS total FROM event
     ) AS placed FULL JOIN stream USING (stream_id)
     GROUP BY stream_id HAVING bool_or(placed.version IS DISTINCT FROM placed.place) OR max(stream.version) IS DISTINCT FROM max(placed.total)`);
  return rows.map(({ id }) => `${name}: ${id}`);
};
