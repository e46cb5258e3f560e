export { createLogger, silentLogger, type Logger } from './logger.js';
export { currentSpan, failSpan, inSpan, isRecorded, startSpan, traced, traceparentOf, type Attributes, type Span, type SpanOptions } from './spans.js';
export { isTracing, startTracing, type RunningTracing, type TracingConfig } from './tracing.js';
export { isLoopback } from './metrics/loopback.js';
export { metricsRoute } from './metrics/metrics-route.js';
export { processMetrics } from './metrics/process-metrics.js';
export { observeReadings, type MetricDefinition, type Reading } from './metrics/observe-readings.js';
