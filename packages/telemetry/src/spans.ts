import { INVALID_SPAN_CONTEXT, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace, type Attributes, type Context, type Span } from '@opentelemetry/api';
import { runningTracing } from './tracing.js';

export type { Attributes, Span };

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export interface SpanOptions {
  /** Whose span it is: `service.name` in traces. */
  readonly service: string;
  /** Few different ones: what is chosen by clients belongs into attributes. */
  readonly name: string;
  readonly kind: keyof typeof KINDS;
  /** What it is part of: a span, a `traceparent` header as it came (a malformed one counts as none), or null for a trace of its own. The span that the calling code runs in unless told. */
  readonly parent?: Span | string | null;
  readonly attributes?: Attributes;
}

/** A span that has begun; the caller ends it. Where nobody traces it is one that records nothing: ask isTracing() first and save the call. */
export const startSpan = ({ service, name, kind, parent, attributes }: SpanOptions): Span => {
  const tracing = runningTracing();
  if (tracing === undefined) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  const of = parent === undefined ? tracing.current.getStore() : parent ?? undefined;
  return tracing.tracerOf(service).startSpan(name, { kind: KINDS[kind], ...(attributes === undefined ? {} : { attributes }) }, contextOf(of));
};

/** Runs the work, and all that it awaits, in the span: spans that it starts are parts of that one. Does not end it. */
export const inSpan = <T>(span: Span, work: () => T): T => {
  const tracing = runningTracing();
  return tracing === undefined ? work() : tracing.current.run(span, work);
};

/** Runs the work in a span of its own, which ends with it; a rejection marks it as failed and is thrown on. */
export const traced = async <T>(options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> => {
  const span = startSpan(options);
  try {
    return await inSpan(span, () => work(span));
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
};

/** The span that the calling code runs in; undefined where nobody traces. */
export const currentSpan = (): Span | undefined => runningTracing()?.current.getStore();

/** Whether what the calling code does is worth a span: one that is recorded and still goes on surrounds it. */
export const isRecorded = (): boolean => currentSpan()?.isRecording() === true;

/** Marks a span as failed by the error's code or name. Its message stays out: it may quote what people wrote. */
export const failSpan = (span: Span, error: unknown): void => {
  span.setAttribute('error.type', typeOf(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
};

/** The `traceparent` header by which others make the span their parent (W3C Trace Context §3.2). */
export const traceparentOf = (span: Span): string => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01'}`;
};

const contextOf = (parent: Span | string | undefined): Context => {
  if (parent === undefined) return ROOT_CONTEXT;
  if (typeof parent !== 'string') return trace.setSpan(ROOT_CONTEXT, parent);
  const [, traceId, spanId, flags] = TRACEPARENT.exec(parent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true });
};

const typeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return typeof error;
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? String(code) : typeof name === 'string' ? name : 'Error';
};
