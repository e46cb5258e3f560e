import { type IncomingMessage, type ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { ErrorCode, maskedError } from '../execution/errors.js';
import { bodyLimitOf } from '../http/body-limit.js';
import { Callers, type IdentifiedCaller } from '../http/callers.js';
import { bodyTypeRefusal, mediaTypeOf } from '../http/content-type.js';
import { Cors } from '../http/cors.js';
import { Exchange } from '../http/exchange.js';
import { type GraphqlOptions } from '../http/graphql-options.js';
import { announcedLength, readJson } from '../http/read-json.js';
import { badRequest, Refusal, tooLarge } from '../http/refusal.js';
import { shed } from '../http/shed.js';
import { CONTENT_SECURITY_POLICY } from '../pages/pages.js';
import { guestTokensIn } from '../security/guest-tokens.js';
import { type RestEndpoint } from './endpoint.js';
import { outcomeOf } from './outcome.js';
import { problemOf, problemText, PROBLEM_TYPE, type Problem } from './problem.js';
import { variablesOfBody, variablesOfSearch, type ReadVariables, type Variables } from './read-variables.js';
import { etagOf, isKnown, restApiOf, type DescribedSupergraph, type Representation, type RestApi } from './rest-api.js';
import { type RestOperation } from './rest-operation.js';

/** Where REST is. */
export const REST_PATH = '/rest';

export interface RestOptions extends Pick<GraphqlOptions, 'engine' | 'keys' | 'maxBodyBytes' | 'corsOrigins' | 'forwardHeaders' | 'trustedProxies' | 'persisted' | 'overload' | 'onRefused' | 'logger'> {
  readonly operations: readonly RestOperation[];
  /** The supergraph that answers new requests. */
  served(): DescribedSupergraph;
}

/** Answers may differ by who asks, and of which origin. */
const VARY = ['vary', 'Authorization'];
const PAGE_HEADERS = ['content-security-policy', CONTENT_SECURITY_POLICY, 'referrer-policy', 'no-referrer', 'x-content-type-options', 'nosniff'];
const JSON_UTF8 = 'application/json; charset=utf-8';

/** Named operations over plain HTTP: it reads a request into an operation's variables, has the engine run it as it runs GraphQL, and says in HTTP's words how it went. */
export class RestHandler {
  readonly #options: RestOptions;
  readonly #callers: Callers;
  readonly #cors: Cors;
  #current: RestApi;

  /** Throws OperationalError BAD_SETTING where a header must not be forwarded. */
  constructor(options: RestOptions) {
    this.#options = options;
    this.#callers = new Callers({ ...options, forwardHeaders: options.forwardHeaders ?? [], trustedProxies: options.trustedProxies ?? 0 });
    this.#cors = new Cors(options.corsOrigins, ['idempotency-key', 'if-none-match', ...this.#callers.forwardHeaders]);
    this.#current = restApiOf(options.operations, options.served(), options.logger);
  }

  /** Answers a request below REST_PATH, whatever it is. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    const exchange = new Exchange(request, response, this.#cors.headersFor(request.headers.origin), this.#options.maxBodyBytes, false);
    const [path = '', search = ''] = splitOnce(request.url ?? '', '?');
    const name = path.slice(REST_PATH.length + 1);
    const api = this.#api();
    if (name === '') return this.#show(exchange, api.page);
    if (name === 'openapi.json') return this.#show(exchange, api.document);
    const endpoint = api.endpointAt(name);
    if (endpoint === undefined) return this.#refuse(exchange, problemOf(404, 'NOT_FOUND', `No operation is here; ${REST_PATH}/openapi.json names them all.`));
    const allowed = methodsOf(endpoint);
    if (request.method === 'OPTIONS') return exchange.sendEmpty(204, [...this.#cors.preflightFor(request.headers.origin), 'allow', allowed]);
    const refusal = shed(this.#options.overload, response) ?? earlyRefusal(exchange, endpoint, allowed);
    if (refusal !== undefined) return this.#refuse(exchange, refusal);
    const caller = this.#callers.identify(request, exchange.trace);
    if (caller instanceof Promise) caller.then((known) => this.#read(exchange, endpoint, search, known), (error: unknown) => this.#fail(exchange, error));
    else this.#read(exchange, endpoint, search, caller);
  }

  /** Of the supergraph that is served now: made once for each. */
  #api(): RestApi {
    const served = this.#options.served();
    if (this.#current.id !== served.id) this.#current = restApiOf(this.#options.operations, served, this.#options.logger);
    return this.#current;
  }

  #show(exchange: Exchange, { type, bytes, etag }: Representation): void {
    if (!exchange.isSafe) return this.#refuse(exchange, badRequest('Here is something to read.', 405, ['allow', 'GET, HEAD']));
    const headers = ['etag', etag, 'cache-control', 'no-cache', ...PAGE_HEADERS];
    if (isKnown(etag, exchange.request.headers['if-none-match'])) return sendNotModified(exchange, headers);
    exchange.send(200, [bytes], headers, type);
  }

  #read(exchange: Exchange, endpoint: RestEndpoint, search: string, caller: IdentifiedCaller | Refusal): void {
    if (caller instanceof Refusal) return this.#refuse(exchange, caller);
    const { request } = exchange;
    const given = new URLSearchParams(search);
    if (exchange.isSafe) return void this.#run(exchange, endpoint, variablesOfSearch(endpoint, given), caller);
    if (given.size > 0) return this.#refuse(exchange, badRequest('A mutation takes its variables from the body, and nothing from the query string.'));
    const maxBytes = bodyLimitOf(caller.viewer, this.#options.maxBodyBytes);
    if ((announcedLength(request) ?? 0) > maxBytes) return this.#refuse(exchange, tooLarge(maxBytes));
    readJson(request, maxBytes, (body) => {
      if (body instanceof Refusal) this.#refuse(exchange, body);
      else void this.#run(exchange, endpoint, variablesOfBody(endpoint, body, idempotencyKeyOf(request)), caller);
    });
  }

  async #run(exchange: Exchange, endpoint: RestEndpoint, read: ReadVariables, caller: IdentifiedCaller): Promise<void> {
    try {
      if ('problem' in read) return this.#refuse(exchange, read.problem);
      const { variables } = read;
      const { text, name } = endpoint.operation;
      const { engine, persisted } = this.#options;
      const query = persisted === undefined ? text : await persisted.resolve({ query: text, operationName: name });
      if (query instanceof GraphQLError) return this.#refuse(exchange, problemOf(403, String(query.extensions['code']), query.message));
      const answer = await engine.run({ query, operationName: name, variables }, caller, { acceptsParts: false, isReadOnly: exchange.isSafe });
      const outcome = outcomeOf(endpoint, answer, caller.viewer.userId === undefined);
      if (Buffer.isBuffer(outcome)) sendData(exchange, outcome, cacheControlOf(exchange, endpoint, variables));
      else this.#send(exchange, outcome);
    } catch (error) {
      this.#fail(exchange, error);
    }
  }

  /** For what never became an operation: the engine counts the others. */
  #refuse(exchange: Exchange, refusal: Problem | Refusal): void {
    this.#options.onRefused?.(refusal.code);
    this.#send(exchange, refusal instanceof Refusal ? problemOf(refusal.status, refusal.code, refusal.message, refusal.headers) : refusal);
  }

  #send(exchange: Exchange, problem: Problem): void {
    exchange.sendEarly(problem.status, problemText(problem, exchange.trace.traceId), [...problem.headers, ...VARY, 'cache-control', 'no-store'], PROBLEM_TYPE);
  }

  /** What nobody expected is logged, and masked. */
  #fail(exchange: Exchange, error: unknown): void {
    const masked = maskedError(error, { trace: exchange.trace, logger: this.#options.logger });
    this.#refuse(exchange, new Refusal(500, ErrorCode.internal, masked.message));
  }
}

