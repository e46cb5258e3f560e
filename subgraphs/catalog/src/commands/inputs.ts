import { ValidationError } from '@souk/kernel';
import { z } from 'zod';
import { MAX_SLUG_LENGTH } from '../domain/slug.js';

/** Grams of one unit at most: ten tonnes. */
const MAX_WEIGHT_GRAMS = 10_000_000;

/** 1 to that many characters as they are, not only blanks. */
export const text = (maxLength: number) => optionalText(maxLength).refine((value) => value.trim() !== '', 'must not be empty');

/** A text that may be empty. */
export const optionalText = (maxLength: number) => z.string().max(maxLength);

export const slug = z.string().regex(new RegExp(`^[a-z0-9-]{1,${MAX_SLUG_LENGTH}}$`), `expected 1 to ${MAX_SLUG_LENGTH} lower-case letters, digits and hyphens`);
/** Categories' slugs may be codes of a source. */
export const categorySlug = z.string().regex(new RegExp(`^[a-z0-9_-]{1,${MAX_SLUG_LENGTH}}$`), `expected 1 to ${MAX_SLUG_LENGTH} lower-case letters, digits, hyphens and underscores`);

export const weightGrams = z.int().min(0).max(MAX_WEIGHT_GRAMS);

/** A refusal of one field of an input. */
export const invalid = (path: readonly (string | number)[], rule: string, message: string): ValidationError => new ValidationError([{ path: path.map(String), rule, message }]);
