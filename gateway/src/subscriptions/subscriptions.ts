import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Logger } from '@souk/telemetry';
import { type Caller } from '../execution/caller.js';
import { type Engine, type OperationRequest } from '../execution/operation.js';
import { type BearerIdentity } from '../security/viewer-of-bearer.js';
import { ConnectionCounts } from './connection-counts.js';
import { EventStreamServer } from './event-stream-server.js';
import { identifierOf } from './socket-identity.js';
import { type PersistedOperations } from './socket-connection.js';
import { SocketServer } from './socket-server.js';
import { SubscriptionHub } from './subscription-hub.js';
import { DEFAULT_LIMITS, type SubscriptionLimits } from './subscription-limits.js';
import { newStats, type SubscriptionStats } from './subscription-stats.js';
import { UpstreamClients } from './upstream-clients.js';

export { socketUrlOf } from './upstream-clients.js';

export interface SubscriptionsOptions {
  readonly engine: Engine;
  readonly persisted: PersistedOperations;
  /** Where that subgraph serves graphql-ws (ws: or wss:). */
  subgraphSocketUrl(subgraph: string): string | undefined;
  /** Who an `Authorization` value speaks for; rejects with UnauthenticatedError. A gateway without keys takes everybody for anonymous. */
  identify(authorization: unknown): Promise<BearerIdentity>;
  /** Lower-case names of the client's headers that are passed on to subgraphs; looked for in connection_init's `headers`, in its payload and in the handshake. */
  readonly forwardedHeaders: readonly string[];
  addressOf(request: IncomingMessage): string;
  /** Largest message of a client, in bytes. */
  readonly maxMessageBytes: number;
  /** How long the answer to one event may take, in milliseconds. */
  readonly deadlineMs: number;
  readonly limits?: Partial<SubscriptionLimits>;
  readonly logger: Logger;
}

export interface Subscriptions {
  /** Serves graphql-transport-ws on that path of the server, from now on. */
  listenOn(server: Server, path: string): void;
  /** Answers as server-sent events (GraphQL over SSE, distinct connections mode). Never rejects. `expiresAt`: when the caller's token is over. */
  serveEventStream(request: IncomingMessage, response: ServerResponse, operation: OperationRequest, caller: Caller, expiresAt?: Date): Promise<void>;
  /** Another supergraph is served from now on: what runs is planned anew, or ends with SUPERGRAPH_CHANGED. */
  onSupergraphChange(): Promise<void>;
  stats(): Readonly<SubscriptionStats>;
  /** Closes sockets (1001) and event streams (with a retry hint), then the sockets to subgraphs. */
  stop(): Promise<void>;
}

/** Everything that pushes: sockets, event streams, and the upstream subscriptions that they share. */
export const createSubscriptions = ({ engine, persisted, subgraphSocketUrl, identify, forwardedHeaders, addressOf, maxMessageBytes, deadlineMs, limits, logger }: SubscriptionsOptions): Subscriptions => {
  const stats = newStats();
  const counts = new ConnectionCounts({ ...DEFAULT_LIMITS, ...limits }, stats);
  const upstreams = new UpstreamClients(subgraphSocketUrl);
  const hub = new SubscriptionHub({ engine, upstreams, limits: counts.limits, stats, deadlineMs });
  const sockets = new SocketServer({ persisted, hub, counts, stats, logger, maxMessageBytes, addressOf, identifierOf: (request) => identifierOf(request, identify, forwardedHeaders) });
  const eventStreams = new EventStreamServer({ hub, counts, stats });
  return {
    listenOn: (server, path) => sockets.listenOn(server, path),
    serveEventStream: (request, response, operation, caller, expiresAt) => eventStreams.serve(request, response, operation, caller, expiresAt),
    onSupergraphChange: () => hub.onSupergraphChange(),
    stats: () => ({ ...stats }),
    async stop() {
      eventStreams.stop();
      await sockets.stop();
      await upstreams.close();
    },
  };
};
