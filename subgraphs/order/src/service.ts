import { parseKeySet, parseSigningKey } from '@souk/auth';
import { EventLog, Snapshots, eventLogMigration, messagesMigration, snapshotsMigration } from '@souk/events';
import { systemClock } from '@souk/kernel';
import { createDatabase, type MigrationClass } from '@souk/persistence';
import { createRpcClient } from '@souk/rpc';
import { AtomicCommitService } from '@souk/schema/rpc/atomic_commit';
import { RPC_CALLERS } from '@souk/schema/rpc/callers';
import { CatalogService } from '@souk/schema/rpc/catalog';
import { LogisticsService } from '@souk/schema/rpc/logistics';
import { PercolatorService } from '@souk/schema/rpc/percolator';
import { UserService } from '@souk/schema/rpc/user';
import { startParts, type Stoppable } from '@souk/service';
import { startSubgraph, type RunningSubgraph, type Surroundings } from '@souk/subgraph';
import { barrierMigration, branchMigration, coordinatorMigration, observeTransactions, peerOver, percolatorMigration, percolatorOracleMigration, remoteSite, sagaMigration } from '@souk/transactions';
import { CartsAndOrders1763769600100 } from '../migrations/20251122-carts-and-orders.js';
import { OrderReports1795305600100 } from '../migrations/20261122-order-reports.js';
import { PercolatorCheckouts1795305600200 } from '../migrations/20261122-percolator-checkouts.js';
import { type OrderConfig } from './config.js';
import { consumeShipmentProgressed } from './consumers/on-shipment-progressed.js';
import { createContext, type Context } from './context.js';
import { type OrderDependencies } from './dependencies.js';
import { entities } from './entities/index.js';
import { startHousekeeping } from './housekeeping.js';
import { sandboxProvider } from './payments/sandbox-provider.js';
import { walletProvider } from './payments/wallet-provider.js';
import { resolvers } from './resolvers/index.js';
import { orderRpc } from './rpc/order-service.js';
import { checkoutReadings } from './metrics/checkout-readings.js';
import { createOrderSagas } from './sagas/order-sagas.js';
import { OrderWatch } from './subscriptions/order-watch.js';

const NAME = 'order';

export { loadOrderConfig, type OrderConfig } from './config.js';
export { orderProjections } from './projections/order-projections.js';

/** What this service's database is made of. */
export const orderDatabase: { readonly entities: typeof entities; readonly migrations: readonly MigrationClass[] } = {
  entities,
  migrations: [eventLogMigration, messagesMigration, snapshotsMigration, sagaMigration, barrierMigration, branchMigration, coordinatorMigration, percolatorMigration, percolatorOracleMigration, CartsAndOrders1763769600100, OrderReports1795305600100, PercolatorCheckouts1795305600200],
};

/**
 * Opens the database, serves GraphQL and RPC, publishes this service's events and consumes logistics'. `stop` ends all of it; the broker is its
 * maker's. A start that fails leaves nothing open.
 */
export const createOrderService = (config: OrderConfig, { broker, logger, clock = systemClock }: Surroundings): Promise<RunningSubgraph> =>
  startParts(async (keep) => {
    const keys = parseKeySet(config.jwks);
    const signingKey = await parseSigningKey(config.signingKey);
    const call = (url: string, audience: string) => ({ url, from: signingKey, audience, logger });
    const catalog = createRpcClient(CatalogService, call(config.peerUrls.catalog, 'catalog'));
    const logistics = createRpcClient(LogisticsService, call(config.peerUrls.logistics, 'logistics'));
    const user = createRpcClient(UserService, call(config.peerUrls.user, 'user'));
    const participant = (name: keyof OrderConfig['peerUrls']) => createRpcClient(AtomicCommitService, call(config.peerUrls[name], name));
    const participants = { catalog: participant('catalog'), user: participant('user'), order: participant('order'), logistics: participant('logistics') };
    const peers = new Map(Object.entries(participants).map(([name, service]) => [name, peerOver(name, service)]));
    const site = (name: keyof OrderConfig['peerUrls']) => remoteSite(createRpcClient(PercolatorService, call(config.peerUrls[name], name)));
    const sites = { catalog: site('catalog'), user: site('user'), logistics: site('logistics') };
    const database = await createDatabase({ url: config.databaseUrl, name: NAME, ...orderDatabase, logger });
    keep(() => database.close());
    const sandbox = sandboxProvider({ url: config.paymentSandboxUrl, apiKey: config.paymentSandboxApiKey });
    keep(() => sandbox.close());
    const log = new EventLog({ database, service: NAME, clock, logger });
    const sagas = createOrderSagas({ database, log, catalog, logistics, participants, peers, sites, protocol: config.checkoutProtocol, providers: [walletProvider(user), sandbox], clock, logger });
    const watch = new OrderWatch(log, logger);
    const snapshots = new Snapshots(database, logger);
    const dependencies: OrderDependencies = { database, log, snapshots, catalog, logistics, sagas, watch, signingKey, clock, logger };
    const keepRunning = (running: Stoppable): void => keep(() => running.stop());

    keepRunning(snapshots);
    keepRunning(watch);
    await watch.start();
    keepRunning(startHousekeeping(dependencies));
    keepRunning(await broker.publish(log));
    keepRunning(await consumeShipmentProgressed(broker, dependencies));
    keepRunning(sagas);
    if (config.checkoutProtocol === '3pc') await sagas.threePhase.branches.assertAble();
    sagas.start();
    keepRunning(observeTransactions(NAME, () => checkoutReadings(sagas, database)));
    const subgraph = await startSubgraph<Context>({
      name: NAME,
      schemaPath: new URL('../schema.graphql', import.meta.url),
      resolvers: { ...resolvers },
      context: createContext(dependencies),
      host: config.host,
      port: config.port,
      keys,
      logger,
      database,
      rpc: orderRpc(dependencies),
      rpcCallers: RPC_CALLERS,
      metricsToken: config.metricsToken,
    });
    keepRunning(subgraph);
    return subgraph;
  });
