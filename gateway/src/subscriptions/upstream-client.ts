import { createClient, type Client, type FormattedExecutionResult, type Sink, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';

/** How long connecting to a subgraph may take until it has acknowledged, in milliseconds. */
const CONNECT_DEADLINE_MS = 5_000;
/** How often a subgraph is pinged, and how long it may take to answer, in milliseconds: a frozen one is found within both. */
const PING_INTERVAL_MS = 10_000;
const PONG_DEADLINE_MS = 5_000;
/** How long a connection that nobody uses is kept, in milliseconds: the next subscription may be near. */
const IDLE_MS = 1_000;
/** Largest event that is read, in bytes. */
const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/** One lazy graphql-ws connection to a subgraph, shared by all subscriptions that it owns. Never retries by itself: whoever subscribes knows where to go on. */
export class UpstreamClient {
  readonly #client: Client;
  #openedAtMs = 0;
  #isOpen = false;

  /** `headers` go with the handshake, and again as connection_init's payload: subgraphs look in either. */
  constructor(readonly url: string, headers?: Readonly<Record<string, string>>) {
    let pongTimer: NodeJS.Timeout | undefined;
    const client = createClient({
      url, webSocketImpl: socketWith(headers), retryAttempts: 0, lazyCloseTimeout: IDLE_MS, ...(headers === undefined ? {} : { connectionParams: { ...headers } }),
      connectionAckWaitTimeout: CONNECT_DEADLINE_MS, keepAlive: PING_INTERVAL_MS,
      on: {
        connected: () => {
          this.#isOpen = true;
          this.#openedAtMs = Date.now();
        },
        ping: (received) => {
          if (received) return;
          clearTimeout(pongTimer);
          pongTimer = setTimeout(() => client.terminate(), PONG_DEADLINE_MS);
          pongTimer.unref();
        },
        pong: (received) => { if (received) clearTimeout(pongTimer); },
        closed: () => {
          this.#isOpen = false;
          clearTimeout(pongTimer);
        },
      },
    });
    this.#client = client;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** When the present or last connection was acknowledged. */
  get openedAtMs(): number {
    return this.#openedAtMs;
  }

  subscribe(payload: SubscribePayload, sink: Sink<FormattedExecutionResult<Record<string, unknown>, Record<string, unknown>>>): () => void {
    return this.#client.subscribe(payload, sink);
  }

  async close(): Promise<void> {
    try {
      await this.#client.dispose();
    } catch {
      // It was connecting, in vain: nothing is left to close.
    }
  }
}

/** graphql-ws makes its sockets with an address and a protocol only. */
const socketWith = (headers: Readonly<Record<string, string>> = {}) =>
  class SubgraphSocket extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { handshakeTimeout: CONNECT_DEADLINE_MS, maxPayload: MAX_EVENT_BYTES, perMessageDeflate: false, headers });
    }
  };
