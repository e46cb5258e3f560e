import { parseKeySet } from '@souk/auth';
import { createCache, sharedTierFromConfig } from '@souk/cache';
import { EventLog, eventLogMigration } from '@souk/events';
import { systemClock, systemRandom } from '@souk/kernel';
import { createDatabase } from '@souk/persistence';
import { startParts } from '@souk/service';
import { startSubgraph, type RunningSubgraph, type Surroundings } from '@souk/subgraph';
import { barrierMigration } from '@souk/transactions';
import { CatalogTables1795305600000 } from '../migrations/20261122-catalog-tables.js';
import { followLog } from './caching/follow-log.js';
import { namespaceOf } from './caching/namespace-of.js';
import { type CommandContext } from './commands/command-context.js';
import { type CatalogConfig } from './config.js';
import { contextOf, type Context } from './context.js';
import { CategoryRow } from './entities/category-row.js';
import { ProductCategoryRow } from './entities/product-category-row.js';
import { ProductRow } from './entities/product-row.js';
import { VariantRow } from './entities/variant-row.js';
import { resolvers } from './resolvers/index.js';
import { catalogRpc } from './rpc/catalog-service.js';

const NAME = 'catalog';
/** Enough for a few thousand products with variants and stock. */
const LOCAL_CACHE = { maxEntries: 50_000, maxBytes: 64 * 1024 * 1024 };

export { loadCatalogConfig, type CatalogConfig } from './config.js';

export const catalogDatabase = {
  entities: [CategoryRow, ProductCategoryRow, ProductRow, VariantRow],
  migrations: [eventLogMigration, barrierMigration, CatalogTables1795305600000],
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
      rpc: catalogRpc(services),
      rpcCallers: ['order'],
    });
    keep(() => subgraph.stop());
    return subgraph;
  });
