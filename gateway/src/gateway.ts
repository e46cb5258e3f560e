import { createServer, type Server } from 'node:http';
import { systemClock } from '@souk/kernel';
import { ANONYMOUS_VIEWER } from '@souk/auth';
import { listen } from '@souk/service';
import { metricsRoute } from '@souk/telemetry';
import { switchOffApolloTelemetry } from './config.js';
import { createOperationEngine } from './execution/operation-engine.js';
import { type GatewayConfig } from './gateway-config.js';
import { clientAddress } from './http/client-address.js';
import { createApp } from './http/app.js';
import { SERVER_SETTINGS } from './http/server-settings.js';
import { DEFAULT_DOCUMENT_LIMITS } from './limits/check-document.js';
import { DEFAULT_MAX_COST } from './limits/cost-model.js';
import { createOverload } from './limits/overload.js';
import { createRateLimiter, rateLimitsOf } from './limits/rate-limiter.js';
import { readAllowList } from './persisted/allow-list.js';
import { createPersistedOperations } from './persisted/persisted-operations.js';
import { operationsOf } from './plan/operations-of.js';
import { readRestOperations } from './rest/rest-operation.js';
import { viewerOfBearer } from './security/viewer-of-bearer.js';
import { ViewerTokens } from './security/viewer-tokens.js';
import { DEFAULT_LIMITS, NO_LIMITS } from './subscriptions/subscription-limits.js';
import { createSubscriptions, socketUrlOf } from './subscriptions/subscriptions.js';
import { SoukApolloGateway } from './supergraph/souk-apollo-gateway.js';
import { fromSupergraph, type AddressOf } from './supergraph/subgraph-urls.js';
import { supergraphFromFile, supergraphFromSdl } from './supergraph/supergraph-source.js';
import { warmUp } from './supergraph/warm-up.js';
import { GatewayMetrics } from './telemetry/gateway-metrics.js';
import { Transports } from './transport/transports.js';

export { loadGatewayConfig, type GatewaySettings } from './config.js';
export { type GatewayConfig } from './gateway-config.js';
export { type DemoAccount } from './pages/pages.js';
export { type InProcessSubgraph } from './transport/in-process-transport.js';

/** Where GraphQL is, over HTTP and over WebSocket. */
const GRAPHQL_PATH = '/graphql';
const METRICS_PATH = '/metrics';
/** Largest body of a request, in bytes, unless configured. */
const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;
/** How long a subgraph has for one fetch, and an operation for all of them, in milliseconds, unless configured. */
const DEFAULT_DEADLINE_MS = 10_000;
const DEFAULT_REQUEST_DEADLINE_MS = 30_000;
/** How long running requests have to finish when the gateway stops, in milliseconds. */
const DRAIN_DEADLINE_MS = 10_000;
const DRAIN_SWEEP_MS = 25;

export interface Gateway {
  readonly url: string;
  readonly port: number;
  /** Closes sockets (1001), lets running requests finish, then closes everything. Idempotent. */
  stop(): Promise<void>;
}

