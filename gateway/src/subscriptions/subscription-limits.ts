/** What clients may have at a time. */
export interface SubscriptionLimits {
  /** Sockets and event streams of this process. */
  readonly maxConnections: number;
  /** Of one client address. Half of the process' by default: one address may be a whole office or a proxy, but must not shut out everybody else. */
  readonly maxConnectionsPerAddress: number;
  /** Sockets of one logged-in viewer. */
  readonly maxConnectionsPerViewer: number;
  /** Operations that one socket runs at a time. */
  readonly maxOperationsPerConnection: number;
  /** Operations over sockets and event streams of one logged-in viewer, over all connections. */
  readonly maxSubscriptionsPerViewer: number;
  /** Upstream subscriptions that this process holds, whoever shares them. */
  readonly maxStreams: number;
  /** What waits for one client: bytes, and events. */
  readonly maxBufferedBytes: number;
  readonly maxBufferedEvents: number;
}

export const DEFAULT_LIMITS: SubscriptionLimits = {
  maxConnections: 25_000, maxConnectionsPerAddress: 12_500, maxConnectionsPerViewer: 12_500,
  maxOperationsPerConnection: 100, maxSubscriptionsPerViewer: 12_500, maxStreams: 25_000,
  maxBufferedBytes: 1024 * 1024, maxBufferedEvents: 1_000,
};

export const NO_LIMITS: SubscriptionLimits = {
  maxConnections: Infinity, maxConnectionsPerAddress: Infinity, maxConnectionsPerViewer: Infinity,
  maxOperationsPerConnection: Infinity, maxSubscriptionsPerViewer: Infinity, maxStreams: Infinity,
  maxBufferedBytes: Infinity, maxBufferedEvents: Infinity,
};
