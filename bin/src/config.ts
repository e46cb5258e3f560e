import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tracingConfig, tracingSettings, transactionSettings, type ProtocolName } from '@souk/service';
import { type TracingConfig } from '@souk/telemetry';
import { z } from 'zod';
import { StartError } from './start-error.js';

export const SUBGRAPHS = ['catalog', 'user', 'order', 'logistics'] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];

/** Ports above PORT: one per service, then PostgreSQL. */
export const PORT_OFFSETS = { gateway: 0, catalog: 1, user: 2, order: 3, logistics: 4, paymentSandbox: 5, postgres: 10 } as const;
/** Leaves room for the ports above PORT. */
const MAX_PORT = 65_000;
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** The repository's folder, the same from src and from dist. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const url = (...protocols: readonly string[]): z.ZodType<string> =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), { error: `expected a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}` });
const POSTGRES = ['postgresql:', 'postgres:'];
const portError = { error: `expected a whole number from 0 to ${MAX_PORT}` };

const schema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number(portError).int(portError).min(0, portError).max(MAX_PORT, portError).default(4000),
  SOUK_DATA_DIR: z.string().min(1, { error: 'expected a folder' }).default('.souk'),
  LOG_LEVEL: z.enum(LEVELS, { error: `expected one of ${LEVELS.join(', ')}` }).default('warn'),
  DATABASE_URL_CATALOG: url(...POSTGRES).optional(),
  DATABASE_URL_USER: url(...POSTGRES).optional(),
  DATABASE_URL_ORDER: url(...POSTGRES).optional(),
  DATABASE_URL_LOGISTICS: url(...POSTGRES).optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  MEMCACHED_URL: url('memcached:').optional(),
  RABBITMQ_URL: url('amqp:', 'amqps:').optional(),
  CHECKOUT_PROTOCOL: transactionSettings.CHECKOUT_PROTOCOL,
  ADMIN_EMAIL: z.email({ error: 'expected an e-mail address' }).optional(),
  ADMIN_PASSWORD: z.string().min(12, { error: 'expected at least 12 characters' }).optional(),
  CORS_ORIGINS: z.string().default(''),
  METRICS_TOKEN: z.string().min(16, { error: 'expected at least 16 characters' }).optional(),
  ...tracingSettings,
});
type Settings = z.output<typeof schema>;

interface SharedConfig {
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly logLevel: string;
  /** Databases of one's own; the others are embedded. */
  readonly databaseUrls: Partial<Readonly<Record<SubgraphName, string>>>;
  readonly redisUrl: string | undefined;
  readonly memcachedUrl: string | undefined;
  readonly rabbitUrl: string | undefined;
  /** How checkouts are carried out. */
  readonly checkoutProtocol: ProtocolName;
  /** The first administrator, made where no account has that address. */
  readonly admin: { readonly email: string; readonly password: string } | undefined;
  readonly corsOrigins: readonly string[];
  /** Who bears it may read the gateway's /metrics from anywhere. */
  readonly metricsToken: string | undefined;
  /** Where spans go; without it there are none. */
  readonly tracing: TracingConfig | undefined;
}

/** What `npm start` needs to know. */
export interface PlatformConfig extends SharedConfig {
  readonly host: string;
  /** With embedded databases alone: a shop to look at, and accounts whose passwords are printed. */
  readonly demo: boolean;
}

/** What `npm run cluster` needs to know. */
export interface ClusterConfig extends SharedConfig {
  readonly replicas: number;
  /** What says where spans go, for processes that read it themselves. */
  readonly tracingVariables: Readonly<Record<string, string>>;
}

/** Settings of `npm start`, from the environment and the file .env. Throws StartError with the first wrong one. */
export const loadPlatformConfig = (env: NodeJS.ProcessEnv = environment()): PlatformConfig => {
  const settings = parse(env);
  const config = sharedConfig(settings);
  const demo = Object.keys(config.databaseUrls).length === 0;
  if (demo && !LOOPBACK.includes(settings.HOST)) {
    throw new StartError(`HOST: expected one of ${LOOPBACK.join(', ')}, because the passwords of the demo shop are no secret, found '${settings.HOST}': give databases of your own in DATABASE_URL_CATALOG, _USER, _ORDER and _LOGISTICS, and there is no demo.`);
  }
  return { ...config, host: settings.HOST, demo };
};

/** Settings of `npm run cluster`, from the environment and the file .env. Throws StartError with the first wrong one. */
export const loadClusterConfig = (replicas: number, env: NodeJS.ProcessEnv = environment()): ClusterConfig => ({
  ...sharedConfig(parse(env)), replicas,
  tracingVariables: Object.fromEntries(Object.keys(tracingSettings).flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]]))),
});

/** Variables that are set win over those of the file. */
const environment = (): NodeJS.ProcessEnv => {
  const file = join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
};

const parse = (env: NodeJS.ProcessEnv): Settings => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path.join('.') ?? 'environment';
  throw new StartError(`${name}: ${issue?.message}, found ${isSecret(name) ? 'another' : `'${given[name]}'`}: correct it, or leave it out for its default (.env.example lists all settings).`);
};

const isSecret = (name: string): boolean => ['PASSWORD', 'URL', 'TOKEN', 'HEADERS'].some((part) => name.includes(part));

const sharedConfig = (settings: Settings): SharedConfig => {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = settings;
  if ((email === undefined) !== (password === undefined)) throw new StartError('ADMIN_EMAIL and ADMIN_PASSWORD: expected both or neither, found one: set the other too.');
  const databaseUrls = Object.fromEntries(SUBGRAPHS.flatMap((name) => {
    const given = settings[`DATABASE_URL_${name.toUpperCase()}` as 'DATABASE_URL_CATALOG'];
    return given === undefined ? [] : [[name, given]];
  }));
  return {
    port: settings.PORT, dataDir: resolve(ROOT, settings.SOUK_DATA_DIR), logLevel: settings.LOG_LEVEL, databaseUrls,
    redisUrl: settings.REDIS_URL, memcachedUrl: settings.MEMCACHED_URL, rabbitUrl: settings.RABBITMQ_URL,
    checkoutProtocol: settings.CHECKOUT_PROTOCOL,
    admin: email !== undefined && password !== undefined ? { email, password } : undefined,
    metricsToken: settings.METRICS_TOKEN, tracing: tracingConfig(settings),
    corsOrigins: settings.CORS_ORIGINS.split(',').map((origin) => origin.trim()).filter((origin) => origin !== ''),
  };
};
