import { AsyncLocalStorage } from 'node:async_hooks';
import { type Span, type Tracer } from '@opentelemetry/api';
import { type Logger } from './logger.js';

/** Spans that wait to be sent; further ones are dropped. */
const MAX_QUEUED_SPANS = 8_192;
/** Spans of one export. */
const MAX_BATCH_SPANS = 512;
/** Longest that a span waits for others to travel with, in milliseconds. */
const BATCH_DELAY_MS = 1_000;
/** Longest that one export may take, in milliseconds. */
const EXPORT_TIMEOUT_MS = 5_000;
/** Longest that a stop waits for the last spans to leave, in milliseconds. */
const STOP_DEADLINE_MS = 3_000;
/** Characters of an attribute's text. */
const MAX_ATTRIBUTE_LENGTH = 4_096;

export interface TracingConfig {
  /** Where traces are sent by OTLP over HTTP, path included: `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  readonly encoding: 'protobuf' | 'json';
  /** Sent with every export: credentials of the receiver. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Share of the traces begun here that is recorded, from 0 to 1; a caller's own decision (`traceparent`) goes before. */
  readonly ratio: number;
}

export interface RunningTracing {
  /** Sends what waits, for three seconds at most; from then on nothing is traced. Idempotent. */
  stop(): Promise<void>;
}

interface Tracing {
  tracerOf(service: string): Tracer;
  /** The span that the calling code runs in. It exists only while somebody traces: following every promise has its price. */
  readonly current: AsyncLocalStorage<Span>;
}

let running: Tracing | undefined;

/** What makes spans; undefined where nobody traces. */
export const runningTracing = (): Tracing | undefined => running;

/** Whether spans are made: the one check that everything pays where nobody traces. */
export const isTracing = (): boolean => running !== undefined;

/**
 * From here on this process makes spans and exports them in batches (OTLP over HTTP). Several services in one process stay apart: each span belongs to the
 * service that is named when it starts, with a resource of its own. Start it before the services. The SDK is loaded here and nowhere else.
 * Throws where this process traces already. A receiver that is away costs spans and a line in the log, never a request.
 */
export const startTracing = async ({ url, encoding, headers = {}, ratio }: TracingConfig, logger: Logger): Promise<RunningTracing> => {
  if (running !== undefined) throw new Error('This process traces already: stop that first.');
  const [{ BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider }, { detectResources, envDetector, resourceFromAttributes }, { OTLPTraceExporter }, { reported }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    encoding === 'json' ? import('@opentelemetry/exporter-trace-otlp-http') : import('@opentelemetry/exporter-trace-otlp-proto'),
    import('./reported-exporter.js'),
  ]);
  const processor = new BatchSpanProcessor({
    exporter: reported(new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: EXPORT_TIMEOUT_MS }), logger),
    maxQueueSize: MAX_QUEUED_SPANS, maxExportBatchSize: MAX_BATCH_SPANS, scheduledDelayMillis: BATCH_DELAY_MS, exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const sampler = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
  const environment = detectResources({ detectors: [envDetector] });
  const tracers = new Map<string, Tracer>();
  const tracing: Tracing = {
    current: new AsyncLocalStorage(),
    // One processor for all, one provider for each: the resource is the provider's, and says which service a span is of.
    tracerOf: (service) => {
      const known = tracers.get(service);
      if (known !== undefined) return known;
      const resource = environment.merge(resourceFromAttributes({ 'service.name': service, 'service.namespace': 'souk' }));
      const tracer = new TracerProvider({ resource, sampler, spanProcessors: [processor], spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE_LENGTH } }).getTracer('souk');
      tracers.set(service, tracer);
      return tracer;
    },
  };
  running = tracing;
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (running === tracing) running = undefined;
    tracing.current.disable();
    await inTime(processor.shutdown());
  };
  return { stop: () => (stopped ??= stop()) };
};

/** The receiver's absence must not keep a service from stopping. */
const inTime = async (sent: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, STOP_DEADLINE_MS); });
  await Promise.race([sent.catch(() => undefined), late]);
  clearTimeout(timer);
};
