import { getNullableType, isInputObjectType, isListType } from 'graphql';
import { type RestEndpoint, type RestVariable } from '../endpoint.js';
import { inputSchema, presentInputSchema, withDefault } from './input-schema.js';
import { described, type JsonSchema, type NamedSchemas } from './json-schema.js';

export interface ApiParameter {
  readonly name: string;
  readonly in: 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
  readonly style?: 'form';
  readonly explode?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** The variables of a query. */
export const queryParameters = ({ variables }: RestEndpoint, descriptions: ReadonlyMap<string, string>, schemas: NamedSchemas): readonly ApiParameter[] =>
  variables.map((variable) => {
    const description = descriptions.get(variable.name);
    return { name: variable.name, in: 'query', required: variable.isRequired, ...(description === undefined ? {} : { description }), ...contentOf(variable, schemas) };
  });

/** A parameter cannot say null: it is left out. */
const contentOf = ({ type, defaultValue }: RestVariable, schemas: NamedSchemas): Pick<ApiParameter, 'schema' | 'content' | 'style' | 'explode'> => {
  const nullable = getNullableType(type);
  const schema = withDefault(isListType(nullable) ? { type: 'array', items: presentInputSchema(getNullableType(nullable.ofType), schemas) } : presentInputSchema(nullable, schemas), defaultValue);
  if (isInputObjectType(nullable)) return { content: { 'application/json': { schema } } };
  return isListType(nullable) ? { schema, style: 'form', explode: true } : { schema };
};

/** The variables of a mutation. */
export const bodySchema = ({ variables }: RestEndpoint, descriptions: ReadonlyMap<string, string>, schemas: NamedSchemas): JsonSchema => {
  const required = variables.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(variables.map(({ name, type, defaultValue }) => [name, withDefault(described(inputSchema(type, schemas), { description: descriptions.get(name) }), defaultValue)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
};

export const IDEMPOTENCY_HEADER: ApiParameter = {
  name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' },
  description: 'What the body\'s `idempotencyKey` says, where the body leaves it out. One of the two is needed.',
};