const methodsOf = ({ operation: { method } }: RestEndpoint): string => (method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS');

/** What is wrong with a request by its head alone. No page of another site can read an answer or send a mutation unasked: tokens travel in a header, and bodies are JSON. */
const earlyRefusal = ({ request, isSafe, accept }: Exchange, { operation }: RestEndpoint, allowed: string): Refusal | undefined => {
  const isRight = operation.method === 'GET' ? isSafe : request.method === 'POST';
  if (!isRight) return badRequest(`This is asked by ${operation.method}, not by ${request.method ?? ''}.`, 405, ['allow', allowed]);
  if (!accept.json) return badRequest('Answers are application/json; \'accept\' does not name it.', 406);
  return isSafe ? undefined : bodyTypeRefusal(request, mediaTypeOf(request.headers['content-type']));
};

const sendData = (exchange: Exchange, data: Buffer, cacheControl: string): void => {
  const headers = [...VARY, 'cache-control', cacheControl];
  if (!exchange.isSafe) return exchange.send(200, [data], headers, JSON_UTF8);
  const etag = etagOf(data);
  if (isKnown(etag, exchange.request.headers['if-none-match'])) return sendNotModified(exchange, [...headers, 'etag', etag]);
  exchange.send(200, [data], [...headers, 'etag', etag], JSON_UTF8);
};

const sendNotModified = (exchange: Exchange, headers: readonly string[]): void => {
  exchange.begin(304, headers);
  exchange.response.end();
};

/** What a token opened is its bearer's alone; a guest token stands in the address, and is not kept with it. Everything else may be kept, and is asked for again with its ETag. */
const cacheControlOf = ({ isSafe, request }: Exchange, { operation: { operation, fragments } }: RestEndpoint, variables: Variables): string => {
  if (!isSafe || guestTokensIn(operation, fragments, variables).length > 0) return 'no-store';
  return request.headers.authorization === undefined ? 'no-cache' : 'private, no-cache';
};

/** As it is, or as a string of structured fields (RFC 8941), which drafts of the header ask for. */
const idempotencyKeyOf = ({ headers }: IncomingMessage): string | undefined => {
  const header = headers['idempotency-key'];
  return typeof header === 'string' ? header.trim().replace(/^"(.*)"$/, '$1') : undefined;
};

const splitOnce = (text: string, separator: string): readonly [string, string] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
};
