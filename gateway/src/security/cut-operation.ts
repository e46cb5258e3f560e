import {
  GraphQLInterfaceType, GraphQLObjectType, Kind, getNamedType, isCompositeType, isInterfaceType, isListType, isNonNullType,
  type FieldNode, type FragmentDefinitionNode, type GraphQLCompositeType, type GraphQLOutputType, type GraphQLSchema, type InlineFragmentNode, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
} from 'graphql';
import { type AccessMask } from './access-rules.js';

/** Refused positions of one operation that are reported at most; all of them are cut. */
const MAX_REPORTED_CUTS = 100;

/** A position of the operation that the viewer may not see; `path` holds response keys, without list indexes. */
export interface Cut {
  readonly path: readonly string[];
  readonly typeName: string;
  readonly fieldName: string;
  /** How many levels above the field its null climbs, because nothing may be null in between: 0 for a nullable field. */
  readonly climbs: number;
  /** Whether the null leaves the top of `path` too. */
  readonly climbsOut: boolean;
}

export interface CutOperation {
  /** What may be asked. The operation that was given, where nothing is cut. */
  readonly operation: OperationDefinitionNode;
  readonly fragments: readonly FragmentDefinitionNode[];
  readonly cuts: readonly Cut[];
  /** Nothing that the client asked for is left: no subgraph needs to be called. */
  readonly isEmpty: boolean;
}

/** The part of a selection set that is left. */
interface Remainder {
  readonly selections: readonly SelectionNode[];
  readonly cuts: readonly Cut[];
  /** Something that the client asked for is left, not only a placeholder. */
  readonly isAsked: boolean;
}

/**
 * Takes from a valid operation what the mask denies.
 * A composite field whose sub-fields are all denied stays with `__typename`, because a refusal costs a field and not its parent;
 * so does an allowed mutation, which must run even if nothing of its answer may be seen.
 * A field of an interface that only some implementations deny is asked for from the others alone.
 */
export const cutOperation = (schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>, mask: AccessMask): CutOperation => {
  const cutter = new Cutter(schema, fragments, mask);
  const root = schema.getRootType(operation.operation);
  const { selections, cuts, isAsked } = root ? cutter.cut(operation.selectionSet, root) : NOTHING;
  if (cuts.length === 0) return { operation, fragments: Object.values(fragments), cuts, isEmpty: false };
  const isEmpty = selections.length === 0 || (operation.operation === 'query' && !isAsked);
  return { operation: { ...operation, selectionSet: selectionSet(selections) }, fragments: cutter.remainingFragments(), cuts, isEmpty };
};

class Cutter {
  readonly #fragments = new Map<string, Remainder>();

  constructor(private readonly schema: GraphQLSchema, private readonly definitions: Readonly<Record<string, FragmentDefinitionNode>>, private readonly mask: AccessMask) {}

  cut(set: SelectionSetNode, parent: GraphQLCompositeType): Remainder {
    return combine(set.selections.map((selection) => {
      switch (selection.kind) {
        case Kind.FIELD: return this.#field(selection, parent);
        case Kind.INLINE_FRAGMENT: return this.#inlineFragment(selection, parent);
        case Kind.FRAGMENT_SPREAD: {
          const remainder = this.#fragment(selection.name.value);
          return { ...remainder, selections: remainder.selections.length === 0 ? [] : [selection] };
        }
      }
    }));
  }

  remainingFragments(): readonly FragmentDefinitionNode[] {
    return [...this.#fragments].flatMap(([name, { selections }]) => {
      const definition = this.definitions[name];
      return definition === undefined || selections.length === 0 ? [] : [{ ...definition, selectionSet: selectionSet(selections) }];
    });
  }

  #field(field: FieldNode, parent: GraphQLCompositeType): Remainder {
    const name = field.name.value;
    const definition = parent instanceof GraphQLObjectType || parent instanceof GraphQLInterfaceType ? parent.getFields()[name] : undefined;
    if (definition === undefined) return { selections: [field], cuts: [], isAsked: true }; // __typename, __schema, __type
    const key = field.alias?.value ?? name;
    const climbsOut = isNonNullType(definition.type);
    const cutFrom = (type: GraphQLCompositeType): Remainder => ({ selections: [], cuts: [{ path: [key], typeName: type.name, fieldName: name, climbs: climbsOut ? 1 : 0, climbsOut }], isAsked: false });
    if (this.mask.isDenied(parent.name, name)) return cutFrom(parent);
    const possible = isInterfaceType(parent) ? this.schema.getPossibleTypes(parent) : [];
    const denying = possible.filter((type) => this.mask.isDenied(type.name, name));
    const [denier] = denying;
    if (denier !== undefined) return combine([cutFrom(denier), ...possible.filter((type) => !denying.includes(type)).map((type) => this.#inlineFragment(onlyOn(type, field), parent))]);
    const returned = getNamedType(definition.type);
    if (field.selectionSet === undefined || !isCompositeType(returned)) return { selections: [field], cuts: [], isAsked: true };
    const below = this.cut(field.selectionSet, returned);
    const left = below.selections.length === 0 ? [PLACEHOLDER] : below.selections;
    return {
      selections: [below.cuts.length === 0 ? field : { ...field, selectionSet: selectionSet(left) }],
      cuts: below.cuts.map((cut) => cutBelow(key, definition.type, cut)),
      isAsked: below.isAsked,
    };
  }

  #inlineFragment(fragment: InlineFragmentNode, parent: GraphQLCompositeType): Remainder {
    const type = fragment.typeCondition === undefined ? parent : this.schema.getType(fragment.typeCondition.name.value);
    const below = isCompositeType(type) ? this.cut(fragment.selectionSet, type) : NOTHING;
    return { ...below, selections: below.selections.length === 0 ? [] : [below.cuts.length === 0 ? fragment : { ...fragment, selectionSet: selectionSet(below.selections) }] };
  }

  /** A fragment means the same wherever it is spread, so it is cut once (and a nest of fragments does not explode). */
  #fragment(name: string): Remainder {
    const known = this.#fragments.get(name);
    if (known !== undefined) return known;
    const definition = this.definitions[name];
    const type = definition === undefined ? undefined : this.schema.getType(definition.typeCondition.name.value);
    const remainder = definition !== undefined && isCompositeType(type) ? this.cut(definition.selectionSet, type) : NOTHING;
    this.#fragments.set(name, remainder);
    return remainder;
  }
}

const NOTHING: Remainder = { selections: [], cuts: [], isAsked: false };
const PLACEHOLDER: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** A cut as seen from the field above it: null climbs on where that field and all its list items may not be null. */
const cutBelow = (key: string, type: GraphQLOutputType, cut: Cut): Cut => {
  const climbsOut = cut.climbsOut && isNeverNull(type);
  return { ...cut, path: [key, ...cut.path], climbs: climbsOut ? cut.climbs + 1 : cut.climbs, climbsOut };
};

const isNeverNull = (type: GraphQLOutputType): boolean => isNonNullType(type) && (!isListType(type.ofType) || isNeverNull(type.ofType.ofType as GraphQLOutputType));

const onlyOn = (type: GraphQLObjectType, field: FieldNode): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } }, selectionSet: selectionSet([field]),
});

const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });

const combine = (parts: readonly Remainder[]): Remainder => ({
  selections: parts.flatMap(({ selections }) => selections),
  cuts: parts.flatMap(({ cuts }) => cuts).slice(0, MAX_REPORTED_CUTS),
  isAsked: parts.some(({ isAsked }) => isAsked),
});
