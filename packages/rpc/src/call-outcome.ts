import { Code, ConnectError } from '@connectrpc/connect';
import { type Outcome } from './circuit-breaker.js';

/** Node's codes of a connection that never stood or broke. */
const BROKEN_CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** What a failed call says about the other side; an answer, even a refusal, means that it is there. */
export const outcomeOf = (error: unknown): Outcome => {
  const { code, cause } = ConnectError.from(error);
  if (code === Code.Unavailable || hasBrokenConnection(cause)) return 'unreachable';
  return code === Code.Canceled || code === Code.DeadlineExceeded ? 'unknown' : 'reachable';
};

/** Goes by the codes alone: an error of node's own is no instance of our Error where the code runs in a context of its own. */
const hasBrokenConnection = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null
  && (('code' in cause && typeof cause.code === 'string' && BROKEN_CONNECTION.has(cause.code)) || ('cause' in cause && hasBrokenConnection(cause.cause)));
