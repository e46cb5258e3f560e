import { isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';
import { type Dice } from './dice.js';

/** Levels of input objects; below, only what is required. */
const MAX_INPUT_DEPTH = 3;

/** A random valid value of an input type, as JSON. `oneOf`: names of input types of which exactly one field may be given. */
export const inputValue = (type: GraphQLInputType, dice: Dice, oneOf: ReadonlySet<string>, depth = 0): unknown => {
  if (isNonNullType(type)) return presentValue(type.ofType as GraphQLInputType, dice, oneOf, depth);
  return dice.chance(15) ? null : presentValue(type, dice, oneOf, depth);
};

const presentValue = (type: GraphQLInputType, dice: Dice, oneOf: ReadonlySet<string>, depth: number): unknown => {
  if (isNonNullType(type)) return presentValue(type.ofType as GraphQLInputType, dice, oneOf, depth);
  if (isListType(type)) return Array.from({ length: dice.below(3) }, () => inputValue(type.ofType as GraphQLInputType, dice, oneOf, depth));
  if (isEnumType(type)) return dice.pick(type.getValues()).name;
  if (!isInputObjectType(type)) return scalarValue(type.name, dice);
  const fields = Object.values(type.getFields());
  if (oneOf.has(type.name)) {
    const field = dice.pick(fields);
    return { [field.name]: presentValue(field.type, dice, oneOf, depth + 1) };
  }
  const given = fields.filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined) || (depth < MAX_INPUT_DEPTH && dice.chance(40)));
  return Object.fromEntries(given.map((field) => [field.name, inputValue(field.type, dice, oneOf, depth + 1)]));
};

const scalarValue = (name: string, dice: Dice): unknown => {
  switch (name) {
    case 'Boolean': return dice.chance(50);
    case 'Int': return dice.pick([0, 1, 2, 3, -1, 2_147_483_647]);
    case 'Float': return dice.pick([0, 1.5, -2, 1e10]);
    case 'BigInt': return dice.pick([0, 7, 9_007_199_254_740_991]);
    case 'ID': return dice.pick(['1', 'a', 'with "quotes"']);
    case 'DateTime': return '2026-04-01T12:00:00.000Z';
    case 'JSON': return dice.pick([{ a: [1, null] }, 'text', 3]);
    default: return dice.pick(['', 'text', 'žluť "x"\n', '12.30']);
  }
};
