import { buildASTSchema, execute, parse, printSchema, visit, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
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
  const run = async (schema: GraphQLSchema, { query, operationName, variables }: SubjectRequest): Promise<SubjectAnswer> => {
    const result = await execute({ schema, document: parse(query, { noLocation: true }), operationName: operationName ?? null, variableValues: variables, fieldResolver: resolvers.field });
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

