import { isEnumType, type GraphQLLeafType } from 'graphql';
import { type JsonWriter } from './json-writer.js';

/** Writes a value that is neither null nor undefined; false, and nothing written, where it is none of that type's. */
export type LeafWriter = (value: unknown, json: JsonWriter) => boolean;

/** How values of a scalar or enum are checked and written (GraphQL specification, Result Coercion): what graphql-js would serialise is accepted, nothing else. */
export const leafWriterOf = (type: GraphQLLeafType): LeafWriter => {
  const coerced = coercedBy(type);
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value, json) => {
      if (!names.has(value)) return false;
      json.string(value as string);
      return true;
    };
  }
  switch (type.name) {
    case 'String':
    case 'ID': return (value, json) => {
      if (typeof value !== 'string') return coerced(value, json);
      json.string(value);
      return true;
    };
    case 'Int': return (value, json) => {
      if (typeof value !== 'number' || (value | 0) !== value) return coerced(value, json);
      json.int(value);
      return true;
    };
    case 'Float': return (value, json) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return coerced(value, json);
      json.text(String(value));
      return true;
    };
    default: return coerced;
  }
};

const coercedBy = (type: GraphQLLeafType): LeafWriter => (value, json) => {
  const text = textOf(type, value);
  if (text === undefined) return false;
  json.text(text);
  return true;
};

const textOf = (type: GraphQLLeafType, value: unknown): string | undefined => {
  try {
    return JSON.stringify(type.serialize(value)) as string | undefined;
  } catch {
    return undefined;
  }
};
