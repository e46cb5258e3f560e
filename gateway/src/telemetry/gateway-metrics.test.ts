import { beforeEach, describe, expect, it } from '@jest/globals';
import { newStats } from '../subscriptions/subscription-stats.js';
import { type TransportStats } from '../transport/transport-hooks.js';
import { GatewayMetrics, type EndedOperation } from './gateway-metrics.js';
import { MAX_OPERATION_NAMES } from './operation-names.js';

const ENDED: EndedOperation = { name: 'OrdersPage', kind: 'query', outcome: 'ok', seconds: 0.02, cost: 12 };

/** The lines of a metric, without comments. */
const linesOf = async (metrics: GatewayMetrics, name: string): Promise<readonly string[]> => (await metrics.text()).split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

describe('the metrics of a gateway', () => {
  let metrics: GatewayMetrics;
  beforeEach(() => void (metrics = new GatewayMetrics()));

  it('count operations by name, kind and outcome', async () => {
    metrics.operationEnded(ENDED);
    metrics.operationEnded({ ...ENDED, seconds: 0.3 });
    metrics.operationEnded({ ...ENDED, name: undefined, kind: 'mutation', outcome: 'errors' });
    metrics.operationEnded({ ...ENDED, name: 'Evil"', outcome: 'refused', cost: undefined });
    expect(await linesOf(metrics, 'souk_gateway_operations_total')).toEqual(expect.arrayContaining([
      'souk_gateway_operations_total{operation="OrdersPage",kind="query",outcome="ok"} 2',
      'souk_gateway_operations_total{operation="anonymous",kind="mutation",outcome="errors"} 1',
      'souk_gateway_operations_total{operation="other",kind="query",outcome="refused"} 1',
    ]));
  });

  it('have a latency histogram as Prometheus reads it: cumulative, up to +Inf, with sum and count', async () => {
    for (const seconds of [0.001, 0.02, 0.3, 99]) metrics.operationEnded({ ...ENDED, seconds });
    const labels = 'operation="OrdersPage",kind="query"';
    const buckets = await linesOf(metrics, 'souk_gateway_operation_duration_seconds_bucket');
    expect(buckets).toEqual(['0.001', '0.0025', '0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf']
      .map((le, index) => `souk_gateway_operation_duration_seconds_bucket{${labels},le="${le}"} ${index < 4 ? 1 : index < 8 ? 2 : index < 13 ? 3 : 4}`));
    expect(await linesOf(metrics, 'souk_gateway_operation_duration_seconds_sum')).toEqual([`souk_gateway_operation_duration_seconds_sum{${labels}} 99.321`]);
    expect(await linesOf(metrics, 'souk_gateway_operation_duration_seconds_count')).toEqual([`souk_gateway_operation_duration_seconds_count{${labels}} 4`]);
    expect(await metrics.text()).toContain('# TYPE souk_gateway_operation_duration_seconds histogram');
  });

  it('do not time what never began', async () => {
    metrics.operationEnded({ ...ENDED, outcome: 'refused' });
    expect(await linesOf(metrics, 'souk_gateway_operation_duration_seconds_count')).toEqual(['souk_gateway_operation_duration_seconds_count{operation="OrdersPage",kind="query"} 0']);
  });

  it('stay bounded whatever clients call their operations', async () => {
    for (let index = 0; index < 5_000; index += 1) metrics.operationEnded({ ...ENDED, name: `Invented${index}` });
    expect(await linesOf(metrics, 'souk_gateway_operation_duration_seconds_count')).toHaveLength(MAX_OPERATION_NAMES + 1);
  });

  it('count fetches, caches, refusals and loads', async () => {
    metrics.fetchEnded('order', 'ok', 0.004, 1_000);
    metrics.fetchEnded('order', 'unavailable', 1, 0);
    metrics.cacheRead('operations', true);
    metrics.cacheRead('operations', true);
    metrics.cacheRead('documents', false);
    metrics.refused('RATE_LIMITED');
    metrics.supergraphLoaded('refused');
    const text = await metrics.text();
    for (const line of [
      'souk_gateway_fetches_total{subgraph="order",outcome="ok"} 1', 'souk_gateway_fetches_total{subgraph="order",outcome="unavailable"} 1', 'souk_gateway_fetches_total{subgraph="order",outcome="errors"} 0',
      'souk_gateway_fetch_duration_seconds_count{subgraph="order"} 2', 'souk_gateway_fetch_response_bytes_total{subgraph="order"} 1000',
      'souk_gateway_cache_reads_total{cache="operations",result="hit"} 2', 'souk_gateway_cache_reads_total{cache="documents",result="miss"} 1',
      'souk_gateway_refusals_total{reason="RATE_LIMITED"} 1', 'souk_gateway_supergraph_loads_total{result="refused"} 1',
    ]) expect(text.split('\n')).toContain(line);
  });

  it('tell few reasons of refusals apart', async () => {
    for (let index = 0; index < 26 * 26; index += 1) metrics.refused(`CODE_${String.fromCharCode(65 + (index % 26), 65 + Math.floor(index / 26))}`);
    for (const reason of [undefined, 7, 'no code', 'CODE_AA']) metrics.refused(reason);
    const lines = await linesOf(metrics, 'souk_gateway_refusals_total');
    expect(lines).toHaveLength(51);
    expect(lines).toEqual(expect.arrayContaining(['souk_gateway_refusals_total{reason="CODE_AA"} 2', 'souk_gateway_refusals_total{reason="other"} 629']));
  });

  it('look at transports and subscriptions when somebody scrapes', async () => {
    /** As a transport is: a class, whose method needs its instance. */
    class Lane {
      readonly #stats: TransportStats = { breaker: 'open', inFlight: 3, queued: 2, p95Ms: 40, attempts: 10, retries: 1, hedges: 2, hedgesWon: 1, opened: 1 };
      constructor(readonly subgraph: string) {}
      stats(): TransportStats { return this.#stats; }
    }
    const subscriptions = newStats();
    const lanes = [new Lane('order')];
    metrics.observe({ transports: () => lanes, subscriptions: () => subscriptions, overload: () => ({ delayMs: 300, heapShare: 0.1, inFlight: 4, reasons: ['event-loop'], refused: 9 }), supergraphId: () => 'abc' });
    Object.assign(subscriptions, { sockets: 7, events: 100 });
    const before = (await metrics.text()).split('\n');
    for (const line of [
      'souk_gateway_supergraph_info{id="abc"} 1', 'souk_gateway_subgraph_circuit{subgraph="order",state="open"} 1', 'souk_gateway_subgraph_circuit{subgraph="order",state="closed"} 0',
      'souk_gateway_fetches_in_flight{subgraph="order"} 3', 'souk_gateway_fetches_queued{subgraph="order"} 2', 'souk_gateway_fetch_p95_seconds{subgraph="order"} 0.04',
      'souk_gateway_fetch_retries_total{subgraph="order"} 1', 'souk_gateway_sockets 7', 'souk_gateway_requests_in_flight 4', 'souk_gateway_overloaded{reason="event-loop"} 1', 'souk_gateway_overloaded{reason="memory"} 0', 'souk_gateway_overload_refused_total 9', 'souk_gateway_subscription_events_total 100',
    ]) expect(before).toContain(line);
    lanes.pop();
    subscriptions.events = 101;
    const after = (await metrics.text()).split('\n');
    expect(after).toContain('souk_gateway_subscription_events_total 101');
    expect(after.filter((line) => line.includes('subgraph="order"'))).toEqual([]);
  });

  it('of two gateways in one process do not meet, and both show the process', async () => {
    const other = new GatewayMetrics();
    metrics.operationEnded(ENDED);
    expect(await linesOf(other, 'souk_gateway_operations_total')).toEqual([]);
    for (const one of [metrics, other]) {
      expect(await linesOf(one, 'process_resident_memory_bytes')).toHaveLength(1);
      expect(await linesOf(one, 'nodejs_eventloop_lag_p99_seconds')).toHaveLength(1);
    }
  });

  it('are a text that ends each line and names no series twice', async () => {
    metrics.operationEnded(ENDED);
    const text = await metrics.text();
    const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.slice(0, line.lastIndexOf(' ')));
    expect(new Set(series).size).toBe(series.length);
    expect(text.endsWith('\n')).toBe(true);
    expect(metrics.contentType).toContain('text/plain; version=0.0.4');
  });
});
