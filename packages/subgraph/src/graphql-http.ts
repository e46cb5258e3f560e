import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, type Router } from 'express';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type KeySet, type Viewer } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { MAX_BODY_BYTES, MAX_OPERATION_TOKENS } from './limits.js';
import { logUnexpected, withTraceId } from './operation-errors.js';
import { type RequestContext, type SubgraphOptions } from './options.js';
import { presentError } from './present-error.js';
import { FAILED, NOT_JSON, TOO_LARGE, UNREADABLE, type Refusal } from './refusals.js';
import { beginSpan, namedSpans, spanOf, withinSpan } from './request-spans.js';
import { unstorableText } from './storable-text.js';
import { traceIdOf } from './trace.js';
import { isRefusal, viewerOfToken } from './viewer-of-token.js';

/** Apollo Server behind the viewer token, mounted at /graphql. */
export interface GraphqlOverHttp<Context extends RequestContext> {
  readonly server: ApolloServer<Context>;
  readonly router: Router;
  stop(): Promise<void>;
}

/** Serves GraphQL over HTTP: 401 without a viewer token, 400 for what is not JSON, 413 above 20 MB, each with a GraphQL error as its body. */
export const graphqlOverHttp = async <Context extends RequestContext>(schema: GraphQLSchema, { name, context, keys, logger }: SubgraphOptions<Context>): Promise<GraphqlOverHttp<Context>> => {
  const server = new ApolloServer<Context>({
    schema,
    introspection: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: MAX_OPERATION_TOKENS },
    // Fixed, so that a developer's NODE_ENV changes nothing that clients see.
    nodeEnv: 'production',
    logger,
    formatError: (formatted, error) => (error instanceof GraphQLError ? { ...presentError(withCodeOf(error, formatted.extensions?.['code'])).formatted } : formatted),
    plugins: [loggedErrors(), storableText, namedSpans, ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled()],
  });
  await server.start();
  const router = express.Router();
  router.use(
    beginSpan(name),
    requireViewer(keys),
    express.json({ limit: MAX_BODY_BYTES }),
    withBody,
    withinSpan(expressMiddleware(server, { context: ({ req, res }) => Promise.resolve(context(requestContext(req, res, logger))) })),
    refuseBadBodies(logger),
  );
  return { server, router, stop: () => server.stop() };
};

/** A GET has none, and Apollo Server asks for one. */
const withBody: RequestHandler = (request, _response, next) => {
  request.body ??= {};
  next();
};

const requireViewer = (keys: KeySet): RequestHandler => async (request, response, next) => {
  const viewer = await viewerOfToken(keys, request.get('souk-viewer'));
  if (isRefusal(viewer)) {
    refuse(response, viewer);
    return;
  }
  response.locals['viewer'] = viewer;
  next();
};

const requestContext = (request: Request, response: Response, logger: Logger): RequestContext => {
  const traceId = spanOf(response)?.spanContext().traceId ?? traceIdOf(request.get('traceparent'));
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return { viewer: response.locals['viewer'] as Viewer, traceId, logger: logger.child({ traceId }), signal: gone.signal };
};

/** Apollo Server gives some errors their code only while it formats them. */
const withCodeOf = (error: GraphQLError, code: unknown): GraphQLError => {
  if (error.originalError !== undefined || error.extensions['code'] !== undefined) return error;
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, source: error.source ?? null, positions: error.positions ?? null, path: error.path ?? null, extensions: { ...error.extensions, code } });
};

/** What clients are not told goes to the log, and they get the trace id to ask about it. */
const loggedErrors = <Context extends RequestContext>(): ApolloServerPlugin<Context> => ({
  requestDidStart: () => Promise.resolve({
    didEncounterErrors: async ({ errors, contextValue, operationName }) => logUnexpected(errors, contextValue, operationName),
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== 'single') return;
      const { errors } = response.body.singleResult;
      if (errors === undefined) return;
      response.body.singleResult.errors = errors.map((error) => withTraceId(error, contextValue));
    },
  }),
});

const storableText: ApolloServerPlugin = {
  requestDidStart: () => Promise.resolve({
    didResolveOperation: async ({ document, request }) => {
      const refusal = unstorableText(document, request.variables);
      if (refusal !== undefined) throw refusal;
    },
  }),
};

const refuseBadBodies = (logger: Logger): ErrorRequestHandler => (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') refuse(response, TOO_LARGE);
  else if (type === 'entity.parse.failed') refuse(response, NOT_JSON);
  else if (typeof type === 'string') refuse(response, UNREADABLE);
  else {
    logger.error({ err: error }, 'a request failed');
    refuse(response, FAILED);
  }
};

const refuse = (response: Response, { status, text }: Refusal): void => {
  response.status(status).type('json').send(text);
};
