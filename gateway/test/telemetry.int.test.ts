import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLogger, startTracing, type Logger, type RunningTracing } from '@souk/telemetry';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from '@souk/testing';
import { FetchRecorder } from '../src/telemetry/fetch-recorder.js';
import { GatewayMetrics } from '../src/telemetry/gateway-metrics.js';
import { ObservedOperation, SLOW_OPERATION_MS, type Ending } from '../src/telemetry/observed-operation.js';
import { beginTrace, endTrace, tracedStep } from '../src/telemetry/request-span.js';

const CLIENT_TRACE = 'a'.repeat(32);
const CLIENT_SPAN = 'b'.repeat(16);
const FETCH = { subgraph: 'order', isQuery: true, fetches: [0, 1], representations: 2 };
const ENDING: Ending = { name: 'OrdersPage', kind: 'query', outcome: 'ok', cost: 3, key: 'hash' };

/** A logger whose lines are kept. */
const recordingLogger = (lines: unknown[], level: string): Logger => {
  const write = (kind: string) => (fields: object, message: string): void => void lines.push([kind, message, fields]);
  return Object.assign(Object.create(silentLogger) as Logger, { warn: write('warn'), debug: write('debug'), isLevelEnabled: (asked: string) => asked === level });
};

describe('an operation seen from outside', () => {
  let metrics: GatewayMetrics;
  beforeEach(() => void (metrics = new GatewayMetrics()));
  const countOf = async (line: string): Promise<boolean> => (await metrics.text()).split('\n').includes(line);

  describe('while nobody traces', () => {
    it('is counted and recorded; its fetches keep the trace of the request', async () => {
      const recorder = new FetchRecorder();
      const trace = beginTrace('HTTP request', `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01`);
      expect(trace).toEqual({ traceId: CLIENT_TRACE, traceparent: `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01` });
      const observed = new ObservedOperation({ metrics, trace, logger: silentLogger, recorder });
      const fetched = observed.fetchStarted(FETCH);
      expect(fetched.traceparent).toBeUndefined();
      fetched.ended('errors', 1_000);
      expect(await tracedStep(trace, 'plan', () => 'planned')).toBe('planned');
      observed.ended(ENDING);
      endTrace(trace, 200);
      expect(recorder.fetches).toMatchObject([{ ...FETCH_RECORD, outcome: 'errors', bytes: 1_000 }]);
      expect(await countOf('souk_gateway_fetches_total{subgraph="order",outcome="errors"} 1')).toBe(true);
      expect(await countOf('souk_gateway_operations_total{operation="OrdersPage",kind="query",outcome="ok"} 1')).toBe(true);
    });

    describe('its line in the log', () => {
      afterEach(() => void jest.useRealTimers());
      it.each([
        ['a slow one warns, whatever the level', SLOW_OPERATION_MS + 1, 'info', [['warn', 'an operation was slow']]],
        ['any one at debug', 5, 'debug', [['debug', 'an operation ended']]],
        ['otherwise there is none', 5, 'info', []],
      ])('%s', (_what, ms, level, expected) => {
        jest.useFakeTimers();
        const lines: (readonly unknown[])[] = [];
        const trace = beginTrace('HTTP request');
        const observed = new ObservedOperation({ metrics, trace, logger: recordingLogger(lines, level) });
        jest.advanceTimersByTime(ms);
        observed.ended(ENDING);
        expect(lines.map(([kind, message]) => [kind, message])).toEqual(expected);
        if (expected.length > 0) expect(lines[0]?.[2]).toEqual({ operation: 'OrdersPage', kind: 'query', outcome: 'ok', cost: 3, key: 'hash', durationMs: ms, traceId: trace.traceId });
      });
    });
  });

  describe('while somebody traces', () => {
    let receiver: OtlpReceiver;
    let tracing: RunningTracing;
    beforeAll(async () => {
      receiver = await startOtlpReceiver();
      tracing = await startTracing({ url: `${receiver.url}/v1/traces`, encoding: 'json', ratio: 1 }, silentLogger);
    });
    afterAll(() => receiver.close());

    it('is a span of the client’s trace, with the steps that were not cached and its fetches below it', async () => {
      const lines: (readonly unknown[])[] = [];
      const trace = beginTrace('HTTP request', `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01`);
      const observed = new ObservedOperation({ metrics, trace, logger: recordingLogger(lines, 'debug') });
      await tracedStep(trace, 'parse', () => undefined);
      await expect(tracedStep(trace, 'plan', () => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
      const [answered, down] = [observed.fetchStarted(FETCH), observed.fetchStarted({ ...FETCH, subgraph: 'catalog' })];
      answered.ended('ok', 10);
      down.ended('unavailable', 0);
      observed.ended({ ...ENDING, outcome: 'errors' });
      endTrace(trace, 200);
      await tracing.stop();

      const spanOf = (name: string): ReceivedSpan => receiver.spans.find((span) => span.name === name) as ReceivedSpan;
      const request = spanOf('query');
      expect(receiver.spans.map(({ name }) => name).sort()).toEqual(['fetch catalog', 'fetch order', 'parse', 'plan', 'query']);
      expect(request).toMatchObject({ service: 'gateway', kind: 2, traceId: CLIENT_TRACE, parentSpanId: CLIENT_SPAN, attributes: { 'graphql.operation.name': 'OrdersPage', 'graphql.operation.type': 'query', 'souk.has_errors': true } });
      for (const name of ['parse', 'plan', 'fetch order', 'fetch catalog']) expect(spanOf(name)).toMatchObject({ service: 'gateway', traceId: CLIENT_TRACE, parentSpanId: request.spanId });
      expect([spanOf('plan').hasFailed, spanOf('fetch catalog').hasFailed, spanOf('fetch order').hasFailed]).toEqual([true, true, false]);
      expect(answered.traceparent).toBe(`00-${CLIENT_TRACE}-${spanOf('fetch order').spanId}-01`);
      expect([trace.traceId, trace.traceparent]).toEqual([CLIENT_TRACE, `00-${CLIENT_TRACE}-${request.spanId}-01`]);
      expect(lines[0]?.[2]).toMatchObject({ traceId: CLIENT_TRACE, spanId: request.spanId });
    });
  });
});

const FETCH_RECORD = { subgraph: 'order', fetches: [0, 1], representations: 2 };
