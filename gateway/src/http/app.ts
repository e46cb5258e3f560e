import { type IncomingMessage, type ServerResponse } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { type KeySet } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { type SubgraphClient } from '../execution/subgraph-client.js';
import { explorerForPeople, pageRoutes, type DemoAccount } from '../pages/pages.js';
import { type SoukApolloGateway } from '../supergraph/souk-apollo-gateway.js';
import { createApolloServer } from './apollo-server.js';
import { Callers } from './callers.js';
import { cors } from './cors.js';
import { healthRoutes } from './health.js';
import { answerFailure, readBody } from './read-body.js';
import { refuseSubscriptions } from './refuse-subscriptions.js';
import { sendError } from './send-error.js';

export interface AppOptions {
  readonly graphqlPath: string;
  readonly apolloGateway: SoukApolloGateway;
  readonly clients: readonly SubgraphClient[];
  readonly keys: KeySet;
  readonly introspection: boolean;
  readonly maxBodyBytes: number;
  readonly corsOrigins: readonly string[];
  readonly webRoot?: string;
  readonly demoAccounts?: readonly DemoAccount[];
  isStopping(): boolean;
  readonly logger: Logger;
}

export interface App {
  handle(request: IncomingMessage, response: ServerResponse): void;
  stop(): Promise<void>;
}

/** Everything that the gateway says over HTTP: GraphQL, health, keys and pages. Loads the supergraph. */
export const createApp = async ({ graphqlPath, apolloGateway, clients, keys, introspection, maxBodyBytes, corsOrigins, webRoot, demoAccounts, isStopping, logger }: AppOptions): Promise<App> => {
  const apolloServer = createApolloServer(apolloGateway, introspection, logger);
  await apolloServer.start();
  const callers = new Callers(keys, logger);
  const app = express();
  app.disable('x-powered-by');
  app.use(healthRoutes(clients, () => apolloGateway.served.id, isStopping));
  app.get('/.well-known/jwks.json', cors(['*']), (_request, response) => { response.json(keys.jwks); });
  app.use(
    graphqlPath,
    cors(corsOrigins),
    explorerForPeople(webRoot),
    callers.identify,
    readBody(callers, maxBodyBytes),
    refuseSubscriptions(callers, () => apolloGateway.served, introspection),
    expressMiddleware(apolloServer, { context: ({ req }) => Promise.resolve(callers.of(req)) }),
  );
  app.use(pageRoutes(webRoot, demoAccounts));
  app.use((_request, response) => sendError(response, 404, 'NOT_FOUND', `Nothing is here; GraphQL is at ${graphqlPath}.`));
  app.use(answerFailure(logger));
  return { handle: (request, response) => { app(request, response); }, stop: () => apolloServer.stop() };
};
