import { type FetchRequest } from './transport.js';

/**
 * Why one request brought no answer. `broken`: its connection did not stand or ended, and nobody knows whether it was read. `unreachable`: any other failure to get
 * an answer. `unsendable`: it never left, and that was not the subgraph's fault.
 */
export type FailureKind = 'broken' | 'unreachable' | 'too-large' | 'unsendable';

/** Told once how a request went; nothing after it was aborted. */
export interface Reply {
  answered(status: number, text: string): void;
  failed(kind: FailureKind, error: Error): void;
}

/** A request that is under way. */
export interface Call {
  /** Idempotent. One that has not left yet never will. */
  abort(): void;
}

/** How a request reaches a subgraph, once: over a connection, or as a call within this process. */
export interface Wire {
  /** Whether a query may be sent again: there may be another replica behind it. */
  readonly isRepeatable: boolean;
  /** May tell of a failure before it returns. */
  send(request: FetchRequest, reply: Reply): Call;
  isReady(): Promise<boolean>;
  /** Ends what is under way. */
  close(): Promise<void>;
}
