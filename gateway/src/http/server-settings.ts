import { type ServerOptions } from 'node:http';

/** How patient the gateway's server is with clients, in milliseconds, and how long their headers may be, in bytes: who sends a byte now and then holds a connection for 30 s at most. */
export const SERVER_SETTINGS = {
  /** All headers. */
  headersTimeout: 10_000,
  /** The whole request, body included; the answer may take longer. */
  requestTimeout: 30_000,
  /** Between requests. Longer than load balancers keep theirs (60 s), so that none is reused while it is being closed. */
  keepAliveTimeout: 65_000,
  /** How often the times above are looked at. */
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1_024,
} as const satisfies ServerOptions;
