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
import { barrierMigration, branchMigration, createParticipants, peerOver, percolatorMigration, siteMethods } from '@souk/transactions';
import { Accounts1763800000000 } from '../migrations/20251122-accounts.js';
import { WalletHolds1795305600200 } from '../migrations/20261122-wallet-holds.js';
import { type CommandContext } from './commands/command-context.js';
import { ensureAdmin } from './commands/ensure-admin.js';
import { type UserConfig } from './config.js';
import { contextOf, type Context } from './context.js';
import { Passwords } from './credentials/passwords.js';
import { Account } from './entities/account.js';
import { Address } from './entities/address.js';
import { Session } from './entities/session.js';
import { walletSite } from './percolator/wallet-site.js';
import { followProfiles } from './repositories/follow-profiles.js';
import { Profiles } from './repositories/profiles.js';
import { resolvers } from './resolvers/index.js';
import { userRpc } from './rpc/user-service.js';
import { atomicCommitRpc } from './transactions/atomic-commit-service.js';

const NAME = 'user';
/** Profiles are small: an id and a name. */
const LOCAL_CACHE = { maxEntries: 50_000, maxBytes: 32 * 1024 * 1024 };

export { loadUserConfig, type UserConfig } from './config.js';
export { userProjections } from './projections/user-projections.js';

export const userDatabase = {
  entities: [Account, Address, Session],
  migrations: [eventLogMigration, messagesMigration, snapshotsMigration, barrierMigration, branchMigration, percolatorMigration, Accounts1763800000000, WalletHolds1795305600200],
};

/** Opens the database, makes the first administrator, serves GraphQL and RPC, and publishes this service's events. `stop` ends all of it; the broker is its maker's. A start that fails leaves nothing open. */
export const createUserService = (config: UserConfig, { broker, logger, clock = systemClock }: Surroundings): Promise<RunningSubgraph> =>
  startParts(async (keep) => {
    const keys = parseKeySet(config.jwks);
    const signingKey = await parseSigningKey(config.signingKey);
    const passwords = await Passwords.create();
    const database = await createDatabase({ url: config.databaseUrl, name: NAME, ...userDatabase, logger });
    keep(() => database.close());
    const log = new EventLog({ database, service: NAME, clock, logger });
    const shared = sharedTierFromConfig(config, logger);
    keep(() => shared?.close());
    const cache = createCache({ namespace: NAME, local: LOCAL_CACHE, shared, clock, random: systemRandom, logger });
    keep(() => cache.close());
    const profiles = new Profiles(database, cache);
    const services: CommandContext = { database, log, clock, profiles, passwords, signingKey };
    if (config.admin !== undefined) await ensureAdmin(services, config.admin);
    const following = await followProfiles(log, profiles);
    keep(() => following.stop());
    const publishing = await broker.publish(log);
    keep(() => publishing.stop());
    const coordinator = createRpcClient(DecisionService, { url: config.peerUrls.order, from: signingKey, audience: 'order', logger });
    const peers = new Map(Object.entries(config.peerUrls).map(([name, url]) => [name, peerOver(name, createRpcClient(AtomicCommitService, { url, from: signingKey, audience: name, logger }))]));
    const participants = createParticipants({ database, clock, logger, coordinator, peers, service: NAME });
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
        userRpc(services)(router);
        atomicCommitRpc(services, participants)(router);
        router.service(PercolatorService, siteMethods(walletSite(services)));
      },
      rpcCallers: RPC_CALLERS,
      metricsToken: config.metricsToken,
    });
    keep(() => subgraph.stop());
    return subgraph;
  });
