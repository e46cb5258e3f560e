import { type Server } from 'node:http';
import { GraphQLError, createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type SubscribePayload } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { UnauthenticatedError, verifyViewerToken } from '@souk/auth';
import { isTracing, traced } from '@souk/telemetry';
import { Documents } from './documents.js';
import { eachExecuted } from './each-executed.js';
import { MAX_SOCKET_MESSAGE_BYTES, MAX_SUBSCRIPTIONS } from './limits.js';
import { type RequestContext, type SubgraphOptions } from './options.js';
import { presentError } from './present-error.js';
import { unstorableText } from './storable-text.js';
import { traceIdOf } from './trace.js';

/** Who runs an operation; each of its events makes a context of its own from it. */
interface Identity extends Omit<RequestContext, 'signal'> {
  /** As the gateway sent it: each event is a span of that trace. */
  readonly traceparent: unknown;
}

/**
 * Serves graphql-ws (GraphQL over WebSocket Protocol, `graphql-transport-ws`) on /graphql. Many viewers' operations share a socket, so the viewer token
 * travels with each operation (`extensions.viewerToken`), and nothing that is wrong with one operation ever closes the socket.
 */
export const graphqlOverSocket = <Context extends RequestContext>(server: Server, schema: GraphQLSchema, { name, context, keys, logger }: SubgraphOptions<Context>) => {
  const documents = new Documents(schema);
  let open = 0;

  const prepare = async ({ query, operationName, variables, extensions }: SubscribePayload): Promise<ExecutionArgs | readonly GraphQLError[]> => {
    try {
      const token = extensions?.['viewerToken'];
      if (typeof token !== 'string') throw new UnauthenticatedError('A viewer token is required in extensions.viewerToken.');
      const viewer = await verifyViewerToken(keys, token);
      const document = documents.read(query);
      if (!('kind' in document)) return document;
      const refusal = unstorableText(document, variables);
      if (refusal !== undefined) return [refusal];
      if (open >= MAX_SUBSCRIPTIONS) return [new GraphQLError(`This service serves ${MAX_SUBSCRIPTIONS} subscriptions already.`, { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } })];
      const traceId = traceIdOf(extensions?.['traceparent']);
      const identity: Identity = { viewer, traceId, traceparent: extensions?.['traceparent'], logger: logger.child({ traceId }) };
      return { schema, document, operationName: operationName ?? null, variableValues: variables ?? null, contextValue: identity };
    } catch (error) {
      return [asGraphqlError(error)];
    }
  };

  const contextOf = (args: ExecutionArgs, signal: AbortSignal): Context => context({ ...(args.contextValue as Identity), signal });

  /** One execution for that identity: of an event, or of a query or mutation that came over the socket. */
  const run = (args: ExecutionArgs, signal: AbortSignal, event?: unknown): Promise<ExecutionResult> => {
    const execution = { ...args, rootValue: event, contextValue: contextOf(args, signal) };
    if (!isTracing()) return runToEnd(execution);
    const { traceparent } = args.contextValue as Identity;
    return traced({ service: name, name: event === undefined ? 'GraphQL request' : 'subscription event', kind: 'server', parent: typeof traceparent === 'string' ? traceparent : null, attributes: { 'graphql.operation.name': args.operationName ?? '' } }, () => runToEnd(execution));
  };

  const subscribe = async (args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> => {
    const gone = new AbortController();
    try {
      const source = await createSourceEventStream({ ...args, contextValue: contextOf(args, gone.signal) });
      if (!(Symbol.asyncIterator in source)) return { errors: (source.errors ?? []).map(asInputError) };
      open += 1;
      gone.signal.addEventListener('abort', () => (open -= 1), { once: true });
      return eachExecuted(source[Symbol.asyncIterator](), gone, (event) => run(args, gone.signal, event));
    } catch (error) {
      return { errors: [asGraphqlError(error)] };
    }
  };

  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_SOCKET_MESSAGE_BYTES });
  const running = useServer({
    // The library's own console lines and close reasons stay free of our messages.
    isProd: true,
    onSubscribe: (_socket, _id, payload) => prepare(payload),
    subscribe,
    execute: (args) => run(args, new AbortController().signal),
    onNext: (_socket, _id, _payload, args, result) => formatResult(result, args.contextValue as Identity),
    onError: (_socket, _id, _payload, errors) => errors.map((error) => present(asGraphqlError(error), { logger })),
  }, sockets);

  return {
    /** Closes every socket with 1001 (going away): clients come back elsewhere with what they saw last. */
    dispose: async () => { await running.dispose(); },
    /** Cuts those that do not answer. */
    terminate: () => {
      for (const client of sockets.clients) client.terminate();
    },
  };
};

const runToEnd = async (args: ExecutionArgs): Promise<ExecutionResult> => {
  try {
    return await execute(args);
  } catch (error) {
    return { errors: [asGraphqlError(error)] };
  }
};

const asGraphqlError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(error instanceof Error ? error.message : String(error), { originalError: error instanceof Error ? error : null });

type Undefinable<T> = { readonly [Key in keyof T]: T[Key] | undefined };

const formatResult = ({ data, errors, extensions }: Undefinable<ExecutionResult>, identity: Identity): FormattedExecutionResult => ({
  ...(data === undefined ? {} : { data }),
  ...(errors === undefined ? {} : { errors: errors.map((error) => present(error, identity)) }),
  ...(extensions === undefined ? {} : { extensions }),
});

/** What fails before any resolver ran is about the variables. */
const asInputError = (error: GraphQLError): GraphQLError =>
  error.path === undefined && (error.originalError === undefined || error.originalError instanceof GraphQLError) ? new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } }) : error;

const present = (error: GraphQLError, { logger, traceId }: { readonly logger: Identity['logger']; readonly traceId?: string }) => {
  const { formatted, isUnexpected } = presentError(error);
  if (!isUnexpected) return formatted;
  logger.error({ err: error.originalError ?? error, path: error.path }, 'a subscription failed');
  return { ...formatted, extensions: { ...formatted.extensions, ...(traceId === undefined ? {} : { traceId }) } };
};
