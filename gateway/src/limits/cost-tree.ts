import { plusUnits, timesUnits } from './cost-units.js';

export type Variables = Readonly<Record<string, unknown>>;
type OfVariables<Value> = (variables: Variables) => Value;

/** A field of an operation, all its occurrences in one place merged, ready to be priced. */
export interface CostField {
  /** Name in the answer. */
  readonly key: string;
  readonly isIncluded: OfVariables<boolean>;
  /** Units per item, without what lies below. */
  readonly weight: number;
  /** Units of its arguments, once. */
  readonly argumentUnits: OfVariables<number>;
  /** How many items it may bring. */
  readonly items: OfVariables<number>;
  readonly below: CostSet | undefined;
  /** What it is estimated at, where no variable changes that. */
  readonly constantUnits: number | undefined;
}

/** What is asked of a composite type. */
export interface CostSet {
  readonly fields: readonly CostField[];
  /** The fields, by index, that can be met together: one list per kind of object that it may turn out to be. */
  readonly alternatives: readonly (readonly number[])[];
}

/** Units that the set may cost at most: of an abstract type, those of its dearest member. Never negative. */
export const estimateOf = ({ fields, alternatives }: CostSet, variables: Variables): number => {
  if (alternatives.length === 1) return fields.reduce((total, field) => plusUnits(total, unitsOf(field, variables)), 0);
  const units = fields.map((field) => unitsOf(field, variables));
  return alternatives.reduce((dearest, members) => Math.max(dearest, members.reduce((total, index) => plusUnits(total, units[index] ?? 0), 0)), 0);
};

const unitsOf = (field: CostField, variables: Variables): number => field.constantUnits ?? estimateOfField(field, variables);

const estimateOfField = ({ isIncluded, weight, argumentUnits, items, below }: Omit<CostField, 'constantUnits'>, variables: Variables): number => {
  if (!isIncluded(variables)) return 0;
  const perItem = below === undefined ? weight : plusUnits(weight, estimateOf(below, variables));
  return Math.max(0, plusUnits(argumentUnits(variables), timesUnits(items(variables), perItem)));
};

/** The field, estimated once and for all where that reads no variable: so most of an operation is priced when it is compiled. */
export const withConstantUnits = (field: Omit<CostField, 'constantUnits'>): CostField => {
  let isVarying = false;
  const watched: Variables = new Proxy({}, { get: () => { isVarying = true; } });
  const units = estimateOfField(field, watched);
  return { ...field, constantUnits: isVarying ? undefined : units };
};

/** Units that the set did cost, by what it brought. Null costs its arguments only. Never negative. */
export const actualOf = ({ fields }: CostSet, data: object, variables: Variables): number => {
  const byKey = new Map<string, number>();
  for (const field of fields) {
    const value = (data as Readonly<Record<string, unknown>>)[field.key];
    if (value === undefined) continue;
    const units = Math.max(0, plusUnits(field.argumentUnits(variables), actualOfValue(field, value, variables)));
    // The same name on different types: which one it was does not matter, as the object has it once.
    byKey.set(field.key, Math.max(byKey.get(field.key) ?? 0, units));
  }
  return [...byKey.values()].reduce(plusUnits, 0);
};

const actualOfValue = (field: CostField, value: unknown, variables: Variables): number => {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return value.reduce<number>((total, item) => plusUnits(total, actualOfValue(field, item, variables)), 0);
  return field.below === undefined || typeof value !== 'object' ? field.weight : plusUnits(field.weight, actualOf(field.below, value, variables));
};
