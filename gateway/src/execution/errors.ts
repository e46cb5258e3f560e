import { GraphQLError } from 'graphql';
import { type Caller } from './caller.js';

/** Stable codes of the errors that the gateway itself makes; clients may branch on them. */
export const ErrorCode = {
  badRequest: 'BAD_REQUEST',
  internal: 'INTERNAL_SERVER_ERROR',
  /** A subgraph sent what its own schema forbids: null where a value is promised, a value of another type. */
  invalidSubgraphResponse: 'INVALID_SUBGRAPH_RESPONSE',
  payloadTooLarge: 'PAYLOAD_TOO_LARGE',
  rateLimited: 'RATE_LIMITED',
  /** The client reads slower than events come: reconnect with `afterSequence`. */
  slowConsumer: 'SLOW_CONSUMER',
  subgraphUnavailable: 'SUBGRAPH_UNAVAILABLE',
  subscriptionOverHttp: 'SUBSCRIPTION_OVER_HTTP',
  tooManySubscriptions: 'TOO_MANY_SUBSCRIPTIONS',
  unauthenticated: 'UNAUTHENTICATED',
  unauthorized: 'UNAUTHORIZED_FIELD_OR_TYPE',
} as const;

export const INTERNAL_MESSAGE = 'Internal server error';

/** Logs what happened with the trace id, and gives the client nothing but that id. */
export const maskedError = (error: unknown, { trace, logger }: Pick<Caller, 'trace' | 'logger'>, path?: readonly (string | number)[]): GraphQLError => {
  logger.error({ err: error, traceId: trace.traceId }, 'request failed unexpectedly');
  return new GraphQLError(INTERNAL_MESSAGE, { ...(path === undefined ? {} : { path }), extensions: { code: ErrorCode.internal, traceId: trace.traceId } });
};

/** The same error with that code, unless it has one. */
export const withCode = (error: GraphQLError, code: string): GraphQLError =>
  error.extensions['code'] === undefined ? new GraphQLError(error.message, { nodes: error.nodes ?? null, source: error.source ?? null, positions: error.positions ?? null, path: error.path ?? null, extensions: { ...error.extensions, code } }) : error;
