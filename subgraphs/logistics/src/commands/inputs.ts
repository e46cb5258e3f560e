import { uuidOfHex } from '@souk/kernel';
import { sourceId } from '@souk/subgraph';
import { z } from 'zod';

/** 1 to that many characters as they are. */
export const text = (maxLength: number) => z.string().min(1).max(maxLength);

/** A code in lower case, as it stands in URLs and files: 1 to 32 letters, digits and hyphens. */
export const slug = z.string().regex(/^[a-z0-9-]{1,32}$/, 'expected 1 to 32 lower-case letters, digits and hyphens');

/** Another system's id, as the UUID that is made of it. */
export const sourceUuid = sourceId.transform(uuidOfHex);

export const postalCode = text(16);
