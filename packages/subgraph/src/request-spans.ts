import { type ApolloServerPlugin } from '@apollo/server';
import { type RequestHandler, type Response } from 'express';
import { currentSpan, inSpan, isTracing, startSpan, type Span } from '@souk/telemetry';

const SPAN = 'span';

/** Begins the span of each request, part of the fetch that sent it; it ends with the answer. Nothing happens where nobody traces. */
export const beginSpan = (service: string): RequestHandler => (request, response, next) => {
  if (isTracing()) {
    const span = startSpan({ service, name: 'GraphQL request', kind: 'server', parent: request.get('traceparent') ?? null });
    response.locals[SPAN] = span;
    response.once('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode);
      span.end();
    });
  }
  next();
};

/** What the handler does, resolvers and their statements included, is part of the request's span. Comes after the body is read: a stream's events have a context of their own. */
export const withinSpan = (handler: RequestHandler): RequestHandler => (request, response, next) => {
  const span = spanOf(response);
  return span === undefined ? handler(request, response, next) : inSpan(span, () => handler(request, response, next));
};

/** The span of a request; undefined where nobody traces. */
export const spanOf = (response: Response): Span | undefined => response.locals[SPAN] as Span | undefined;

/** Says on the span which operation it is. */
export const namedSpans: ApolloServerPlugin = {
  requestDidStart: () => Promise.resolve({
    didResolveOperation: async ({ operation, operationName }) => {
      currentSpan()?.setAttributes({ 'graphql.operation.type': operation?.operation ?? '', 'graphql.operation.name': operationName ?? '' });
    },
  }),
};
