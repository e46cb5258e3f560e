import { Kind, getOperationAST, parse, type DocumentNode } from 'graphql';
import { type RequestHandler } from 'express';
import { ErrorCode } from '../execution/errors.js';
import { subscriptionOverHttp } from '../execution/execute-operation.js';
import { validationErrorsOf } from '../plan/document-cache.js';
import { type ServedSupergraph } from '../supergraph/supergraph.js';
import { type Callers } from './callers.js';
import { sendError } from './send-error.js';

/**
 * Refuses subscriptions before Apollo Server sees them: it has no answer to one, and graphql's validation throws on some (`@include` at the root).
 * A document that also holds subscriptions may run its queries, once it was validated safely here.
 */
export const refuseSubscriptions = (callers: Callers, served: () => ServedSupergraph, introspection: boolean): RequestHandler => (request, response, next) => {
  const { query, operationName } = operationOf(request.body ?? request.query);
  if (query === undefined || !query.includes('subscription')) return next();
  const document = parsed(query);
  if (document === undefined || !document.definitions.some((definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'subscription')) return next();
  const { trace } = callers.of(request);
  if (getOperationAST(document, operationName)?.operation === 'subscription') {
    const { message } = subscriptionOverHttp();
    return sendError(response, 400, ErrorCode.subscriptionOverHttp, message, trace);
  }
  const [error] = validationErrorsOf(served().schema, document, introspection);
  return error === undefined ? next() : sendError(response, 400, String(error.extensions['code']), error.message, trace);
};

const operationOf = (source: unknown): { readonly query?: string; readonly operationName?: string } => {
  const { query, operationName } = (source ?? {}) as { query?: unknown; operationName?: unknown };
  return { ...(typeof query === 'string' ? { query } : {}), ...(typeof operationName === 'string' ? { operationName } : {}) };
};

const parsed = (query: string): DocumentNode | undefined => {
  try {
    return parse(query, { noLocation: true });
  } catch {
    return undefined; // Apollo Server says what is wrong with it.
  }
};
