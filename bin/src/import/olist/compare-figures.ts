import { type Figures } from './figures.js';

/** What only files can have (rows that point nowhere), or what is prose. */
const NOT_COMPARED = [/^referential(\.|$)/, /\.definition$/];

export interface Comparison {
  readonly compared: number;
  /** One line a figure: its path, what was expected, what was found. */
  readonly differences: readonly string[];
}

/** Compares every figure that either side names. */
export const compareFigures = (expected: Figures, found: Figures): Comparison => {
  const wanted = flatten(expected);
  const got = flatten(found);
  const paths = [...new Set([...wanted.keys(), ...got.keys()])].filter((path) => !NOT_COMPARED.some((pattern) => pattern.test(path)));
  const differences = paths
    .filter((path) => wanted.get(path) !== got.get(path))
    .map((path) => `${path}: expected ${show(wanted.get(path))}, found ${show(got.get(path))}`);
  return { compared: paths.length, differences };
};

/** Every leaf under its path; an empty list or object is a leaf too. */
export const flatten = (value: unknown, path = ''): ReadonlyMap<string, unknown> => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return new Map([[path, typeof value === 'object' ? JSON.stringify(value) : value]]);
  return new Map(Object.entries(value).flatMap(([key, child]) => [...flatten(child, path === '' ? key : `${path}.${key}`)]));
};

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
