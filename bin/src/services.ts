import { join } from 'node:path';
import { parseKeySet, parseSigningKey } from '@souk/auth';
import { createCatalogService, loadCatalogConfig } from '@souk/catalog';
import { createEmbeddedBroker, createRabbitBroker, type Broker } from '@souk/events';
import { createGateway, type InProcessSubgraph } from '@souk/gateway';
import { createLogisticsService, loadLogisticsConfig } from '@souk/logistics';
import { createOrderService, loadOrderConfig } from '@souk/order';
import { createPaymentSandbox } from '@souk/payment-sandbox';
import { type Logger } from '@souk/telemetry';
import { createUserService, loadUserConfig } from '@souk/user';
import { ROOT, SUBGRAPHS, type PlatformConfig, type SubgraphName } from './config.js';
import { DEMO_ACCOUNTS } from './demo/accounts.js';
import { urlOf, type PlatformPorts } from './platform-ports.js';
import { type Secrets } from './secrets.js';

/** Services listen on loopback; the gateway alone may be reached from elsewhere. */
const SERVICE_HOST = '127.0.0.1';

export interface ServicesOptions {
  readonly config: PlatformConfig;
  readonly ports: PlatformPorts;
  readonly secrets: Secrets;
  readonly databaseUrls: Readonly<Record<SubgraphName, string>>;
  /** The first administrator. */
  readonly admin: { readonly email: string; readonly password: string } | undefined;
  readonly logger: Logger;
  /** Gets how to stop what was started, in the order of starting. */
  readonly stops: (() => unknown)[];
}

interface Stoppable {
  stop(): Promise<void>;
}

/** Starts the payment sandbox, the four subgraphs and the gateway in this process, side by side. */
export const startServices = async (options: ServicesOptions): Promise<void> => {
  const { config, ports, secrets, logger, stops } = options;
  const broker = config.rabbitUrl === undefined ? createEmbeddedBroker({ logger }) : createRabbitBroker({ url: config.rabbitUrl, logger });
  stops.push(() => broker.close());
  const environment = environmentOf(options);
  const parts = (name: string): { readonly broker: Broker; readonly logger: Logger } => ({ broker, logger: logger.child({ service: name }) });
  const sandbox = createPaymentSandbox({ host: SERVICE_HOST, port: ports.paymentSandbox, apiKey: secrets.paymentSandboxKey, ledgerFile: join(config.dataDir, 'payment-sandbox', 'ledger.jsonl'), logger: logger.child({ service: 'payment-sandbox' }) });
  const subgraphs = {
    catalog: createCatalogService(loadCatalogConfig(environment('catalog')), parts('catalog')),
    user: createUserService(loadUserConfig(environment('user')), parts('user')),
    order: createOrderService(loadOrderConfig(environment('order')), parts('order')),
    logistics: createLogisticsService(loadLogisticsConfig(environment('logistics')), parts('logistics')),
  };
  const services: readonly Promise<Stoppable>[] = [sandbox, ...Object.values(subgraphs)];
  const gateway = startGateway(options, Object.fromEntries(Object.entries(subgraphs).map(([name, starting]) => [name, inThisProcess(starting)])));
  // Waits for all, so that one that fails leaves none of the others running unseen.
  const outcomes = await Promise.allSettled<Stoppable>([...services, gateway]);
  stops.push(() => stopAll(services), () => stopAll([gateway]));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
};

const stopAll = async (services: readonly Promise<Stoppable>[]): Promise<void> => {
  const outcomes = await Promise.allSettled(services);
  await Promise.all(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.stop() : undefined)));
};

/** The gateway begins beside its subgraphs: what it asks one that is still starting waits for it. */
const inThisProcess = (starting: Promise<InProcessSubgraph>): InProcessSubgraph => {
  let started: InProcessSubgraph | undefined;
  starting.then((subgraph) => { started = subgraph; }, () => undefined);
  return {
    handle: async (request) => (started ?? await starting).handle(request),
    isReady: () => started?.isReady() ?? Promise.resolve(false),
  };
};

const startGateway = async ({ config, ports, secrets, logger }: ServicesOptions, inProcess: Readonly<Record<string, InProcessSubgraph>>): Promise<Stoppable> =>
  createGateway({
    host: config.host, port: ports.gateway, supergraph: { file: join(ROOT, 'schema', 'supergraph.graphql') },
    subgraphs: Object.fromEntries(SUBGRAPHS.map((name) => [name, urlOf(SERVICE_HOST, ports[name])])), inProcess,
    signingKey: await parseSigningKey(secrets.signingKeys.gateway), keys: parseKeySet(secrets.jwks), introspection: true,
    webRoot: join(ROOT, 'web', 'dist'), restFolder: join(ROOT, 'schema', 'operations'), corsOrigins: config.corsOrigins, logger: logger.child({ service: 'gateway' }),
    ...(config.metricsToken === undefined ? {} : { metricsToken: config.metricsToken }),
    ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
    ...(config.demo ? { demoAccounts: DEMO_ACCOUNTS } : {}),
  });

/** What a service reads from its environment where it runs alone. */
const environmentOf = ({ config, ports, secrets, databaseUrls, admin }: ServicesOptions) => (name: SubgraphName): NodeJS.ProcessEnv => ({
  HOST: SERVICE_HOST,
  PORT: String(ports[name]),
  DATABASE_URL: databaseUrls[name],
  SOUK_SIGNING_KEY: secrets.signingKeys[name],
  SOUK_JWKS: secrets.jwks,
  LOG_LEVEL: config.logLevel,
  REDIS_URL: config.redisUrl,
  MEMCACHED_URL: config.memcachedUrl,
  RABBITMQ_URL: config.rabbitUrl,
  CHECKOUT_PROTOCOL: config.checkoutProtocol,
  METRICS_TOKEN: config.metricsToken,
  ...Object.fromEntries(SUBGRAPHS.map((peer) => [`${peer.toUpperCase()}_URL`, urlOf(SERVICE_HOST, ports[peer])])),
  PAYMENT_SANDBOX_URL: urlOf(SERVICE_HOST, ports.paymentSandbox),
  PAYMENT_SANDBOX_API_KEY: secrets.paymentSandboxKey,
  ADMIN_EMAIL: admin?.email,
  ADMIN_PASSWORD: admin?.password,
});
