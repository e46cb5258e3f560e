import {
  GraphQLError, Kind, getNamedType, isAbstractType, isCompositeType, isObjectType,
  type ArgumentNode, type DirectiveNode, type FieldNode, type FragmentDefinitionNode, type GraphQLCompositeType, type GraphQLObjectType, type GraphQLSchema, type InlineFragmentNode, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
} from 'graphql';

/** Selections that an operation may have when its fragments are put in place. */
const MAX_SELECTIONS = 100_000;

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;
type Variables = Readonly<Record<string, unknown>>;

/**
 * The operation as it is for these values of its condition variables: what `@skip` and `@include` leave out is gone, fragments stand in place,
 * and fragments on types that cannot be met where they stand are gone too. What is left has no directives but, where parts are wanted, `@defer`.
 * The official planner is wrong about several nestings of conditions, and throws on fragments that contradict one another: it never sees any.
 * A composite field all of whose selections are left out keeps an empty selection set: its object is there and has nothing in it.
 */
export const specialise = (schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments, variables: Variables, inParts: boolean): OperationDefinitionNode => {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new GraphQLError(`The schema has no ${operation.operation}.`, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
  const selections = new Specialisation(schema, fragments, variables, inParts).of(operation.selectionSet, root, [root]);
  return { ...operation, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections } };
};

/** Variables that decide what an operation asks: their values belong to its plan's key. */
export const conditionVariablesOf = (operation: OperationDefinitionNode, fragments: Fragments): readonly string[] => {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      for (const { name, arguments: given = [] } of selection.directives ?? []) {
        for (const { value } of given) if (DECIDING.has(name.value) && value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet !== undefined) visit(selection.selectionSet);
        continue;
      }
      const fragment = fragments[selection.name.value];
      if (fragment === undefined || seen.has(selection.name.value)) continue;
      seen.add(selection.name.value);
      visit(fragment.selectionSet);
    }
  };
  visit(operation.selectionSet);
  return [...names].sort();
};

const DECIDING: ReadonlySet<string> = new Set(['skip', 'include', 'defer']);

class Specialisation {
  #selections = 0;
  /** Whether what is walked through stands in a deferred fragment. */
  #isPutOff = false;
  #parts = 0;

  constructor(private readonly schema: GraphQLSchema, private readonly fragments: Fragments, private readonly variables: Variables, private readonly inParts: boolean) {}

  /** `possible`: the concrete types that can be met here. */
  of({ selections }: SelectionSetNode, parent: GraphQLCompositeType, possible: readonly GraphQLObjectType[]): readonly SelectionNode[] {
    return selections.flatMap((selection): readonly SelectionNode[] => {
      this.#count();
      if (!this.#isIncluded(selection.directives)) return [];
      if (selection.kind === Kind.FIELD) return [this.#field(selection, parent)];
      return this.#fragment(selection, parent, possible);
    });
  }

  #count(): void {
    this.#selections += 1;
    if (this.#selections > MAX_SELECTIONS) throw new GraphQLError(`The operation has more than ${MAX_SELECTIONS} selections.`, { extensions: { code: 'OPERATION_TOO_COMPLEX' } });
  }

  #field(field: FieldNode, parent: GraphQLCompositeType): FieldNode {
    const bare = { ...field, directives: [] };
    if (field.selectionSet === undefined) return bare;
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    // `__schema` and `__type` are answered by graphql-js, which knows conditions and fragments of types that are not here.
    const selections = isCompositeType(type) ? this.of(field.selectionSet, type, this.#possible(type)) : this.#meta(field.selectionSet);
    return { ...bare, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  }

  #meta({ selections }: SelectionSetNode): readonly SelectionNode[] {
    return selections.flatMap((selection): readonly SelectionNode[] => {
      this.#count();
      if (!this.#isIncluded(selection.directives)) return [];
      if (selection.kind === Kind.FIELD) return [{ ...selection, directives: [], ...(selection.selectionSet === undefined ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections: this.#meta(selection.selectionSet) } }) }];
      const set = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : this.fragments[selection.name.value]?.selectionSet;
      return set === undefined ? [] : this.#meta(set);
    });
  }

  #fragment(selection: Exclude<SelectionNode, FieldNode>, parent: GraphQLCompositeType, possible: readonly GraphQLObjectType[]): readonly SelectionNode[] {
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments[selection.name.value];
    if (fragment === undefined) return [];
    const type = fragment.typeCondition === undefined ? parent : this.schema.getType(fragment.typeCondition.name.value);
    if (!isCompositeType(type)) return [];
    const met = possible.filter((concrete) => concrete === type || (isAbstractType(type) && this.schema.isSubType(type, concrete)));
    // What is put off within what is put off comes with it: the planner mixes up parts within parts.
    const defer = this.#isPutOff ? undefined : this.#deferOf(selection.directives);
    const wasPutOff = this.#isPutOff;
    this.#isPutOff ||= defer !== undefined;
    const selections = met.length === 0 ? [] : this.of(fragment.selectionSet, type, met);
    this.#isPutOff = wasPutOff;
    if (selections.length === 0) return [];
    // A part of nothing but type names is no work to put off, and the planner loses it.
    const directives = defer === undefined || asksOnlyTypenames(selections) ? [] : [defer];
    if (directives.length === 0 && type === parent) return selections;
    const inline: InlineFragmentNode = { kind: Kind.INLINE_FRAGMENT, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } }, directives, selectionSet: { kind: Kind.SELECTION_SET, selections } };
    return [inline];
  }

  #possible(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isObjectType(type) ? [type] : this.schema.getPossibleTypes(type);
  }

  #isIncluded(directives: readonly DirectiveNode[] = []): boolean {
    return directives.every((directive) => (directive.name.value === 'skip' ? !this.#holds(directive) : directive.name.value !== 'include' || this.#holds(directive)));
  }

  /** The directive under a label that no other part has, where it is wanted and its condition is met. */
  #deferOf(directives: readonly DirectiveNode[] = []): DirectiveNode | undefined {
    const defer = directives.find(({ name }) => name.value === 'defer');
    if (!this.inParts || defer === undefined || !this.#holds(defer)) return undefined;
    const label = argumentOf(defer, 'label')?.value;
    this.#parts += 1;
    const own = `${this.#parts}${label?.kind === Kind.STRING ? `${LABEL_MARK}${label.value}` : ''}`;
    return { ...defer, arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'label' }, value: { kind: Kind.STRING, value: own } }] };
  }

