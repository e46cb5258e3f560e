import { Kind, TypeInfo, visit, visitWithTypeInfo, getNamedType, isInputObjectType, type GraphQLSchema } from 'graphql';
import { type RestOperation } from '../rest-operation.js';

/** What the SDL says of the arguments and input fields that each variable is given to; where it says nothing, what it says of their type. */
export const variableDescriptions = ({ operation, fragments }: RestOperation, schema: GraphQLSchema): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const typeInfo = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(typeInfo, { Variable: ({ name }, _key, parent) => {
    // A list of ancestors stands for the variables' own definitions: those are no use.
    if (found.has(name.value) || parent === undefined || !('kind' in parent) || parent.kind === Kind.VARIABLE_DEFINITION) return;
    const description = (parent.kind === Kind.OBJECT_FIELD ? fieldDescription(typeInfo, parent.name.value) : typeInfo.getArgument()?.description) ?? typeDescription(typeInfo);
    if (description) found.set(name.value, description);
  } });
  for (const node of [operation, ...Object.values(fragments)]) visit(node, visitor);
  return found;
};

const fieldDescription = (typeInfo: TypeInfo, name: string): string | null | undefined => {
  const parent = typeInfo.getParentInputType();
  const object = parent && getNamedType(parent);
  return isInputObjectType(object) ? object.getFields()[name]?.description : undefined;
};

const typeDescription = (typeInfo: TypeInfo): string | null | undefined => {
  const type = typeInfo.getInputType();
  const named = type && getNamedType(type);
  // GraphQL's own types explain GraphQL.
  return named?.astNode === undefined || named.astNode === null ? undefined : named.description;
};
