import { GraphQLError, isInterfaceType, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { isAllowed, requirementOfType, unauthorized } from './authorization.js';
import { keepPath } from './error-paths.js';
import { MAX_REPRESENTATIONS } from './limits.js';
import { type RequestContext } from './options.js';

interface EntitiesArguments {
  readonly representations: readonly unknown[];
}

/**
 * Makes one bad representation cost its own place in `_entities` and not all of them: @apollo/subgraph fails the whole list when one
 * `__resolveReference` throws at once or one type is unknown. Bounds the list, and refuses entities whose type the viewer may not see.
 */
export const isolateEntities = (schema: GraphQLSchema): void => {
  const field = schema.getQueryType()?.getFields()['_entities'];
  if (field?.resolve === undefined) return;
  const resolveAll = field.resolve as GraphQLFieldResolver<unknown, RequestContext, EntitiesArguments, readonly unknown[]>;
  field.resolve = (source, { representations }: EntitiesArguments, context: RequestContext, info) => {
    if (representations.length > MAX_REPRESENTATIONS) throw badInput(`At most ${MAX_REPRESENTATIONS} representations a call, got ${representations.length}.`);
    return representations.map(async (representation) => {
      const type = typeOf(schema, representation);
      if (!isAllowed(context.viewer, requirementOfType(type))) throw unauthorized(type.name);
      try {
        const [entity] = resolveAll(source, { representations: [representation] }, context, info);
        return await entity;
      } catch (error) {
        throw keepPath(error);
      }
    });
  };
};

const typeOf = (schema: GraphQLSchema, representation: unknown) => {
  const name = typeof representation === 'object' && representation !== null && '__typename' in representation ? representation.__typename : undefined;
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  if (!isObjectType(type) && !isInterfaceType(type)) throw badInput(`A representation names an entity type of this subgraph in __typename, got ${String(JSON.stringify(name)).slice(0, 100)}.`);
  return type;
};

const badInput = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
