import { Counter, Gauge, type Registry } from 'prom-client';
import { type OverloadState } from '../limits/overload.js';
import { type SubscriptionStats } from '../subscriptions/subscription-stats.js';
import { type TransportStats } from '../transport/transport-hooks.js';

/** Where to look when somebody scrapes; called then only. */
export interface GaugeSources {
  /** Ways to subgraphs that are used now. */
  transports(): Iterable<{ readonly subgraph: string; stats(): TransportStats }>;
  subscriptions(): SubscriptionStats;
  overload(): OverloadState;
  /** Of the supergraph that is served. */
  supergraphId(): string;
}

type Labels = Readonly<Record<string, string>>;
type Reading = readonly [value: number, labels: Labels];

const OVERLOAD_REASONS = ['event-loop', 'memory', 'requests'] as const;
const CIRCUIT_STATES = ['closed', 'half-open', 'open'] as const;

/** Registers everything that is read at the moment of a scrape. */
export const observeGauges = (registry: Registry, { transports, subscriptions, overload, supergraphId }: GaugeSources): void => {
  const perSubgraph = (read: (stats: TransportStats) => number | undefined) => (): readonly Reading[] => [...transports()].flatMap((transport): readonly Reading[] => {
    const value = read(transport.stats());
    return value === undefined ? [] : [[value, { subgraph: transport.subgraph }]];
  });
  const one = (read: (stats: SubscriptionStats) => number) => (): readonly Reading[] => [[read(subscriptions()), {}]];
  const gauge = (name: string, help: string, read: () => readonly Reading[], labelNames: readonly string[] = []): void => {
    const metric = new Gauge({ name, help, labelNames: [...labelNames], registers: [registry], collect() {
      metric.reset();
      for (const [value, labels] of read()) metric.set(labels, value);
    } });
  };
  const counter = (name: string, help: string, read: () => readonly Reading[], labelNames: readonly string[] = []): void => {
    const metric = new Counter({ name, help, labelNames: [...labelNames], registers: [registry], collect() {
      metric.reset();
      for (const [value, labels] of read()) metric.inc(labels, value);
    } });
  };

  gauge('souk_gateway_supergraph_info', 'The supergraph that is served, as a label.', () => [[1, { id: supergraphId() }]], ['id']);

  gauge('souk_gateway_requests_in_flight', 'Requests that were let in and are not answered yet.', () => [[overload().inFlight, {}]]);
  gauge('souk_gateway_overloaded', '1 for each reason for which requests are refused at the moment.', () => OVERLOAD_REASONS.map((reason): Reading => [overload().reasons.includes(reason) ? 1 : 0, { reason }]), ['reason']);
  counter('souk_gateway_overload_refused_total', 'Requests that were refused because the process was at its limits.', () => [[overload().refused, {}]]);

  const bySubgraph = ['subgraph'];
  gauge('souk_gateway_subgraph_circuit', '1 for the state that the circuit breaker of a subgraph is in.', () => [...transports()].flatMap((transport) => {
    const { breaker } = transport.stats();
    return CIRCUIT_STATES.map((state): Reading => [state === breaker ? 1 : 0, { subgraph: transport.subgraph, state }]);
  }), ['subgraph', 'state']);
  gauge('souk_gateway_fetches_in_flight', 'Requests to a subgraph that are under way.', perSubgraph(({ inFlight }) => inFlight), bySubgraph);
  gauge('souk_gateway_fetches_queued', 'Requests to a subgraph that wait for a place.', perSubgraph(({ queued }) => queued), bySubgraph);
  gauge('souk_gateway_fetch_p95_seconds', 'Measured 95th percentile of queries, after which they are hedged.', perSubgraph(({ p95Ms }) => (p95Ms === undefined ? undefined : p95Ms / 1_000)), bySubgraph);
  counter('souk_gateway_fetch_attempts_total', 'Requests that were sent: first ones, retries and hedges.', perSubgraph(({ attempts }) => attempts), bySubgraph);
  counter('souk_gateway_fetch_retries_total', 'Requests that were sent again because their connection broke.', perSubgraph(({ retries }) => retries), bySubgraph);
  counter('souk_gateway_fetch_hedges_total', 'Requests that were sent beside one that was slow.', perSubgraph(({ hedges }) => hedges), bySubgraph);
  counter('souk_gateway_fetch_hedges_won_total', 'Hedges whose answer came first.', perSubgraph(({ hedgesWon }) => hedgesWon), bySubgraph);
  counter('souk_gateway_subgraph_circuit_opened_total', 'Times that the circuit of a subgraph opened.', perSubgraph(({ opened }) => opened), bySubgraph);

  gauge('souk_gateway_sockets', 'WebSockets that are open.', one(({ sockets }) => sockets));
  gauge('souk_gateway_event_streams', 'Streams of server-sent events that are open.', one(({ eventStreams }) => eventStreams));
  gauge('souk_gateway_subscriptions', 'Subscriptions of clients.', one(({ subscriptions: open }) => open));
  gauge('souk_gateway_upstream_subscriptions', 'Subscriptions at subgraphs, each shared by clients that ask the same.', one(({ streams }) => streams));
  counter('souk_gateway_subscription_events_total', 'Events that subgraphs pushed.', one(({ events }) => events));
  counter('souk_gateway_subscription_deliveries_total', 'Answers that clients were sent for them.', one(({ deliveries }) => deliveries));
  counter('souk_gateway_slow_consumers_total', 'Subscriptions that ended because their client did not read.', one(({ slowConsumers }) => slowConsumers));
  counter('souk_gateway_upstream_reconnects_total', 'Upstream subscriptions that were opened again.', one(({ upstreamReconnects }) => upstreamReconnects));
  counter('souk_gateway_subscriptions_refused_total', 'Connections and subscriptions that a limit refused.', one(({ refused }) => refused));
};
