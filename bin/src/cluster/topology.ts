import { join } from 'node:path';
import { ROOT, SUBGRAPHS, type ClusterConfig, type SubgraphName } from '../config.js';
import { urlOf } from '../platform-ports.js';
import { type Secrets } from '../secrets.js';
import { type Backing } from './backing.js';
import { balancerPort, replicaPort, singlePort } from './ports.js';

/** One Node process of the cluster: what would be a container elsewhere. */
export interface ClusterProcess {
  readonly name: string;
  readonly script: string;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
}

const HOST = '127.0.0.1';

/** All processes: the payment sandbox, and each subgraph and the gateway as often as asked. */
export const clusterProcesses = (config: ClusterConfig, secrets: Secrets, backing: Backing): readonly ClusterProcess[] => {
  const replicas = Array.from({ length: config.replicas }, (_nothing, index) => index);
  return [
    paymentSandbox(config, secrets),
    ...SUBGRAPHS.flatMap((name) => replicas.map((replica) => subgraph(config, secrets, backing, name, replica))),
    ...replicas.map((replica) => gateway(config, secrets, backing, replica)),
  ];
};

const paymentSandbox = (config: ClusterConfig, { paymentSandboxKey }: Secrets): ClusterProcess => {
  const ledger = join(config.dataDir, 'cluster', 'payment-sandbox.jsonl');
  return processOf('payment-sandbox', 'packages/payment-sandbox/dist/main.js', singlePort(config, 'paymentSandbox'), { LOG_LEVEL: config.logLevel, PAYMENT_SANDBOX_API_KEY: paymentSandboxKey, PAYMENT_SANDBOX_LEDGER: ledger });
};

const subgraph = (config: ClusterConfig, secrets: Secrets, { databaseUrls, redisUrl, rabbitUrl }: Backing, name: SubgraphName, replica: number): ClusterProcess =>
  processOf(`${name}-${replica + 1}`, `subgraphs/${name}/dist/src/main.js`, replicaPort(config, name, replica), {
    ...shared(config, secrets, name),
    DATABASE_URL: databaseUrls[name], RABBITMQ_URL: rabbitUrl,
    PAYMENT_SANDBOX_URL: urlOf(HOST, singlePort(config, 'paymentSandbox')), PAYMENT_SANDBOX_API_KEY: secrets.paymentSandboxKey,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ...(config.metricsToken === undefined ? {} : { METRICS_TOKEN: config.metricsToken }),
    ...(config.memcachedUrl === undefined ? {} : { MEMCACHED_URL: config.memcachedUrl }),
    ...(config.admin ? { ADMIN_EMAIL: config.admin.email, ADMIN_PASSWORD: config.admin.password } : {}),
  });

const gateway = (config: ClusterConfig, secrets: Secrets, { redisUrl }: Backing, replica: number): ClusterProcess =>
  processOf(`gateway-${replica + 1}`, 'gateway/dist/main.js', replicaPort(config, 'gateway', replica), {
    ...shared(config, secrets, 'gateway'), WEB_ROOT: join(ROOT, 'web', 'dist'), INTROSPECTION: 'true', CORS_ORIGINS: config.corsOrigins.join(','), ...(config.metricsToken === undefined ? {} : { METRICS_TOKEN: config.metricsToken }),
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  });

/** Peers are reached through their balancers. */
const shared = (config: ClusterConfig, { jwks, signingKeys }: Secrets, owner: SubgraphName | 'gateway'): Readonly<Record<string, string>> => ({
  ...config.tracingVariables, SOUK_JWKS: jwks, SOUK_SIGNING_KEY: signingKeys[owner], LOG_LEVEL: config.logLevel, CHECKOUT_PROTOCOL: config.checkoutProtocol,
  ...Object.fromEntries(SUBGRAPHS.map((name) => [`${name.toUpperCase()}_URL`, urlOf(HOST, balancerPort(config, name))])),
});

const processOf = (name: string, script: string, port: number, env: Readonly<Record<string, string>>): ClusterProcess => ({ name, script: join(ROOT, script), url: urlOf(HOST, port), env: { ...env, HOST, PORT: String(port) } });
