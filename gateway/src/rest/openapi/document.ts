import { type GraphQLSchema } from 'graphql';
import { type RestEndpoint } from '../endpoint.js';
import { NamedSchemas, type JsonSchema } from './json-schema.js';
import { bodySchema, IDEMPOTENCY_HEADER, queryParameters, type ApiParameter } from './parameters.js';
import { PROBLEM_SCHEMA } from './problem-schema.js';
import { problemResponses, responsesOf, type ApiResponse } from './responses.js';
import { variableDescriptions } from './variable-descriptions.js';

/** OpenAPI 3.1.1 (spec.openapis.org/oas/v3.1.1), as far as it is written here. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Security[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, { readonly get?: ApiOperation; readonly post?: ApiOperation }>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Security = Readonly<Record<string, readonly string[]>>;

export interface ApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Security[];
  readonly parameters: readonly ApiParameter[];
  readonly requestBody?: { readonly required: true; readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Readonly<Record<string, ApiResponse>>;
}

const DESCRIPTION = [
  'Each path is one named operation of the GraphQL API: a query is a GET with its variables as parameters, a mutation a POST with its variables as the members of a JSON object.',
  'A list is the parameter repeated (`state=SHIPPED&state=DELIVERED`), an input object is JSON in the parameter. A parameter that is not known is an error.',
  'The answer is the data of the operation, all of it, or a problem (RFC 9457, `application/problem+json`).',
].join('\n\n');

/** Describes those operations, whose schema that is; `version` says which one it is. */
export const openApiOf = (endpoints: readonly RestEndpoint[], schema: GraphQLSchema, version: string): OpenApiDocument => {
  const schemas = new NamedSchemas();
  schemas.refer('Problem', () => PROBLEM_SCHEMA);
  const paths = Object.fromEntries(endpoints.map((endpoint) => [`/${endpoint.operation.path}`, { [endpoint.operation.method === 'GET' ? 'get' : 'post']: apiOperationOf(endpoint, schema, schemas) }]));
  return {
    openapi: '3.1.1',
    info: { title: 'Souk', version, description: DESCRIPTION },
    servers: [{ url: '/rest' }],
    security: [{}, { bearer: [] }],
    tags: [{ name: 'queries', description: 'Change nothing.' }, { name: 'mutations', description: 'Change something.' }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token.' } }, schemas: schemas.all(), responses: problemResponses() },
  };
};

const apiOperationOf = (endpoint: RestEndpoint, schema: GraphQLSchema, schemas: NamedSchemas): ApiOperation => {
  const { operation, needs, roots, idempotentVariable } = endpoint;
  const descriptions = variableDescriptions(operation, schema);
  const description = [...roots.flatMap(({ description: text }) => text ?? []), ...(needs === undefined ? [] : [`Asks for ${needs}.`])].join('\n\n');
  const isQuery = operation.method === 'GET';
  return {
    operationId: operation.name, tags: [isQuery ? 'queries' : 'mutations'], summary: operation.summary || operation.name,
    ...(description === '' ? {} : { description }),
    ...(needs === undefined ? {} : { security: [{ bearer: [] }] }),
    parameters: isQuery ? queryParameters(endpoint, descriptions, schemas) : idempotentVariable === undefined ? [] : [IDEMPOTENCY_HEADER],
    ...(isQuery ? {} : { requestBody: { required: true, content: { 'application/json': { schema: bodySchema(endpoint, descriptions, schemas) } } } }),
    responses: responsesOf(endpoint, { schema, fragments: operation.fragments, schemas }),
  };
};
