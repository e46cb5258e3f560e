import { type GraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { type GraphQLFormattedError } from 'graphql';
import { type Logger } from '@souk/telemetry';
import { ErrorCode, INTERNAL_MESSAGE } from './errors.js';
import { failurePathsOf, withoutPlannerAliases, type ErrorPath } from './failure-paths.js';
import { type SubgraphClient } from './subgraph-client.js';
import { type Trace } from './trace.js';

/** What every fetch of one execution carries. */
export interface FetchContext {
  readonly viewerToken: string;
  readonly trace: Trace;
  readonly logger: Logger;
}

type FetchResult = Awaited<ReturnType<GraphQLDataSource['process']>>;
type SubgraphError = Pick<GraphQLFormattedError, 'message' | 'path' | 'extensions'>;

interface SubgraphBody {
  readonly data?: FetchResult['data'];
  readonly errors?: readonly SubgraphError[];
}

/** Answers a plan's fetches from one subgraph; a failure becomes errors with the paths that miss, so that the rest of the plan goes on. */
export class SubgraphDataSource implements GraphQLDataSource {
  constructor(private readonly client: SubgraphClient) {}

  async process({ request, context }: GraphQLDataSourceProcessOptions): Promise<FetchResult> {
    const { query = '', operationName, variables = {} } = request;
    const { viewerToken, trace, logger } = context as FetchContext;
    const missing = (): readonly ErrorPath[] => failurePathsOf(query, variables);
    const unavailable = (reason: unknown): FetchResult => {
      logger.warn({ err: reason, subgraph: this.client.name, traceId: trace.traceId }, 'subgraph gave no answer');
      const error = unavailableError(this.client.name);
      return { errors: missing().map((path) => ({ ...error, path })) };
    };
    try {
      const { status, text } = await this.client.post(JSON.stringify({ query, operationName, variables }), { 'souk-viewer': viewerToken, traceparent: trace.traceparent }, !isMutation(query));
      const body = bodyOf(text);
      // A refused viewer token is a fault between services (keys, clocks), nothing that the client could mend.
      if (body === undefined || status === 401 || status === 403) return unavailable(`HTTP ${status}: ${text.slice(0, 500)}`);
      return { ...(body.data === undefined ? {} : { data: body.data }), ...(body.errors === undefined ? {} : { errors: body.errors.map((error) => located(clientSafe(error, trace), missing)) }) };
    } catch (error) {
      return unavailable(error);
    }
  }
}

/** The planner writes each fetch's operation itself, its kind first. */
const isMutation = (query: string): boolean => query.startsWith('mutation');

/** What a client reads when a subgraph gave no answer. */
export const unavailableError = (subgraph: string): SubgraphError => ({
  message: `The service '${subgraph}' does not answer at the moment. Try again.`,
  extensions: { code: ErrorCode.subgraphUnavailable, serviceName: subgraph },
});

/** The error without anything internal: only a code that the subgraph chose lets its message through. */
export const clientSafe = ({ message, path, extensions = {} }: SubgraphError, { traceId }: Trace): SubgraphError => {
  // `http` is an instruction to the Apollo Server that formats the error: a subgraph's is none for ours.
  const { stacktrace: _stacktrace, exception: _exception, http: _http, ...rest } = extensions;
  const isDeliberate = typeof rest['code'] === 'string' && rest['code'] !== ErrorCode.internal;
  return {
    message: isDeliberate ? message : INTERNAL_MESSAGE,
    ...(path === undefined ? {} : { path: withoutPlannerAliases(path) }),
    extensions: isDeliberate ? rest : { code: ErrorCode.internal, traceId },
  };
};

const located = (error: SubgraphError, missing: () => readonly ErrorPath[]): SubgraphError => {
  if (error.path !== undefined) return error;
  const [path] = missing();
  return path === undefined ? error : { ...error, path };
};

const bodyOf = (text: string): SubgraphBody | undefined => {
  try {
    const body = JSON.parse(text) as unknown;
    if (typeof body !== 'object' || body === null) return undefined;
    const { data, errors } = body as { data?: unknown; errors?: unknown };
    const hasData = typeof data === 'object' && data !== undefined;
    const hasErrors = Array.isArray(errors) && errors.length > 0;
    return hasData || hasErrors ? { ...(hasData ? { data: data as NonNullable<FetchResult['data']> } : {}), ...(hasErrors ? { errors: errors as SubgraphError[] } : {}) } : undefined;
  } catch {
    return undefined;
  }
};
