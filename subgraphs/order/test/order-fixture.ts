import { scopesOf, type Role, type Viewer } from '@souk/auth';
import { EventLog, createEmbeddedBroker, eventLogMigration, type NewEvent } from '@souk/events';
import { newId, systemClock } from '@souk/kernel';
import { createDatabase, type Database } from '@souk/persistence';
import { logisticsEvents, newEvent, orderEvents } from '@souk/schema/events';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase, subgraphClient, testClock, testKeys } from '@souk/testing';
import { orderNumber } from '../src/domain/order-number.js';
import { Order } from '../src/entities/order.js';
import { applyOrderEvents, placeOrder } from '../src/projections/order-projection.js';
import { insertAddress } from '../src/repositories/orders.js';
import { createOrderService, orderDatabase } from '../src/service.js';
import { startPeerServices } from './peer-services.js';

export const viewerOf = (userId: string | undefined, roles: readonly Role[] = ['CUSTOMER'], guestOrderIds: readonly string[] = []): Viewer =>
  ({ ...(userId !== undefined && { userId }), roles, scopes: scopesOf(roles), guestOrderIds });
export const NOBODY = viewerOf(undefined, []);
export const OPERATOR = viewerOf('01960000-0000-7000-8000-00000000000f', ['OPERATIONS']);
export const ADMIN = viewerOf('01960000-0000-7000-8000-00000000000a', ['ADMIN']);

/** The service on a database of its own, with its peers' contracts and logistics' event log beside it. */
export const startOrder = async () => {
  const clock = testClock(new Date('2027-01-01T12:00:00.000Z'));
  const { keys, signing, privateKeys, jwks } = await testKeys();
  const broker = createEmbeddedBroker({ logger: silentLogger });
  const peers = await startPeerServices(keys);
  const open = (url: string): Promise<Database> => createDatabase({ url, name: 'order-test', ...orderDatabase, logger: silentLogger });
  const databaseUrl = await createTestDatabase({ template: 'order', migrate: async (url) => (await open(url)).close() });
  const config = {
    host: '127.0.0.1', port: 0, databaseUrl, signingKey: privateKeys.order, jwks, peerUrls: { catalog: peers.catalogUrl, user: peers.catalogUrl, order: peers.catalogUrl, logistics: peers.logisticsUrl }, checkoutProtocol: 'saga' as const,
    paymentSandboxUrl: peers.catalogUrl, paymentSandboxApiKey: 'unused', logLevel: 'silent',
  };
  const start = (port = 0) => createOrderService({ ...config, port }, { broker, logger: silentLogger, clock });
  const services = [await start()];
  const beside = await open(databaseUrl);
  const log = new EventLog({ database: beside, service: 'order', clock, logger: silentLogger });
  const logistics = await startLogisticsLog();
  await broker.publish(logistics.log);

  const urlOf = (index: number): string => services[index]?.url ?? '';
  return {
    clock, peers, signing, keys, urlOf,
    ...subgraphClient(urlOf, signing.gateway),
    /** Another process' view of the service's database. */
    database: beside,
    /** An order as a checkout would have written it; `lines` of one unit at 10.00 each, shipping 5.00. */
    place: (facts: Placing = {}, lines = 1): Promise<Order> => place(beside, log, { placedAt: clock.now(), ...facts }, lines),
    /** What happens to an order, written by another process than the one that serves it. */
    happen: (orderId: string, events: readonly NewEvent[]): Promise<Order> => beside.transaction((tx) => applyOrderEvents(tx, log, orderId, 'any', events)),
    /** A parcel's step, as logistics publishes it. */
    parcel: (orderId: string, shipmentId: string, to: ShipmentState, from: ShipmentState | null = null) => logistics.progress(orderId, shipmentId, to, from, clock.now()),
    addReplica: async (port = 0) => services.push(await start(port)),
    restart: async (index = 0): Promise<void> => {
      await services[index]?.stop();
      services[index] = await start();
    },
    stop: async (): Promise<void> => {
      for (const service of services) await service.stop();
      await broker.close();
      await beside.close();
      await logistics.close();
      await peers.stop();
    },
  };
};

export type OrderFixture = Awaited<ReturnType<typeof startOrder>>;
type ShipmentState = Parameters<typeof newEvent<typeof logisticsEvents.ShipmentProgressed>>[1]['to'];

type Placing = Partial<Pick<Order, 'id' | 'buyerId' | 'carrierId' | 'serviceCode' | 'promisedBy' | 'placedAt'>>;

const place = async (database: Database, log: EventLog, { id = newId(), buyerId = null, carrierId = null, serviceCode = null, promisedBy = null, placedAt = new Date() }: Placing, count: number): Promise<Order> => {
  const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const });
  const placed = newEvent(orderEvents.OrderPlaced, {
    orderId: id, number: orderNumber(id), buyerId, cartId: null, shipping: eur(500), total: eur(count * 1_000 + 500), carrierId, serviceCode, promisedBy: promisedBy?.toISOString() ?? null,
    payment: { paymentId: newId(), provider: 'sandbox', method: 'card' },
    lines: Array.from({ length: count }, (_, index) => ({
      lineId: newId(), variantId: newId(), productId: newId(), sku: `SKU-${index}`, name: `Shirt ${index}`, quantity: 1, unitPrice: eur(1_000), categorySlug: null, merchantId: null,
    })),
  });
  return database.transaction(async (tx) => {
    await placeOrder(tx, log, id, { ...placed, occurredAt: placedAt, meta: { actor: 'customer' } });
    await insertAddress(tx, { orderId: id, recipient: 'A. Buyer', lines: ['Street 1'], city: 'Berlin', region: null, postalCode: '10115', countryCode: 'DE' });
    return tx.findOneByOrFail(Order, { id });
  });
};

/** Logistics' event log, in a database of its own. */
const startLogisticsLog = async () => {
  const open = (url: string): Promise<Database> => createDatabase({ url, name: 'logistics-log', entities: [], migrations: [eventLogMigration], logger: silentLogger });
  const database = await open(await createTestDatabase({ template: 'logistics_log', migrate: async (url) => (await open(url)).close() }));
  const log = new EventLog({ database, service: 'logistics', clock: systemClock, logger: silentLogger });
  return {
    log,
    progress: async (orderId: string, shipmentId: string, to: ShipmentState, from: ShipmentState | null, at: Date): Promise<void> => {
      const event = newEvent(logisticsEvents.ShipmentProgressed, { orderId, shipmentId, from, to, at: at.toISOString(), parcel: null });
      await database.transaction((tx) => log.append(tx, `delivery-${orderId}`, 'any', [event]));
    },
    close: () => database.close(),
  };
};
