import { type TracingConfig } from '@souk/telemetry';
import { z } from 'zod';
import { tracingConfig, tracingSettings } from './tracing-settings.js';
import { urlOf } from './url-of.js';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const MAX_PORT = 65_535;

/** A whole number between those two, both included. */
export const wholeNumber = (min: number, max: number) => {
  const error = `expected a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

/** A text that nobody may read in a message. */
export const secret = (what: string, minLength = 1) => z.string({ error: `expected ${what}` }).min(minLength, { error: `expected ${what}` });

/** What every process reads. */
export const processSettings = (defaultPort: number) => ({
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, MAX_PORT).default(defaultPort),
  LOG_LEVEL: z.enum(LEVELS, { error: `expected one of ${LEVELS.join(', ')}` }).default('info'),
  ...tracingSettings,
});

export interface ProcessConfig {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly logLevel: string;
  /** Where spans go; without it there are none. */
  readonly tracing?: TracingConfig | undefined;
}

export const processConfig = ({ HOST, PORT, LOG_LEVEL, ...settings }: SettingsOf<ReturnType<typeof processSettings>>): ProcessConfig =>
  ({ host: HOST, port: PORT, logLevel: LOG_LEVEL, tracing: tracingConfig(settings) });

/** What every subgraph reads. */
export const subgraphSettings = (defaultPort: number) => ({
  ...processSettings(defaultPort),
  DATABASE_URL: urlOf('postgres', 'postgresql'),
  SOUK_JWKS: secret('the public JWKS as JSON'),
  RABBITMQ_URL: urlOf('amqp', 'amqps').optional(),
  METRICS_TOKEN: secret('at least 16 characters', 16).optional(),
});

export interface SubgraphConfig extends ProcessConfig {
  readonly databaseUrl: string;
  /** Everybody's public keys, as JSON. */
  readonly jwks: string;
  /** Without it events stay in this process. */
  readonly rabbitUrl?: string | undefined;
  /** Who bears it may read /metrics; without it this machine may. */
  readonly metricsToken?: string | undefined;
}

export const subgraphConfig = ({ DATABASE_URL, SOUK_JWKS, RABBITMQ_URL, METRICS_TOKEN, ...settings }: SettingsOf<ReturnType<typeof subgraphSettings>>): SubgraphConfig =>
  ({ ...processConfig(settings), databaseUrl: DATABASE_URL, jwks: SOUK_JWKS, rabbitUrl: RABBITMQ_URL, metricsToken: METRICS_TOKEN });

/** What a service with a shared cache reads; the first of the two is taken, and without either the cache is each process's own. */
export const cacheSettings = { REDIS_URL: urlOf('redis', 'rediss').optional(), MEMCACHED_URL: urlOf('memcached').optional() };

export interface CacheConfig {
  readonly redisUrl?: string | undefined;
  readonly memcachedUrl?: string | undefined;
}

export const cacheConfig = ({ REDIS_URL, MEMCACHED_URL }: SettingsOf<typeof cacheSettings>): CacheConfig => ({ redisUrl: REDIS_URL, memcachedUrl: MEMCACHED_URL });

type SettingsOf<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;
