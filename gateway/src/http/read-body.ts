import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { type Scope } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { ErrorCode, INTERNAL_MESSAGE } from '../execution/errors.js';
import { traceOf } from '../execution/trace.js';
import { type Callers } from './callers.js';
import { sendError } from './send-error.js';

/** Largest body of a request that may import, in bytes. */
const MAX_IMPORT_BODY_BYTES = 20 * 1024 * 1024;
const IMPORT_SCOPE: Scope = 'import:write';

/** Reads a JSON body, as large as whoever asks may send. */
export const readBody = (callers: Callers, maxBodyBytes: number): RequestHandler => {
  const usual = express.json({ limit: maxBodyBytes });
  const imports = express.json({ limit: Math.max(maxBodyBytes, MAX_IMPORT_BODY_BYTES) });
  return (request, response, next) => (callers.of(request).viewer.scopes.includes(IMPORT_SCOPE) ? imports : usual)(request, response, (error?: unknown) => {
    request.body ??= undefined; // Apollo Server wants the property even where there was no JSON to read.
    next(error);
  });
};

/** Turns what goes wrong outside GraphQL into an answer in GraphQL's shape; what is not the client's fault is logged and masked. */
export const answerFailure = (logger: Logger): ErrorRequestHandler => (error, request, response, next) => {
  if (response.headersSent) return next(error);
  const { status, type } = error as { status?: unknown; type?: unknown };
  const trace = traceOf(request.header('traceparent'));
  if (type === 'entity.too.large') return sendError(response, 413, ErrorCode.payloadTooLarge, `The body is larger than ${String((error as { limit?: unknown }).limit)} bytes.`, trace);
  if (type === 'entity.parse.failed') return sendError(response, 400, ErrorCode.badRequest, 'The body is not valid JSON.', trace);
  if (typeof status === 'number' && status >= 400 && status < 500) return sendError(response, status, ErrorCode.badRequest, 'The request cannot be read.', trace);
  logger.error({ err: error, traceId: trace.traceId }, 'request failed unexpectedly');
  sendError(response, 500, ErrorCode.internal, INTERNAL_MESSAGE, trace);
};
