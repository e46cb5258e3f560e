import { type Client } from '@souk/rpc';
import { type UserService } from '@souk/schema/rpc/user';
import { INSUFFICIENT_FUNDS, PaymentDeclinedError } from '../domain/checkout-errors.js';
import { type PaymentProvider } from './payment-provider.js';

/** Its name, as clients give it. */
export const STORE_CREDIT = 'wallet';

/** Store credit, kept by the user service. A debit takes the money at once. The order is its global transaction. */
export const walletProvider = (user: Client<typeof UserService>): PaymentProvider => ({
  name: STORE_CREDIT,
  method: 'wallet',
  needsToken: false,
  needsAccount: true,
  take: async ({ orderId, buyerId, amount }, signal) => {
    if (buyerId === null) throw new Error('Invariant broken: a wallet payment has a buyer');
    const { debited } = await user.debitWallet({ gid: orderId, userId: buyerId, amountMinor: BigInt(amount.amountMinor), currency: amount.currency }, { signal });
    if (!debited) throw new PaymentDeclinedError(INSUFFICIENT_FUNDS);
    return { state: 'CAPTURED', reference: null };
  },
  capture: () => Promise.resolve(),
  undo: async ({ orderId }, signal) => {
    await user.refundWallet({ gid: orderId }, { signal });
  },
  refund: async ({ orderId }, _reference, signal) => {
    await user.refundWallet({ gid: orderId }, { signal });
  },
});
