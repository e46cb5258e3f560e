import { join } from 'node:path';
import { type KeyOwner } from '@souk/auth';
import { type Patch } from '../service/patch.js';
import { SUBGRAPHS, type OwnPostgres, type SubgraphName } from './databases.js';
import { Link } from './link.js';
import { ServiceProcess } from './service-process.js';

export const PROTOCOLS = ['saga', '2pc', '3pc', 'percolator'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export const SERVICES = [...SUBGRAPHS, 'payment', 'gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];

export const ADMIN = { email: 'admin@chaos.example', password: 'correct horse battery' };
const PAYMENT_KEY = 'the key of the payment sandbox';
const MANY_UNITS_PER_SECOND = '100000000';

/** Private JWKs by owner and the public JWKS, as JSON. */
interface Keys {
  readonly privateKeys: Readonly<Record<KeyOwner, string>>;
  readonly jwks: string;
}

/** What services need that is no service. */
export interface Backing {
  readonly folder: string;
  readonly keys: Keys;
  readonly postgres: Readonly<Record<SubgraphName, OwnPostgres>>;
  readonly rabbitPort: number;
  readonly redisPort: number | undefined;
}

export interface Topology {
  readonly services: Readonly<Record<ServiceName, ServiceProcess>>;
  /** By name: `order>catalog`, `order>postgres`, `order>rabbit`, `catalog>redis`. */
  readonly links: ReadonlyMap<string, Link>;
}

/** Whether a link lies between two parts; where none does, the caller is given the other's own port. */
export type IsLinked = (from: string, to: string) => boolean;

export const ledgerFile = (folder: string): string => join(folder, 'payments.jsonl');

/** Every process and, between any two of them and to their stores, a link of its own, where one is wanted. Nothing runs yet. */
export const layOut = async (backing: Backing, ports: Readonly<Record<ServiceName, number>>, protocol: Protocol, patches: readonly Patch[], isLinked: IsLinked): Promise<Topology> => {
  const links = new Map<string, Link>();
  const way = async (from: string, to: string, port: number): Promise<number> => {
    if (!isLinked(from, to)) return port;
    const link = await Link.open(`${from}>${to}`, port);
    links.set(link.name, link);
    return link.port;
  };
  const http = async (from: ServiceName, to: ServiceName): Promise<string> => `http://127.0.0.1:${await way(from, to, ports[to])}`;
  const environmentOf = async (name: ServiceName): Promise<Readonly<Record<string, string>>> => {
    const patched = patches.length > 0 ? { SOUK_CHAOS_PATCHES: JSON.stringify(patches) } : {};
    if (name === 'payment') return { PAYMENT_SANDBOX_API_KEY: PAYMENT_KEY, PAYMENT_SANDBOX_LEDGER: ledgerFile(backing.folder) };
    const peers = Object.fromEntries(await Promise.all(SUBGRAPHS.map(async (peer) => [`${peer.toUpperCase()}_URL`, await http(name, peer)] as const)));
    const usesRedis = backing.redisPort !== undefined && (name === 'catalog' || name === 'gateway');
    const redis = usesRedis ? { REDIS_URL: `redis://127.0.0.1:${await way(name, 'redis', backing.redisPort)}` } : {};
    const shared = { ...patched, ...peers, ...redis, SOUK_JWKS: backing.keys.jwks, SOUK_SIGNING_KEY: backing.keys.privateKeys[name], CHECKOUT_PROTOCOL: protocol };
    if (name === 'gateway') return { ...shared, INTROSPECTION: 'true', VIEWER_UNITS_PER_SECOND: MANY_UNITS_PER_SECOND, ADDRESS_UNITS_PER_SECOND: MANY_UNITS_PER_SECOND };
    const own = backing.postgres[name];
    return {
      ...shared,
      DATABASE_URL: own.urlAt(await way(name, 'postgres', own.port)),
      RABBITMQ_URL: `amqp://guest:guest@127.0.0.1:${await way(name, 'rabbit', backing.rabbitPort)}`,
      ...(name === 'order' ? { PAYMENT_SANDBOX_URL: await http(name, 'payment'), PAYMENT_SANDBOX_API_KEY: PAYMENT_KEY } : {}),
      ...(name === 'user' ? { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password } : {}),
    };
  };
  const serviceOf = async (name: ServiceName) => [name, new ServiceProcess({ name, script: scriptOf(name), port: ports[name], env: await environmentOf(name), readyPath: name === 'payment' ? '/health/live' : '/health/ready' })] as const;
  const services = Object.fromEntries(await Promise.all(SERVICES.map(serviceOf))) as Record<ServiceName, ServiceProcess>;
  return { services, links };
};

const scriptOf = (name: ServiceName): string => {
  switch (name) {
    case 'payment':
      return 'packages/payment-sandbox/dist/main.js';
    case 'gateway':
      return 'gateway/dist/main.js';
    default:
      return `subgraphs/${name}/dist/src/main.js`;
  }
};
