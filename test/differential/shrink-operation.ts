import { Kind, separateOperations, validate, visit, type ASTNode, type DocumentNode, type GraphQLSchema, type SelectionNode, type SelectionSetNode } from 'graphql';
import { type GeneratedOperation } from './operation.js';

/** Smaller operations that are still valid, the boldest cuts first. */
export function* smallerOperations(schema: GraphQLSchema, operation: GeneratedOperation): Generator<GeneratedOperation> {
  if (operation.runs.length > 1) {
    for (const run of operation.runs) yield { ...operation, runs: [run] };
    return;
  }
  for (const smaller of smallerDocuments(operation.document)) {
    const document = tidied(smaller);
    if (document !== undefined && validate(schema, document).length === 0) yield { document, runs: operation.runs.map((run) => ({ ...run, variables: declaredOnly(document, run.variables) })) };
  }
  for (const run of operation.runs) {
    if (run.seed.failuresPerMille > 0) yield { ...operation, runs: [{ ...run, seed: { ...run.seed, failuresPerMille: 0 } }] };
  }
}

/** Every document that lacks one thing: a selection, a fragment's wrapper, a directive, an argument, an alias. */
function* smallerDocuments(document: DocumentNode): Generator<DocumentNode> {
  const fragments = new Map(document.definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [])));
  const cuts: { readonly node: ASTNode; readonly replacement: ASTNode }[] = [];
  const cut = (node: ASTNode, replacement: ASTNode): void => void cuts.push({ node, replacement });
  visit(document, {
    SelectionSet(set) {
      if (set.selections.length > 1) for (const selection of set.selections) cut(set, without(set, selection));
      for (const selection of set.selections) {
        if (selection.kind === Kind.INLINE_FRAGMENT) cut(set, replaced(set, selection, selection.selectionSet.selections));
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : undefined;
        if (fragment !== undefined) cut(set, replaced(set, selection, [{ kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, selectionSet: fragment.selectionSet }]));
      }
    },
    Field(field) {
      if (field.alias !== undefined) cut(field, (({ alias: _alias, ...rest }) => rest)(field));
      for (const argument of field.arguments ?? []) cut(field, { ...field, arguments: field.arguments?.filter((other) => other !== argument) ?? [] });
      if ((field.directives ?? []).length > 0) cut(field, { ...field, directives: [] });
    },
    InlineFragment(fragment) {
      if ((fragment.directives ?? []).length > 0) cut(fragment, { ...fragment, directives: [] });
    },
    FragmentSpread(spread) {
      if ((spread.directives ?? []).length > 0) cut(spread, { ...spread, directives: [] });
    },
  });
  for (const { node, replacement } of cuts) yield visit(document, { enter: (visited) => (visited === node ? replacement : undefined), leave: () => undefined }) as DocumentNode;
}

const without = (set: SelectionSetNode, gone: SelectionNode): SelectionSetNode => ({ ...set, selections: set.selections.filter((selection) => selection !== gone) });

const replaced = (set: SelectionSetNode, gone: SelectionNode, instead: readonly SelectionNode[]): SelectionSetNode => ({ ...set, selections: set.selections.flatMap((selection) => (selection === gone ? instead : [selection])) });

/** Without fragments and variables that nothing uses any more. */
const tidied = (document: DocumentNode): DocumentNode | undefined => {
  const [used] = Object.values(separateOperations(document));
  if (used === undefined) return undefined;
  const variables = new Set<string>();
  visit(used, { VariableDefinition: () => false, Variable: ({ name }) => void variables.add(name.value) });
  return visit(used, { VariableDefinition: ({ variable }) => (variables.has(variable.name.value) ? undefined : null) });
};

const declaredOnly = (document: DocumentNode, variables: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const declared = new Set<string>();
  visit(document, { VariableDefinition: ({ variable }) => void declared.add(variable.name.value) });
  return Object.fromEntries(Object.entries(variables).filter(([name]) => declared.has(name)));
};
