import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { subscriptionUrl } from '../graphql/subscription-url.js';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

export interface FollowOptions<Data> {
  /** The subscription's operation; its variables take `afterSequence`. */
  readonly document: TypedDocumentNode<Data, never>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The last sequence that the page knows. */
  readonly afterSequence: number;
  readonly sequenceOf: (data: Data) => number;
  readonly onEvent: (data: Data) => void;
  /** Whether events arrive as they happen. */
  readonly onLive: (live: boolean) => void;
  readonly signal: AbortSignal;
}

/**
 * Follows a numbered subscription for as long as the signal allows: after any break it asks again for what
 * came after the last sequence seen, so that nothing is missed or shown twice.
 */
export const follow = async <Data>({ document, variables, afterSequence, sequenceOf, onEvent, onLive, signal }: FollowOptions<Data>): Promise<void> => {
  let last = afterSequence;
  let waitMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    const client = createClient({
      url: subscriptionUrl(),
      retryAttempts: 0,
      keepAlive: 10_000,
      on: { connected: () => onLive(true), closed: () => onLive(false) },
    });
    const stop = (): void => void client.dispose();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const data of events<Data>(client, print(document), { ...variables, afterSequence: last })) {
        waitMs = FIRST_RETRY_MS;
        const sequence = sequenceOf(data);
        if (sequence <= last) continue;
        last = sequence;
        onEvent(data);
      }
    } catch {
      // A broken connection and an error from the server end alike: ask again from where we are.
    }
    signal.removeEventListener('abort', stop);
    await client.dispose();
    onLive(false);
    await pause(waitMs, signal);
    waitMs = Math.min(LONGEST_RETRY_MS, waitMs * 2);
  }
};

async function* events<Data>(client: Client, query: string, variables: Record<string, unknown>): AsyncGenerator<Data> {
  for await (const result of client.iterate<Data>({ query, variables })) {
    if (result.errors || !result.data) throw new Error(result.errors?.[0]?.message ?? 'The subscription gave no data.');
    yield result.data;
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms * (0.5 + Math.random() / 2));
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
