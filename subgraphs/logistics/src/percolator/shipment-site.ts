import { type EventLog } from '@souk/events';
import { MAX_QUANTITY, assertInvariant, type Clock } from '@souk/kernel';
import { type Database, type Transaction } from '@souk/persistence';
import { parseInput, uuid } from '@souk/subgraph';
import { PercolatorParticipant, type Holdings, type Part } from '@souk/transactions';
import { z } from 'zod';
import { planShipments, type OrderToShip } from '../commands/plan-shipments.js';

const MAX_LINES = 1_000;
const MAX_TEXT = 200;

const text = z.string().max(MAX_TEXT);
const request = z.object({
  orderId: uuid,
  buyerId: uuid.nullable(),
  countryCode: text,
  postalCode: text,
  carrierId: uuid.nullable(),
  serviceCode: text.nullable(),
  promisedBy: z.iso.datetime().nullable(),
  lines: z.array(z.object({ orderLineId: uuid, quantity: z.int().min(1).max(MAX_QUANTITY), warehouseId: uuid.nullable() })).min(1).max(MAX_LINES),
});

interface Unit {
  readonly tx: Transaction;
}

interface Services {
  readonly database: Database;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** Logistics in Percolator transactions: a key `shipment/<order id>` with what is to be shipped (`OrderToShip` as JSON). */
export const shipmentSite = (services: Services): PercolatorParticipant<Unit> =>
  new PercolatorParticipant({ database: services.database, transact: (work) => services.database.transaction((tx) => work({ tx })), holdings: shipmentHoldings(services) });

/**
 * A parcel takes nothing that could run short, so the lock alone holds it; it is planned by the commit. The order's confirmation,
 * which logistics also hears as an event, finds it there, or plans it first: whoever comes second adds nothing.
 */
const shipmentHoldings = (services: Services): Holdings<Unit> => ({
  hold: (_unit, part) => {
    toShip(part);
    return Promise.resolve(part.mutations);
  },
  apply: ({ tx }, part) => {
    const order = toShip(part);
    return planShipments(services, tx, order, { actor: 'order', causationId: order.orderId });
  },
  giveBack: () => Promise.resolve(),
});

const toShip = ({ mutations: [mutation, ...others] }: Part): OrderToShip => {
  assertInvariant(mutation !== undefined && others.length === 0, 'a transaction ships one order');
  const { promisedBy, ...order } = parseInput(request, mutation.value);
  assertInvariant(mutation.key === `shipment/${order.orderId}`, 'the key names the order');
  return { ...order, promisedBy: promisedBy === null ? null : new Date(promisedBy) };
};
