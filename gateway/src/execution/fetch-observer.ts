/** Told of what one operation fetches; its methods must be cheap and never throw. */
export interface FetchObserver {
  /** A request to a subgraph is about to leave. Returns what is told of its end; headers that it returns travel with the request (traceparent of a span). */
  fetchStarted(fetch: { readonly subgraph: string; readonly isQuery: boolean; /** Numbers of the plan's fetches that travel together, depth first from 0. */ readonly fetches: readonly number[]; readonly representations: number }): FetchEnded;
}

export interface FetchEnded {
  /** Replaces the `traceparent` of this one request. */
  readonly traceparent?: string;
  ended(outcome: 'ok' | 'errors' | 'unavailable', responseBytes: number): void;
}
