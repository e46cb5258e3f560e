import { randomFillSync } from 'node:crypto';

/** One request's identity across services (W3C Trace Context): what the client sent, or a new one. */
export interface Trace {
  readonly traceId: string;
  readonly traceparent: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const NO_TRACE = '0'.repeat(32);

/** The client's trace where its header is well formed, else a new one: a bad header is never an error (W3C Trace Context §3.2). */
export const traceOf = (header?: string): Trace => {
  const traceId = header === undefined ? undefined : TRACEPARENT.exec(header)?.[1];
  if (header !== undefined && traceId !== undefined && traceId !== NO_TRACE) return { traceId, traceparent: header };
  const fresh = randomHex(16);
  return { traceId: fresh, traceparent: `00-${fresh}-${randomHex(8)}-00` };
};

/** Random bytes are drawn for many traces at once: each draw costs a few microseconds. */
const pool = Buffer.alloc(256 * 24);
let used = pool.length;

const randomHex = (bytes: number): string => {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
};
