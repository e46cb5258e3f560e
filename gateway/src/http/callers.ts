import { type IncomingMessage } from 'node:http';
import { type RequestHandler } from 'express';
import { UnauthenticatedError, type KeySet } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { type Caller } from '../execution/caller.js';
import { ErrorCode } from '../execution/errors.js';
import { traceOf } from '../execution/trace.js';
import { viewerOfBearer } from '../security/viewer-of-bearer.js';
import { sendError } from './send-error.js';

/** Who asks, per request. */
export class Callers {
  readonly #callers = new WeakMap<IncomingMessage, Caller>();

  constructor(private readonly keys: KeySet, private readonly logger: Logger) {}

  /** Finds out who asks before the body is read; a bad token ends the request with 401. */
  readonly identify: RequestHandler = async (request, response, next) => {
    const trace = traceOf(request.header('traceparent'));
    try {
      const { viewer } = await viewerOfBearer(this.keys, request.header('authorization'));
      this.#callers.set(request, { viewer, trace, logger: this.logger });
    } catch (error) {
      if (!(error instanceof UnauthenticatedError)) throw error;
      response.setHeader('www-authenticate', 'Bearer');
      sendError(response, 401, ErrorCode.unauthenticated, error.message, trace);
      return;
    }
    next();
  };

  of(request: IncomingMessage): Caller {
    const caller = this.#callers.get(request);
    if (caller === undefined) throw new Error('identify() comes before everything that asks who calls.');
    return caller;
  }
}
