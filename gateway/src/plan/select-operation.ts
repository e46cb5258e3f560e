import { GraphQLError, Kind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { type CostModel, type OperationCost } from '../limits/cost-model.js';
import { conditionVariablesOf } from './specialise.js';

/** One operation of a document. */
export interface SelectedOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Variables whose values decide what is asked. */
  readonly conditions: readonly string[];
  readonly cost: OperationCost;
}

/** The operation that is meant (GraphQL specification, GetOperation), or why it is not clear which. */
export const selectOperation = ({ definitions }: DocumentNode, operationName: string | undefined, costs: CostModel): SelectedOperation | GraphQLError => {
  const operations: OperationDefinitionNode[] = [];
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    else if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const isNamed = operationName !== undefined && operationName !== '';
  const [operation, ...others] = isNamed ? operations.filter(({ name }) => name?.value === operationName) : operations;
  if (operation === undefined) return unresolved(isNamed ? `Unknown operation named "${operationName}".` : 'Must provide an operation.');
  if (others.length > 0) return unresolved('Must provide operation name if query contains multiple operations.');
  return { operation, fragments, conditions: conditionVariablesOf(operation, fragments), cost: costs.compileCost(operation, fragments) };
};

const unresolved = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
