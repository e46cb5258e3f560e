import { Kind, valueFromASTUntyped, type FieldNode, type ValueNode } from 'graphql';
import { type CostWeights, type FieldWeight, type InputWeight } from './cost-weights.js';
import { type Variables } from './cost-tree.js';
import { plusUnits } from './cost-units.js';

/** What a field's arguments weigh and ask for, as far as its operation's text says it. */
export class FieldInputs {
  constructor(private readonly node: FieldNode, private readonly weight: FieldWeight, private readonly weights: CostWeights) {}

  /** Units of all arguments that are given. */
  units(): (variables: Variables) => number {
    const given = (this.node.arguments ?? []).flatMap(({ name, value }) => {
      const input = this.weight.arguments.get(name.value);
      return input !== undefined && (input.weight !== 0 || this.weights.inputFields(input.typeName) !== undefined) ? [{ input, value }] : [];
    });
    if (given.length === 0) return () => 0;
    return (variables) => given.reduce((units, { input, value }) => plusUnits(units, unitsOf(valueOf(value, variables), input, this.weights)), 0);
  }

  /** How many items `@listSize` lets expect; undefined where it says nothing. Of several slicing arguments the largest counts. */
  listSize(): ((variables: Variables) => number | undefined) | undefined {
    const { listSize } = this.weight;
    if (listSize === undefined) return undefined;
    const { assumedSize, slicingArguments } = listSize;
    const readers = (slicingArguments ?? []).map((name) => this.#slice(name));
    return (variables) => {
      const sizes = readers.flatMap((read) => sizeOf(read(variables)) ?? []);
      return sizes.length > 0 ? Math.max(...sizes) : assumedSize ?? undefined;
    };
  }

  /** The slicing arguments one of which must be given, where more or fewer are; a default of the schema counts where the client gives none. */
  slicingFault(): ((variables: Variables) => readonly string[] | undefined) | undefined {
    const { listSize } = this.weight;
    const names = listSize?.slicingArguments ?? [];
    if (names.length === 0 || listSize?.requireOneSlicingArgument === false) return undefined;
    const written = (this.node.arguments ?? []).filter(({ name }) => names.includes(name.value));
    const hasDefault = names.some((name) => isGiven(this.weight.arguments.get(name)?.defaultValue));
    return (variables) => {
      const given = written.filter(({ value }) => isGiven(valueOf(value, variables))).length;
      return given === 1 || (given === 0 && hasDefault) ? undefined : names;
    };
  }

  #slice(name: string): (variables: Variables) => unknown {
    const defaultValue = this.weight.arguments.get(name)?.defaultValue as unknown;
    const value = this.node.arguments?.find((argument) => argument.name.value === name)?.value;
    return value === undefined ? () => defaultValue : (variables) => valueOf(value, variables) ?? defaultValue;
  }
}

/** Of a list of values, those of each. Input objects weigh by themselves and by what is given of them. */
const unitsOf = (value: unknown, input: InputWeight, weights: CostWeights): number => {
  if (value === undefined || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((units, item) => plusUnits(units, unitsOf(item, input, weights)), 0);
  const fields = weights.inputFields(input.typeName);
  if (fields === undefined || typeof value !== 'object') return input.weight;
  return Object.entries(value).reduce((units, [name, given]) => {
    const field = fields.get(name);
    return field === undefined ? units : plusUnits(units, unitsOf(given, field, weights));
  }, input.weight);
};

const valueOf = (node: ValueNode, variables: Variables): unknown => {
  switch (node.kind) {
    case Kind.VARIABLE: return variables[node.name.value];
    case Kind.INT: return Number(node.value);
    default: return valueFromASTUntyped(node, variables);
  }
};

const sizeOf = (value: unknown): number | undefined => (typeof value === 'number' && !Number.isNaN(value) ? Math.max(0, value) : undefined);

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
