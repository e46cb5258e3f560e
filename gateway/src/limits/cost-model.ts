import { type Schema } from '@apollo/federation-internals';
import { GraphQLError, OperationTypeNode, valueFromASTUntyped, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { CostCompiler, type SlicingCheck } from './compile-cost.js';
import { actualOf, estimateOf, type CostSet, type Variables } from './cost-tree.js';
import { plusUnits } from './cost-units.js';
import { costWeightsOf } from './cost-weights.js';
import { LimitCode } from './limit-code.js';

/** Items of a list that neither `@listSize` nor an argument bounds. Lists that grow are connections and say their size; the others (lines of an order, categories of a product) are short. */
const DEFAULT_LIST_SIZE = 5;
/** Units that a mutation costs besides its fields: it locks and writes. */
const MUTATION_UNITS = 10;
const INTROSPECTION_UNITS = 100;

/**
 * Most units that one operation may be estimated at. A page of 100 of anything with what a page shows of each costs up to about 5,000;
 * 100 of 100 (10,301 units for products with their variants) would be an answer of megabytes, so it is refused: ask for the second level in pages.
 */
export const DEFAULT_MAX_COST = 10_000;

/** An operation whose cost can be told, again and again, for other variables. */
export interface OperationCost {
  /** Units that the operation may cost at most: never negative, never more than MAX_SAFE_INTEGER. */
  estimate(variables: Variables): number;
  /** Units that an answer's `data` did cost. */
  actual(data: unknown, variables: Variables): number;
  /** Why it may not run with these variables: it costs more than that, or lacks a slicing argument; undefined where it may. */
  refusal(variables: Variables, maxCost: number): GraphQLError | undefined;
}

export interface CostModel {
  /** For a valid operation within the document limits. Once per operation: it costs about as much as validating it. */
  compileCost(operation: OperationDefinitionNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>): OperationCost;
}

/**
 * What operations cost by the IBM GraphQL Cost Directives specification, in the reading of federation's `@cost(weight: Int!)` and `@listSize`:
 * a field costs its arguments, and per item its weight and what is asked below it. A field's own weight replaces that of its type. Objects weigh 1, scalars and enums 0;
 * an argument that is an input object weighs 1, but what it holds only where `@cost` says so: the size of a request bounds it, and imports hold thousands.
 */
export const createCostModel = (supergraph: Schema): CostModel => {
  const weights = costWeightsOf(supergraph);
  return {
    compileCost(operation, fragments) {
      const compiler = new CostCompiler(weights, fragments, { listSize: DEFAULT_LIST_SIZE, introspection: INTROSPECTION_UNITS });
      const root = weights.rootType(operation.operation);
      const set: CostSet = root === undefined ? { fields: [], alternatives: [] } : compiler.compile([operation.selectionSet], root);
      return new CompiledCost(operation, set, compiler.slicingChecks);
    },
  };
};

class CompiledCost implements OperationCost {
  readonly #base: number;
  readonly #defaults: Variables;
  /** Known at once where there are no variables. */
  readonly #constant: number | undefined;

  constructor({ operation, variableDefinitions = [] }: OperationDefinitionNode, private readonly set: CostSet, private readonly slicingChecks: readonly SlicingCheck[]) {
    this.#base = operation === OperationTypeNode.MUTATION ? MUTATION_UNITS : 0;
    this.#defaults = Object.fromEntries(variableDefinitions.flatMap(({ variable, defaultValue }) => (defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]])));
    this.#constant = variableDefinitions.length === 0 ? this.#estimate({}) : undefined;
  }

  estimate(variables: Variables): number {
    return this.#constant ?? this.#estimate({ ...this.#defaults, ...variables });
  }

  actual(data: unknown, variables: Variables): number {
    return plusUnits(this.#base, typeof data === 'object' && data !== null ? actualOf(this.set, data, { ...this.#defaults, ...variables }) : 0);
  }

  refusal(variables: Variables, maxCost: number): GraphQLError | undefined {
    const fault = this.slicingChecks.length === 0 ? undefined : this.#slicingFault({ ...this.#defaults, ...variables });
    if (fault !== undefined) return new GraphQLError(`"${fault.node.name.value}" needs exactly one of its arguments ${fault.slicingArguments.join(', ')}.`, { nodes: [fault.node], extensions: { code: 'BAD_USER_INPUT' } });
    const estimated = this.estimate(variables);
    return estimated > maxCost ? tooDear(estimated, maxCost) : undefined;
  }

  #slicingFault(variables: Variables): ReturnType<SlicingCheck> {
    for (const check of this.slicingChecks) {
      const fault = check(variables);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #estimate(variables: Variables): number {
    return plusUnits(this.#base, estimateOf(this.set, variables));
  }
}

const tooDear = (estimated: number, max: number): GraphQLError =>
  new GraphQLError(`The operation is estimated at ${estimated} units of cost; at most ${max} are allowed. Ask for fewer items or fewer levels.`, { extensions: { code: LimitCode.cost, estimated, max } });
