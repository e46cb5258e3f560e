import { type FieldShape } from './field-shapes.js';

/** Texts that a writer of JSON can get wrong. */
const TEXTS = ['', 'plain', 'a "quoted" word', 'back\\slash', 'line\nbreak\ttab', 'žluťoučký kůň', '漢字 🛒', '\u2028\u2029', '</script>', '\u0000\u001f', '\ud800 lone'] as const;
const NUMBERS = [0, -1, 1, 42, 2_147_483_647, -2_147_483_648] as const;
const FLOATS = [0, 0.5, -1.25, 1e21, 5e-7, 3] as const;

interface LeafPlace {
  readonly fieldName: string;
  /** Stands for the place: the same number, the same value. */
  readonly number: number;
  readonly family: string;
  readonly index: number;
  readonly id: string;
}

/** A leaf's value: of a key, one that tells the entity; else any, from the place's hash. */
export const leafValue = ({ leaf, isKey, enumValues }: FieldShape, { fieldName, number, family, index, id }: LeafPlace): unknown => {
  if (enumValues.length > 0) return enumValues[number % enumValues.length];
  switch (leaf) {
    case 'Boolean': return (number & 1) === 1;
    case 'Int': return isKey ? index : NUMBERS[number % 12] ?? number % 1_000;
    case 'Float': return isKey ? index : FLOATS[number % 12] ?? (number % 1_000) / 8;
    case 'BigInt': return isKey ? index : [9_007_199_254_740_991, -1, 0][number % 6] ?? number;
    case 'ID': return isKey ? `${family}-${fieldName}-${id}` : number % 3 === 0 ? String(number % 100) : `id-${number % 100}`;
    case 'DateTime': return new Date(number * 1_000).toISOString();
    case 'Decimal': return `${number % 100}.${10 + (number % 90)}`;
    case 'CountryCode': return ['BR', 'DE', 'JP'][number % 3];
    case 'JSON': return [{ a: [1, null, { b: '"' }] }, [], 'text', 1.5, true][number % 5];
    case 'String': return isKey ? `${family}-${fieldName}-${id}` : TEXTS[number % 22] ?? `${fieldName} ${number % 1_000}`;
    default: return isKey ? `${family}-${fieldName}-${id}` : `${leaf}:${number % 1_000}`;
  }
};
