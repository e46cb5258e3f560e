import { Agent } from 'node:http';
import { MethodOptions_IdempotencyLevel as Idempotency } from '@bufbuild/protobuf/wkt';
import { type DescService } from '@bufbuild/protobuf';
import { Code, ConnectError, createClient, type Client, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { SERVICE_TOKEN_TTL_SECONDS, mintServiceToken, type SigningKey } from '@souk/auth';
import { retry, systemClock, systemRandom, type Clock, type Random } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import { outcomeOf } from './call-outcome.js';
import { tracedCalls } from './call-spans.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { MAX_MESSAGE_BYTES, RPC_DEADLINE_MS, RPC_PATH } from './limits.js';

/** Tries of an idempotent call, the first included. */
const MAX_ATTEMPTS = 3;
/** Wait before the second try, in milliseconds; doubles after. */
const RETRY_BASE_MS = 20;
const RETRY_MAX_MS = 200;
/** Connections to one service at a time; more calls wait for one. */
const MAX_CONNECTIONS = 64;
/** After that many milliseconds without a byte a spare connection is closed, well before the server would. */
const IDLE_CONNECTION_MS = 30_000;

export interface RpcClientOptions {
  /** The other service's base URL, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /** The caller's own key; signs the service token. */
  readonly from: SigningKey;
  /** Name of the service called. */
  readonly audience: string;
  /** Longest a call may take, its retries included; travels to the other side. RPC_DEADLINE_MS unless told; a call's own `timeoutMs` overrides it. */
  readonly deadlineMs?: number;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
}

/**
 * A typed client over HTTP/1.1 with kept-alive connections (Connect protocol, binary protobuf).
 * Methods whose contract says `idempotency_level` are tried again where the connection failed or the service was unavailable; no other error is, and no other method.
 * Throws ConnectError: Unavailable at once while the circuit is open, DeadlineExceeded after `deadlineMs`.
 */
export const createRpcClient = <Service extends DescService>(service: Service, options: RpcClientOptions): Client<Service> => {
  const { clock = systemClock, random = systemRandom, deadlineMs = RPC_DEADLINE_MS } = options;
  const transport = createConnectTransport({
    baseUrl: `${options.url.replace(/\/$/, '')}${RPC_PATH}`,
    httpVersion: '1.1',
    useBinaryFormat: true,
    defaultTimeoutMs: deadlineMs,
    readMaxBytes: MAX_MESSAGE_BYTES,
    writeMaxBytes: MAX_MESSAGE_BYTES,
    acceptCompression: [],
    nodeOptions: { agent: new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS, timeout: IDLE_CONNECTION_MS }) },
    // In this order: each try passes the breaker anew.
    interceptors: [tracedCalls(options.from.owner, options.audience), authorised(options, clock), retried(random), guarded(options, new CircuitBreaker(clock))],
  });
  return createClient(service, transport);
};

/** Adds a service token, minted once per half of its life. */
const authorised = ({ from, audience }: RpcClientOptions, clock: Clock): Interceptor => {
  let token: Promise<string> | undefined;
  let freshUntilMs = 0;
  return (next) => async (request) => {
    const now = clock.now();
    if (token === undefined || now.getTime() >= freshUntilMs) {
      token = mintServiceToken(from, { audience, now });
      freshUntilMs = now.getTime() + (SERVICE_TOKEN_TTL_SECONDS / 2) * 1_000;
    }
    request.header.set('authorization', `Bearer ${await token}`);
    return next(request);
  };
};

/** Tries idempotent unary calls again, within the deadline that the request's signal keeps. */
const retried = (random: Random): Interceptor => (next) => (request) => {
  if (request.stream || request.method.idempotency === Idempotency.IDEMPOTENCY_UNKNOWN) return next(request);
  return retry(() => next(request), {
    attempts: MAX_ATTEMPTS, baseMs: RETRY_BASE_MS, maxMs: RETRY_MAX_MS, random, signal: request.signal,
    isRetryable: (error) => !wasNeverSent(error) && outcomeOf(error) === 'unreachable',
  });
};

const guarded = ({ audience, logger }: RpcClientOptions, breaker: CircuitBreaker): Interceptor => (next) => async (request) => {
  if (!breaker.admits()) throw new CircuitOpenError(audience);
  try {
    const response = await next(request);
    breaker.report('reachable');
    return response;
  } catch (error) {
    const outcome = outcomeOf(error);
    breaker.report(outcome);
    logger.debug({ err: error, audience, method: request.method.name, outcome }, 'a call to another service failed');
    // A connection that breaks has many codes (Internal for EPIPE): callers meet one.
    throw outcome === 'unreachable' ? new ConnectError(ConnectError.from(error).rawMessage, Code.Unavailable, undefined, undefined, error) : error;
  }
};

/** The service was unreachable a moment ago: nothing was sent. */
class CircuitOpenError extends ConnectError {
  readonly wasNeverSent = true;
  constructor(audience: string) {
    super(`${audience} does not answer; it is asked again within seconds`, Code.Unavailable);
  }
}

/** Not by instanceof: ConnectError makes that true for every ConnectError, whatever the subclass. */
const wasNeverSent = (error: unknown): boolean => typeof error === 'object' && error !== null && 'wasNeverSent' in error;
