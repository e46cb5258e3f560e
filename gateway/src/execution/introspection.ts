import { Kind, OperationTypeNode, executeSync, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/** Answers `__schema` and `__type`: JSON texts by response key. */
export type Introspection = (variables: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>;

/** The part of an operation that asks about the schema itself; undefined where it does not. graphql-js answers it, from the API schema. */
export const introspectionOf = (schema: GraphQLSchema, operation: OperationDefinitionNode): Introspection | undefined => {
  const selections = operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type'));
  if (operation.operation !== OperationTypeNode.QUERY || selections.length === 0) return undefined;
  const document = { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }] } as const;
  return (variables) => {
    const { data } = executeSync({ schema, document, variableValues: variables });
    return Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, JSON.stringify(value)]));
  };
};
