import { parseKeySet, parseSigningKey } from '@souk/auth';
import { createCache, sharedTierFromConfig } from '@souk/cache';
import { EventLog, Snapshots, eventLogMigration, messagesMigration, snapshotsMigration, type Running } from '@souk/events';
import { systemClock, systemRandom } from '@souk/kernel';
import { createDatabase } from '@souk/persistence';
import { createRpcClient } from '@souk/rpc';
import { AtomicCommitService, DecisionService } from '@souk/schema/rpc/atomic_commit';
import { RPC_CALLERS } from '@souk/schema/rpc/callers';
import { OrderService } from '@souk/schema/rpc/order';
import { PercolatorService } from '@souk/schema/rpc/percolator';
import { startParts } from '@souk/service';
import { startSubgraph, type RunningSubgraph, type Surroundings } from '@souk/subgraph';
import { barrierMigration, branchMigration, createParticipants, peerOver, percolatorMigration, siteMethods } from '@souk/transactions';
import { LogisticsTables1795305600000 } from '../migrations/20261122-logistics-tables.js';
import { type LogisticsConfig } from './config.js';
import { consumeOrderCancelled } from './consumers/on-order-cancelled.js';
import { consumeOrderConfirmed } from './consumers/on-order-confirmed.js';
import { consumeOrderPlaced } from './consumers/on-order-placed.js';
import { contextOf, type Context, type Services } from './context.js';
import { CarrierRow } from './entities/carrier-row.js';
import { CarrierServiceRow } from './entities/carrier-service-row.js';
import { KnownOrder } from './entities/known-order.js';
import { ShipmentLine } from './entities/shipment-line.js';
import { Shipment } from './entities/shipment.js';
import { TrackingEvent } from './entities/tracking-event.js';
import { Warehouse } from './entities/warehouse.js';
import { shipmentSite } from './percolator/shipment-site.js';
import { Directory } from './repositories/directory.js';
import { resolvers } from './resolvers/index.js';
import { logisticsRpc } from './rpc/logistics-service.js';
import { DeliveryFeed } from './subscriptions/delivery-feed.js';
import { followLog } from './subscriptions/follow-log.js';
import { atomicCommitRpc } from './transactions/atomic-commit-service.js';

const NAME = 'logistics';
/** Two short lists live in the cache. */
const LOCAL_CACHE = { maxEntries: 100, maxBytes: 16 * 1024 * 1024 };

export { loadLogisticsConfig, type LogisticsConfig } from './config.js';
export { logisticsProjections } from './projections/logistics-projections.js';

/** What this service's database is made of. */
export const logisticsDatabase = {
  entities: [CarrierRow, CarrierServiceRow, KnownOrder, Shipment, ShipmentLine, TrackingEvent, Warehouse],
  migrations: [eventLogMigration, messagesMigration, snapshotsMigration, barrierMigration, branchMigration, percolatorMigration, LogisticsTables1795305600000],
};

/**
 * Opens the database, serves GraphQL and RPC, publishes this service's events and consumes order's. `stop` ends all of it; the broker is its
 * maker's. A start that fails leaves nothing open.
 */
export const createLogisticsService = (config: LogisticsConfig, { broker, logger, clock = systemClock }: Surroundings): Promise<RunningSubgraph> =>
  startParts(async (keep) => {
    const keys = parseKeySet(config.jwks);
    const signingKey = await parseSigningKey(config.signingKey);
    const toOrder = { url: config.peerUrls.order, from: signingKey, audience: 'order', logger };
    const order = createRpcClient(OrderService, toOrder);
    const database = await createDatabase({ url: config.databaseUrl, name: NAME, ...logisticsDatabase, logger });
    keep(() => database.close());
    const log = new EventLog({ database, service: NAME, clock, logger });
    const shared = sharedTierFromConfig(config, logger);
    keep(() => shared?.close());
    const cache = createCache({ namespace: NAME, local: LOCAL_CACHE, shared, clock, random: systemRandom, logger });
    keep(() => cache.close());
    const feed = new DeliveryFeed();
    const directory = new Directory(database, cache);
    const snapshots = new Snapshots(database, logger);
    const services: Services = { database, log, snapshots, clock, directory, feed, order, signingKey, keys };
    const keepRunning = (running: Running): void => keep(() => running.stop());

    keepRunning(snapshots);
    keepRunning(await followLog(services));
    keepRunning(await broker.publish(log));
    keepRunning(await consumeOrderPlaced(broker, database));
    keepRunning(await consumeOrderConfirmed({ broker, log, clock, order }));
    keepRunning(await consumeOrderCancelled({ broker, log, clock }));
    const peers = new Map(Object.entries(config.peerUrls).map(([name, url]) => [name, peerOver(name, createRpcClient(AtomicCommitService, { url, from: signingKey, audience: name, logger }))]));
    const participants = createParticipants({ database, clock, logger, coordinator: createRpcClient(DecisionService, toOrder), peers, service: NAME });
    await participants.assertAble(config.checkoutProtocol);
    keepRunning(participants);
    participants.start();
    const subgraph = await startSubgraph<Context>({
      name: NAME,
      schemaPath: new URL('../schema.graphql', import.meta.url),
      resolvers: { ...resolvers },
      context: contextOf(services),
      host: config.host,
      port: config.port,
      keys,
      logger,
      database,
      rpc: (router) => {
        logisticsRpc({ database, log, clock, directory, keys })(router);
        atomicCommitRpc({ log, clock }, participants)(router);
        router.service(PercolatorService, siteMethods(shipmentSite({ database, log, clock })));
      },
      rpcCallers: RPC_CALLERS,
      metricsToken: config.metricsToken,
    });
    keepRunning(subgraph);
    return subgraph;
  });
