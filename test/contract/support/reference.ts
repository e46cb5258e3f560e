import { buildASTSchema, execute, getNamedType, isAbstractType, isEnumType, isListType, isNonNullType, parse, printSchema, visit, type GraphQLFieldResolver, type GraphQLFormattedError, type GraphQLOutputType, type GraphQLSchema } from 'graphql';
import { isDataObject } from '../../../gateway/src/execution/data.js';
import { type Federation } from './federation.js';
import { type Resolvers } from './resolvers.js';
import { type SubjectAnswer, type SubjectRequest } from './subject.js';

/** What the answer must be, and every error that the fields of the operation can raise. */
export interface Reference {
  readonly answer: SubjectAnswer;
  /** One for each failing field and list item, those in places included that are gone because another error's null climbed over them. */
  readonly possibleErrors: readonly GraphQLFormattedError[];
}

/** graphql-js on one schema: what clients see of the federation, over the same resolvers. */
export const referenceOf = (federation: Federation, resolvers: Resolvers): ((request: SubjectRequest) => Promise<Reference>) => {
  const nullable = withoutNonNull(federation.schema);
  const fieldResolver = withoutHiddenValues(federation, resolvers.field);
  const run = async (schema: GraphQLSchema, { query, operationName, variables }: SubjectRequest): Promise<SubjectAnswer> => {
    const result = await execute({ schema, document: parse(query, { noLocation: true }), operationName: operationName ?? null, variableValues: variables, fieldResolver });
    return JSON.parse(JSON.stringify(result)) as SubjectAnswer;
  };
  return async (request) => {
    const answer = await run(federation.schema, request);
    return { answer, possibleErrors: answer.errors === undefined ? [] : (await run(nullable, request)).errors ?? [] };
  };
};

/** The same schema where every output may be null, so that no error hides another. */
const withoutNonNull = (schema: GraphQLSchema): GraphQLSchema =>
  buildASTSchema(visit(parse(printSchema(schema), { noLocation: true }), {
    FieldDefinition: { leave: (field) => ({ ...field, type: visit(field.type, { NonNullType: { leave: ({ type }) => type } }) }) },
  }), { assumeValidSDL: true });

/** A value of an enum or an object of a type that is `@inaccessible` is null for clients, and an error only where null may not stand: no subgraph did anything wrong. */
const withoutHiddenValues = ({ schema, supergraphSchema }: Federation, resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> => (source, args, context, info) => {
  const value: unknown = resolve(source, args, context, info);
  const parent = schema.getType(info.parentType.name);
  const type = parent && 'getFields' in parent ? parent.getFields()[info.fieldName]?.type : undefined;
  const hidden = type === undefined || !mayBeNull(type as GraphQLOutputType) ? [] : hiddenNamesOf(getNamedType(type).name, schema, supergraphSchema);
  if (hidden.length === 0) return value;
  const masked = (item: unknown): unknown => {
    if (item instanceof Promise) return item.then(masked);
    if (Array.isArray(item)) return item.map(masked);
    const name: unknown = isDataObject(item) ? item['__typename'] : item;
    return hidden.some((other) => other === name) ? null : item;
  };
  return masked(value);
};

/** Values of an enum, or types of an interface or union, that clients may not see. */
const hiddenNamesOf = (name: string, schema: GraphQLSchema, supergraphSchema: GraphQLSchema): readonly string[] => {
  const whole = supergraphSchema.getType(name);
  const shown = schema.getType(name);
  if (isEnumType(whole) && isEnumType(shown)) return whole.getValues().flatMap((value) => (shown.getValue(value.name) ? [] : [value.name]));
  return isAbstractType(whole) ? supergraphSchema.getPossibleTypes(whole).flatMap((type) => (schema.getType(type.name) ? [] : [type.name])) : [];
};

/** Whether null may stand where the named type stands. */
const mayBeNull = (type: GraphQLOutputType): boolean => {
  const bare = isNonNullType(type) ? type.ofType : type;
  return isListType(bare) ? mayBeNull(bare.ofType as GraphQLOutputType) : !isNonNullType(type);
};
