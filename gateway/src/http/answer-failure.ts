import { type ErrorRequestHandler } from 'express';
import { type Logger } from '@souk/telemetry';
import { ErrorCode, INTERNAL_MESSAGE } from '../execution/errors.js';
import { traceOf } from '../execution/trace.js';
import { sendError } from './send-error.js';

/** Turns what goes wrong outside GraphQL into an answer in GraphQL's shape; what is not the client's fault is logged and masked. */
export const answerFailure = (logger: Logger): ErrorRequestHandler => (error, request, response, next) => {
  if (response.headersSent) return next(error);
  const { status } = error as { status?: unknown };
  const trace = traceOf(request.header('traceparent'));
  if (typeof status === 'number' && status >= 400 && status < 500) return sendError(response, status, ErrorCode.badRequest, 'The request cannot be read.', trace);
  logger.error({ err: error, traceId: trace.traceId }, 'request failed unexpectedly');
  sendError(response, 500, ErrorCode.internal, INTERNAL_MESSAGE, trace);
};
