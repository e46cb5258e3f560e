import { globalId, money } from '@souk/kernel';
import { type PaymentResolvers } from '../generated/graphql.js';

export const Payment: PaymentResolvers = {
  id: ({ id }) => globalId('pay', id),
  amount: ({ amountMinor, currency }) => money(amountMinor, currency),
  refunded: ({ refundedMinor, currency }) => money(refundedMinor, currency),
};
