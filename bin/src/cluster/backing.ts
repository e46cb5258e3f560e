import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@souk/embedded';
import { SUBGRAPHS, type ClusterConfig, type SubgraphName } from '../config.js';
import { startRabbit } from './start-rabbit.js';
import { startRedis } from './start-redis.js';
import { postgresPort, singlePort } from './ports.js';

/** What services need that is no service: what was given, and for the rest what was started here. */
export interface Backing {
  readonly databaseUrls: Readonly<Record<SubgraphName, string>>;
  readonly redisUrl: string | undefined;
  readonly rabbitUrl: string;
}

/** Starts the databases, Redis and RabbitMQ that no URL was given for; each adds how to stop it. */
export const startBacking = async (config: ClusterConfig, postgresPassword: string, stops: (() => unknown)[]): Promise<Backing> => {
  const folder = join(config.dataDir, 'cluster');
  mkdirSync(folder, { recursive: true });
  const needsRedis = config.redisUrl === undefined && config.memcachedUrl === undefined;
  const [databases, redisUrl, rabbitUrl] = await Promise.all([
    Promise.all(SUBGRAPHS.map(async (name) => [name, config.databaseUrls[name] ?? (await startDatabase(config, name, folder, postgresPassword, stops))] as const)),
    needsRedis ? startRedis(singlePort(config, 'redis'), stops) : config.redisUrl,
    config.rabbitUrl ?? startRabbit(singlePort(config, 'rabbit'), join(folder, 'rabbitmq'), stops),
  ]);
  return { databaseUrls: Object.fromEntries(databases) as Record<SubgraphName, string>, redisUrl, rabbitUrl };
};

/** An instance of its own for each: a long transaction of one service must not hold up another's event feed. */
const startDatabase = async (config: ClusterConfig, name: SubgraphName, folder: string, password: string, stops: (() => unknown)[]): Promise<string> => {
  const port = postgresPort(config, name);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, `postgres-${name}`), port, databases: [name], password });
  stops.push(() => postgres.stop());
  return postgres.urlOf(name);
};
