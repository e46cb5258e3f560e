import { clientId, countryCode, expectedVersion, idempotencyKey, moneyInput, trimmedText } from '@souk/subgraph';
import { z } from 'zod';

/** What `checkoutComplete` takes; lengths in characters. */
export const checkoutInput = z.object({
  cartId: clientId('crt'),
  expectedVersion,
  idempotencyKey,
  expectedTotal: moneyInput,
  payment: z.object({ provider: trimmedText(50), token: trimmedText(200).nullish() }),
  shippingAddress: z.object({
    recipient: trimmedText(100),
    lines: z.array(trimmedText(200)).min(1).max(4),
    city: trimmedText(100),
    region: trimmedText(100).nullish(),
    postalCode: trimmedText(16),
    countryCode,
  }),
});

export type CheckoutInput = z.output<typeof checkoutInput>;
