import { GraphQLError, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { DomainError } from '@souk/kernel';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/**
 * Lets an answer's errors say which field a refusal came from. graphql takes a thrown error with a list named `path` for one of its own that knows
 * its place already; the `path` of a DomainError is a place in the input. Changes the schema in place; default resolvers throw nothing of ours.
 */
export const keepErrorPaths = (schema: GraphQLSchema): void => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve !== undefined) field.resolve = keeping(field.resolve);
      if (field.subscribe !== undefined) field.subscribe = keeping(field.subscribe);
    }
  }
};

/** The error as graphql should see it. */
export const keepPath = (error: unknown): unknown => (error instanceof DomainError ? new GraphQLError(error.message, { originalError: error }) : error);

const keeping = (resolve: Resolver): Resolver => (source, args, context, info) => {
  try {
    const result: unknown = resolve(source, args, context, info);
    return result instanceof Promise ? result.catch(rethrow) : result;
  } catch (error) {
    throw keepPath(error);
  }
};

const rethrow = (error: unknown): never => {
  throw keepPath(error);
};
