import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type KeySet } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { type Caller } from '../execution/caller.js';
import { type Engine, type OperationRequest } from '../execution/operation.js';
import { type Overload } from '../limits/overload.js';
import { type PersistedOperations } from '../persisted/persisted-operations.js';

/** Answers one operation with server-sent events, and owns the response from there on. A GET may change nothing; the stream ends when the caller's token does. */
type ServeEventStream = (request: IncomingMessage, response: ServerResponse, operation: OperationRequest, caller: Caller, expiresAt?: Date) => Promise<void>;

export interface GraphqlOptions {
  readonly engine: Pick<Engine, 'run'>;
  /** Verifies access tokens. Without it everybody is anonymous. */
  readonly keys?: KeySet;
  /** Largest body, in bytes, of who may not import. */
  readonly maxBodyBytes: number;
  /** Operations in one request; 1 (the default) refuses batches. */
  readonly maxBatchSize?: number;
  readonly corsOrigins: readonly string[];
  /** Headers of the client's that go on to subgraphs. */
  readonly forwardHeaders?: readonly string[];
  /** Proxies in front that append to `X-Forwarded-For`; 0 (the default) believes nobody. */
  readonly trustedProxies?: number;
  /** Where a browser is sent that opens the endpoint itself. */
  readonly explorerPath?: string;
  /** Turns what a client named into a document: by text, by its hash, or by its id. */
  readonly persisted?: Pick<PersistedOperations, 'resolve'>;
  /** Asked before anything else. */
  readonly overload?: Pick<Overload, 'admit' | 'entered' | 'left'>;
  /** Without it, event streams are not acceptable. */
  readonly serveEventStream?: ServeEventStream;
  /** Told the code of each request that never became an operation. */
  onRefused?(code: string): void;
  readonly logger: Logger;
}
