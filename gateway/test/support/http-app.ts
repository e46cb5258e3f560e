import { createServer, type ServerOptions } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { buildSchema, execute, getOperationAST, GraphQLError, parse, validate, type GraphQLFormattedError } from 'graphql';
import { silentLogger } from '@souk/telemetry';
import { createApp, type AppOptions } from '../../src/http/app.js';
import { SERVER_SETTINGS } from '../../src/http/server-settings.js';
import { type Answer, type LaterPart } from '../../src/execution/answer.js';
import { type Caller } from '../../src/execution/caller.js';
import { type OperationRequest } from '../../src/execution/operation.js';

type Run = AppOptions['engine']['run'];

const SCHEMA = buildSchema('type Query { hello: String, echo(text: String): String, fails: String } type Mutation { hello: String } type Subscription { hello: String }');
const ROOT = {
  hello: 'world',
  echo: ({ text }: { text?: string }) => text,
  fails: () => { throw new GraphQLError('No.', { extensions: { code: 'SHOP_CLOSED' } }); },
};

/** A small engine over graphql-js that remembers what it was asked. */
class SmallEngine {
  readonly runs: { readonly request: OperationRequest; readonly caller: Caller; readonly options: Parameters<Run>[2] }[] = [];
  /** Put off until the client has the first part; only for who takes parts. */
  later: (() => AsyncIterable<LaterPart>) | undefined;
  /** What the next runs answer, or fail with, instead of an execution. */
  answer: Answer | Error | undefined;

  readonly run: Run = async (request, caller, options) => {
    this.runs.push({ request, caller, options });
    if (this.answer instanceof Error) throw this.answer;
    if (this.answer !== undefined) return this.answer;
    const answer = await answerOf(request, options.isReadOnly === true);
    return this.later !== undefined && options.acceptsParts ? { ...answer, later: this.later() } : answer;
  };
}

const answerOf = async ({ query, operationName, variables }: OperationRequest, isReadOnly: boolean): Promise<Answer> => {
  try {
    const document = parse(query);
    const invalid = validate(SCHEMA, document);
    if (invalid.length > 0) return { errors: invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
    const kind = getOperationAST(document, operationName)?.operation;
    if (kind === 'subscription') return { errors: [{ message: 'Elsewhere.', extensions: { code: 'SUBSCRIPTION_OVER_HTTP' } }] };
    if (kind === 'mutation' && isReadOnly) return { status: 405, errors: [{ message: 'Not by GET.', extensions: { code: 'BAD_REQUEST' } }] };
    const { data, errors } = await execute({ schema: SCHEMA, document, rootValue: ROOT, variableValues: variables, operationName });
    return { ...(data === undefined ? {} : { data: Buffer.from(JSON.stringify(data)) }), ...(errors === undefined ? {} : { errors: errors.map((error) => coded(error, 'BAD_USER_INPUT')) }) };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
};

const coded = (error: GraphQLError, code: string): GraphQLFormattedError => ({ ...error.toJSON(), extensions: { code, ...error.extensions } });

export interface TestApp {
  readonly url: string;
  readonly port: number;
  readonly engine: SmallEngine;
  isStopping: boolean;
  /** Posts JSON; a string as it is. */
  post(body: unknown, headers?: Record<string, string>): Promise<Reply>;
  get(search: string, headers?: Record<string, string>): Promise<Reply>;
  /** A connection of its own, to say anything over. */
  connect(): Promise<RawClient>;
  stop(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: { readonly data?: unknown; readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[] };
}

/** The gateway's HTTP side alone on a real server. */
export const startTestApp = async (options: Partial<AppOptions> = {}, server: ServerOptions = SERVER_SETTINGS): Promise<TestApp> => {
  const engine = new SmallEngine();
  const state = { isStopping: false };
  const app = createApp({ graphqlPath: '/graphql', engine, maxBodyBytes: 10_000, corsOrigins: [], subgraphs: () => [], supergraphId: () => 'test', isStopping: () => state.isStopping, logger: silentLogger, ...options });
  const listener = createServer(server, app.handle);
  await new Promise<void>((resolve) => { listener.listen(0, '127.0.0.1', resolve); });
  const { port } = listener.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;
  return {
    url, port, engine,
    get isStopping() { return state.isStopping; },
    set isStopping(value) { state.isStopping = value; },
    post: (body, headers) => replyOf(fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })),
    get: (search, headers) => replyOf(fetch(`${url}?${search}`, { headers: { 'apollo-require-preflight': '1', ...headers }, redirect: 'manual' })),
    connect: () => RawClient.to(port),
    stop: () => new Promise((resolve) => { listener.close(() => resolve()); listener.closeAllConnections(); }),
  };
};

const replyOf = async (fetched: Promise<Response>): Promise<Reply> => {
  const response = await fetched;
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) as Reply['body'] : {} };
};

/** Says bytes, hears bytes. */
class RawClient {
  received = '';
  isClosed = false;
  readonly #news = new Set<() => void>();

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (chunk: string) => { this.received += chunk; this.#tell(); });
    socket.on('error', () => undefined).on('close', () => { this.isClosed = true; this.#tell(); });
  }

  static to(port: number): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new RawClient(socket)));
      socket.once('error', reject);
    });
  }

  say(text: string): void {
    this.socket.write(text);
  }

  /** Resolves when that was received, or is closed. Rejects after 5 s. */
  hear(expected: string | RegExp): Promise<string> {
    return this.#until(() => (typeof expected === 'string' ? this.received.includes(expected) : expected.test(this.received)), String(expected));
  }

  closed(): Promise<string> {
    return this.#until(() => this.isClosed, 'the end');
  }

  #until(isMet: () => boolean, what: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => { this.#news.delete(look); reject(new Error(`Waited for ${what}, got: ${this.received}`)); }, 5_000);
      const look = (): void => {
        if (!isMet()) return;
        clearTimeout(late);
        this.#news.delete(look);
        resolve(this.received);
      };
      this.#news.add(look);
      look();
    });
  }

  #tell(): void {
    for (const look of this.#news) look();
  }
}