/** Starts the one endpoint. Rejects where the supergraph cannot be served (with the reasons) or the port is taken. */
export const createGateway = async (config: GatewayConfig): Promise<Gateway> => {
  switchOffApolloTelemetry();
  const { host, port, keys, logger, deadlineMs = DEFAULT_DEADLINE_MS, requestDeadlineMs = DEFAULT_REQUEST_DEADLINE_MS, maxBodyBytes = DEFAULT_MAX_BODY_BYTES, trustedProxies = 0, forwardHeaders = [] } = config;
  const isLimited = config.limits !== false;
  const redis = config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl };
  const metrics = new GatewayMetrics();
  const transports = new Transports({ ownSubgraphs: new Set(Object.keys(config.subgraphs ?? {})), inProcess: config.inProcess ?? {}, settings: { deadlineMs } });
  const rateLimiter = createRateLimiter({ limits: config.rateLimits ?? rateLimitsOf(), ...redis, clock: systemClock, logger });
  const allowList = config.operationsFolder === undefined ? undefined : await readAllowList(config.operationsFolder);
  const restOperations = config.restFolder === undefined ? undefined : await readRestOperations(config.restFolder);
  metrics.names.reserve([...allowList?.names ?? [], ...restOperations?.map(({ name }) => name) ?? []]);
  const persisted = createPersistedOperations({ ...(allowList === undefined ? {} : { allowList }), ...redis, clock: systemClock, logger, onLookup: (isKnown) => metrics.cacheRead('persisted', isKnown) });
  const overload = createOverload();
  const gateway = new SoukApolloGateway({
    source: 'file' in config.supergraph ? supergraphFromFile(config.supergraph.file) : supergraphFromSdl(config.supergraph.sdl),
    addressOf: addressOf(config), logger,
    operationsOf: operationsOf({ transportsOf: (addresses) => transports.of(addresses), introspection: config.introspection, limits: isLimited ? DEFAULT_DOCUMENT_LIMITS : undefined, metrics }),
    warm: (from, to) => warmUp(from.operations.hottest(), (operation) => to.operations.prepareAgain(operation, to.documents)),
  });
  const engine = createOperationEngine({
    served: () => gateway.served, requestDeadlineMs, metrics, explainsToAll: config.introspection,
    ...(config.signingKey === undefined || keys === undefined ? {} : { identity: { viewerTokens: new ViewerTokens(config.signingKey), keys } }),
    ...(isLimited ? { limits: { maxCost: config.maxCost ?? DEFAULT_MAX_COST, rateLimiter } } : {}),
  });
  const subscriptions = createSubscriptions({
    engine, persisted, deadlineMs: requestDeadlineMs, maxMessageBytes: maxBodyBytes, logger, limits: isLimited ? DEFAULT_LIMITS : NO_LIMITS,
    subgraphSocketUrl: (name) => socketUrlOfSubgraph(config, name, gateway.served.addresses.get(name)),
    identify: (authorization) => (keys === undefined ? Promise.resolve({ viewer: ANONYMOUS_VIEWER }) : viewerOfBearer(keys, authorization)),
    forwardedHeaders: forwardHeaders.map((name) => name.toLowerCase()), addressOf: (request) => clientAddress(request, trustedProxies),
  });
  const transportsInUse = () => transports.of(gateway.served.addresses);
  metrics.observe({ transports: () => transportsInUse().values(), subscriptions: () => subscriptions.stats(), supergraphId: () => gateway.served.id, overload: () => overload.state });
  gateway.onChange((change) => {
    metrics.supergraphLoaded(change.kind);
    if (change.kind !== 'loaded') return;
    void subscriptions.onSupergraphChange();
    const { addresses } = change.supergraph;
    // What began before the change may still ask the old addresses.
    setTimeout(() => { if (gateway.served.addresses === addresses) transports.keepOnly(addresses); }, requestDeadlineMs).unref();
  });
  const close = async (): Promise<void> => {
    overload.stop();
    await Promise.all([gateway.stop(), transports.close(), rateLimiter.close(), persisted.close()]);
  };
  let isStopping = false;
  try {
    await gateway.load();
    const app = createApp({
      graphqlPath: GRAPHQL_PATH, engine, maxBodyBytes, trustedProxies, forwardHeaders, persisted, overload, logger, onRefused: (code) => metrics.refused(code),
      corsOrigins: config.corsOrigins ?? [], ...(config.maxBatchSize === undefined ? {} : { maxBatchSize: config.maxBatchSize }),
      ...(restOperations === undefined ? {} : { rest: { operations: restOperations, served: () => gateway.served } }),
      ...(keys === undefined ? {} : { keys }), ...(config.webRoot === undefined ? {} : { webRoot: config.webRoot }), ...(config.demoAccounts === undefined ? {} : { demoAccounts: config.demoAccounts }),
      serveEventStream: (request, response, operation, caller, expiresAt) => subscriptions.serveEventStream(request, response, operation, caller, expiresAt),
      subgraphs: () => [...transportsInUse().values()], supergraphId: () => gateway.served.id, isStopping: () => isStopping,
    });
    const showMetrics = metricsRoute({ metrics, token: config.metricsToken });
    const server = createServer(SERVER_SETTINGS, (request, response) => {
      if (request.url === METRICS_PATH) void showMetrics(request, response);
      else app.handle(request, response);
    });
    const { port: actualPort, url } = await listen(server, { name: 'gateway', host, port });
    subscriptions.listenOn(server, GRAPHQL_PATH);
    const stop = async (): Promise<void> => {
      isStopping = true;
      await Promise.all([subscriptions.stop(), drain(server)]);
      await close();
    };
    let stopped: Promise<void> | undefined;
    logger.info({ url, supergraph: gateway.served.id }, 'gateway listens');
    return { url, port: actualPort, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await subscriptions.stop();
    await close();
    throw error;
  }
};

/** Souk's own subgraphs are where the configuration says, others where the supergraph says, unless told otherwise. */
const addressOf = ({ subgraphs, graphqlUrls }: GatewayConfig): AddressOf => {
  const named = fromSupergraph(graphqlUrls);
  return (name, url) => (subgraphs === undefined ? named(name, url) : subgraphs[name]);
};

const socketUrlOfSubgraph = ({ subgraphs }: GatewayConfig, name: string, address: string | undefined): string | undefined =>
  address === undefined ? undefined : socketUrlOf(subgraphs?.[name] === undefined ? address : `${address.replace(/\/$/, '')}/graphql`);

const drain = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
  const sweep = setInterval(() => server.closeIdleConnections(), DRAIN_SWEEP_MS);
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_DEADLINE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
};
