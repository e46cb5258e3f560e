import { STATUS_CODES } from 'node:http';
import { getNamedType } from 'graphql';
import { type RestEndpoint, type RootField } from '../endpoint.js';
import { PROBLEM_TYPE } from '../problem.js';
import { type JsonSchema } from './json-schema.js';
import { objectTypesOf, outputSchema, presentSchema, variantsSchema, type OutputContext } from './output-schema.js';

const HEADER = {
  etag: { description: 'Of the bytes of the answer; send it back as `If-None-Match`.', schema: { type: 'string' } },
  cacheControl: { description: 'Whether and for whom the answer may be kept.', schema: { type: 'string' } },
  retryAfter: { description: 'Seconds until another try counts.', schema: { type: 'integer' } },
  wwwAuthenticate: { description: 'The scheme that is asked for.', schema: { type: 'string' } },
} as const;

/** What is behind each status that a problem may have. */
const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'Parameters, or members of the body, are wrong or not known: `errors` names each. Or the operation is too expensive.',
  401: 'The access token is not valid, or one is needed.',
  403: 'Something that the operation asks is not for this viewer.',
  404: 'There is none, or this viewer may not know that there is one.',
  406: 'The client takes no JSON.',
  409: 'Somebody else changed it first: read it again.',
  413: 'The body is too large.',
  415: 'The body is not JSON in UTF-8.',
  422: 'The shop says no, for a reason of its own.',
  429: 'Too much was asked in too short a time.',
  500: 'A fault of ours; `traceId` finds it in the logs.',
  502: 'A service answered wrongly.',
  503: 'A service does not answer, or there is too much to do. Try again.',
};
const BODY_STATUSES = [413, 415];
const HEADERS_BY_STATUS: Readonly<Record<number, Readonly<Record<string, unknown>>>> = { 401: { 'WWW-Authenticate': HEADER.wwwAuthenticate }, 429: { 'Retry-After': HEADER.retryAfter }, 503: { 'Retry-After': HEADER.retryAfter } };

export interface ApiResponse {
  readonly $ref?: string;
  readonly description?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** Shared by every path. */
export const problemResponses = (): Readonly<Record<string, ApiResponse>> =>
  Object.fromEntries(Object.keys(PROBLEMS).map(Number).map((status) => [nameOf(status), problemResponse(status, { $ref: '#/components/schemas/Problem' })]));

export const responsesOf = (endpoint: RestEndpoint, context: OutputContext): Readonly<Record<string, ApiResponse>> => {
  const isQuery = endpoint.operation.method === 'GET';
  const refused = refusalsByStatus(endpoint);
  const problems = Object.keys(PROBLEMS).map(Number).filter((status) => !isQuery || !BODY_STATUSES.includes(status)).map((status) => {
    const types = refused.get(status);
    return [status, types === undefined ? { $ref: `#/components/responses/${nameOf(status)}` } : problemResponse(status, withRefusal(endpoint, types, context))];
  });
  return {
    200: {
      description: 'The data of the operation, whole.',
      headers: { ...(isQuery ? { ETag: HEADER.etag } : {}), 'Cache-Control': HEADER.cacheControl },
      content: { 'application/json': { schema: dataSchema(endpoint, context) } },
    },
    ...(isQuery ? { 304: { description: 'The client has that answer already (`If-None-Match`).', headers: { ETag: HEADER.etag, 'Cache-Control': HEADER.cacheControl } } } : {}),
    ...Object.fromEntries(problems),
  };
};

const nameOf = (status: number): string => (STATUS_CODES[status] ?? String(status)).replaceAll(' ', '');

const problemResponse = (status: number, schema: JsonSchema): ApiResponse => ({
  description: PROBLEMS[status] ?? '',
  ...(HEADERS_BY_STATUS[status] === undefined ? {} : { headers: HEADERS_BY_STATUS[status] }),
  content: { [PROBLEM_TYPE]: { schema } },
});

const refusalsByStatus = ({ refusals }: RestEndpoint): ReadonlyMap<number, readonly string[]> => {
  const byStatus = new Map<number, string[]>();
  for (const [type, status] of refusals) byStatus.set(status, [...byStatus.get(status) ?? [], type]);
  return byStatus;
};

const withRefusal = ({ roots: [root] }: RestEndpoint, types: readonly string[], context: OutputContext): JsonSchema => {
  if (root === undefined) return {};
  const refusal = variantsSchema(objectTypesOf(getNamedType(root.type), context).filter(({ name }) => types.includes(name)), root.selected.nodes, context);
  return { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { refusal } }] };
};

const dataSchema = (endpoint: RestEndpoint, context: OutputContext): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(endpoint.roots.map((root) => [root.key, rootSchema(endpoint, root, context)])),
  required: endpoint.roots.filter(({ selected }) => selected.isCertain).map(({ key }) => key),
  additionalProperties: false,
});

/** A refusal and a lack of the one thing that was asked for are problems, so neither is data. */
const rootSchema = ({ missing, refusals }: RestEndpoint, { type, selected: { nodes } }: RootField, context: OutputContext): JsonSchema => {
  if (refusals.size > 0) return variantsSchema(objectTypesOf(getNamedType(type), context).filter(({ name }) => !refusals.has(name)), nodes, context);
  return missing === undefined ? outputSchema(type, nodes, context) : presentSchema(type, nodes, context);
};
