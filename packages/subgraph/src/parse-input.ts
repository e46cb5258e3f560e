import { ValidationError } from '@souk/kernel';
import { type z } from 'zod';

/** Broken rules that one answer lists. */
const MAX_ISSUES = 50;

/** The input as the schema makes it, or ValidationError with every broken rule (at most 50): where, the rule's stable name, and a message for people. */
export const parseInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new ValidationError(result.error.issues.slice(0, MAX_ISSUES).map(({ path, code, message }) => ({ path: path.map(String), rule: code, message })));
};
