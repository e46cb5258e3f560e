import { type IncomingMessage, type ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { answerText } from '../execution/answer.js';
import { ErrorCode, maskedError } from '../execution/errors.js';
import { type OperationRequest, type RunOptions } from '../execution/operation.js';
import { bodyLimitOf } from './body-limit.js';
import { Callers, type IdentifiedCaller } from './callers.js';
import { Cors } from './cors.js';
import { ALLOWED_METHODS, earlyRefusal } from './early-refusal.js';
import { Exchange } from './exchange.js';
import { type GraphqlOptions } from './graphql-options.js';
import { paramsOfJson, paramsOfSearch, type OperationParams } from './operation-params.js';
import { announcedLength, readJson } from './read-json.js';
import { badRequest, Refusal, tooLarge } from './refusal.js';
import { sendAnswer, sendPersistedError } from './send-answer.js';
import { shed } from './shed.js';

/** GraphQL over HTTP (graphql.github.io/graphql-over-http) on node's own server: GET, HEAD and POST, answers in one piece or in parts. */
export class GraphqlHandler {
  readonly #options: GraphqlOptions;
  readonly #callers: Callers;
  readonly #cors: Cors;
  readonly #maxBatchSize: number;

  /** Throws OperationalError BAD_SETTING where a header must not be forwarded. */
  constructor(options: GraphqlOptions) {
    this.#options = options;
    this.#callers = new Callers({ ...options, forwardHeaders: options.forwardHeaders ?? [], trustedProxies: options.trustedProxies ?? 0 });
    this.#cors = new Cors(options.corsOrigins, this.#callers.forwardHeaders);
    this.#maxBatchSize = options.maxBatchSize ?? 1;
  }

  /** Answers, whatever comes. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    const { maxBodyBytes, explorerPath, serveEventStream } = this.#options;
    const exchange = new Exchange(request, response, this.#cors.headersFor(request.headers.origin), maxBodyBytes, serveEventStream !== undefined);
    if (request.method === 'OPTIONS') return exchange.sendEmpty(204, [...this.#cors.preflightFor(request.headers.origin), 'allow', ALLOWED_METHODS]);
    const search = searchOf(request);
    if (explorerPath !== undefined && exchange.accept.html && exchange.isSafe && search?.has('query') !== true) return exchange.sendEmpty(302, ['vary', 'Accept', 'location', explorerPath]);
    const refusal = shed(this.#options.overload, response) ?? earlyRefusal(exchange);
    if (refusal !== undefined) return this.#refuse(exchange, refusal);
    const caller = this.#callers.identify(request, exchange.trace);
    if (caller instanceof Promise) caller.then((known) => this.#read(exchange, search, known), (error: unknown) => this.#fail(exchange, error));
    else this.#read(exchange, search, caller);
  }

  #read(exchange: Exchange, search: URLSearchParams | undefined, caller: IdentifiedCaller | Refusal): void {
    if (caller instanceof Refusal) return this.#refuse(exchange, caller);
    const { request } = exchange;
    const explain = search?.has('explain') === true;
    if (exchange.isSafe) return void this.#runOne(exchange, paramsOfSearch(search ?? new URLSearchParams()), caller, explain);
    const maxBytes = bodyLimitOf(caller.viewer, this.#options.maxBodyBytes);
    if ((announcedLength(request) ?? 0) > maxBytes) return this.#refuse(exchange, tooLarge(maxBytes));
    readJson(request, maxBytes, (body) => {
      if (body instanceof Refusal) this.#refuse(exchange, body);
      else if (Array.isArray(body)) void this.#runBatch(exchange, body, caller, explain);
      else void this.#runOne(exchange, paramsOfJson(body), caller, explain);
    });
  }

  async #runOne(exchange: Exchange, params: OperationParams | Refusal, caller: IdentifiedCaller, explain: boolean): Promise<void> {
    try {
      const operation = await this.#operationOf(params);
      if (operation instanceof Refusal) this.#refuse(exchange, operation);
      else if (operation instanceof GraphQLError) sendPersistedError(exchange, operation);
      else if (exchange.wantsEvents) await this.#stream(exchange, operation, caller);
      else await sendAnswer(exchange, await this.#options.engine.run(operation, caller, runOptionsOf(exchange, explain)));
    } catch (error) {
      this.#fail(exchange, error);
    }
  }

  /** A stream is no request in flight any more: it may last for hours, and has limits of its own. */
  async #stream(exchange: Exchange, operation: OperationRequest, caller: IdentifiedCaller): Promise<void> {
    const { request, response } = exchange;
    const { overload, serveEventStream } = this.#options;
    if (overload !== undefined && response.listeners('close').includes(overload.left)) {
      response.off('close', overload.left);
      overload.left();
    }
    exchange.presetHeaders();
    await serveEventStream?.(request, response, operation, caller, caller.expiresAt);
  }

  /** Runs the operations of a batch side by side; each says for itself what went wrong with it. */
  async #runBatch(exchange: Exchange, bodies: readonly unknown[], caller: IdentifiedCaller, explain: boolean): Promise<void> {
    const refusal = batchRefusal(bodies.length, this.#maxBatchSize);
    if (refusal !== undefined) return this.#refuse(exchange, refusal);
    try {
      const options: RunOptions = { ...runOptionsOf(exchange, explain), acceptsParts: false };
      const answers = await Promise.all(bodies.map(async (body) => {
        const operation = await this.#operationOf(paramsOfJson(body));
        if (operation instanceof Refusal) return { errors: [{ message: operation.message, extensions: { code: operation.code } }] };
        return operation instanceof GraphQLError ? { errors: [operation.toJSON()] } : this.#options.engine.run(operation, caller, options);
      }));
      exchange.send(200, [Buffer.from(`[${answers.map(answerText).join(',')}]`)]);
    } catch (error) {
      this.#fail(exchange, error);
    }
  }

  async #operationOf(params: OperationParams | Refusal): Promise<OperationRequest | Refusal | GraphQLError> {
    if (params instanceof Refusal) return params;
    const query = this.#options.persisted === undefined ? params.query : await this.#options.persisted.resolve(params);
    if (query instanceof GraphQLError) return query;
    if (query === undefined || query === '') return badRequest('There is nothing to run: expected a non-empty `query`.');
    return { query, operationName: params.operationName, variables: params.variables };
  }

  #refuse(exchange: Exchange, refusal: Refusal): void {
    this.#options.onRefused?.(refusal.code);
    exchange.refuse(refusal);
  }

  /** What nobody expected is logged, and masked; an answer that has begun is broken off, so that no client takes it for whole. */
  #fail(exchange: Exchange, error: unknown): void {
    const masked = maskedError(error, { trace: exchange.trace, logger: this.#options.logger });
    if (exchange.response.headersSent) exchange.response.socket?.destroySoon();
    else this.#refuse(exchange, new Refusal(500, ErrorCode.internal, masked.message));
  }
}

const searchOf = ({ url = '' }: IncomingMessage): URLSearchParams | undefined => {
  const start = url.indexOf('?');
  return start < 0 ? undefined : new URLSearchParams(url.slice(start + 1));
};

const batchRefusal = (size: number, maxSize: number): Refusal | undefined => {
  if (maxSize === 1) return badRequest('Batches are not accepted: send one operation per request.');
  if (size > maxSize) return badRequest(`A batch holds at most ${maxSize} operations; this one has ${size}.`);
  return size === 0 ? badRequest('The batch is empty.') : undefined;
};

const runOptionsOf = (exchange: Exchange, explain: boolean): RunOptions => ({
  acceptsParts: exchange.takesParts,
  isReadOnly: exchange.isSafe,
  explain: explain || exchange.request.headers['souk-explain'] === '1',
  showCost: exchange.request.headers['souk-cost'] === '1',
});
