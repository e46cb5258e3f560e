import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { ANONYMOUS_VIEWER, mintViewerToken } from '@souk/auth';
import { createDatabase, queryIn, type Database } from '@souk/persistence';
import { createRpcClient, type Client } from '@souk/rpc';
import { iterate, startSubgraph, type RequestContext, type RunningSubgraph } from '@souk/subgraph';
import { silentLogger, startTracing, type Logger, type RunningTracing } from '@souk/telemetry';
import { createTestDatabase, startOtlpReceiver, testKeys, waitFor, type OtlpReceiver, type ReceivedSpan, type TestKeys } from '@souk/testing';
import { EchoService } from '../../rpc/test/generated/echo_pb.js';

const TRACE = 'c'.repeat(32);
const FETCH = 'd'.repeat(16);
const TRACEPARENT = `00-${TRACE}-${FETCH}-01`;
const SECRET = 'what somebody wrote';

/** Two services in one process: order answers GraphQL and calls catalog, which asks its database. */
describe('a traced request through two services', () => {
  let receiver: OtlpReceiver;
  let tracing: RunningTracing;
  let database: Database;
  let keys: TestKeys;
  let order: RunningSubgraph;
  let catalog: RunningSubgraph;
  let lines: Record<string, unknown>[];

  const subgraphOf = (name: 'order' | 'catalog', resolvers: Readonly<Record<string, object>>, logger: Logger, rpc: Pick<Parameters<typeof startSubgraph>[0], 'rpc' | 'rpcCallers'> = {}): Promise<RunningSubgraph> =>
    startSubgraph<RequestContext>({ name, schemaPath: fileURLToPath(new URL('fixtures/traced.graphql', `file://${__dirname}/`)), resolvers, context: (request) => request, host: '127.0.0.1', port: 0, keys: keys.keys, logger, database, ...rpc });

  beforeAll(async () => {
    [receiver, keys] = await Promise.all([startOtlpReceiver(), testKeys()]);
    tracing = await startTracing({ url: `${receiver.url}/v1/traces`, encoding: 'json', ratio: 1 }, silentLogger);
    database = await createDatabase({ url: await createTestDatabase({ template: 'empty', migrate: async () => undefined }), name: 'catalog', entities: [], migrations: [], logger: silentLogger });
    const echo = async ({ text }: { readonly text: string }) => {
      const [row] = await database.query<{ text: string }>('SELECT $1::text AS text', [text]);
      await database.queryInBackground('SELECT 2');
      return { text: await database.transaction(async (tx) => (await queryIn<{ text: string }>(tx, 'SELECT upper($1) AS text', [row?.text]))[0]?.text ?? ''), caller: '' };
    };
    catalog = await subgraphOf('catalog', { Query: { echo: () => null, fails: () => null } }, silentLogger, { rpc: (router) => void router.service(EchoService, { echo, echoOnce: echo }), rpcCallers: { [EchoService.typeName]: ['order'] } });
    const client: Client<typeof EchoService> = createRpcClient(EchoService, { url: catalog.url, from: keys.signing.order, audience: 'catalog', logger: silentLogger });
    lines = [];
    const logger = Object.assign(Object.create(silentLogger) as Logger, { child: (fields: Record<string, unknown>) => (lines.push(fields), silentLogger) });
    order = await subgraphOf('order', {
      Query: { echo: async (_parent: unknown, { text }: { readonly text: string }) => (await client.echo({ text })).text, fails: () => { throw new TypeError(SECRET); } },
      Subscription: { count: { subscribe: (_parent: unknown, { to }: { readonly to: number }) => iterate<number>((sink) => {
        for (let value = 1; value <= to; value += 1) sink.push(value);
        sink.end();
        return () => undefined;
      }), resolve: async (value: number) => {
        await client.echo({ text: String(value) });
        return value;
      } } },
    }, logger);
  });
  afterAll(async () => {
    await order?.stop();
    await catalog?.stop();
    await database?.close();
    await tracing?.stop();
    await receiver?.close();
  });
  beforeEach(() => void receiver.spans.splice(0));

  const ask = async (query: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const token = await mintViewerToken(keys.signing.gateway, ANONYMOUS_VIEWER, { ttlSeconds: 60 });
    const response = await fetch(`${order.url}/graphql`, { method: 'POST', body: JSON.stringify({ query }), headers: { 'content-type': 'application/json', 'souk-viewer': token, ...headers } });
    return response.json();
  };
  const spanOf = (name: string): ReceivedSpan => {
    const found = receiver.spans.filter((span) => span.name === name);
    expect(found).toHaveLength(1);
    return found[0] as ReceivedSpan;
  };
  const shape = ({ service, kind, parentSpanId }: ReceivedSpan): readonly unknown[] => [service, kind, parentSpanId];

  it('is one trace: request, call, answer, statements', async () => {
    expect(await ask(`query Echo { echo(text: "${SECRET}") }`, { traceparent: TRACEPARENT })).toEqual({ data: { echo: SECRET.toUpperCase() } });
    await waitFor(() => receiver.spans.length >= 8);
    const request = spanOf('GraphQL request');
    expect(shape(request)).toEqual(['order', 2, FETCH]);
    expect(request.attributes).toEqual({ 'graphql.operation.type': 'query', 'graphql.operation.name': 'Echo', 'http.response.status_code': expect.anything() });
    const [call, answer] = [3, 2].map((kind) => receiver.spans.find((span) => span.name === 'souk.test.v1.EchoService/Echo' && span.kind === kind) as ReceivedSpan) as [ReceivedSpan, ReceivedSpan];
    expect([shape(call), shape(answer)]).toEqual([['order', 3, request.spanId], ['catalog', 2, call.spanId]]);
    const transaction = spanOf('transaction');
    expect(shape(transaction)).toEqual(['catalog', 1, answer.spanId]);
    const statements = receiver.spans.filter(({ attributes }) => attributes['db.system.name'] === 'postgresql');
    expect(statements.map(({ parentSpanId, attributes }) => [attributes['db.query.text'], parentSpanId])).toEqual([
      ['SELECT $1::text AS text', answer.spanId],
      ['START TRANSACTION', transaction.spanId],
      ['SELECT upper($1) AS text', transaction.spanId],
      ['COMMIT', transaction.spanId],
    ]);
    expect(statements.every(({ service, kind, durationMs }) => service === 'catalog' && kind === 3 && durationMs > 0)).toBe(true);
    expect(new Set(receiver.spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    expect(receiver.spans).toHaveLength(8);
    expect(receiver.requests.some(({ body }) => body.includes(SECRET))).toBe(false);
  });

  it('is a trace of its own where nobody began one, and the log has its id', async () => {
    lines.splice(0);
    await ask('{ echo(text: "x") }');
    await waitFor(() => receiver.spans.length >= 8);
    const request = spanOf('GraphQL request');
    expect([request.parentSpanId, lines]).toEqual(['', [{ traceId: request.traceId }]]);
  });

  it('makes no spans where the caller records none', async () => {
    await ask('{ echo(text: "x") }', { traceparent: TRACEPARENT.replace(/01$/, '00') });
    await ask('{ fails }', { traceparent: TRACEPARENT });
    await waitFor(() => receiver.spans.length > 0);
    expect(receiver.spans).toMatchObject([{ name: 'GraphQL request', hasFailed: true, attributes: { 'error.type': 'TypeError' } }]);
  });

  it('has a span for each event of a subscription', async () => {
    const token = await mintViewerToken(keys.signing.gateway, ANONYMOUS_VIEWER, { ttlSeconds: 60 });
    const socket = createClient({ url: `${order.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
    const events: unknown[] = [];
    for await (const { data } of socket.iterate({ query: 'subscription { count(to: 2) }', extensions: { viewerToken: token, traceparent: TRACEPARENT } })) events.push(data);
    await socket.dispose();
    expect(events).toEqual([{ count: 1 }, { count: 2 }]);
    await waitFor(() => receiver.spans.filter(({ name }) => name === 'transaction').length === 2);
    await waitFor(() => receiver.spans.filter(({ name }) => name === 'subscription event').length === 2);
    const pushed = receiver.spans.filter(({ name }) => name === 'subscription event');
    expect(pushed.map(shape)).toEqual([['order', 2, FETCH], ['order', 2, FETCH]]);
    expect(receiver.spans.filter(({ name, kind }) => name.endsWith('/Echo') && kind === 3).map(({ parentSpanId }) => parentSpanId)).toEqual(pushed.map(({ spanId }) => spanId));
  });
});
