export { createLogger, silentLogger, type Logger } from './logger.js';
export { currentSpan, failSpan, inSpan, isRecorded, startSpan, traced, traceparentOf, type Attributes, type Span, type SpanOptions } from './spans.js';
export { isTracing, startTracing, type RunningTracing, type TracingConfig } from './tracing.js';
