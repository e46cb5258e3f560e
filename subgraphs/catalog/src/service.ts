import { parseKeySet, parseSigningKey } from '@souk/auth';
import { createCache, sharedTierFromConfig } from '@souk/cache';
import { EventLog, eventLogMigration, messagesMigration, snapshotsMigration } from '@souk/events';
import { systemClock, systemRandom } from '@souk/kernel';
import { createDatabase } from '@souk/persistence';
import { createRpcClient } from '@souk/rpc';
import { AtomicCommitService, DecisionService } from '@souk/schema/rpc/atomic_commit';
import { RPC_CALLERS } from '@souk/schema/rpc/callers';
import { PercolatorService } from '@souk/schema/rpc/percolator';
import { startParts } from '@souk/service';
import { startSubgraph, type RunningSubgraph, type Surroundings } from '@souk/subgraph';
import { barrierMigration, branchMigration, peerOver, percolatorMigration, siteMethods } from '@souk/transactions';
import { CatalogTables1795305600000 } from '../migrations/20261122-catalog-tables.js';
import { StockHistory1795305600100 } from '../migrations/20261122-stock-history.js';
import { followLog } from './caching/follow-log.js';
import { namespaceOf } from './caching/namespace-of.js';
import { type CommandContext } from './commands/command-context.js';
import { type CatalogConfig } from './config.js';
import { contextOf, type Context } from './context.js';
import { CategoryRow } from './entities/category-row.js';
import { ProductCategoryRow } from './entities/product-category-row.js';
import { ProductRow } from './entities/product-row.js';
import { VariantRow } from './entities/variant-row.js';
import { stockSite } from './percolator/stock-site.js';
import { resolvers } from './resolvers/index.js';
import { catalogRpc } from './rpc/catalog-service.js';
import { atomicCommitRpc } from './transactions/atomic-commit-service.js';
import { catalogParticipants } from './transactions/participants.js';

const NAME = 'catalog';
/** Enough for a few thousand products with variants and stock. */
const LOCAL_CACHE = { maxEntries: 50_000, maxBytes: 64 * 1024 * 1024 };

export { loadCatalogConfig, type CatalogConfig } from './config.js';
export { catalogProjections } from './projections/catalog-projections.js';

export const catalogDatabase = {
  entities: [CategoryRow, ProductCategoryRow, ProductRow, VariantRow],
  migrations: [eventLogMigration, messagesMigration, snapshotsMigration, barrierMigration, branchMigration, percolatorMigration, CatalogTables1795305600000, StockHistory1795305600100],
};

/** Opens the database, serves GraphQL and RPC, publishes this service's events. `stop` ends all of it; the broker is its maker's. A start that fails leaves nothing open. */
export const createCatalogService = (config: CatalogConfig, { broker, logger, clock = systemClock }: Surroundings): Promise<RunningSubgraph> =>
  startParts(async (keep) => {
    const keys = parseKeySet(config.jwks);
    const database = await createDatabase({ url: config.databaseUrl, name: NAME, ...catalogDatabase, logger });
    keep(() => database.close());
    const log = new EventLog({ database, service: NAME, clock, logger });
    const shared = sharedTierFromConfig(config, logger);
    keep(() => shared?.close());
    const cache = createCache({ namespace: await namespaceOf(database), local: LOCAL_CACHE, shared, clock, random: systemRandom, logger });
    keep(() => cache.close());
    const services: CommandContext = { database, log, cache, clock };
    const following = await followLog(services);
    keep(() => following.stop());
    const publishing = await broker.publish(log);
    keep(() => publishing.stop());
    const signingKey = await parseSigningKey(config.signingKey);
    const coordinator = createRpcClient(DecisionService, { url: config.peerUrls.order, from: signingKey, audience: 'order', logger });
    const peers = new Map(Object.entries(config.peerUrls).map(([name, url]) => [name, peerOver(name, createRpcClient(AtomicCommitService, { url, from: signingKey, audience: name, logger }))]));
    const participants = catalogParticipants(services, coordinator, peers, logger);
    await participants.assertAble(config.checkoutProtocol);
    keep(() => participants.stop());
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
        catalogRpc(services)(router);
        atomicCommitRpc(log, participants)(router);
        router.service(PercolatorService, siteMethods(stockSite(services)));
      },
      rpcCallers: RPC_CALLERS,
      metricsToken: config.metricsToken,
    });
    keep(() => subgraph.stop());
    return subgraph;
  });
