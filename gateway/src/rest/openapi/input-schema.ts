import { isInputObjectType, isLeafType, isListType, isNonNullType, type GraphQLInputObjectType, type GraphQLInputType } from 'graphql';
import { IDEMPOTENCY_FIELD } from '../endpoint.js';
import { described, orNull, type JsonSchema, type NamedSchemas } from './json-schema.js';
import { leafSchema } from './leaf-schema.js';

/** What a variable or an input field takes. */
export const inputSchema = (type: GraphQLInputType, schemas: NamedSchemas): JsonSchema => (isNonNullType(type) ? presentInputSchema(type.ofType, schemas) : orNull(presentInputSchema(type, schemas)));

/** The same where it is not null. */
export const presentInputSchema = (type: GraphQLInputType, schemas: NamedSchemas): JsonSchema => {
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType, schemas) };
  if (isInputObjectType(type)) return schemas.refer(type.name, () => objectSchema(type, schemas));
  return isLeafType(type) ? leafSchema(type, schemas) : {};
};

const objectSchema = (type: GraphQLInputObjectType, schemas: NamedSchemas): JsonSchema => {
  const fields = Object.values(type.getFields());
  // The header may give it instead.
  const required = fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined && field.name !== IDEMPOTENCY_FIELD).map(({ name }) => name);
  return described({
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, withDefault(described(inputSchema(field.type, schemas), field), field.defaultValue)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  }, type);
};

export const withDefault = (schema: JsonSchema, value: unknown): JsonSchema => (value === undefined ? schema : { ...schema, default: value });
