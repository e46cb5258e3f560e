import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import { GraphQLScalarType, isAbstractType, isEnumType, isObjectType, isScalarType, parse, type GraphQLSchema } from 'graphql';
import { enforceAuthorization } from './authorization.js';
import { isolateEntities } from './entities.js';
import { keepErrorPaths } from './error-paths.js';
import { scalars } from './scalars.js';

type Resolvers = Readonly<Record<string, object | undefined>>;

/**
 * The executable schema of one subgraph: SDL and resolvers, with the shared scalars, guarded entities and authorization.
 * Throws on a resolver that the SDL has no place for, which @apollo/subgraph would drop without a word.
 */
export const buildSchema = async (schemaPath: string | URL, resolvers: Resolvers): Promise<GraphQLSchema> => {
  const typeDefs = parse(await readSdl(schemaPath));
  const everyResolver = { ...scalars, ...resolvers };
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: everyResolver as GraphQLResolverMap<unknown> }]);
  assertAllHavePlaces(schema, everyResolver);
  keepErrorPaths(schema);
  isolateEntities(schema);
  enforceAuthorization(schema);
  return schema;
};

/** Where the file is not beside the source's folder, it is beside the folder that the source was compiled into. */
const readSdl = async (schemaPath: string | URL): Promise<string> => {
  try {
    return await readFile(schemaPath, 'utf8');
  } catch (error) {
    const path = schemaPath instanceof URL ? fileURLToPath(schemaPath) : schemaPath;
    return readFile(join(dirname(path), '..', basename(path)), 'utf8').catch(() => {
      throw error;
    });
  }
};

const assertAllHavePlaces = (schema: GraphQLSchema, resolvers: Resolvers): void => {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    if (fields === undefined || fields instanceof GraphQLScalarType) continue;
    const type = schema.getType(typeName);
    if (type === undefined) throw new Error(`There are resolvers for ${typeName}, which the schema does not have.`);
    if (isScalarType(type) || isEnumType(type) || isAbstractType(type)) continue;
    if (!isObjectType(type)) throw new Error(`There are resolvers for ${typeName}, which is no type that resolves.`);
    const unknown = Object.keys(fields).find((name) => !name.startsWith('__') && type.getFields()[name] === undefined);
    if (unknown !== undefined) throw new Error(`There is a resolver for ${typeName}.${unknown}, which the schema does not have.`);
  }
};
