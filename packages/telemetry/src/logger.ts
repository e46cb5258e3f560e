import { pino, type Logger } from 'pino';
import { currentSpan } from './spans.js';

export type { Logger };

interface LoggerOptions {
  /** Service that writes, in every line. */
  readonly name: string;
  /** pino level; `info` unless told. */
  readonly level?: string;
}

/** Never written: credentials, and what a failed statement carries of people (its parameters, and PostgreSQL's detail, which quotes the row). */
const REDACTED = ['authorization', 'password', 'token', '*.password', '*.token', '*.authorization', 'err.parameters', 'err.driverError', 'err.detail'];

/** A structured JSON logger on standard error, so that standard output stays for what a person asked for. Lines that are written in a span say which (`traceId`, `spanId`). */
export const createLogger = ({ name, level = 'info' }: LoggerOptions): Logger =>
  pino({ name, level, base: { service: name }, redact: REDACTED, mixin: (_fields, _level, logger) => spanFields(logger) }, pino.destination(2));

/** Swallows everything; for tests whose subject is not the log. */
export const silentLogger: Logger = pino({ level: 'silent' });

/** A logger of one request has its trace id already, and JSON with the same name twice is nobody's friend. */
const spanFields = (logger: Logger): { traceId?: string; spanId?: string } => {
  const span = currentSpan()?.spanContext();
  if (span === undefined) return {};
  return 'traceId' in logger.bindings() ? { spanId: span.spanId } : { traceId: span.traceId, spanId: span.spanId };
};
