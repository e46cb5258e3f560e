import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A span as it arrived, with the service that its resource names. */
export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  /** `SpanKind` of OTLP: 1 internal, 2 server, 3 client. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  /** '' for the first of a trace. */
  readonly parentSpanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly hasFailed: boolean;
  readonly durationMs: number;
}

export interface OtlpReceiver {
  /** Base URL, as OTEL_EXPORTER_OTLP_ENDPOINT takes it. */
  readonly url: string;
  /** What came as JSON. */
  readonly spans: ReceivedSpan[];
  /** What came, as it came. */
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer }[];
  close(): Promise<void>;
}

/** A receiver of traces by OTLP over HTTP, in this process. Spans are read where they are sent as JSON (OTEL_EXPORTER_OTLP_PROTOCOL=http/json). */
export const startOtlpReceiver = async (): Promise<OtlpReceiver> => {
  const spans: ReceivedSpan[] = [];
  const requests: OtlpReceiver['requests'] = [];
  const receive = async (request: IncomingMessage): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    requests.push({ path: request.url ?? '', headers: request.headers, body });
    if (request.headers['content-type'] === 'application/json') spans.push(...spansOf(JSON.parse(body.toString()) as TraceRequest));
  };
  const server = createServer((request, response) => void receive(request).then(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

interface Attribute { readonly key: string; readonly value: Readonly<Record<string, unknown>> }
interface SentSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly Attribute[];
  readonly status?: { readonly code?: number };
}
/** `ExportTraceServiceRequest` of opentelemetry-proto, as JSON. */
interface TraceRequest {
  readonly resourceSpans: readonly { readonly resource: { readonly attributes: readonly Attribute[] }; readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[] }[];
}

const spansOf = ({ resourceSpans }: TraceRequest): readonly ReceivedSpan[] => resourceSpans.flatMap(({ resource, scopeSpans }) => {
  const service = String(valuesOf(resource.attributes)['service.name']);
  return scopeSpans.flatMap(({ spans }) => spans.map(({ name, kind, traceId, spanId, parentSpanId = '', startTimeUnixNano, endTimeUnixNano, attributes = [], status }) => ({
    service, name, kind, traceId, spanId, parentSpanId, attributes: valuesOf(attributes), hasFailed: status?.code === 2,
    durationMs: Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1_000_000,
  })));
});

const valuesOf = (attributes: readonly Attribute[]): Readonly<Record<string, unknown>> => Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
