import { type CallOptions, type HandlerContext } from '@connectrpc/connect';

/** Options of a call that is made to answer another one: it ends when that one's caller has gone, and takes no longer than that one may. */
export const partOf = (context: HandlerContext): CallOptions => {
  const timeoutMs = context.timeoutMs();
  return { signal: context.signal, ...(timeoutMs !== undefined && { timeoutMs }) };
};
