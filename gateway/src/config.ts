import { fileURLToPath } from 'node:url';
import { parseKeySet, parseSigningKey } from '@souk/auth';
import { OperationalError } from '@souk/kernel';
import { cacheSettings, httpUrl, processConfig, processSettings, readSettings, secret, wholeNumber } from '@souk/service';
import { z } from 'zod';
import { type GatewayConfig } from './gateway-config.js';
import { DEFAULT_MAX_COST } from './limits/cost-model.js';
import { rateLimitsOf } from './limits/rate-limiter.js';

/** Everything that the environment says, and how chatty the log is. */
export type GatewaySettings = Omit<GatewayConfig, 'logger'> & { readonly logLevel: string };

/** The paths of REST, and what `OPERATIONS=listed` allows. */
const OPERATIONS_FOLDER = fileURLToPath(new URL('../../schema/operations', import.meta.url));

const flag = z.enum(['true', 'false'], { error: 'expected true or false' }).transform((text) => text === 'true');
const list = z.string().transform((text) => text.split(',').map((item) => item.trim()).filter((item) => item !== ''));

const environment = z.object({
  ...processSettings(4000),
  SUPERGRAPH_FILE: z.string().default(fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url))),
  CATALOG_URL: httpUrl.default('http://127.0.0.1:4001'),
  USER_URL: httpUrl.default('http://127.0.0.1:4002'),
  ORDER_URL: httpUrl.default('http://127.0.0.1:4003'),
  LOGISTICS_URL: httpUrl.default('http://127.0.0.1:4004'),
  SOUK_SIGNING_KEY: secret("the gateway's private JWK as JSON"),
  SOUK_JWKS: secret('the public JWKS as JSON'),
  WEB_ROOT: z.string().optional(),
  CORS_ORIGINS: list.default([]),
  INTROSPECTION: flag.default(false),
  MAX_BODY_BYTES: wholeNumber(1_024, 64 * 1024 * 1024).default(1024 * 1024),
  SUBGRAPH_DEADLINE_MS: wholeNumber(100, 300_000).default(10_000),
  REQUEST_DEADLINE_MS: wholeNumber(100, 300_000).default(30_000),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  REDIS_URL: cacheSettings.REDIS_URL,
  METRICS_TOKEN: secret('at least 16 characters', 16).optional(),
  OPERATIONS: z.enum(['any', 'listed'], { error: 'expected any or listed' }).default('any'),
  MAX_COST: wholeNumber(1, 1_000_000_000).default(DEFAULT_MAX_COST),
  VIEWER_UNITS_PER_SECOND: wholeNumber(1, 1_000_000_000).optional(),
  ADDRESS_UNITS_PER_SECOND: wholeNumber(1, 1_000_000_000).optional(),
});

/** The settings of a gateway that runs alone. Rejects with a message that names each variable that is missing or wrong. */
export const loadGatewayConfig = async (env: NodeJS.ProcessEnv = process.env): Promise<GatewaySettings> => {
  const settings = readSettings(environment, env);
  const { SUPERGRAPH_FILE, CATALOG_URL, USER_URL, ORDER_URL, LOGISTICS_URL, SOUK_SIGNING_KEY, SOUK_JWKS, WEB_ROOT, CORS_ORIGINS, INTROSPECTION, MAX_BODY_BYTES, SUBGRAPH_DEADLINE_MS, REDIS_URL, METRICS_TOKEN } = settings;
  const signingKey = await parseSigningKey(SOUK_SIGNING_KEY);
  if (signingKey.owner !== 'gateway') throw new OperationalError('BAD_SETTING', `SOUK_SIGNING_KEY: expected a key of the gateway (kid 'gateway-…'), got '${signingKey.kid}'.`, false);
  return {
    ...processConfig(settings), supergraph: { file: SUPERGRAPH_FILE },
    subgraphs: { catalog: CATALOG_URL, user: USER_URL, order: ORDER_URL, logistics: LOGISTICS_URL },
    signingKey, keys: parseKeySet(SOUK_JWKS), introspection: INTROSPECTION, restFolder: OPERATIONS_FOLDER,
    ...(WEB_ROOT === undefined ? {} : { webRoot: WEB_ROOT }),
    corsOrigins: CORS_ORIGINS, maxBodyBytes: MAX_BODY_BYTES, deadlineMs: SUBGRAPH_DEADLINE_MS,
    requestDeadlineMs: settings.REQUEST_DEADLINE_MS, trustedProxies: settings.TRUSTED_PROXIES, maxCost: settings.MAX_COST,
    rateLimits: rateLimitsOf(settings.VIEWER_UNITS_PER_SECOND, settings.ADDRESS_UNITS_PER_SECOND),
    ...(REDIS_URL === undefined ? {} : { redisUrl: REDIS_URL }), ...(METRICS_TOKEN === undefined ? {} : { metricsToken: METRICS_TOKEN }),
    ...(settings.OPERATIONS === 'listed' ? { operationsFolder: OPERATIONS_FOLDER } : {}),
  };
};

/** ApolloGateway's constructor starts an exporter that reports to its maker unless the environment says no. */
export const switchOffApolloTelemetry = (): void => {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
};
