import { getNullableType, isLeafType, isListType, isNonNullType, isObjectType, type FieldNode, type GraphQLField, type GraphQLNamedType, type GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import { selectFields, selectionsOf, type SelectedField, type SelectionContext } from '../select-fields.js';
import { described, orNull, type JsonSchema, type NamedSchemas } from './json-schema.js';
import { leafSchema } from './leaf-schema.js';

export interface OutputContext extends SelectionContext {
  readonly schemas: NamedSchemas;
}

/** What a field answers with, exactly as far as its selections ask. */
export const outputSchema = (type: GraphQLOutputType, nodes: readonly FieldNode[], context: OutputContext): JsonSchema =>
  isNonNullType(type) ? presentSchema(type, nodes, context) : orNull(presentSchema(type, nodes, context));

/** The same where it is not null. */
export const presentSchema = (type: GraphQLOutputType, nodes: readonly FieldNode[], context: OutputContext): JsonSchema => {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return { type: 'array', items: outputSchema(nullable.ofType, nodes, context) };
  if (isLeafType(nullable)) return leafSchema(nullable, context.schemas);
  return variantsSchema(objectTypesOf(nullable, context), nodes, context);
};

export const objectTypesOf = (type: GraphQLNamedType, { schema }: SelectionContext): readonly GraphQLObjectType[] => {
  if (isObjectType(type)) return [type];
  return 'resolveType' in type ? schema.getPossibleTypes(type) : [];
};

/** One of those types; those of which the same is asked are one variant. */
export const variantsSchema = (types: readonly GraphQLObjectType[], nodes: readonly FieldNode[], context: OutputContext): JsonSchema => {
  const groups = new Map<string, GraphQLObjectType[]>();
  for (const type of types) {
    const shape = JSON.stringify(objectSchema([type], nodes, context, ''));
    groups.set(shape, [...groups.get(shape) ?? [], type]);
  }
  const variants = [...groups.values()].map((group) => objectSchema(group, nodes, context, group.map(({ name }) => name).join(' | ')));
  const [only] = variants;
  return variants.length === 1 && only !== undefined ? only : { anyOf: variants };
};

const objectSchema = (types: readonly GraphQLObjectType[], nodes: readonly FieldNode[], context: OutputContext, title: string): JsonSchema => {
  const [type] = types;
  if (type === undefined) return {};
  const selected = [...selectFields(type, selectionsOf(nodes), context)];
  const required = selected.filter(([, { isCertain }]) => isCertain).map(([key]) => key);
  return {
    type: 'object', ...(title === '' ? {} : { title }),
    properties: Object.fromEntries(selected.map(([key, field]) => [key, field.name === '__typename' ? { type: 'string', enum: title === '' ? [] : types.map(({ name }) => name) } : fieldSchema(type, field, context)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
};

const fieldSchema = (type: GraphQLObjectType, { name, nodes }: SelectedField, context: OutputContext): JsonSchema => {
  const field = type.getFields()[name];
  return field === undefined ? {} : described(outputSchema(field.type, nodes, context), { description: descriptionOf(type, field), deprecationReason: field.deprecationReason });
};

/** Said once at the interface, it holds for those that implement it. */
const descriptionOf = (type: GraphQLObjectType, { name, description }: GraphQLField<unknown, unknown>): string | undefined =>
  description ?? type.getInterfaces().map((each) => each.getFields()[name]?.description).find((text) => text != null) ?? undefined;
