import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@souk/embedded';
import { createLogger, startTracing, type Logger } from '@souk/telemetry';
import { loadPlatformConfig, SUBGRAPHS, type PlatformConfig, type SubgraphName } from './config.js';
import { openDataDir } from './data-dir.js';
import { DEMO_ADMIN } from './demo/accounts.js';
import { type Demo } from './demo/demo.js';
import { platformPorts, urlOf, type PlatformPorts } from './platform-ports.js';
import { assertPortsFree } from './ports.js';
import { keepSecrets, type Secrets } from './secrets.js';

export { loadPlatformConfig, type PlatformConfig };

export interface Platform {
  /** The gateway: `/graphql`, `/explorer`, `/track/<order number>`, `/health/ready`. */
  readonly url: string;
  readonly urls: Readonly<Record<'gateway' | SubgraphName | 'paymentSandbox', string>>;
  /** Undefined where the databases are not embedded. */
  readonly demo: Demo | undefined;
  /** Resolves when a part that everything needs has ended by itself, with what it said. */
  readonly failed: Promise<string>;
  /** Stops everything, in order, and returns when it has ended. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Everything in this process, and PostgreSQL beside it: databases, broker, payment sandbox, four subgraphs, gateway, demo shop.
 * Resolves when requests are answered. Throws StartError or OperationalError with one line, and leaves nothing running then.
 */
export const createPlatform = async (config: PlatformConfig, logger: Logger = createLogger({ name: 'souk', level: config.logLevel })): Promise<Platform> => {
  const stops: (() => unknown)[] = [];
  const stop = stopOnce(stops, logger);
  try {
    if (config.tracing !== undefined) {
      const tracing = await startTracing(config.tracing, logger);
      stops.push(() => tracing.stop());
    }
    const dataDir = openDataDir(config.dataDir);
    stops.push(() => dataDir.release());
    const ports = await platformPorts(config);
    await assertPortsFree(Object.entries(ports).map(([name, port]) => ({ name, port, host: name === 'gateway' ? config.host : '127.0.0.1' })));
    const secrets = await keepSecrets(config.dataDir);
    // Reading the services' modules keeps this process busy for a second: PostgreSQL starts beside it.
    const starting = startPostgres(config, ports, secrets);
    const [postgres, { startServices }] = await Promise.all([starting, import('./services.js')]);
    if (postgres) stops.push(() => postgres.stop());
    const databaseUrls = Object.fromEntries(SUBGRAPHS.map((name) => [name, config.databaseUrls[name] ?? postgres?.urlOf(name) ?? ''])) as Record<SubgraphName, string>;
    const admin = config.admin ?? (config.demo ? DEMO_ADMIN : undefined);
    await startServices({ config, ports, secrets, databaseUrls, admin, logger, stops });
    const urls = { gateway: urlOf(config.host, ports.gateway), ...Object.fromEntries(SUBGRAPHS.map((name) => [name, urlOf('127.0.0.1', ports[name])])), paymentSandbox: urlOf('127.0.0.1', ports.paymentSandbox) } as Platform['urls'];
    const demo = config.demo ? await openDemo(urls.gateway, config, logger, stops) : undefined;
    return { url: urls.gateway, urls, demo, failed: failureOf(postgres, stops), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const startPostgres = async ({ databaseUrls, dataDir }: PlatformConfig, ports: PlatformPorts, { postgresPassword }: Secrets): Promise<EmbeddedPostgres | undefined> => {
  const databases = SUBGRAPHS.filter((name) => databaseUrls[name] === undefined);
  if (databases.length === 0) return undefined;
  return startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), port: ports.postgres, databases, password: postgresPassword });
};

const openDemo = async (url: string, config: PlatformConfig, logger: Logger, stops: (() => unknown)[]): Promise<Demo> => {
  const { startDemo } = await import('./demo/demo.js');
  const demo = await startDemo({ url, admin: config.admin ?? DEMO_ADMIN, dataDir: config.dataDir, logger });
  stops.push(() => demo.stop());
  return demo;
};

/** What was started last is stopped first; one that fails to stop keeps none of the others running. */
const stopOnce = (stops: (() => unknown)[], logger: Logger): (() => Promise<void>) => {
  let stopped: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      try {
        await stop();
      } catch (error) {
        logger.error({ error }, 'a part did not stop cleanly');
      }
    }
  };
  return () => (stopped ??= stopAll());
};

/** An end that nobody asked for: once stopping has begun, everything has left the list or is about to. */
const failureOf = (postgres: EmbeddedPostgres | undefined, stops: readonly unknown[]): Promise<string> =>
  new Promise((resolve) => {
    const expected = stops.length;
    void postgres?.ended.then((lastWords) => {
      if (stops.length === expected) resolve(`PostgreSQL has ended: ${lastWords.split('\n').at(-1)}`);
    });
  });
