import { z } from 'zod';

const instant = z.string();
const created = { at: instant, id: z.string(), key: z.string(), fingerprint: z.string(), amountMinor: z.number().int().positive(), currency: z.string(), method: z.literal('card'), reference: z.string() };

/** One line of the ledger: what happened to a payment, or to a key that has no payment yet. */
export const ledgerEntry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('authorized'), ...created }),
  z.object({ type: z.literal('declined'), ...created, declineCode: z.string() }),
  z.object({ type: z.literal('captured'), at: instant, id: z.string() }),
  z.object({ type: z.literal('voided'), at: instant, id: z.string() }),
  z.object({ type: z.literal('refunded'), at: instant, id: z.string() }),
  z.object({ type: z.literal('keyVoided'), at: instant, key: z.string() }),
]);
export type LedgerEntry = z.infer<typeof ledgerEntry>;
