import { Kind, parse, type FieldNode, type SelectionNode } from 'graphql';

/** Paths that one failed fetch reports at most; the cause of the others is the same. */
const MAX_FAILURE_PATHS = 100;

export type ErrorPath = readonly (string | number)[];

/**
 * Where the data of a fetch that brought nothing would have been, as a subgraph would say it:
 * a root field's name, or `_entities`, the entity's index and its field.
 */
export const failurePathsOf = (query: string, variables: Readonly<Record<string, unknown>>): readonly ErrorPath[] => {
  const root = rootFieldsOf(query);
  const representations = variables['representations'];
  const entities = root.find(({ name }) => name.value === '_entities');
  if (entities === undefined || !Array.isArray(representations)) return root.map((field) => [responseKeyOf(field)]).slice(0, MAX_FAILURE_PATHS);
  const selections = entities.selectionSet?.selections ?? [];
  const paths: ErrorPath[] = [];
  for (const [index, representation] of representations.entries()) {
    if (paths.length >= MAX_FAILURE_PATHS) break;
    for (const key of keysFor(typenameOf(representation), selections)) paths.push(['_entities', index, key]);
  }
  return paths.slice(0, MAX_FAILURE_PATHS);
};

/** The planner renames fields that would collide (`name__alias_0`); clients know the name before. */
export const withoutPlannerAliases = (path: ErrorPath): ErrorPath => path.map((part) => (typeof part === 'string' ? part.replace(/__alias_\d+$/, '') : part));

const rootFieldsOf = (query: string): readonly FieldNode[] => {
  const [operation] = parse(query, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? fieldsOf(operation.selectionSet.selections) : [];
};

const fieldsOf = (selections: readonly SelectionNode[]): readonly FieldNode[] =>
  selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection] : selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet.selections) : []));

const keysFor = (typename: unknown, selections: readonly SelectionNode[]): ReadonlySet<string> => {
  const ownFragments = selections.filter((selection) => selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition?.name.value === typename);
  const fields = fieldsOf(ownFragments.length === 0 ? selections : ownFragments);
  return new Set(fields.filter(({ name }) => name.value !== '__typename').map(responseKeyOf));
};

const typenameOf = (representation: unknown): unknown => (typeof representation === 'object' && representation !== null ? (representation as { __typename?: unknown }).__typename : undefined);

const responseKeyOf = (field: FieldNode): string => field.alias?.value ?? field.name.value;
