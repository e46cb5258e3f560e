import { CURRENCY_CODES, MAX_AMOUNT_MINOR, UUID_PATTERN, parseGlobalId, type IdPrefix } from '@souk/kernel';
import { z } from 'zod';

/** Longest id that a client may send, in characters: refusals repeat it. */
const MAX_ID_LENGTH = 200;
/** Times that a source may give: what is outside was mistyped. */
const EARLIEST = new Date('1970-01-01T00:00:00.000Z');
const LATEST = new Date('2200-01-01T00:00:00.000Z');

/** 1 to that many characters, without white space at its ends. */
export const trimmedText = (maxLength: number) => z.string().trim().min(1).max(maxLength);

/** An id as clients know it, and the UUID inside; what is no such id names nothing, which is for the command to say. */
export const clientId = (prefix: IdPrefix) => z.string().max(MAX_ID_LENGTH).transform((id) => ({ id, uuid: parseGlobalId(prefix, id) }));
export type ClientId = z.output<ReturnType<typeof clientId>>;

/** The UUID inside an id as clients know it; anything else is refused. */
export const uuidInId = (prefix: IdPrefix) =>
  z.string().transform((id, { addIssue }) => {
    const uuid = parseGlobalId(prefix, id);
    if (uuid === undefined) addIssue({ code: 'custom', message: `expected an id like ${prefix}_ and 32 hexadecimal digits` });
    return uuid ?? z.NEVER;
  });

/** A UUID as services write it to one another. */
export const uuid = z.string().regex(UUID_PATTERN, 'expected a UUID in lower case');

/** A UUID that the client made; upper and lower case are alike. */
export const idempotencyKey = z.string().toLowerCase().regex(UUID_PATTERN, 'expected a UUID');

export const expectedVersion = z.int().min(0);
export const currency = z.enum(CURRENCY_CODES);
/** MoneyInput, not negative. */
export const moneyInput = z.object({ amountMinor: z.int().min(0).max(MAX_AMOUNT_MINOR), currency });
export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'expected two capital letters (ISO 3166-1)');
export const instant = z.date().min(EARLIEST).max(LATEST);

/** The name of a source of imports, e.g. `olist`. */
export const sourceName = z.string().regex(/^[a-z0-9-]{1,32}$/, 'expected 1 to 32 lower-case letters, digits and hyphens');
/** Another system's id; `uuidOfHex` makes ours of it. */
export const sourceId = z.string().regex(/^[0-9a-f]{32}$/, 'expected 32 lower-case hexadecimal digits');
