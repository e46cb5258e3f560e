import { type GraphQLFormattedError } from 'graphql';
import { type FetchResponse } from '../transport/transport.js';
import { isDataObject, type DataObject, type Path } from './data.js';
import { ErrorCode, INTERNAL_MESSAGE } from './errors.js';
import { clientKeyOf } from '../plan/source-keys.js';
import { type Trace } from './trace.js';

export type SubgraphError = Pick<GraphQLFormattedError, 'message' | 'path' | 'extensions'>;

export interface SubgraphAnswer {
  /** No string of it has anything to escape in JSON. */
  readonly isPlain?: boolean;
  readonly data?: DataObject | null;
  readonly errors?: readonly SubgraphError[];
}

/** What the text says, or undefined where it is no answer to a GraphQL request (GraphQL specification §7.1). A refused viewer token is a fault between services (keys, clocks), nothing that a client could mend. */
export const subgraphAnswerOf = ({ status, text }: FetchResponse): SubgraphAnswer | undefined => {
  if (status === 401 || status === 403) return undefined;
  try {
    const body = JSON.parse(text) as unknown;
    if (typeof body !== 'object' || body === null) return undefined;
    const { data, errors } = body as { data?: unknown; errors?: unknown };
    const hasErrors = Array.isArray(errors) && errors.length > 0;
    if (data === undefined && !hasErrors) return undefined;
    if (typeof data !== 'object' && data !== undefined) return undefined;
    // Characters that have to be escaped are escaped in this text too (RFC 8259 §7).
    const isPlain = !text.includes('\\');
    return { isPlain, ...(data === undefined ? {} : { data: data as DataObject | null }), ...(hasErrors ? { errors: errors.map(subgraphErrorOf) } : {}) };
  } catch {
    return undefined;
  }
};

/** What a subgraph calls an error may be anything. */
const subgraphErrorOf = (error: unknown): SubgraphError => {
  const { message, path, extensions } = isDataObject(error) ? error : {};
  return { message: typeof message === 'string' ? message : INTERNAL_MESSAGE, ...(isPath(path) ? { path } : {}), ...(isDataObject(extensions) ? { extensions } : {}) };
};

const isPath = (path: unknown): path is Path => Array.isArray(path) && path.every((part) => typeof part === 'string' || typeof part === 'number');

/** What a client reads when a subgraph gave no answer. */
export const unavailableError = (subgraph: string): SubgraphError => ({
  message: `The service '${subgraph}' does not answer at the moment. Try again.`,
  extensions: { code: ErrorCode.subgraphUnavailable, serviceName: subgraph },
});

/** The error without anything internal: only a code that the subgraph chose lets its message through. */
export const clientSafe = ({ message, path, extensions }: SubgraphError, { traceId }: Trace): SubgraphError => {
  // `http` is an instruction to the Apollo Server that formats the error: a subgraph's is none for ours.
  const { stacktrace: _stacktrace, exception: _exception, http: _http, ...rest } = extensions ?? {};
  const isDeliberate = typeof rest['code'] === 'string' && rest['code'] !== ErrorCode.internal;
  return {
    message: isDeliberate ? message : INTERNAL_MESSAGE,
    ...(path === undefined ? {} : { path: clientPath(path) }),
    extensions: isDeliberate ? rest : { code: ErrorCode.internal, traceId },
  };
};

/** The planner renames fields that would collide (`name__alias_0`), and so does Souk; clients know the name before. */
export const clientPath = (path: Path): Path => path.map((part) => (typeof part === 'string' ? clientKeyOf(part.replace(/__alias_\d+$/, '')) : part));
