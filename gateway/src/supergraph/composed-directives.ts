import { DirectiveLocation, GraphQLDirective, GraphQLSchema, isInputType, parseType, typeFromAST, type GraphQLArgument, type GraphQLFieldConfigArgumentMap } from 'graphql';

const EXECUTABLE: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY, DirectiveLocation.MUTATION, DirectiveLocation.SUBSCRIPTION, DirectiveLocation.FIELD, DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT, DirectiveLocation.VARIABLE_DEFINITION,
]);

/** The API schema with the directives that clients may write and subgraphs composed under a link of their own: the API schema of @apollo/federation-internals leaves those out. */
export const withComposedDirectives = (schema: GraphQLSchema, supergraphSchema: GraphQLSchema): GraphQLSchema => {
  const composed = supergraphSchema.getDirectives().filter(({ name, locations }) => !schema.getDirective(name) && locations.some((location) => EXECUTABLE.has(location)));
  const known = composed.flatMap((directive) => executable(directive, schema) ?? []);
  return known.length === 0 ? schema : new GraphQLSchema({ ...schema.toConfig(), directives: [...schema.getDirectives(), ...known] });
};

/** Undefined where an argument is of a type that clients do not see. */
const executable = ({ name, description, locations, isRepeatable, args }: GraphQLDirective, schema: GraphQLSchema): GraphQLDirective | undefined => {
  const known: GraphQLFieldConfigArgumentMap = {};
  for (const argument of args) {
    const type = typeOf(argument, schema);
    if (type === undefined) return undefined;
    known[argument.name] = { description: argument.description, defaultValue: argument.defaultValue, type };
  }
  return new GraphQLDirective({ name, description, isRepeatable, locations: locations.filter((location) => EXECUTABLE.has(location)), args: known });
};

const typeOf = ({ type }: GraphQLArgument, schema: GraphQLSchema) => {
  const found = typeFromAST(schema, parseType(String(type)));
  return isInputType(found) ? found : undefined;
};
