import { z } from 'zod';

/** Any 128-bit id in UUID notation; imported ones carry no version bits. */
export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
/** Exact amount in minor units. */
export const money = z.object({ amountMinor: z.int(), currency: z.enum(['BRL', 'CNY', 'EUR', 'GBP', 'JPY', 'USD']) });
/** ISO 8601 instant. */
export const instant = z.iso.datetime();
/** A list of objects inside an old event's data. */
export const recordsOf = z.array(z.record(z.string(), z.unknown())).parse;
