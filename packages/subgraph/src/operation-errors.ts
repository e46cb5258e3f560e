import { type GraphQLError, type GraphQLFormattedError } from 'graphql';
import { currentSpan, failSpan } from '@souk/telemetry';
import { type RequestContext } from './options.js';
import { presentError } from './present-error.js';

/** What clients are not told goes to the log, and onto the span. */
export const logUnexpected = (errors: readonly GraphQLError[], { logger }: RequestContext, operationName: string | null | undefined): void => {
  for (const error of errors) {
    if (!presentError(error).isUnexpected) continue;
    logger.error({ err: error.originalError ?? error, path: error.path, operationName }, 'an operation failed');
    const span = currentSpan();
    if (span !== undefined) failSpan(span, error.originalError ?? error);
  }
};

/** Who gets an error that says nothing gets the trace id to ask about it. */
export const withTraceId = (error: GraphQLFormattedError, { traceId }: RequestContext): GraphQLFormattedError =>
  error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR' ? { ...error, extensions: { ...error.extensions, traceId } } : error;
