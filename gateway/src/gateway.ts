import { createServer, type Server } from 'node:http';
import { listen } from '@souk/service';
import { switchOffApolloTelemetry } from './config.js';
import { executeOperation } from './execution/execute-operation.js';
import { SubgraphClient } from './execution/subgraph-client.js';
import { SubgraphDataSource } from './execution/subgraph-data-source.js';
import { type GatewayConfig } from './gateway-config.js';
import { createApp } from './http/app.js';
import { ViewerTokens } from './security/viewer-tokens.js';
import { serveSockets } from './subscriptions/socket-server.js';
import { SocketOperations } from './subscriptions/socket-operations.js';
import { type SubscriptionEngine } from './subscriptions/subscribe-operation.js';
import { UpstreamClient } from './subscriptions/upstream-client.js';
import { SoukApolloGateway } from './supergraph/souk-apollo-gateway.js';
import { supergraphFromFile, supergraphFromSdl } from './supergraph/supergraph-source.js';

export { loadGatewayConfig, type GatewaySettings } from './config.js';
export { type GatewayConfig } from './gateway-config.js';
export { type DemoAccount } from './pages/pages.js';

/** Where GraphQL is, over HTTP and over WebSocket. */
const GRAPHQL_PATH = '/graphql';
/** Largest body of a request, in bytes, unless configured. */
const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;
/** How long a subgraph has for one fetch, in milliseconds, unless configured. */
const DEFAULT_DEADLINE_MS = 10_000;
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
  const { host, port, subgraphs, keys, introspection, logger, deadlineMs = DEFAULT_DEADLINE_MS, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = config;
  const clients = Object.entries(subgraphs).map(([name, baseUrl]) => new SubgraphClient(name, baseUrl, deadlineMs));
  const upstreams = new Map(Object.entries(subgraphs).map(([name, baseUrl]) => [name, new UpstreamClient(baseUrl)]));
  const engine: SubscriptionEngine = {
    services: Object.fromEntries(clients.map((client) => [client.name, new SubgraphDataSource(client)])),
    viewerTokens: new ViewerTokens(config.signingKey), keys, upstreams,
  };
  const closeUpstreams = async (): Promise<void> => {
    await Promise.all([...clients.map((client) => client.close()), ...[...upstreams.values()].map((upstream) => upstream.close())]);
  };
  let isStopping = false;
  const apolloGateway = new SoukApolloGateway({
    source: 'file' in config.supergraph ? supergraphFromFile(config.supergraph.file) : supergraphFromSdl(config.supergraph.sdl),
    subgraphs: new Set(Object.keys(subgraphs)), introspection, logger,
    execute: (supergraph, request, caller) => executeOperation(engine, supergraph, request, caller),
  });
  try {
    const app = await createApp({ ...config, graphqlPath: GRAPHQL_PATH, apolloGateway, clients, maxBodyBytes, corsOrigins: config.corsOrigins ?? [], isStopping: () => isStopping });
    const server = createServer((request, response) => {
      if (isStopping) response.setHeader('connection', 'close');
      app.handle(request, response);
    });
    const { port: actualPort, url } = await listen(server, { name: 'gateway', host, port });
    const sockets = serveSockets({ server, path: GRAPHQL_PATH, operations: new SocketOperations(engine, () => apolloGateway.served, logger), keys, maxMessageBytes: maxBodyBytes, logger });
    const stop = async (): Promise<void> => {
      isStopping = true;
      await Promise.all([sockets.stop(), drain(server)]);
      await app.stop();
      await closeUpstreams();
    };
    let stopped: Promise<void> | undefined;
    logger.info({ url, supergraph: apolloGateway.served.id }, 'gateway listens');
    return { url, port: actualPort, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await apolloGateway.stop();
    await closeUpstreams();
    throw error;
  }
};

const drain = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
  const sweep = setInterval(() => server.closeIdleConnections(), DRAIN_SWEEP_MS);
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_DEADLINE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
};
