import { randomBytes } from 'node:crypto';

/** The trace id of a `traceparent` header (W3C Trace Context §3.2), or a new one where there is none. */
export const traceIdOf = (traceparent: unknown): string =>
  (typeof traceparent === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent)?.[1] : undefined) ?? randomBytes(16).toString('hex');
