import { createHash } from 'node:crypto';

/** A fingerprint of an input (SHA-256, hexadecimal): the same for the same values, whatever the order of their fields; absent and undefined are alike. */
export const bodyHash = (input: unknown): string => createHash('sha256').update(JSON.stringify(canonical(input))).digest('hex');

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value ?? null;
  return Object.entries(value).filter(([, part]) => part !== undefined).sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, part]) => [name, canonical(part)]);
};
