import { retry } from '@souk/kernel';
import { Pool } from 'undici';

/** Connections that are kept open to one subgraph at most; further requests wait for one. */
const MAX_CONNECTIONS = 64;
/** Largest answer of a subgraph that is read, in bytes. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
/** Tries of a query whose connection broke: the process at its other end may have died, and another replica answers the next. */
const QUERY_ATTEMPTS = 3;
const RETRY_BASE_MS = 25;
const RETRY_MAX_MS = 200;
const CONNECTION_BROKE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
/** How long a health check may take, in milliseconds. */
const READY_DEADLINE_MS = 1_500;

export interface SubgraphResponse {
  readonly status: number;
  readonly text: string;
}

/** One subgraph's HTTP side: kept-alive connections, a deadline and a bound on what is read. Sends a query again where its connection broke, a mutation never. */
export class SubgraphClient {
  readonly #pool: Pool;
  readonly #graphqlPath: string;
  readonly #readyPath: string;

  constructor(readonly name: string, baseUrl: string, private readonly deadlineMs: number) {
    const { origin, pathname } = new URL(baseUrl);
    const prefix = pathname.replace(/\/$/, '');
    this.#graphqlPath = `${prefix}/graphql`;
    this.#readyPath = `${prefix}/health/ready`;
    this.#pool = new Pool(origin, { connections: MAX_CONNECTIONS, maxResponseSize: MAX_RESPONSE_BYTES });
  }

  /** Posts a GraphQL request; rejects when the subgraph cannot be reached, answers too late or with too much. `isQuery` says that it may be sent twice. */
  post(body: string, headers: Readonly<Record<string, string>>, isQuery: boolean): Promise<SubgraphResponse> {
    const signal = AbortSignal.timeout(this.deadlineMs);
    const send = async (): Promise<SubgraphResponse> => {
      const response = await this.#pool.request({
        method: 'POST', path: this.#graphqlPath, body, signal,
        headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      });
      return { status: response.statusCode, text: await response.body.text() };
    };
    return isQuery ? retry(send, { attempts: QUERY_ATTEMPTS, baseMs: RETRY_BASE_MS, maxMs: RETRY_MAX_MS, isRetryable: connectionBroke, signal }) : send();
  }

  /** Whether it answers and can do its work, its database included. */
  async isReady(): Promise<boolean> {
    try {
      const response = await this.#pool.request({ method: 'GET', path: this.#readyPath, signal: AbortSignal.timeout(READY_DEADLINE_MS) });
      await response.body.dump();
      return response.statusCode === 200;
    } catch {
      return false;
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

const connectionBroke = (error: unknown): boolean => error instanceof Error && 'code' in error && CONNECTION_BROKE.has(String(error.code));
