import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { parse } from 'graphql';
import { type Context } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { verifyViewerToken, type KeySet, type Viewer } from '@souk/auth';

type SchemaModule = Extract<Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number], { readonly typeDefs: unknown }>;
type Resolvers = NonNullable<SchemaModule['resolvers']>;

/** A fetch that arrived at a subgraph. */
interface SeenFetch {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
  readonly viewerToken: string;
  readonly traceparent: string | undefined;
}

export interface TestSubgraph {
  readonly url: string;
  readonly port: number;
  /** Every operation over HTTP. */
  readonly fetches: SeenFetch[];
  /** The variables of every subscription, in order. */
  readonly subscribed: readonly Readonly<Record<string, unknown>>[];
  /** Subscriptions that are open now. */
  openSubscriptions(): number;
  stop(): Promise<void>;
}

export interface TestSubgraphOptions {
  readonly sdl: string;
  readonly resolvers: Resolvers;
  readonly keys: KeySet;
  readonly port?: number;
}

/** A real subgraph on the loopback: Apollo Server over HTTP, graphql-ws beside it, the viewer token checked on both. */
export const startTestSubgraph = async ({ sdl, resolvers, keys, port = 0 }: TestSubgraphOptions): Promise<TestSubgraph> => {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  const fetches: SeenFetch[] = [];
  const sockets = new Set<Context>();
  const subscribed: Readonly<Record<string, unknown>>[] = [];
  const apollo = new ApolloServer<{ viewer: Viewer }>({ schema, stopOnTerminationSignals: false, includeStacktraceInErrorResponses: true, plugins: [ApolloServerPluginInlineTraceDisabled()] });
  await apollo.start();
  const app = express();
  app.get('/health/ready', (_request, response) => { response.json({ status: 'ready' }); });
  app.use('/graphql', express.json({ limit: '30mb' }), expressMiddleware(apollo, { context: async ({ req }) => {
    const viewerToken = req.header('souk-viewer') ?? '';
    const viewer = await verifyViewerToken(keys, viewerToken);
    const { query, variables } = req.body as Pick<SeenFetch, 'query' | 'variables'>;
    fetches.push({ query, variables, viewer, viewerToken, traceparent: req.header('traceparent') });
    return { viewer };
  } }));
  const server = createServer(app);
  const socketServer = new WebSocketServer({ server, path: '/graphql' });
  useServer({
    schema,
    context: async (_context, _id, { extensions, variables }) => {
      subscribed.push(variables ?? {});
      return { viewer: await verifyViewerToken(keys, String(extensions?.['viewerToken'])) };
    },
    onConnect: (context) => { sockets.add(context); },
    onClose: (context) => { sockets.delete(context); },
  }, socketServer);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actualPort}`, port: actualPort, fetches, subscribed,
    openSubscriptions: () => [...sockets].reduce((sum, { subscriptions }) => sum + Object.keys(subscriptions).length, 0),
    async stop() {
      for (const socket of socketServer.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await apollo.stop();
    },
  };
};
