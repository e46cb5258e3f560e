import { Pool, type Dispatcher } from 'undici';
import { HttpCall } from './http-call.js';
import { type FetchRequest } from './transport.js';
import { type Call, type Reply, type Wire } from './wire.js';

/** Where a subgraph is: one of Souk's own by its base URL (GraphQL at /graphql, health at /health/ready), any other by the URL of its GraphQL. */
export type SubgraphAddress = { readonly baseUrl: string } | { readonly graphqlUrl: string };

/** How long a connection may take to stand, in milliseconds. */
const CONNECT_DEADLINE_MS = 2_000;
/** How long a health check may take, in milliseconds. */
const READY_DEADLINE_MS = 1_500;
const FIXED_HEADERS = ['content-type', 'application/json', 'accept', 'application/json'];
/** What anything that speaks GraphQL answers. */
const SMALLEST_QUERY = '{"query":"{__typename}"}';

/** The way to one subgraph over kept-alive HTTP/1.1 connections. */
export class HttpWire implements Wire {
  readonly isRepeatable = true;
  readonly #pool: Pool;
  readonly #path: string;
  readonly #ready: Dispatcher.DispatchOptions;

  /** Throws TypeError where the address is no URL. */
  constructor(address: SubgraphAddress, { connections, maxResponseBytes }: { readonly connections: number; readonly maxResponseBytes: number }) {
    const url = new URL('baseUrl' in address ? `${address.baseUrl.replace(/\/$/, '')}/graphql` : address.graphqlUrl);
    this.#path = `${url.pathname}${url.search}`;
    this.#ready = 'baseUrl' in address
      ? { method: 'GET', path: this.#path.replace(/graphql$/, 'health/ready') }
      : { method: 'POST', path: this.#path, headers: FIXED_HEADERS, body: SMALLEST_QUERY };
    // One request at a time on a connection: undici sends what was pipelined behind a broken one again by itself.
    // Its own time-outs are off: the transport's deadlines are never longer.
    this.#pool = new Pool(url.origin, { connections, pipelining: 1, maxResponseSize: maxResponseBytes, headersTimeout: 0, bodyTimeout: 0, connectTimeout: CONNECT_DEADLINE_MS });
  }

  send({ body, headers }: FetchRequest, reply: Reply): Call {
    const call = new HttpCall(reply);
    this.#pool.dispatch({ method: 'POST', path: this.#path, headers: FIXED_HEADERS.concat(headers), body }, call);
    return call;
  }

  async isReady(): Promise<boolean> {
    const status = await this.#statusOf(this.#ready);
    // What is no subgraph of ours may refuse the query, and be there all the same.
    return this.#ready.method === 'GET' ? status === 200 : status !== undefined && status < 500;
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #statusOf(options: Dispatcher.DispatchOptions): Promise<number | undefined> {
    return new Promise((resolve) => {
      const end = (status: number | undefined): void => {
        clearTimeout(timer);
        resolve(status);
      };
      const call = new HttpCall({ answered: end, failed: () => end(undefined) });
      const timer = setTimeout(() => {
        call.abort();
        resolve(undefined);
      }, READY_DEADLINE_MS);
      this.#pool.dispatch(options, call);
    });
  }
}

