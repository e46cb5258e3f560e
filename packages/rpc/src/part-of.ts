import { type CallOptions, type HandlerContext } from '@connectrpc/connect';
import { RPC_DEADLINE_MS } from './limits.js';

/** Options of a call that is made to answer another one: it ends when that one's caller has gone, and takes no longer than that one may, nor than a call of one's own. */
export const partOf = ({ signal, timeoutMs }: Pick<HandlerContext, 'signal' | 'timeoutMs'>): CallOptions =>
  // To a transport 0 is no deadline at all.
  ({ signal, timeoutMs: Math.max(1, Math.min(timeoutMs() ?? RPC_DEADLINE_MS, RPC_DEADLINE_MS)) });
