import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface Subscription {
  readonly results: FormattedExecutionResult<Record<string, unknown>, Record<string, unknown>>[];
  /** Why it ended: an error message of the protocol, a close, or plainly. */
  ended(): { readonly error?: unknown } | undefined;
  stop(): void;
}

/** A graphql-ws client that never retries, so that tests see what the server does. */
export const socketClient = (url: string, authorization?: string): Client =>
  createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, lazyCloseTimeout: 500, ...(authorization === undefined ? {} : { connectionParams: { authorization } }) });

export const subscribe = (client: Client, query: string, variables?: Record<string, unknown>): Subscription => {
  const results: FormattedExecutionResult<Record<string, unknown>, Record<string, unknown>>[] = [];
  let end: { readonly error?: unknown } | undefined;
  const stop = client.subscribe<Record<string, unknown>, Record<string, unknown>>({ query, ...(variables === undefined ? {} : { variables }) }, {
    next: (result) => { results.push(result); },
    error: (error) => { end = { error }; },
    complete: () => { end ??= {}; },
  });
  return { results, ended: () => end, stop };
};
