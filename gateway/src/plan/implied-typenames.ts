import { type FetchNode, type PlanNode, type QueryPlan, type QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  Kind, getNamedType, isInterfaceType, isObjectType, parse, print, stripIgnoredCharacters,
  type DefinitionNode, type FieldNode, type GraphQLCompositeType, type GraphQLSchema, type SelectionNode,
} from 'graphql';

type Keys = readonly string[];

/**
 * The plan without the `__typename`s that the schema tells: what stands in a field of an object type is of that type, so no subgraph needs to say it for every object.
 * They stay wherever anything of the plan depends on them: in and below fields of interfaces and unions, and at places where fetches ask for entities of several types.
 */
export const withoutImpliedTypenames = (plan: QueryPlan, schema: GraphQLSchema): QueryPlan => {
  const { node } = plan;
  if (node === undefined) return plan;
  const typed = new TypedPlaces(schema);
  eachFetch(node, [], (fetch, path) => typed.note(fetch, path));
  return { ...plan, node: mapFetches(node, [], (fetch, path) => stripped(fetch, path, typed, schema)) };
};

/** The object type of all entities that a fetch asks for, whatever their data says; undefined where the data has to tell. */
export const onlyTypeOf = (requires: readonly QueryPlanSelectionNode[], schema: GraphQLSchema): string | undefined => {
  const [condition, ...others] = new Set(requires.map((selection) => (selection.kind === 'InlineFragment' ? selection.typeCondition : undefined)));
  return condition !== undefined && others.length === 0 && isObjectType(schema.getType(condition)) ? condition : undefined;
};

/** Places of the answer, as response keys, whose objects must say what they are. */
class TypedPlaces {
  readonly #places = new Set<string>();
  readonly #typeAt = new Map<string, string>();

  constructor(private readonly schema: GraphQLSchema) {}

  has(path: Keys): boolean {
    return this.#places.has(placeOf(path));
  }

  note({ requires, inputRewrites = [] }: FetchNode, path: Keys): void {
    if (requires === undefined) return;
    const place = placeOf(path);
    const type = inputRewrites.length > 0 ? undefined : onlyTypeOf(requires, this.schema);
    const other = this.#typeAt.get(place);
    if (type === undefined || (other !== undefined && other !== type)) this.#places.add(place);
    else this.#typeAt.set(place, type);
    for (const selection of requires) if (selection.kind === 'InlineFragment') this.#noteBelow(selection.selections, path);
  }

  /** What is required of an entity's own objects may depend on their types too. */
  #noteBelow(selections: readonly QueryPlanSelectionNode[], path: Keys): void {
    for (const selection of selections) {
      if (selection.kind !== 'Field' || selection.selections === undefined) continue;
      const below = [...path, selection.alias ?? selection.name];
      if (selection.selections.some((inner) => inner.kind === 'InlineFragment' || inner.name === TYPENAME)) this.#places.add(placeOf(below));
      this.#noteBelow(selection.selections, below);
    }
  }
}

const TYPENAME = '__typename';
const ENTITIES = '_entities';

const placeOf = (path: Keys): string => JSON.stringify(path);

const stripped = (fetch: FetchNode, path: Keys, typed: TypedPlaces, schema: GraphQLSchema): FetchNode => {
  if (fetch.requires !== undefined && typed.has(path)) return fetch;
  const document = parse(fetch.operation, { noLocation: true });
  const root = schema.getRootType(fetch.operationKind);
  const stripper = new Stripper(typed, schema);
  const definitions = document.definitions.map((definition): DefinitionNode => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || !root) return definition;
    return { ...definition, selectionSet: { ...definition.selectionSet, selections: stripper.of(definition.selectionSet.selections, root, path) } };
  });
  return { ...fetch, operation: stripIgnoredCharacters(print({ ...document, definitions })) };
};

class Stripper {
  constructor(private readonly typed: TypedPlaces, private readonly schema: GraphQLSchema) {}

  of(selections: readonly SelectionNode[], parent: GraphQLCompositeType, path: Keys): readonly SelectionNode[] {
    return selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FIELD) return this.#field(selection, parent, path);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      const type = selection.typeCondition === undefined ? parent : this.schema.getType(selection.typeCondition.name.value);
      if (!isObjectType(type) && !isInterfaceType(type)) return selection;
      return { ...selection, selectionSet: { ...selection.selectionSet, selections: this.of(selection.selectionSet.selections, type, path) } };
    });
  }

  #field(field: FieldNode, parent: GraphQLCompositeType, path: Keys): FieldNode {
    if (field.selectionSet === undefined) return field;
    const { selectionSet } = field;
    if (field.name.value === ENTITIES) return { ...field, selectionSet: { ...selectionSet, selections: this.of(selectionSet.selections, parent, path) } };
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    // The types of what lies below an interface or union differ with the object that holds it.
    if (!isObjectType(type)) return field;
    const place = [...path, field.alias?.value ?? field.name.value];
    const inner = this.of(selectionSet.selections, type, place);
    const others = this.typed.has(place) ? inner : withoutTypenames(inner);
    // Something must be asked of an object to know whether it is there.
    const selections = others.length === 0 ? inner : others;
    return { ...field, selectionSet: { ...selectionSet, selections } };
  }
}

const withoutTypenames = (selections: readonly SelectionNode[]): readonly SelectionNode[] => selections.flatMap((selection): readonly SelectionNode[] => {
  if (selection.kind === Kind.FIELD) return selection.name.value === TYPENAME && selection.alias === undefined ? [] : [selection];
  if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
  const inner = withoutTypenames(selection.selectionSet.selections);
  return inner.length === 0 ? [] : [{ ...selection, selectionSet: { ...selection.selectionSet, selections: inner } }];
});

type TopNode = NonNullable<QueryPlan['node']>;

const keysOf = (path: readonly (string | number)[]): Keys => path.filter((part): part is string => typeof part === 'string' && part !== '@');

const eachFetch = (node: TopNode, path: Keys, visit: (fetch: FetchNode, path: Keys) => void): void => {
  mapFetches(node, path, (fetch, at) => {
    visit(fetch, at);
    return fetch;
  });
};

/** The same nodes with other fetches. */
const mapFetches = <Node extends TopNode>(node: Node, path: Keys, map: (fetch: FetchNode, path: Keys) => FetchNode): Node => {
  const below = <Below extends PlanNode>(inner: Below, at: Keys = path): Below => mapFetches(inner, at, map);
  const mapped = (): TopNode => {
    switch (node.kind) {
      case 'Fetch': return map(node, path);
      case 'Flatten': return { ...node, node: below(node.node, [...path, ...keysOf(node.path)]) };
      case 'Sequence':
      case 'Parallel': return { ...node, nodes: node.nodes.map((inner) => below(inner)) };
      case 'Subscription': return { ...node, primary: below(node.primary), ...(node.rest === undefined ? {} : { rest: below(node.rest) }) };
      case 'Defer': return {
        ...node,
        primary: { ...node.primary, ...(node.primary.node === undefined ? {} : { node: below(node.primary.node) }) },
        deferred: node.deferred.map((block) => ({ ...block, ...(block.node === undefined ? {} : { node: below(block.node) }) })),
      };
      case 'Condition': return node;
    }
  };
  return mapped() as Node;
};
