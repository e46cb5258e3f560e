import { GraphQLError } from 'graphql';
import { ErrorCode } from '../execution/errors.js';
import { type AccessRules } from './access-rules.js';
import { type Cut, type CutOperation } from './cut-operation.js';

/** Refusals that one answer lists at most. */
const MAX_REFUSALS = 100;

type Path = readonly (string | number)[];

/**
 * An error for each place of the answer that is null because it was cut, with list indexes.
 * Where null climbed and took the place itself away, or nothing was fetched at all, the path is the operation's, without indexes.
 * What is null for another reason (there is no such product) has nothing in it that could be refused.
 */
export const refusalsOf = ({ cuts, isEmpty }: Pick<CutOperation, 'cuts' | 'isEmpty'>, data: unknown, rules: AccessRules): readonly GraphQLError[] => {
  const byPath = new Map<string, GraphQLError>();
  for (const cut of cuts) {
    const found: Path[] = [];
    const isGone = collect(data, cut.path, [], isEmpty ? cut.path.length : cut.climbs, found);
    for (const path of found.length === 0 && isGone ? [cut.path] : found) {
      if (byPath.size < MAX_REFUSALS) byPath.set(JSON.stringify(path), refusal(cut, path, rules));
    }
  }
  return [...byPath.values()];
};

/** The error of one refused position. */
export const refusal = ({ typeName, fieldName }: Cut, path: Path, rules: AccessRules): GraphQLError =>
  new GraphQLError(`'${typeName}.${fieldName}' asks for ${rules.explain(typeName, fieldName)}.`, { path, extensions: { code: ErrorCode.unauthorized } });

/** Adds the places where the rest of the path ends on null; says whether some branch is null that far above the place that the cut explains it. */
const collect = (value: unknown, rest: readonly string[], walked: Path, climbs: number, found: Path[]): boolean => {
  const [key, ...below] = rest;
  if (key === undefined || found.length >= MAX_REFUSALS) return false;
  if (value === null || value === undefined) return rest.length <= climbs;
  if (Array.isArray(value)) return value.map((item, index) => collect(item, rest, [...walked, index], climbs, found)).some(Boolean);
  if (typeof value !== 'object' || !(key in value)) return false; // skipped by a directive, or an object of another type
  const child = (value as Readonly<Record<string, unknown>>)[key];
  if (below.length > 0) return collect(child, below, [...walked, key], climbs, found);
  if (child === null) found.push([...walked, key]);
  return false;
};
