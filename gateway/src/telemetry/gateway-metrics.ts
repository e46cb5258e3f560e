import { type OperationTypeNode } from 'graphql';
import { Registry } from 'prom-client';
import { processMetrics } from '@souk/telemetry';
import { observeGauges, type GaugeSources } from './gauges.js';
import { OperationNames, OTHER } from './operation-names.js';
import { Counts, Distributions, type Count, type Distribution } from './series.js';

/** Upper bounds in seconds: from an answer out of memory to the deadline. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Codes of refusals that are told apart. */
const MAX_REASONS = 50;
const CODE = /^[A-Z][A-Z_]{0,49}$/;
/** Upper bounds in cost units. */
const COST = [1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000];

/** `refused`: it never began; `errors`: some of it is missing. */
type OperationOutcome = 'ok' | 'errors' | 'refused';
export type FetchOutcome = 'ok' | 'errors' | 'unavailable';
export type CacheName = 'documents' | 'operations' | 'persisted';

export interface EndedOperation {
  readonly name: string | undefined;
  readonly kind: `${OperationTypeNode}`;
  readonly outcome: OperationOutcome;
  readonly seconds: number;
  /** In cost units; undefined where it was not estimated. */
  readonly cost: number | undefined;
}

/** What Prometheus gets to know of one gateway. Counting costs nanoseconds; names that clients choose never become more than MAX_OPERATION_NAMES series. */
export class GatewayMetrics {
  readonly names = new OperationNames();
  readonly #registry = new Registry();
  readonly #operations: Counts;
  readonly #operationSeconds: Distributions;
  readonly #cost: Distributions;
  readonly #fetches: Counts;
  readonly #fetchSeconds: Distributions;
  readonly #fetchBytes: Counts;
  readonly #cacheReads: Readonly<Record<CacheName, { readonly hit: Count; readonly miss: Count }>>;
  readonly #refusals: Counts;
  readonly #reasons = new Set<string>();
  readonly #reloads: Counts;
  /** By kind, then by label of the name: nothing is put together for a look-up. */
  readonly #series: Readonly<Record<EndedOperation['kind'], Map<string, OperationSeries>>> = { query: new Map(), mutation: new Map(), subscription: new Map() };
  readonly #fetchSeries = new Map<string, FetchSeries>();

  constructor() {
    const registry = this.#registry;
    const counts = (name: string, help: string, ...labels: string[]): Counts => new Counts({ registry, name, help, labels });
    const distributions = (name: string, help: string, bounds: readonly number[], ...labels: string[]): Distributions => new Distributions({ registry, name, help, labels, bounds });
    this.#operations = counts('souk_gateway_operations_total', 'Operations that ended: ok, with errors, or refused before they began.', 'operation', 'kind', 'outcome');
    this.#operationSeconds = distributions('souk_gateway_operation_duration_seconds', 'From the request until its answer was ready.', SECONDS, 'operation', 'kind');
    this.#cost = distributions('souk_gateway_operation_cost', 'Estimated cost of operations, in cost units.', COST, 'kind');
    this.#fetches = counts('souk_gateway_fetches_total', 'Requests to subgraphs: ok, with errors, or unanswered.', 'subgraph', 'outcome');
    this.#fetchSeconds = distributions('souk_gateway_fetch_duration_seconds', 'How long subgraphs took, retries included.', SECONDS, 'subgraph');
    this.#fetchBytes = counts('souk_gateway_fetch_response_bytes_total', 'What subgraphs answered.', 'subgraph');
    const cacheReads = counts('souk_gateway_cache_reads_total', 'Look-ups of documents, of planned operations and of persisted ones.', 'cache', 'result');
    const readsOf = (cache: CacheName) => ({ hit: cacheReads.of(cache, 'hit'), miss: cacheReads.of(cache, 'miss') });
    this.#cacheReads = { documents: readsOf('documents'), operations: readsOf('operations'), persisted: readsOf('persisted') };
    this.#refusals = counts('souk_gateway_refusals_total', 'Requests that were refused, by the code that the client got.', 'reason');
    this.#reloads = counts('souk_gateway_supergraph_loads_total', 'Versions of the supergraph that were loaded, or refused.', 'result');
    processMetrics();
  }

  /** Media type of `text()`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything in Prometheus' text format. */
  async text(): Promise<string> {
    const texts = await Promise.all([this.#registry.metrics(), processMetrics().metrics()]);
    return texts.join('\n');
  }

  /** What is looked at when somebody scrapes. Call it once. */
  observe(sources: GaugeSources): void {
    observeGauges(this.#registry, sources);
  }

  operationEnded({ name, kind, outcome, seconds, cost }: EndedOperation): void {
    const series = this.#seriesOf(this.names.labelOf(name), kind);
    series[outcome].add();
    if (outcome !== 'refused') series.seconds.observe(seconds);
    if (cost !== undefined) series.cost.observe(cost);
  }

  fetchEnded(subgraph: string, outcome: FetchOutcome, seconds: number, bytes: number): void {
    let series = this.#fetchSeries.get(subgraph);
    if (series === undefined) {
      const of = (result: FetchOutcome): Count => this.#fetches.of(subgraph, result);
      series = { ok: of('ok'), errors: of('errors'), unavailable: of('unavailable'), seconds: this.#fetchSeconds.of(subgraph), bytes: this.#fetchBytes.of(subgraph) };
      this.#fetchSeries.set(subgraph, series);
    }
    series[outcome].add();
    series.seconds.observe(seconds);
    series.bytes.add(bytes);
  }

  cacheRead(cache: CacheName, isHit: boolean): void {
    this.#cacheReads[cache][isHit ? 'hit' : 'miss'].add();
  }

  /** `reason` is the code that the client got; whatever is no code counts as OTHER. */
  refused(reason: unknown): void {
    const isKnown = typeof reason === 'string' && (this.#reasons.has(reason) || (this.#reasons.size < MAX_REASONS && CODE.test(reason)));
    if (isKnown) this.#reasons.add(reason);
    this.#refusals.of(isKnown ? reason : OTHER).add();
  }

  supergraphLoaded(result: 'loaded' | 'refused'): void {
    this.#reloads.of(result).add();
  }

  #seriesOf(operation: string, kind: EndedOperation['kind']): OperationSeries {
    const known = this.#series[kind];
    let series = known.get(operation);
    if (series === undefined) {
      const of = (outcome: OperationOutcome): Count => this.#operations.of(operation, kind, outcome);
      series = { ok: of('ok'), errors: of('errors'), refused: of('refused'), seconds: this.#operationSeconds.of(operation, kind), cost: this.#cost.of(kind) };
      known.set(operation, series);
    }
    return series;
  }
}

interface OperationSeries extends Readonly<Record<OperationOutcome, Count>> {
  readonly seconds: Distribution;
  readonly cost: Distribution;
}

interface FetchSeries extends Readonly<Record<FetchOutcome, Count>> {
  readonly seconds: Distribution;
  readonly bytes: Count;
}
