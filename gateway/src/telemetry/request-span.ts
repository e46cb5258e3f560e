import { failSpan, isTracing, startSpan, traceparentOf, type Span } from '@souk/telemetry';
import { traceOf, type Trace } from '../execution/trace.js';

const SERVICE = 'gateway';

/** The trace of something that begins at the gateway, as a span: what it sends carries the span's own `traceparent`. */
export class RequestSpan implements Trace {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceparent: string;

  constructor(readonly span: Span) {
    ({ traceId: this.traceId, spanId: this.spanId } = span.spanContext());
    this.traceparent = traceparentOf(span);
  }
}

/**
 * Begins the trace of a request, of an operation on a socket or of a pushed event, part of the caller's where its `traceparent` is well formed.
 * While nobody traces it is `traceOf`, and costs what that costs; otherwise it is a span, and `endTrace` ends it.
 */
export const beginTrace = (name: 'HTTP request' | 'socket operation' | 'pushed event', traceparent?: string): Trace =>
  isTracing() ? new RequestSpan(startSpan({ service: SERVICE, name, kind: 'server', parent: traceparent ?? null })) : traceOf(traceparent);

/** Idempotent; nothing where the trace is no span. `status` is HTTP's. */
export const endTrace = (trace: Trace, status?: number): void => {
  if (!(trace instanceof RequestSpan)) return;
  if (status !== undefined) trace.span.setAttribute('http.response.status_code', status);
  trace.span.end();
};

/** Says which operation it is, and whether it failed. The name is an attribute: clients choose it, and names of spans have to be few. */
export const describeTrace = (trace: Trace, { name, kind, hasErrors }: { readonly name: string | undefined; readonly kind: string; readonly hasErrors: boolean }): void => {
  if (!(trace instanceof RequestSpan)) return;
  trace.span.updateName(kind);
  trace.span.setAttributes({ 'graphql.operation.type': kind, 'graphql.operation.name': name ?? '', 'souk.has_errors': hasErrors });
};

/** Does the work as a span of that trace; for steps that are rare (parsing and planning what is not cached), not for each request. */
export const tracedStep = async <T>(trace: Trace, name: string, work: () => T | Promise<T>): Promise<T> => {
  if (!(trace instanceof RequestSpan)) return work();
  const step = startSpan({ service: SERVICE, name, kind: 'internal', parent: trace.span });
  try {
    return await work();
  } catch (error) {
    failSpan(step, error);
    throw error;
  } finally {
    step.end();
  }
};

/** A span of one request to a subgraph. */
export const startFetchSpan = (trace: RequestSpan, subgraph: string, isQuery: boolean, representations: number): Span =>
  startSpan({ service: SERVICE, name: `fetch ${subgraph}`, kind: 'client', parent: trace.span, attributes: { 'souk.subgraph': subgraph, 'souk.is_query': isQuery, 'souk.representations': representations } });
