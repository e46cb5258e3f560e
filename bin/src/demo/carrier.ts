import { randomUUID } from 'node:crypto';
import { sleep } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { type Api } from './api.js';
import { nextStep } from './journey.js';
import { placeOrder, type PlacedOrder } from './place-order.js';

/** Pause between two scans. */
const STEP_MS = 4_000;
/** Orders under way at once: each moves every 12 s and arrives after a minute and a half. */
const MOVING_ORDERS = 3;
/** Longest pause after failures in a row. */
const MAX_PAUSE_MS = 60_000;

/** What the shopper orders, in turn. */
const BASKETS: readonly (readonly string[])[] = [
  ['COBALT-TEA-BOWL-SET-OF-FOUR', 'GUNPOWDER-MINT-TEA-200-G'],
  ['ATLAS-WOOL-BLANKET-140-200-CM'],
  ['PIERCED-BRASS-LANTERN-SMALL', 'BEESWAX-PILLAR-CANDLE-15-CM'],
  ['RAS-EL-HANOUT-60-G', 'TERRACOTTA-TAGINE-26-CM', 'LEMONWOOD-SPOONS-SET-OF-THREE'],
  ['BACKGAMMON-SET-FULL-50-CM'],
];

export interface CarrierOptions {
  readonly shopper: Api;
  readonly operations: Api;
  /** Fills up what the shopper takes off the shelves. */
  readonly stockist: Api;
  readonly logger: Logger;
}

export interface Carrier {
  /** An order that is under way, with most of its way before it. */
  readonly followed: PlacedOrder;
  /** Ends after the step that is being made. */
  stop(): Promise<void>;
}

interface MovingOrder extends PlacedOrder {
  readonly shipments: readonly { readonly id: string; readonly state: string; readonly version: number; readonly trackingEvents: readonly { readonly state: string }[] }[];
}

/** Moves the shopper's orders towards the door, scan by scan, and places a new one for each that has arrived. */
export const openCarrier = async (options: CarrierOptions): Promise<Carrier> => {
  const stopping = new AbortController();
  const moving = await movingOrders(options.shopper);
  const followed = moving.findLast((order) => scansOf(order) <= 2) ?? (await restockAndOrder(options, moving.length));
  const walking = walk(options, stopping.signal);
  return {
    followed,
    stop: async () => {
      stopping.abort();
      await walking;
    },
  };
};

const walk = async (options: CarrierOptions, signal: AbortSignal): Promise<void> => {
  let failures = 0;
  for (let turn = 0; !signal.aborted; turn += 1) {
    await sleep(Math.min(MAX_PAUSE_MS, STEP_MS * 2 ** failures), signal);
    if (signal.aborted) return;
    try {
      await step(options, turn);
      failures = 0;
    } catch (error) {
      failures += 1;
      options.logger.warn({ error }, 'the demo’s carrier could not make its step');
    }
  }
};

const step = async (options: CarrierOptions, turn: number): Promise<void> => {
  const orders = await movingOrders(options.shopper);
  if (orders.length < MOVING_ORDERS) await restockAndOrder(options, turn);
  const order = orders[turn % Math.max(1, orders.length)];
  for (const shipment of order?.shipments ?? []) await move(options.operations, shipment);
};

const move = async (operations: Api, { id: shipmentId, state, version, trackingEvents }: MovingOrder['shipments'][number]): Promise<void> => {
  const next = nextStep(state, trackingEvents.map((event) => event.state));
  if (next?.kind === 'ship') await operations.mutate('shipmentShip', { shipmentId, expectedVersion: version }, '__typename');
  else if (next) await operations.mutate('shipmentScan', { shipmentId, state: next.state, place: next.place, message: next.message, idempotencyKey: randomUUID() }, '__typename');
};

const MOVING = `{ viewer { orders(first: 20, filter: { states: [CONFIRMED, PARTIALLY_SHIPPED, SHIPPED] }) { nodes {
  id number guestToken shipments { id state version trackingEvents { state } }
} } } }`;

const movingOrders = async (shopper: Api): Promise<readonly MovingOrder[]> => {
  const { viewer } = await shopper.ask<{ viewer: { orders: { nodes: readonly MovingOrder[] } } }>(MOVING);
  return viewer.orders.nodes;
};

const scansOf = (order: MovingOrder): number => order.shipments.reduce((scans, { trackingEvents }) => scans + trackingEvents.length, 0);

const restockAndOrder = async ({ shopper, stockist }: CarrierOptions, turn: number): Promise<PlacedOrder> => {
  const skus = BASKETS[turn % BASKETS.length] ?? [];
  const order = await placeOrder(shopper, skus);
  for (const sku of skus) await restock(stockist, sku);
  return order;
};

const restock = async (stockist: Api, sku: string): Promise<void> => {
  const { productVariant } = await stockist.ask<{ productVariant: { id: string; stock: readonly { warehouse: { id: string }; available: number }[] } }>(
    'query Demo($sku: String!) { productVariant(by: { sku: $sku }) { id stock { available warehouse { id } } } }', { sku },
  );
  const [lowest] = [...productVariant.stock].sort((a, b) => a.available - b.available);
  if (lowest) await stockist.mutate('stockAdjust', { variantId: productVariant.id, warehouseId: lowest.warehouse.id, delta: 1, reason: 'RECEIVED', idempotencyKey: randomUUID() }, '__typename');
};
