import { HeaderMap, type ApolloServer } from '@apollo/server';
import { OperationTypeNode, execute, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { OperationalError } from '@souk/kernel';
import { currentSpan, isTracing, traced } from '@souk/telemetry';
import { Documents } from './documents.js';
import { MAX_BODY_BYTES, MAX_OPERATION_TOKENS } from './limits.js';
import { logUnexpected, withTraceId } from './operation-errors.js';
import { type InProcessAnswer, type InProcessRequest, type RequestContext, type SubgraphOptions } from './options.js';
import { presentError } from './present-error.js';
import { FAILED, NOT_JSON, TOO_LARGE } from './refusals.js';
import { unstorableText } from './storable-text.js';
import { traceIdOf } from './trace.js';
import { isRefusal, viewerOfToken } from './viewer-of-token.js';

/** GraphQL for callers in the same process. */
export interface GraphqlInProcess {
  handle(request: InProcessRequest): Promise<InProcessAnswer>;
  /** Takes nothing new; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** What a GraphQL client sends. */
interface Body {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/**
 * Answers as /graphql does, text for text, without HTTP. Apollo Server answers whatever it has not found in order once: what is wrong with a request is said in one place.
 * An operation whose text it has answered before goes straight to graphql-js.
 */
export const graphqlInProcess = <Context extends RequestContext>(schema: GraphQLSchema, server: ApolloServer<Context>, { name, context, keys, logger }: SubgraphOptions<Context>): GraphqlInProcess => {
  const documents = new Documents(schema);
  let underWay = 0;
  let isStopping = false;
  let onIdle = (): void => undefined;

  const answer = async ({ body: text, headers, signal }: InProcessRequest): Promise<InProcessAnswer> => {
    const viewer = await viewerOfToken(keys, headerOf(headers, 'souk-viewer'));
    if (isRefusal(viewer)) return viewer;
    if (isLarger(text, MAX_BODY_BYTES)) return TOO_LARGE;
    const body = jsonOf(text);
    if (body === undefined) return NOT_JSON;
    const traceId = (isTracing() ? currentSpan()?.spanContext().traceId : undefined) ?? traceIdOf(headerOf(headers, 'traceparent'));
    const newContext = (): Context => context({ viewer, traceId, logger: logger.child({ traceId }), signal });
    return (isPlain(body) ? await run(body, newContext) : undefined) ?? ask(body, headers, newContext);
  };

  /** Undefined where there is no operation to run, or where it cannot begin. */
  const run = async (body: Body, newContext: () => Context): Promise<InProcessAnswer | undefined> => {
    const { query, operationName, variables } = body;
    const document = documents.known(query);
    const operation = document === undefined ? undefined : getOperationAST(document, operationName);
    if (document === undefined || !operation || operation.operation === OperationTypeNode.SUBSCRIPTION || unstorableText(document, variables) !== undefined) return undefined;
    const operationOf = operation.name?.value ?? null;
    if (isTracing()) currentSpan()?.setAttributes({ 'graphql.operation.type': operation.operation, 'graphql.operation.name': operationOf ?? '' });
    const contextValue = newContext();
    const { data, errors } = await execute({ schema, document, operationName: operationName ?? null, variableValues: variables ?? null, contextValue });
    // Bad variables: nothing has run yet.
    if (data === undefined) return undefined;
    if (errors === undefined) return { status: 200, text: `${JSON.stringify({ data })}\n` };
    logUnexpected(errors, contextValue, operationOf);
    return { status: 200, text: `${JSON.stringify({ errors: errors.map((error) => withTraceId(presentError(error).formatted, contextValue)), data })}\n` };
  };

  const ask = async (body: object, headers: readonly string[], newContext: () => Context): Promise<InProcessAnswer> => {
    const { status = 200, body: answered } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', search: '', headers: headerMapOf(headers), body },
      context: () => Promise.resolve(newContext()),
    });
    if (answered.kind !== 'complete') throw new Error('Expected a whole answer, Apollo Server gave one in parts.');
    if (status === 200 && isPlain(body)) documents.remember(body.query, parse(body.query, { maxTokens: MAX_OPERATION_TOKENS }));
    return { status, text: answered.string };
  };

  const handle = async (request: InProcessRequest): Promise<InProcessAnswer> => {
    if (isStopping) throw new OperationalError('STOPPING', `${name} is stopping and takes nothing new.`, true);
    underWay += 1;
    try {
      if (!isTracing()) return await answer(request);
      return await traced({ service: name, name: 'GraphQL request', kind: 'server', parent: headerOf(request.headers, 'traceparent') ?? null }, () => answer(request));
    } catch (error) {
      logger.error({ err: error }, 'a request failed');
      return FAILED;
    } finally {
      underWay -= 1;
      if (underWay === 0) onIdle();
    }
  };

  const stop = (): Promise<void> => new Promise((resolve) => {
    isStopping = true;
    onIdle = resolve;
    if (underWay === 0) resolve();
  });

  return { handle, stop };
};

/** The value of a header whose name is given in lower case, as is the rest of the list. */
const headerOf = (headers: readonly string[], name: string): string | undefined => {
  for (let index = 0; index < headers.length; index += 2) if (headers[index] === name) return headers[index + 1];
  return undefined;
};

const headerMapOf = (headers: readonly string[]): HeaderMap => {
  const map = new HeaderMap([['content-type', 'application/json']]);
  for (let index = 0; index + 1 < headers.length; index += 2) map.set(String(headers[index]), String(headers[index + 1]));
  return map;
};

/** An object or a list, as express.json wants it; nothing at all counts as an empty object. */
const jsonOf = (text: string): object | undefined => {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Nothing but an operation and its variables; all else is for Apollo Server to refuse or to understand. */
const isPlain = (body: object): body is Body => {
  const { query, operationName, variables, extensions } = body as Readonly<Record<string, unknown>>;
  return typeof query === 'string' && isTextOrNothing(operationName) && isRecordOrNothing(variables) && (extensions === undefined || extensions === null);
};

const isTextOrNothing = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string';
const isRecordOrNothing = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));

/** One character takes at most three bytes of UTF-8: most texts need not be counted. */
const isLarger = (text: string, bytes: number): boolean => text.length > bytes || (text.length * 3 > bytes && Buffer.byteLength(text) > bytes);
