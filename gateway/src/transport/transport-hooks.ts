import { type BreakerState } from './circuit-breaker.js';

/** Why a request was sent: once for each fetch, again because its connection broke, beside one that is slow. */
export type AttemptKind = 'first' | 'retry' | 'hedge';
/** How it ended. `aborted`: the other of two was faster. */
export type AttemptOutcome = 'answered' | 'timeout' | 'connection' | 'response-too-large' | 'aborted';

/** One request to a subgraph that has ended. */
export interface EndedAttempt {
  readonly subgraph: string;
  readonly kind: AttemptKind;
  readonly outcome: AttemptOutcome;
  readonly ms: number;
}

/** Told of every request: for metrics. Its methods must be cheap and never throw. */
export interface TransportHooks {
  attemptEnded(attempt: EndedAttempt): void;
}

/** A transport at this moment; counts are since its start. */
export interface TransportStats {
  readonly breaker: BreakerState;
  readonly inFlight: number;
  readonly queued: number;
  /** Measured quantile of queries, in milliseconds; undefined while little was measured. */
  readonly p95Ms: number | undefined;
  readonly attempts: number;
  readonly retries: number;
  readonly hedges: number;
  /** Hedges whose answer came first. */
  readonly hedgesWon: number;
  /** Times that the circuit opened. */
  readonly opened: number;
}
