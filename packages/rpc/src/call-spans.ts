import { type Interceptor } from '@connectrpc/connect';
import { isTracing, traced, traceparentOf, type Attributes } from '@souk/telemetry';

type Call = Parameters<ReturnType<Interceptor>>[0];

/** A span around each call that this service makes, its retries included; `traceparent` takes it to the other side. */
export const tracedCalls = (service: string, audience: string): Interceptor => (next) => (request) => {
  if (!isTracing()) return next(request);
  return traced({ service, name: nameOf(request), kind: 'client', attributes: { ...attributesOf(request), 'server.address': audience } }, (span) => {
    request.header.set('traceparent', traceparentOf(span));
    return next(request);
  });
};

/** A span around each call that this service answers, part of its caller's. */
export const tracedMethods = (service: string): Interceptor => (next) => (request) => {
  if (!isTracing()) return next(request);
  return traced({ service, name: nameOf(request), kind: 'server', parent: request.header.get('traceparent'), attributes: attributesOf(request) }, () => next(request));
};

const nameOf = ({ service, method }: Call): string => `${service.typeName}/${method.name}`;

const attributesOf = ({ service, method }: Call): Attributes => ({ 'rpc.system': 'connect_rpc', 'rpc.service': service.typeName, 'rpc.method': method.name });
