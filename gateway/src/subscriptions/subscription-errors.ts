import { type GraphQLFormattedError } from 'graphql';
import { ErrorCode } from '../execution/errors.js';

/** Stable codes of what ends or refuses a subscription; clients may branch on them. */
export const SubscriptionErrorCode = {
  slowConsumer: ErrorCode.slowConsumer,
  /** The schema changed under it: subscribe again, after the last sequence number seen. */
  supergraphChanged: 'SUPERGRAPH_CHANGED',
  tooManyConnections: 'TOO_MANY_CONNECTIONS',
  tooManySubscriptions: ErrorCode.tooManySubscriptions,
  unauthenticated: ErrorCode.unauthenticated,
} as const;

const errorOf = (code: string, message: string): GraphQLFormattedError => ({ message, extensions: { code } });

export const slowConsumer = (): GraphQLFormattedError =>
  errorOf(SubscriptionErrorCode.slowConsumer, 'More events wait for this client than are kept. Subscribe again, after the last sequence number that you have.');

export const tooManyEvents = (maxEvents: number): GraphQLFormattedError =>
  errorOf(SubscriptionErrorCode.slowConsumer, `More than ${maxEvents} events came before they could be answered, and this subscription has no sequence to go on from. Subscribe again.`);

export const supergraphChanged = (why: string): GraphQLFormattedError =>
  errorOf(SubscriptionErrorCode.supergraphChanged, `The schema has changed and this subscription cannot go on (${why}). Subscribe again, after the last sequence number that you have.`);

export const tooManySubscriptions = (message: string): GraphQLFormattedError => errorOf(SubscriptionErrorCode.tooManySubscriptions, message);

export const tokenExpired = (): GraphQLFormattedError => errorOf(SubscriptionErrorCode.unauthenticated, TOKEN_EXPIRED);

/** Said in an error and in a close frame. */
export const TOKEN_EXPIRED = 'The access token of this connection has expired: connect again with a new one.';
