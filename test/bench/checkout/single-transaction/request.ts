import { z } from 'zod';

const text = (length: number) => z.string().trim().min(1).max(length);

/** What `checkoutComplete` takes, paid with store credit. */
export const checkoutRequest = z.object({
  cartId: text(100),
  expectedVersion: z.int(),
  expectedTotal: z.object({ amountMinor: z.int(), currency: text(3) }),
  payment: z.object({ provider: z.literal('wallet') }),
  shippingAddress: z.object({ recipient: text(100), lines: z.array(text(200)).min(1).max(4), city: text(100), region: text(100).optional(), postalCode: text(16), countryCode: text(2) }),
  idempotencyKey: z.uuid(),
});
