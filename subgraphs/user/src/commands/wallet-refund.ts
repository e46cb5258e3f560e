import { newEvent, userEvents } from '@souk/schema/events';
import { withBarrier } from '@souk/transactions';
import { bookEntries } from '../projections/wallet-projection.js';
import { credit, findDebit } from '../repositories/wallets.js';
import { walletStream, type CommandContext } from './command-context.js';
import { WALLET_BRANCH } from './wallet-debit.js';

/** Gives a transaction's debit back; where there was none, keeps a late one out. Idempotent by gid. */
export const walletRefund = async ({ database, log, clock }: CommandContext, { gid, actor }: { readonly gid: string; readonly actor: string }): Promise<void> => {
  await database.transaction((tx) =>
    withBarrier(tx, { gid, branch: WALLET_BRANCH, op: 'compensate' }, async () => {
      const debited = await findDebit(tx, gid);
      if (debited === undefined) return; // it was refused
      const { accountId: userId, amount } = debited;
      const now = clock.now();
      const balanceMinor = await credit(tx, userId, amount);
      const balance = { amountMinor: balanceMinor, currency: amount.currency };
      await bookEntries(tx, await log.append(tx, walletStream(userId), 'any', [{ ...newEvent(userEvents.WalletRefunded, { userId, gid, amount, balance }), occurredAt: now, meta: { actor, causationId: gid } }]));
    }));
};
