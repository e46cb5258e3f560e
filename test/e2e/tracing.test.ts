import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startOtlpReceiver, waitFor, type OtlpReceiver, type ReceivedSpan } from '@souk/testing';
import { logIn } from '../support/client.js';
import { ROOT, basePort, runProgram, type Program } from '../support/program.js';

/** As `npm start` prints it. */
const DEMO_ADMIN = { email: 'admin@souk.example', password: 'souk-demo-admin' };
const READY_TIMEOUT_MS = 120_000;
const CLIENT_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CLIENT_SPAN = '00f067aa0ba902b7';
const SERVER = 2;
const CLIENT = 3;

jest.setTimeout(240_000);

/** `npm start` as a person runs it who has a collector, and one request of a client that traces. */
describe('the whole platform, traced', () => {
  let receiver: OtlpReceiver;
  let folder: string;
  let program: Program;
  let url: string;
  let authorization: string;
  let query: string;

  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    folder = await mkdtemp(join(tmpdir(), 'souk-tracing-'));
    const port = basePort();
    url = `http://127.0.0.1:${port}`;
    program = runProgram('start', [], { env: { PORT: String(port), SOUK_DATA_DIR: join(folder, 'data'), OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' } });
    await program.untilSays('Ctrl-C stops everything', READY_TIMEOUT_MS);
    authorization = `Bearer ${(await logIn(url, DEMO_ADMIN)).token ?? ''}`;
    query = await readFile(join(ROOT, 'schema/operations/orders-page.graphql'), 'utf8');
  });
  afterAll(async () => {
    program?.signal('SIGTERM');
    await program?.ended;
    await receiver?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization, ...headers }, body: JSON.stringify({ query, variables: { first: 5 } }) });
  const spansOf = (traceId: string): readonly ReceivedSpan[] => receiver.spans.filter((span) => span.traceId === traceId);
  const isStatement = ({ attributes }: ReceivedSpan): boolean => attributes['db.system.name'] === 'postgresql';

  it('one request is one trace: the client’s, through the gateway and four subgraphs, down to SQL', async () => {
    const { data, errors } = (await (await ask({ traceparent: `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01` })).json()) as { data: { orders: { nodes: readonly unknown[] } }; errors?: unknown };
    expect([errors, data.orders.nodes.length > 0]).toEqual([undefined, true]);
    await waitFor(() => spansOf(CLIENT_TRACE).some(({ parentSpanId }) => parentSpanId === CLIENT_SPAN), { timeoutMs: 20_000 });

    const spans = spansOf(CLIENT_TRACE);
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const [request, ...others] = spans.filter(({ parentSpanId }) => !byId.has(parentSpanId));
    expect(others).toEqual([]);
    expect(request).toMatchObject({ service: 'gateway', kind: SERVER, parentSpanId: CLIENT_SPAN, attributes: { 'graphql.operation.name': 'OrdersPage', 'graphql.operation.type': 'query' } });
    for (const subgraph of ['order', 'user', 'catalog', 'logistics']) {
      const answers = spans.filter(({ service, name }) => service === subgraph && name === 'GraphQL request');
      expect(answers).not.toHaveLength(0);
      for (const { parentSpanId } of answers) expect(byId.get(parentSpanId)).toMatchObject({ service: 'gateway', kind: CLIENT, name: `fetch ${subgraph}`, parentSpanId: request?.spanId });
    }
    const statements = spans.filter((span) => span.service === 'order' && isStatement(span));
    expect(statements.length).toBeGreaterThan(0);
    for (const { attributes, parentSpanId } of statements) {
      expect(attributes['db.query.text']).toMatch(/\w/);
      expect(byId.get(parentSpanId)?.service).toBe('order');
    }
    expect(program.output).not.toContain('spans could not be sent');
  });

  it('a client that records nothing leaves no trace', async () => {
    const traceId = 'f'.repeat(32);
    await (await ask({ traceparent: `00-${traceId}-${CLIENT_SPAN}-00` })).text();
    const before = receiver.requests.length;
    await (await ask({})).text();
    await waitFor(() => receiver.requests.length > before, { timeoutMs: 20_000 });
    expect(spansOf(traceId)).toEqual([]);
  });

  it('what the gateway begins itself is traced, and /metrics has counted all of it', async () => {
    const before = receiver.spans.length;
    await (await ask({})).text();
    await waitFor(() => receiver.spans.slice(before).some(({ service, parentSpanId, attributes }) => service === 'gateway' && parentSpanId === '' && attributes['graphql.operation.name'] === 'OrdersPage'), { timeoutMs: 20_000 });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^souk_gateway_operations_total\{operation="OrdersPage",kind="query",outcome="ok"\} [34]$/m);
    expect(metrics).toMatch(/^souk_gateway_fetches_total\{subgraph="order",outcome="ok"\} \d+$/m);
    expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });
});
