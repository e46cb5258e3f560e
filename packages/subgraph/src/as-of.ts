import { z } from 'zod';
import { instant } from './inputs.js';
import { parseInput } from './parse-input.js';

/** A state of the past that a read asks for: exactly one of them is not null. */
export interface AsOf {
  /** What had happened by then, that instant included. */
  readonly at: Date | null;
  /** After so many changes, from 1. */
  readonly version: number | null;
}

/** Largest version that PostgreSQL's integer holds. */
const MAX_VERSION = 2 ** 31 - 1;

/** `AsOfInput` of the schemas, undefined where there is none. Throws ValidationError unless exactly one field is given, on a version below 1 and on a time to come. */
export const parseAsOf = (asOf: unknown, now: Date): AsOf | undefined => {
  const given = parseInput(z.object({ asOf: asOfInput(now).nullish() }), { asOf }).asOf;
  return given == null ? undefined : { at: given.at ?? null, version: given.version ?? null };
};

const asOfInput = (now: Date) =>
  z.object({ at: instant.max(now, `expected a time that has come; it is ${now.toISOString()} now`).nullish(), version: z.int().min(1).max(MAX_VERSION).nullish() })
    .refine(({ at, version }) => (at == null) !== (version == null), 'expected exactly one of at and version');
