import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Code, ConnectError, createConnectRouter, createContextKey, type ConnectRouter, type Interceptor } from '@connectrpc/connect';
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from '@connectrpc/connect-node';
import { UnauthenticatedError, verifyServiceToken, type KeySet } from '@souk/auth';
import { DomainError, NotFoundError, OperationalError, ValidationError } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { tracedMethods } from './call-spans.js';
import { MAX_MESSAGE_BYTES, RPC_PATH } from './limits.js';

/** Longest deadline that a caller may set, in milliseconds. */
const MAX_DEADLINE_MS = 60_000;

export interface RpcHandlerOptions {
  routes(router: ConnectRouter): void;
  readonly keys: KeySet;
  /** This service's own name: tokens for others are refused. */
  readonly audience: string;
  /** Services that may call, by the service's name in the contract or by `service/Method`; all others get PermissionDenied. */
  readonly callers: Readonly<Record<string, readonly string[]>>;
  readonly logger: Logger;
}

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Which service calls, for a method's implementation: `context.values.get(rpcCaller)`. */
export const rpcCaller = createContextKey('', { description: 'name of the calling service' });

/**
 * A node handler for everything under /rpc (Connect protocol over HTTP/1.1, protobuf or JSON).
 * A caller without a valid service token gets Unauthenticated. What a method throws besides ConnectError is logged and leaves as a code without details.
 */
export const createRpcHandler = ({ routes, keys, audience, callers, logger }: RpcHandlerOptions): NodeHandler => {
  const router = createConnectRouter({
    readMaxBytes: MAX_MESSAGE_BYTES,
    writeMaxBytes: MAX_MESSAGE_BYTES,
    maxTimeoutMs: MAX_DEADLINE_MS,
    acceptCompression: [],
    interceptors: [tracedMethods(audience), translated(logger), admitted(keys, audience, callers)],
  });
  routes(router);
  const methods = new Map(router.handlers.map((method) => [`${RPC_PATH}${method.requestPath}`, method]));
  return (request, response) => {
    const method = methods.get(request.url?.split('?', 1)[0] ?? '');
    if (method === undefined) response.writeHead(404).end();
    // Without a host there is no URL, and connect-node throws: only HTTP/1.0 comes without.
    else if (!URL.canParse(`http://${request.headers.host ?? ''}`)) response.writeHead(400).end();
    else void serve(method, request, response, logger);
  };
};

/** What connect-node's own adapter does, which writes failures to the console, those of callers that have gone included. */
const serve = async (method: ConnectRouter['handlers'][number], request: IncomingMessage, response: ServerResponse, logger: Logger): Promise<void> => {
  try {
    await universalResponseToNodeResponse(await method(universalRequestFromNodeRequest(request, response, undefined, undefined)), response);
  } catch (error) {
    // Nobody waits for the answer any more: its deadline has passed, or it hung up.
    if (response.destroyed) return;
    logger.error({ err: error, method: method.requestPath }, 'an RPC could not be answered');
    response.destroy();
  }
};

const admitted = (keys: KeySet, audience: string, callers: RpcHandlerOptions['callers']): Interceptor => (next) => async (request) => {
  const token = /^Bearer (\S+)$/.exec(request.header.get('authorization') ?? '')?.[1];
  if (token === undefined) throw new UnauthenticatedError('A service token is required.');
  const { service } = await verifyServiceToken(keys, token, { audience });
  const { typeName } = request.service;
  const admittedServices = callers[`${typeName}/${request.method.name}`] ?? callers[typeName] ?? [];
  if (!admittedServices.includes(service)) throw new ConnectError(`${service} may not call ${typeName}/${request.method.name} of ${audience}`, Code.PermissionDenied);
  request.contextValues.set(rpcCaller, service);
  return next(request);
};

const translated = (logger: Logger): Interceptor => (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    const translation = translate(error);
    if (translation.code === Code.Internal || translation.code === Code.Unavailable) {
      logger.error({ err: error, method: `${request.service.typeName}/${request.method.name}` }, 'an RPC method failed');
    }
    throw translation;
  }
};

/** Refusals are data in the responses; those that are thrown all the same keep their message, all else keeps only a code. */
const translate = (error: unknown): ConnectError => {
  if (error instanceof ConnectError) return error;
  if (error instanceof UnauthenticatedError) return new ConnectError(error.message, Code.Unauthenticated);
  if (error instanceof ValidationError) return new ConnectError(error.message, Code.InvalidArgument);
  if (error instanceof NotFoundError) return new ConnectError(error.message, Code.NotFound);
  if (error instanceof DomainError) return new ConnectError(error.message, Code.FailedPrecondition);
  if (error instanceof OperationalError && error.retryable) return new ConnectError('temporarily unavailable', Code.Unavailable);
  return new ConnectError('internal error', Code.Internal);
};
