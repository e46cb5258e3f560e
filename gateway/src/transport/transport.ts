/** One GraphQL request to one subgraph, ready to be sent. */
export interface FetchRequest {
  /** The whole JSON body. */
  readonly body: string;
  /** Says that it may be sent twice: retried where its connection broke, hedged where it is slow. Never true for a mutation. */
  readonly isQuery: boolean;
  /** Flat list of name, value, … that goes with every fetch of one operation: viewer token, traceparent, forwarded headers. */
  readonly headers: readonly string[];
  /** When the operation that asks must be over, on performance.now()'s clock: a fetch late in a plan has what the earlier ones left. */
  readonly deadlineAtMs: number;
}

export interface FetchResponse {
  readonly status: number;
  readonly text: string;
}

/** Why a fetch brought no answer at all. */
export type UnavailableReason = 'timeout' | 'connection' | 'circuit-open' | 'queue-full' | 'response-too-large';

/** A subgraph gave no answer: its message is for logs, never for clients. */
export class SubgraphUnavailableError extends Error {
  override readonly name = 'SubgraphUnavailableError';

  constructor(readonly subgraph: string, readonly reason: UnavailableReason, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** The way to one subgraph, over HTTP or within this process. Rejects with SubgraphUnavailableError only. */
export interface SubgraphTransport {
  readonly subgraph: string;
  fetch(request: FetchRequest): Promise<FetchResponse>;
  /** Whether it answers and can do its work, its database included. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}
