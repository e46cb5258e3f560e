import { createServer } from 'node:http';
import express from 'express';
import { sleep } from '@souk/kernel';
import { RPC_PATH, createRpcHandler, type NodeHandler } from '@souk/rpc';
import { listen } from '@souk/service';
import { metricsRoute, processMetrics } from '@souk/telemetry';
import { graphqlOverHttp } from './graphql-http.js';
import { graphqlOverSocket } from './graphql-socket.js';
import { graphqlInProcess } from './in-process.js';
import { KEEP_ALIVE_MS, READY_DEADLINE_MS, REQUEST_DEADLINE_MS, STOP_DEADLINE_MS } from './limits.js';
import { type RequestContext, type RunningSubgraph, type SubgraphOptions } from './options.js';
import { buildSchema } from './schema.js';

/** How often a stop looks for connections that have become idle, in milliseconds. */
const SWEEP_MS = 25;

/**
 * Serves one subgraph on one port: GraphQL over HTTP and graphql-ws at /graphql, RPC at /rpc, /health/live and /health/ready, the process's /metrics; and GraphQL by call to this process.
 * Rejects with OperationalError PORT_TAKEN where somebody else listens there.
 */
export const startSubgraph = async <Context extends RequestContext>(options: SubgraphOptions<Context>): Promise<RunningSubgraph> => {
  const { name, keys, logger } = options;
  const schema = await buildSchema(options.schemaPath, options.resolvers);
  const graphql = await graphqlOverHttp(schema, options);
  const calls = graphqlInProcess(schema, graphql.server, options);
  let stopping: Promise<void> | undefined;
  const whyNotReady = async (): Promise<string | undefined> => (stopping === undefined ? whyNoDatabase(options) : 'is stopping');

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/health/live', (_request, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_request, response) => {
    const reason = await whyNotReady();
    if (reason === undefined) response.json({ status: 'ready', statements: options.database.statements.count });
    else response.status(503).json({ status: 'not ready', reason });
  });
  const metrics = { contentType: processMetrics().contentType, text: () => processMetrics().metrics() };
  app.all('/metrics', metricsRoute({ metrics, token: options.metricsToken }));
  app.use('/graphql', graphql.router);
  app.use((_request, response) => void response.status(404).json({ errors: [{ message: 'Nothing is here; GraphQL is at /graphql.', extensions: { code: 'NOT_FOUND' } }] }));

  const rpc: NodeHandler | undefined = options.rpc === undefined ? undefined : createRpcHandler({ routes: options.rpc, keys, audience: name, callers: options.rpcCallers ?? {}, logger });
  const server = createServer({ requestTimeout: REQUEST_DEADLINE_MS, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    if (stopping !== undefined) response.setHeader('connection', 'close');
    if (rpc !== undefined && request.url?.startsWith(`${RPC_PATH}/`) === true) rpc(request, response);
    else app(request, response);
  });
  const { port, url } = await listen(server, options);
  // Only now: an error of listening would otherwise reach the socket server too.
  const sockets = graphqlOverSocket(server, schema, options);
  logger.info({ port }, `${name} listens`);

  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const late = new AbortController();
    await Promise.race([Promise.all([closed, sockets.dispose(), calls.stop()]), sleep(STOP_DEADLINE_MS, late.signal)]);
    late.abort();
    clearInterval(sweep);
    sockets.terminate();
    server.closeAllConnections();
    await graphql.stop();
    logger.info(`${name} has stopped`);
  };
  return { name, url, port, handle: calls.handle, isReady: async () => (await whyNotReady()) === undefined, stop: () => (stopping ??= stop()) };
};

const whyNoDatabase = async <Context extends RequestContext>({ database, name, logger }: SubgraphOptions<Context>): Promise<string | undefined> => {
  try {
    await database.ping(READY_DEADLINE_MS);
    return undefined;
  } catch (error) {
    logger.warn({ err: error }, `${name} is not ready`);
    return error instanceof Error ? error.message : 'unknown';
  }
};
