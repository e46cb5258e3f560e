import { Kind, type DirectiveNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { conditionOf, either, type Condition } from './cost-condition.js';
import { withConstantUnits, type CostField, type CostSet, type Variables } from './cost-tree.js';
import { type CostWeights, type FieldWeight } from './cost-weights.js';
import { timesUnits } from './cost-units.js';
import { FieldInputs } from './field-inputs.js';

export interface CostDefaults {
  /** Items of a list whose size nothing tells. */
  readonly listSize: number;
  /** Units of `__schema` and of `__type`: the gateway answers them by itself, but not for free. */
  readonly introspection: number;
}

/** A place where too few or too many slicing arguments are given, told by the variables. */
export type SlicingCheck = (variables: Variables) => { readonly node: FieldNode; readonly slicingArguments: readonly string[] } | undefined;

/** Turns selection sets into what can be priced. Fields that will be merged are priced once, so it puts fragments in place: only for documents whose size was checked. */
export class CostCompiler {
  readonly slicingChecks: SlicingCheck[] = [];

  constructor(private readonly weights: CostWeights, private readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>, private readonly defaults: CostDefaults) {}

  compile(sets: readonly SelectionSetNode[], typeName: string, sized?: SizedBy): CostSet {
    const places = new Map<string, Place>();
    const visited = new Set<string>();
    for (const set of sets) this.#collect(set, { typeName, condition: undefined }, visited, places);
    const found = [...places.values()];
    return {
      fields: found.map((place) => this.#field(place, sized)),
      alternatives: this.#alternatives(typeName, found.map(({ typeName: owner }) => owner)),
    };
  }

  /** Fields with one name in the answer, on one type, are one place. */
  #collect({ selections }: SelectionSetNode, scope: Scope, visited: Set<string>, places: Map<string, Place>): void {
    for (const selection of selections) {
      const condition = narrowed(scope.condition, selection.directives);
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = `${scope.typeName} ${selection.alias?.value ?? selection.name.value}`;
          const place = places.get(key);
          if (place === undefined) places.set(key, { typeName: scope.typeName, node: selection, condition, sets: selection.selectionSet ? [selection.selectionSet] : [] });
          else {
            place.condition = either(place.condition, condition);
            if (selection.selectionSet) place.sets.push(selection.selectionSet);
          }
          break;
        }
        case Kind.INLINE_FRAGMENT:
          this.#collect(selection.selectionSet, { typeName: selection.typeCondition?.name.value ?? scope.typeName, condition }, visited, places);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = this.fragments[selection.name.value];
          if (fragment === undefined || visited.has(fragment.name.value)) break;
          // One that may be left out does not stand for another that may not.
          if (condition === undefined) visited.add(fragment.name.value);
          this.#collect(fragment.selectionSet, { typeName: fragment.typeCondition.name.value, condition }, visited, places);
        }
      }
    }
  }

  #field({ typeName, node, condition, sets }: Place, sized: SizedBy | undefined): CostField {
    const key = node.alias?.value ?? node.name.value;
    const isIncluded = condition ?? always;
    const weight = this.weights.field(typeName, node.name.value);
    if (weight === undefined) return withConstantUnits({ key, isIncluded, weight: node.name.value === '__typename' ? 0 : this.defaults.introspection, argumentUnits: none, items: one, below: undefined });
    const inputs = new FieldInputs(node, weight, this.weights);
    const listSize = inputs.listSize();
    this.#check(node, inputs, isIncluded);
    return withConstantUnits({
      key, isIncluded, weight: weight.weight, argumentUnits: inputs.units(),
      items: this.#items(weight, sized?.fields.includes(node.name.value) ? sized.size : listSize),
      below: weight.returns === undefined || sets.length === 0 ? undefined : this.compile(sets, weight.returns, listSize && { fields: weight.listSize?.sizedFields ?? [], size: listSize }),
    });
  }

  #check(node: FieldNode, inputs: FieldInputs, isIncluded: (variables: Variables) => boolean): void {
    const faultOf = inputs.slicingFault();
    if (faultOf === undefined) return;
    this.slicingChecks.push((variables) => {
      const slicingArguments = isIncluded(variables) ? faultOf(variables) : undefined;
      return slicingArguments && { node, slicingArguments };
    });
  }

  /** The size that is told is that of the outer list. */
  #items({ listDepth }: FieldWeight, size: ((variables: Variables) => number | undefined) | undefined): (variables: Variables) => number {
    if (listDepth === 0) return one;
    const inner = this.defaults.listSize ** (listDepth - 1);
    return (variables) => timesUnits(size?.(variables) ?? this.defaults.listSize, inner);
  }

  /** Which of the fields, by the types that they are asked of, can be met on one object. */
  #alternatives(typeName: string, owners: readonly string[]): readonly (readonly number[])[] {
    if (owners.every((owner) => owner === typeName)) return [owners.map((_, index) => index)];
    const distinct = new Map<string, readonly number[]>();
    for (const type of this.weights.possibleTypes(typeName)) {
      const members = owners.flatMap((owner, index) => (this.weights.possibleTypes(owner).has(type) ? [index] : []));
      distinct.set(members.join(), members);
    }
    return [...distinct.values()];
  }
}

interface Scope {
  readonly typeName: string;
  readonly condition: Condition;
}

interface Place {
  readonly typeName: string;
  readonly node: FieldNode;
  condition: Condition;
  readonly sets: SelectionSetNode[];
}

/** A connection's arguments size the lists below it. */
interface SizedBy {
  readonly fields: readonly string[];
  readonly size: (variables: Variables) => number | undefined;
}

const always = (): boolean => true;
const none = (): number => 0;
const one = (): number => 1;

const narrowed = (outer: Condition, directives: readonly DirectiveNode[] | undefined): Condition => {
  const inner = conditionOf(directives);
  if (outer === undefined || inner === undefined) return outer ?? inner;
  return (variables) => outer(variables) && inner(variables);
};
