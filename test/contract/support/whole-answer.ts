import { type GraphQLFormattedError } from 'graphql';
import { type Answer, type LaterPart } from '../../../gateway/src/execution/answer.js';

export interface WholeAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
  readonly parts: readonly LaterPart[];
}

/** An answer in parts, put together as a client does. */
export const wholeOf = async ({ data: text, errors = [], later }: Answer): Promise<WholeAnswer> => {
  let data = JSON.parse(String(text ?? 'null')) as unknown;
  const all = [...errors];
  const parts: LaterPart[] = [];
  for await (const part of later ?? []) parts.push(part);
  for (const { path, data: patch, errors: more = [] } of parts.flatMap(({ incremental }) => incremental)) {
    data = mergedInto(data, path, JSON.parse(String(patch)));
    all.push(...more);
  }
  return { data, errors: all, parts };
};

const mergedInto = (data: unknown, path: readonly (string | number)[], patch: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return isObject(data) && isObject(patch) ? merged(data, patch) : patch;
  if (Array.isArray(data)) return data.map((item: unknown, index) => (index === key ? mergedInto(item, rest, patch) : item));
  return isObject(data) ? { ...data, [key]: mergedInto(data[key], rest, patch) } : data;
};

const merged = (left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.entries(right).reduce<Record<string, unknown>>((all, [key, value]) => ({ ...all, [key]: mergedValue(all[key], value) }), { ...left });

const mergedValue = (left: unknown, right: unknown): unknown => {
  if (Array.isArray(left) && Array.isArray(right)) return left.map((item: unknown, index) => mergedValue(item, right[index]));
  return isObject(left) && isObject(right) ? merged(left, right) : right;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