  /** The value of its `if`; true where it has none. */
  #holds(directive: DirectiveNode): boolean {
    const given = argumentOf(directive, 'if');
    if (given === undefined) return true;
    return given.value.kind === Kind.VARIABLE ? this.variables[given.value.name.value] === true : given.value.kind === Kind.BOOLEAN && given.value.value;
  }
}

const asksOnlyTypenames = (selections: readonly SelectionNode[]): boolean =>
  selections.every((selection) => (selection.kind === Kind.FIELD ? selection.name.value === '__typename' : selection.kind === Kind.INLINE_FRAGMENT && asksOnlyTypenames(selection.selectionSet.selections)));

const argumentOf = (directive: DirectiveNode, wanted: string): ArgumentNode | undefined => directive.arguments?.find(({ name }) => name.value === wanted);

/** Between a part's number and the label that its client gave it. */
const LABEL_MARK = ':';

/** The label of a fragment that is put off, by which its part is found in the plan. */
export const deferLabelOf = ({ directives = [] }: InlineFragmentNode): string => {
  const [defer] = directives;
  const label = defer && argumentOf(defer, 'label')?.value;
  return label?.kind === Kind.STRING ? label.value : '';
};

/** What the client called that part; undefined where it did not. */
export const clientLabelOf = (label: string): string | undefined => (label.includes(LABEL_MARK) ? label.slice(label.indexOf(LABEL_MARK) + 1) : undefined);

/** The same selections with `__typename` where nothing is left of an object: a subgraph must be asked for something to know whether it is there. */
export const withoutEmptySelections = <Node extends { readonly selectionSet: SelectionSetNode }>(node: Node): Node => ({
  ...node, selectionSet: { ...node.selectionSet, selections: node.selectionSet.selections.map((selection) => filledBelow(selection)) },
});

const filled = ({ selections }: SelectionSetNode): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections: selections.length === 0 ? [PLACEHOLDER] : [...(selections.every(isDeferred) ? [PLACEHOLDER] : []), ...selections].map(filledBelow),
});

const filledBelow = (selection: SelectionNode): SelectionNode => (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet !== undefined ? { ...selection, selectionSet: filled(selection.selectionSet) } : selection);

/** Where all selections of an object are put off, something must say with the first part that it is there. */
const PLACEHOLDER_KEY = 'souk__typename';

export const isDeferred = (selection: SelectionNode): boolean => selection.kind === Kind.INLINE_FRAGMENT && (selection.directives ?? []).some(({ name }) => name.value === 'defer');

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const PLACEHOLDER: FieldNode = { ...TYPENAME, alias: { kind: Kind.NAME, value: PLACEHOLDER_KEY } };
