import { isEnumType, type GraphQLEnumType, type GraphQLLeafType } from 'graphql';
import { described, type JsonSchema, type NamedSchemas } from './json-schema.js';

const BUILT_IN: Readonly<Record<string, JsonSchema>> = {
  Int: { type: 'integer', format: 'int32' },
  Float: { type: 'number', format: 'double' },
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  ID: { type: 'string' },
};

/** What is written of the scalars that Souk's schemas share (packages/subgraph/src/scalars.ts); of any other nothing is known but its description. */
const SHARED: Readonly<Record<string, JsonSchema>> = {
  BigInt: { type: 'integer', format: 'int64', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  DateTime: { type: 'string', format: 'date-time' },
  Decimal: { type: 'string', pattern: '^-?\\d{1,30}(\\.\\d{1,30})?$' },
  CountryCode: { type: 'string', pattern: '^[A-Z]{2}$' },
  Locale: { type: 'string' },
  URL: { type: 'string', format: 'uri-reference' },
};

/** A value without fields, never null. */
export const leafSchema = (type: GraphQLLeafType, schemas: NamedSchemas): JsonSchema => {
  if (isEnumType(type)) return schemas.refer(type.name, () => enumSchema(type));
  return BUILT_IN[type.name] ?? schemas.refer(type.name, () => described(SHARED[type.name] ?? {}, type));
};

const enumSchema = (type: GraphQLEnumType): JsonSchema => {
  const values = type.getValues();
  const lines = values.flatMap(({ name, description }) => (description ? [`- \`${name}\`: ${description}`] : []));
  return described({ type: 'string', enum: values.map(({ name }) => name) }, { description: [type.description ?? '', lines.join('\n')].filter((text) => text !== '').join('\n\n') });
};
