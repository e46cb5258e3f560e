/** What the subscriptions of this process are at, and have been through since it started. */
export interface SubscriptionStats {
  /** Open now: sockets, event streams, operations over both, upstream subscriptions that they share. */
  sockets: number;
  eventStreams: number;
  subscriptions: number;
  streams: number;
  /** So far: events that subgraphs pushed, answers that clients were sent for them. */
  events: number;
  deliveries: number;
  /** So far: subscriptions that ended because their client did not read. */
  slowConsumers: number;
  /** So far: upstream subscriptions that were opened again after their connection was lost. */
  upstreamReconnects: number;
  /** So far: connections and subscriptions that a limit refused. */
  refused: number;
}

export const newStats = (): SubscriptionStats => ({ sockets: 0, eventStreams: 0, subscriptions: 0, streams: 0, events: 0, deliveries: 0, slowConsumers: 0, upstreamReconnects: 0, refused: 0 });
