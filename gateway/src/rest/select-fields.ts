import { Kind, type FieldNode, type GraphQLObjectType, type GraphQLSchema, type SelectionNode, type SelectionSetNode } from 'graphql';
import { type RestOperation } from './rest-operation.js';

/** What of an object is asked under one name. */
export interface SelectedField {
  readonly name: string;
  /** Whether it is there whatever the variables say (`@skip`, `@include`). */
  isCertain: boolean;
  /** Everywhere that it is asked; their selections add up. */
  readonly nodes: FieldNode[];
}

export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: RestOperation['fragments'];
}

/** The fields of an object of that type by their names in the answer (GraphQL specification, CollectFields), for every value of the variables. */
export const selectFields = (type: GraphQLObjectType, sets: readonly SelectionSetNode[], context: SelectionContext): ReadonlyMap<string, SelectedField> => {
  const fields = new Map<string, SelectedField>();
  for (const { selections } of sets) collect(type, selections, true, context, fields);
  return fields;
};

const collect = (type: GraphQLObjectType, selections: readonly SelectionNode[], isCertain: boolean, context: SelectionContext, fields: Map<string, SelectedField>): void => {
  for (const selection of selections) {
    const certain = isCertain && !isConditional(selection);
    if (selection.kind === Kind.FIELD) add(selection, certain, fields);
    else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : context.fragments[selection.name.value];
      if (fragment !== undefined && applies(fragment.typeCondition?.name.value, type, context.schema)) collect(type, fragment.selectionSet.selections, certain, context, fields);
    }
  }
};

const add = (node: FieldNode, isCertain: boolean, fields: Map<string, SelectedField>): void => {
  const key = node.alias?.value ?? node.name.value;
  const known = fields.get(key);
  if (known === undefined) return void fields.set(key, { name: node.name.value, isCertain, nodes: [node] });
  known.isCertain ||= isCertain;
  known.nodes.push(node);
};

const isConditional = ({ directives = [] }: SelectionNode): boolean => directives.some(({ name }) => name.value === 'skip' || name.value === 'include');

const applies = (condition: string | undefined, type: GraphQLObjectType, schema: GraphQLSchema): boolean => {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return named !== undefined && 'resolveType' in named && schema.isSubType(named, type);
};

export const selectionsOf = (nodes: readonly FieldNode[]): readonly SelectionSetNode[] => nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
