import { type StreamBatch } from '@souk/events';
import { ValidationError, newId } from '@souk/kernel';
import { newEvent, orderEvents } from '@souk/schema/events';
import { currency, parseInput, sourceId, sourceName } from '@souk/subgraph';
import { z } from 'zod';
import { type OrderDependencies } from '../dependencies.js';
import { repeatedIds, toImportedOrder, type ImportedOrder } from '../domain/imported-order.js';
import { ORDER_STATES } from '../domain/order-state.js';
import { insertImportedAddresses, insertImportedOrders, type OrderImport } from '../repositories/order-import.js';
import { orderStream } from '../repositories/order-events.js';

/** Orders of one call, and lines and payments of one order, at most. */
const MAX_ORDERS = 1_000;
const MAX_PARTS = 100;
/** Longest word of a source (a status, a method, a place), in characters. */
const MAX_WORD = 200;
/** Largest amount of one line or payment, in minor units: sums of many stay exact. */
const MAX_PART_AMOUNT_MINOR = 1_000_000_000_000;

const amountMinor = z.int().min(0).max(MAX_PART_AMOUNT_MINOR);
const word = z.string().min(1).max(MAX_WORD);
/** A fact that a source may not have given. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? null);

const line = z.object({
  sourceId, position: z.int(), productSourceId: sourceId, merchantSourceId: optional(sourceId), categoryCode: optional(word),
  unitPriceMinor: amountMinor, shippingMinor: amountMinor, shipBy: optional(z.date()),
});
const order = z.object({
  sourceId, sourceStatus: word, state: z.enum(ORDER_STATES), buyerSourceId: optional(sourceId), addressSourceId: optional(word),
  placedAt: z.date(), confirmedAt: optional(z.date()), handedOverAt: optional(z.date()), deliveredAt: optional(z.date()), promisedBy: optional(z.date()),
  address: optional(z.object({ city: optional(word), region: optional(word), postalCode: word, countryCode: word })),
  lines: z.array(line).max(MAX_PARTS),
  payments: z.array(z.object({ sequence: z.int(), method: word, installments: z.int(), amountMinor })).max(MAX_PARTS),
});
const inputSchema = z.object({ source: sourceName, currency, orders: z.array(order).max(MAX_ORDERS) });

/** How many orders of a batch are new, and how many were there and stay as they were. */
export interface ImportCount {
  readonly inserted: number;
  readonly unchanged: number;
}

/**
 * Takes over orders of another system as history: facts as given, oddities flagged, one OrderImported each, which no consumer acts upon.
 * Idempotent by source id, also against an import of the same orders at the same time. Throws ValidationError, and then nothing of the batch is there.
 */
export const ordersImport = async ({ database, log }: Pick<OrderDependencies, 'database' | 'log'>, input: unknown): Promise<ImportCount> => {
  const { source, currency, orders } = parseInput(inputSchema, input);
  const repetitions = repeatedIds(orders);
  if (repetitions.length > 0) throw new ValidationError(repetitions);
  const imported = orders.map((facts) => toImportedOrder(source, currency, facts));
  return database.transaction(async (tx) => {
    const facts = imported.map(toFacts);
    const { insertedIds, takenLineIds } = await insertImportedOrders(tx, facts);
    if (takenLineIds.size > 0) throw new ValidationError(takenLines(imported, takenLineIds));
    await insertImportedAddresses(tx, imported.filter(({ id }) => insertedIds.has(id)));
    await log.appendMany(tx, facts.filter(({ orderId }) => insertedIds.has(orderId)).map(toBatch));
    return { inserted: insertedIds.size, unchanged: imported.length - insertedIds.size };
  });
};

const takenLines = (orders: readonly ImportedOrder[], taken: ReadonlySet<string>) =>
  orders.flatMap(({ lines }, orderIndex) => lines.flatMap(({ id, sourceId: given }, index) =>
    (taken.has(id) ? [{ path: ['orders', String(orderIndex), 'lines', String(index), 'sourceId'], rule: 'repeated', message: `line ${given} belongs to another order` }] : [])));

const toFacts = ({ id, number, source, currency, buyerId, importFlags, facts, lines }: ImportedOrder): OrderImport => ({
  orderId: id, number, source, sourceStatus: facts.sourceStatus, state: facts.state, buyerId, currency,
  placedAt: facts.placedAt.toISOString(), confirmedAt: iso(facts.confirmedAt), handedOverAt: iso(facts.handedOverAt), deliveredAt: iso(facts.deliveredAt), promisedBy: iso(facts.promisedBy),
  importFlags: [...importFlags], addressSourceId: facts.addressSourceId,
  lines: lines.map(({ id: lineId, position, productId, sku, name, merchantId, categoryCode, unitPriceMinor, shippingMinor, shipBy }) => ({
    lineId, position, productId, sku, name, merchantId, categorySlug: categoryCode, unitPriceMinor, shippingMinor, shipBy: iso(shipBy),
  })),
  payments: facts.payments.map((payment) => ({ ...payment, paymentId: newId() })),
});

const toBatch = (facts: OrderImport): StreamBatch => ({
  streamId: orderStream(facts.orderId),
  expectedVersion: 0,
  events: [{ ...newEvent(orderEvents.OrderImported, facts), occurredAt: new Date(facts.placedAt), meta: { actor: 'import', imported: true } }],
});

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
