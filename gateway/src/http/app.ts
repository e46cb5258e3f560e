import { type IncomingMessage, type ServerResponse } from 'node:http';
import express from 'express';
import { EXPLORER_PATH, pageRoutes, type DemoAccount } from '../pages/pages.js';
import { REST_PATH, RestHandler, type RestOptions } from '../rest/rest-handler.js';
import { answerFailure } from './answer-failure.js';
import { GraphqlHandler } from './graphql-handler.js';
import { type GraphqlOptions } from './graphql-options.js';
import { healthRoutes, type SubgraphHealth } from './health.js';
import { sendError } from './send-error.js';

export interface AppOptions extends Omit<GraphqlOptions, 'explorerPath'> {
  readonly graphqlPath: string;
  /** Those that are served now: a supergraph may change. */
  subgraphs(): readonly SubgraphHealth[];
  /** Of the supergraph that is served now. */
  supergraphId(): string;
  readonly webRoot?: string;
  readonly demoAccounts?: readonly DemoAccount[];
  /** Without it there is no REST. */
  readonly rest?: Pick<RestOptions, 'operations' | 'served'>;
  isStopping(): boolean;
}

export interface App {
  /** Answers a request, whatever it is. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** Everything that the gateway says over HTTP: GraphQL and REST on node's own server, health, keys and pages by express. Throws OperationalError BAD_SETTING where a header must not be forwarded. */
export const createApp = ({ graphqlPath, isStopping, ...options }: AppOptions): App => {
  const graphql = new GraphqlHandler({ ...options, ...(options.webRoot === undefined ? {} : { explorerPath: EXPLORER_PATH }) });
  const rest = options.rest === undefined ? undefined : new RestHandler({ ...options, ...options.rest });
  const others = othersOf({ graphqlPath, isStopping, ...options });
  return {
    handle(request, response) {
      if (isStopping()) response.setHeader('connection', 'close');
      if (isAt(graphqlPath, request.url ?? '')) graphql.handle(request, response);
      else if (rest !== undefined && isBelow(REST_PATH, request.url ?? '')) rest.handle(request, response);
      else others(request, response);
    },
  };
};

const isAt = (path: string, url: string): boolean => {
  if (!url.startsWith(path)) return false;
  const rest = url.charAt(path.length) === '/' ? url.charAt(path.length + 1) : url.charAt(path.length);
  return rest === '' || rest === '?';
};

const isBelow = (path: string, url: string): boolean => url.startsWith(path) && ['', '/', '?'].includes(url.charAt(path.length));

const othersOf = ({ graphqlPath, subgraphs, supergraphId, isStopping, keys, webRoot, demoAccounts, logger }: AppOptions): express.Express => {
  const app = express();
  app.disable('x-powered-by');
  app.use(healthRoutes(subgraphs, supergraphId, isStopping));
  if (keys !== undefined) app.get('/.well-known/jwks.json', (_request, response) => { response.setHeader('access-control-allow-origin', '*').json(keys.jwks); });
  app.use(pageRoutes(webRoot, demoAccounts));
  app.use((_request, response) => sendError(response, 404, 'NOT_FOUND', `Nothing is here; GraphQL is at ${graphqlPath}.`));
  app.use(answerFailure(logger));
  return app;
};
