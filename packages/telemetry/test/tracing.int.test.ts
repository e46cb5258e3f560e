import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { currentSpan, failSpan, inSpan, isRecorded, isTracing, silentLogger, startSpan, startTracing, traced, traceparentOf, type Logger, type RunningTracing } from '@souk/telemetry';
import { startOtlpReceiver, waitFor, type OtlpReceiver } from '@souk/testing';

const CLIENT_TRACE = 'a'.repeat(32);
const CLIENT_SPAN = 'b'.repeat(16);
const SAMPLED = `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01`;

describe('tracing', () => {
  let receiver: OtlpReceiver;
  let tracing: RunningTracing | undefined;
  const start = async ({ ratio = 1, encoding = 'json' }: { readonly ratio?: number; readonly encoding?: 'json' | 'protobuf' } = {}): Promise<void> => {
    tracing = await startTracing({ url: `${receiver.url}/v1/traces`, encoding, headers: { 'api-key': 'secret' }, ratio }, silentLogger);
  };
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
  });
  afterEach(async () => {
    await tracing?.stop();
    await receiver.close();
  });

  it('keeps several services of one process apart, in one trace', async () => {
    await start();
    await traced({ service: 'gateway', name: 'request', kind: 'server', parent: SAMPLED }, async (request) => {
      expect(currentSpan()).toBe(request);
      const fetched = startSpan({ service: 'gateway', name: 'fetch', kind: 'client', attributes: { subgraph: 'order' } });
      await Promise.resolve();
      await traced({ service: 'order', name: 'answer', kind: 'server', parent: traceparentOf(fetched) }, () => traced({ service: 'order', name: 'SELECT', kind: 'internal' }, () => Promise.resolve()));
      fetched.end();
    });
    await tracing?.stop();
    const idOf = (name: string): string | undefined => receiver.spans.find((span) => span.name === name)?.spanId;
    expect(receiver.spans.map(({ service, name, kind, traceId, parentSpanId }) => [service, name, kind, traceId, parentSpanId])).toEqual(expect.arrayContaining([
      ['gateway', 'request', 2, CLIENT_TRACE, CLIENT_SPAN],
      ['gateway', 'fetch', 3, CLIENT_TRACE, idOf('request')],
      ['order', 'answer', 2, CLIENT_TRACE, idOf('fetch')],
      ['order', 'SELECT', 1, CLIENT_TRACE, idOf('answer')],
    ]));
    expect(receiver.spans).toHaveLength(4);
    expect(receiver.requests[0]).toMatchObject({ path: '/v1/traces', headers: { 'content-type': 'application/json', 'api-key': 'secret' } });
  });

  it('sends protobuf where it is told to', async () => {
    await start({ encoding: 'protobuf' });
    startSpan({ service: 'catalog', name: 'a span in protobuf', kind: 'internal', parent: null }).end();
    await tracing?.stop();
    expect(receiver.requests).toMatchObject([{ headers: { 'content-type': 'application/x-protobuf' } }]);
    for (const text of ['catalog', 'a span in protobuf']) expect(receiver.requests[0]?.body.includes(text)).toBe(true);
  });

  it('sends without being stopped, within seconds', async () => {
    await start();
    startSpan({ service: 'catalog', name: 'one', kind: 'internal', parent: null }).end();
    await waitFor(() => receiver.spans.length === 1);
  });

  it.each([
    ['a new trace, none of which is recorded', 0, undefined, 0],
    ['a new trace, all of which are recorded', 1, undefined, 1],
    ['what the caller records, whatever is recorded here', 0, SAMPLED, 1],
    ['what the caller does not record', 1, SAMPLED.replace(/01$/, '00'), 0],
    ['a malformed header, as none', 1, 'nonsense', 1],
    ['a header of zeros, as none', 1, `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`, 1],
  ])('samples %s', async (_what, ratio, parent, recorded) => {
    await start({ ratio });
    const span = startSpan({ service: 'catalog', name: 'one', kind: 'server', parent: parent ?? null });
    expect(traceparentOf(span)).toMatch(recorded === 1 ? /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/ : /-00$/);
    if (parent?.includes(CLIENT_TRACE) === true) expect(traceparentOf(span)).toContain(CLIENT_TRACE);
    expect(inSpan(span, isRecorded)).toBe(recorded === 1);
    span.end();
    expect(inSpan(span, isRecorded)).toBe(false);
    await tracing?.stop();
    expect(receiver.spans).toHaveLength(recorded);
  });

  it('says that something failed, and never what was written', async () => {
    await start();
    const failure = Object.assign(new Error('no such customer: ada@example.com'), { code: '23505' });
    await expect(traced({ service: 'user', name: 'register', kind: 'internal' }, () => Promise.reject(failure))).rejects.toBe(failure);
    const span = startSpan({ service: 'user', name: 'other', kind: 'internal' });
    failSpan(span, new TypeError('ada@example.com'));
    span.end();
    await tracing?.stop();
    expect(receiver.spans.map(({ hasFailed, attributes }) => [hasFailed, attributes['error.type']])).toEqual([[true, '23505'], [true, 'TypeError']]);
    expect(receiver.requests[0]?.body.toString()).not.toContain('ada@example.com');
  });

  it('costs nothing and makes nothing while it is off', async () => {
    expect([isTracing(), currentSpan(), isRecorded()]).toEqual([false, undefined, false]);
    const span = startSpan({ service: 'user', name: 'none', kind: 'internal' });
    expect([span.isRecording(), inSpan(span, () => 7), await traced({ service: 'user', name: 'none', kind: 'internal' }, () => Promise.resolve(8))]).toEqual([false, 7, 8]);
    await start();
    await tracing?.stop();
    await tracing?.stop();
    expect([isTracing(), receiver.requests]).toEqual([false, []]);
  });

  it('runs once in a process', async () => {
    await start();
    await expect(startTracing({ url: receiver.url, encoding: 'json', ratio: 1 }, silentLogger)).rejects.toThrow('traces already');
  });

  it('a receiver that is away costs one line in the log, and stops nobody', async () => {
    const lines: string[] = [];
    const logger = Object.assign(Object.create(silentLogger) as Logger, { warn: (_fields: object, message: string) => void lines.push(message) });
    const away = await startTracing({ url: 'http://127.0.0.1:9/v1/traces', encoding: 'json', ratio: 1 }, logger);
    for (let count = 0; count < 3; count += 1) startSpan({ service: 'user', name: 'lost', kind: 'internal', parent: null }).end();
    const startedMs = performance.now();
    await away.stop();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    await waitFor(() => lines.length > 0, { timeoutMs: 10_000 });
    expect(lines).toEqual(['spans could not be sent: is the OTLP receiver up?']);
  });
});
