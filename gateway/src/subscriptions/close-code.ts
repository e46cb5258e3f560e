import { CloseCode as Protocol } from 'graphql-ws';

/** Why the gateway closes a socket: the codes of the graphql-transport-ws protocol, and its own from 4430 on. The reason begins with a name that clients may branch on. */
export const CloseCode = {
  /** Connect again, elsewhere. */
  goingAway: 1001,
  internal: Protocol.InternalServerError,
  badRequest: Protocol.BadRequest,
  unauthorized: Protocol.Unauthorized,
  /** UNAUTHENTICATED: the token is not valid, or not any more: connect again with a new one. */
  forbidden: Protocol.Forbidden,
  subprotocolNotAcceptable: Protocol.SubprotocolNotAcceptable,
  initTimeout: Protocol.ConnectionInitialisationTimeout,
  subscriberAlreadyExists: Protocol.SubscriberAlreadyExists,
  tooManyInits: Protocol.TooManyInitialisationRequests,
  /** TOO_MANY_CONNECTIONS: of one viewer. */
  tooManyConnections: 4430,
  /** SLOW_CONSUMER: answers to queries are not read. */
  slowConsumer: 4431,
} as const;

/** Longest reason of a close frame that is written, in characters; RFC 6455 allows 123 bytes. */
const MAX_REASON_CHARACTERS = 120;

/** What fits into a close frame, whatever the message says. */
export const closeReason = (name: string, message: string): string => `${name}: ${message}`.replace(/[^\x20-\x7e]/g, '?').slice(0, MAX_REASON_CHARACTERS);
