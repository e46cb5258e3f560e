import { ROLES } from '@souk/auth';
import { countryCode, trimmedText } from '@souk/subgraph';
import { z } from 'zod';

/** RFC 5321 §4.5.3.1.3 leaves 254 characters. */
export const email = z.string().trim().max(254).pipe(z.email('expected an e-mail address'));
export const password = z.string().min(10).max(200);
export const displayName = trimmedText(100);
export const roles = z.array(z.enum(ROLES)).min(1).max(ROLES.length).transform((given) => ROLES.filter((role) => given.includes(role)));

export const address = z.object({
  recipient: trimmedText(100),
  lines: z.array(trimmedText(200)).min(1).max(4),
  city: trimmedText(100),
  region: trimmedText(100).nullish().transform((region) => region ?? null),
  postalCode: trimmedText(16),
  countryCode,
});
