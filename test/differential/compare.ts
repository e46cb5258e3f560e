import { type GraphQLFormattedError } from 'graphql';
import { type Reference } from '../contract/support/reference.js';
import { type SubjectAnswer } from '../contract/support/subject.js';
import { stableText } from './hash.js';

type Path = readonly (string | number)[];

/** In words: how an answer differs from what it must be; nothing where it does not.
 *
 * Data must be equal, the order of an object's fields included (GraphQL specification, "Serialized Map Ordering").
 * Errors are compared by path ("Errors and Non-Null Fields"): an error makes its field null, and where that field is non-null, the nearest nullable place above it.
 * "If multiple errors raise the same null, only one of them need be reported, and any one": so
 * - each place of the data that is null because of errors has at least one of the errors that the fields at and below it can raise;
 * - there is no other error: each one's path is that of a field that can fail, and its null is in the data;
 * - no path is reported twice;
 * - a code that the failing field chose, and the message that goes with it, arrive unchanged. Messages without a code may be masked.
 */
export const differencesOf = ({ answer: expected, possibleErrors }: Reference, got: SubjectAnswer): readonly string[] => {
  const differences: string[] = [];
  const dataDifference = differenceOfData(expected.data ?? null, got.data ?? null, []);
  if (dataDifference !== undefined) differences.push(dataDifference);
  const possible = new Map(possibleErrors.map((error) => [pathText(error.path), error]));
  const reported = new Map<string, GraphQLFormattedError>();
  for (const error of got.errors ?? []) {
    const path = pathText(error.path);
    if (reported.has(path)) differences.push(`error reported twice at ${path}`);
    reported.set(path, error);
    const allowed = possible.get(path);
    if (allowed === undefined) differences.push(`unexpected error at ${path}: ${error.message}`);
    else differences.push(...differencesOfError(allowed, error));
  }
  for (const place of nullPlaces(expected)) {
    const prefix = place.length === 0 ? '' : pathText(place);
    const isExplained = [...reported.keys()].some((path) => path === prefix || prefix === '' || path.startsWith(`${prefix}.`));
    if (!isExplained) differences.push(`no error explains the null at ${prefix === '' ? 'the root' : prefix}`);
  }
  return differences;
};

const differencesOfError = (allowed: GraphQLFormattedError, got: GraphQLFormattedError): readonly string[] => {
  const code = allowed.extensions?.['code'];
  if (code === undefined) return [];
  const differences: string[] = [];
  if (got.extensions?.['code'] !== code) differences.push(`error at ${pathText(got.path)} has code ${String(got.extensions?.['code'])} and not ${String(code)}`);
  if (got.message !== allowed.message) differences.push(`error at ${pathText(got.path)} says ${got.message} and not ${allowed.message}`);
  return differences;
};

/** Where errors left null: for each error the deepest place on its path that the data still has. */
const nullPlaces = ({ data, errors = [] }: SubjectAnswer): readonly Path[] => {
  const places = new Map<string, Path>();
  for (const { path = [] } of errors) {
    let value: unknown = data ?? null;
    let length = 0;
    while (length < path.length && typeof value === 'object' && value !== null) {
      value = (value as Readonly<Record<string | number, unknown>>)[path[length] ?? ''];
      length += 1;
    }
    places.set(pathText(path.slice(0, length)), path.slice(0, length));
  }
  return [...places.values()];
};

const differenceOfData = (expected: unknown, got: unknown, path: Path): string | undefined => {
  if (Array.isArray(expected) && Array.isArray(got)) {
    if (expected.length !== got.length) return `data at ${pathText(path)}: ${expected.length} items expected, ${got.length} got`;
    return firstOf(expected, (item, index) => differenceOfData(item, got[index], [...path, index]));
  }
  if (isObject(expected) && isObject(got)) {
    const [expectedKeys, gotKeys] = [Object.keys(expected), Object.keys(got)];
    if (expectedKeys.join(' ') !== gotKeys.join(' ')) return `data at ${pathText(path)}: fields ${expectedKeys.join(', ')} expected, ${gotKeys.join(', ')} got`;
    return firstOf(expectedKeys, (key) => differenceOfData(expected[key], got[key], [...path, key]));
  }
  return Object.is(expected, got) ? undefined : `data at ${pathText(path)}: ${stableText(expected)} expected, ${stableText(got)} got`;
};

const firstOf = <Item>(items: readonly Item[], differenceOf: (item: Item, index: number) => string | undefined): string | undefined => {
  for (const [index, item] of items.entries()) {
    const difference = differenceOf(item, index);
    if (difference !== undefined) return difference;
  }
  return undefined;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const pathText = (path: Path | undefined): string => (path === undefined ? '(no path)' : path.length === 0 ? '(root)' : path.join('.'));
