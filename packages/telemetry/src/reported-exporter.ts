import { type SpanExporter } from '@opentelemetry/sdk-trace';
import { type Logger } from './logger.js';

/** A receiver that stays away is reported that often, in milliseconds. */
const REPORT_EVERY_MS = 60_000;
/** `ExportResultCode.SUCCESS` of OpenTelemetry's core. */
const SUCCESS = 0;

/** The same exporter; what it could not send is counted and logged, once a minute at most. */
export const reported = (exporter: SpanExporter, logger: Logger): SpanExporter => {
  let lost = 0;
  let silentUntilMs = 0;
  const report = (count: number, error: Error | undefined): void => {
    lost += count;
    const nowMs = performance.now();
    if (nowMs < silentUntilMs) return;
    silentUntilMs = nowMs + REPORT_EVERY_MS;
    logger.warn({ err: error, spans: lost }, 'spans could not be sent: is the OTLP receiver up?');
    lost = 0;
  };
  return {
    export: (spans, done) => exporter.export(spans, (result) => {
      if (result.code !== SUCCESS) report(spans.length, result.error);
      done(result);
    }),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
};
