import { failSpan, traceparentOf, type Logger, type Span } from '@souk/telemetry';
import { type FetchEnded, type FetchObserver } from '../execution/fetch-observer.js';
import { type Trace } from '../execution/trace.js';
import { type FetchRecorder } from './fetch-recorder.js';
import { type EndedOperation, type FetchOutcome, type GatewayMetrics } from './gateway-metrics.js';
import { describeTrace, RequestSpan, startFetchSpan } from './request-span.js';

/** Operations that take longer, in milliseconds, are worth a line in the log. */
export const SLOW_OPERATION_MS = 2_000;

export interface ObservedOptions {
  readonly metrics: GatewayMetrics;
  readonly trace: Trace;
  readonly logger: Logger;
  /** Present for who asked for an explanation. */
  readonly recorder?: FetchRecorder | undefined;
}

/** What is known of an operation when it has ended; `key` is what this process' caches know it by. */
export type Ending = Omit<EndedOperation, 'seconds'> & { readonly key: string | undefined };

/** One operation, seen from outside: its fetches and its end become numbers, spans where somebody traces, and a record where somebody asked. */
export class ObservedOperation implements FetchObserver {
  readonly #startedMs = performance.now();
  readonly #span: RequestSpan | undefined;

  constructor(private readonly options: ObservedOptions) {
    this.#span = options.trace instanceof RequestSpan ? options.trace : undefined;
  }

  fetchStarted(fetch: Parameters<FetchObserver['fetchStarted']>[0]): FetchEnded {
    const { metrics, recorder } = this.options;
    const span = this.#span === undefined ? undefined : startFetchSpan(this.#span, fetch.subgraph, fetch.isQuery, fetch.representations);
    return new ObservedFetch(metrics, fetch.subgraph, span, recorder?.fetchStarted(fetch));
  }

  /** To be called once, with how it ended. */
  ended({ key, ...ending }: Ending): void {
    const { metrics, trace, logger } = this.options;
    const ms = performance.now() - this.#startedMs;
    metrics.operationEnded({ ...ending, seconds: ms / 1_000 });
    const { name, kind, outcome } = ending;
    describeTrace(trace, { name, kind, hasErrors: outcome !== 'ok' });
    if (ms >= SLOW_OPERATION_MS) logger.warn({ ...this.#line(ending, ms), key }, 'an operation was slow');
    else if (logger.isLevelEnabled('debug')) logger.debug({ ...this.#line(ending, ms), key }, 'an operation ended');
  }

  #line({ name, kind, outcome, cost }: Omit<Ending, 'key'>, ms: number): Readonly<Record<string, unknown>> {
    const { trace } = this.options;
    return { operation: name, kind, outcome, cost, durationMs: Math.round(ms), traceId: trace.traceId, ...(this.#span === undefined ? {} : { spanId: this.#span.spanId }) };
  }
}

class ObservedFetch implements FetchEnded {
  readonly #startedMs = performance.now();
  readonly traceparent?: string;

  constructor(private readonly metrics: GatewayMetrics, private readonly subgraph: string, private readonly span: Span | undefined, private readonly recorded: FetchEnded | undefined) {
    if (span !== undefined) this.traceparent = traceparentOf(span);
  }

  ended(outcome: FetchOutcome, responseBytes: number): void {
    this.metrics.fetchEnded(this.subgraph, outcome, (performance.now() - this.#startedMs) / 1_000, responseBytes);
    this.recorded?.ended(outcome, responseBytes);
    if (this.span === undefined) return;
    this.span.setAttributes({ 'souk.outcome': outcome, 'http.response.body.size': responseBytes });
    if (outcome === 'unavailable') failSpan(this.span, { name: 'SUBGRAPH_UNAVAILABLE' });
    this.span.end();
  }
}
