import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeys, KEY_OWNERS } from '@souk/auth';
import { type Patch } from '../service/patch.js';
import { startRabbit, type OwnRabbit } from './broker.js';
import { SUBGRAPHS, startPostgres, type OwnPostgres, type SubgraphName } from './databases.js';
import { startRedis, type OwnRedis } from './redis.js';
import { layOut, ledgerFile, SERVICES, type Backing, type IsLinked, type Protocol, type ServiceName, type Topology } from './topology.js';
import { freePort } from './wait-for.js';

/** The system under test: services by their own main.js, stores of their own, and a link between any two. */
export interface World extends Topology {
  readonly protocol: Protocol;
  /** The bugs that its processes are made to have. */
  readonly patches: readonly Patch[];
  readonly keys: Backing['keys'];
  readonly postgres: Readonly<Record<SubgraphName, OwnPostgres>>;
  readonly rabbit: OwnRabbit;
  /** Undefined where this machine has none. */
  readonly redis: OwnRedis | undefined;
  /** The payment provider's own books. */
  readonly ledgerFile: string;
  /** Lays the services out anew, over the same stores. */
  restart(protocol: Protocol, patches?: readonly Patch[], isLinked?: IsLinked): Promise<World>;
  stop(): Promise<void>;
}

/** Links lie everywhere, unless told. */
export const startWorld = async (protocol: Protocol, patches: readonly Patch[] = [], isLinked: IsLinked = everywhere): Promise<World> => {
  const folder = await mkdtemp(join(tmpdir(), 'souk-chaos-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user where this runs as root
  const [keys, redis, rabbit, ...servers] = await Promise.all([generateKeys(KEY_OWNERS), startRedis(), startRabbit(folder), ...SUBGRAPHS.map((name) => startPostgres(name, folder))]);
  const postgres = Object.fromEntries(SUBGRAPHS.map((name, index) => [name, servers[index]])) as Record<SubgraphName, OwnPostgres>;
  const backing: Backing = { folder, keys, postgres, rabbitPort: rabbit.port, redisPort: redis?.port };
  const ports = await servicePorts();
  const begin = async (wanted: Protocol, changed: readonly Patch[], linked: IsLinked): Promise<World> => {
    const topology = await layOut(backing, ports, wanted, changed, linked);
    const world: World = {
      ...topology, protocol: wanted, patches: changed, keys, postgres, rabbit, redis, ledgerFile: ledgerFile(folder),
      restart: async (other, more = [], linkedAnew = linked) => {
        await end(topology);
        return begin(other, more, linkedAnew);
      },
      stop: async () => {
        await end(topology);
        await Promise.all([...servers.map((server) => server.stop()), rabbit.stop(), redis?.stop()]);
        await rm(folder, { recursive: true, force: true });
      },
    };
    try {
      for (const service of Object.values(topology.services)) service.start();
      await untilReady(world);
      return world;
    } catch (error) {
      await world.stop();
      throw error;
    }
  };
  return begin(protocol, patches, isLinked);
};

const everywhere: IsLinked = () => true;

export const untilReady = async ({ services }: Pick<World, 'services'>): Promise<void> => {
  await Promise.all(Object.values(services).map((service) => service.untilReady()));
};

const servicePorts = async (): Promise<Readonly<Record<ServiceName, number>>> => {
  const ports: [string, number][] = [];
  for (const name of SERVICES) {
    let port = await freePort();
    while (ports.some(([, taken]) => taken === port)) port = await freePort();
    ports.push([name, port]);
  }
  return Object.fromEntries(ports) as Record<ServiceName, number>;
};

const end = async ({ services, links }: Topology): Promise<void> => {
  await Promise.all(Object.values(services).map((service) => service.kill()));
  await Promise.all([...links.values()].map((link) => link.close()));
};
