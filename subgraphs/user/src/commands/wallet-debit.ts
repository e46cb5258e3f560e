import { newId, type Money } from '@souk/kernel';
import { newEvent, userEvents } from '@souk/schema/events';
import { withBarrier } from '@souk/transactions';
import { debit, findDebit, insertEntry } from '../repositories/wallets.js';
import { walletStream, type CommandContext } from './command-context.js';

/** This service's part in others' transactions. */
export const WALLET_BRANCH = 'wallet';

/**
 * Takes store credit for a transaction (`gid`, UUID); the amount is more than zero. False where the balance is too small, or where the transaction was refunded, before or after.
 * Idempotent by gid: a refusal stays one.
 */
export const walletDebit = async ({ database, log, clock }: CommandContext, { gid, userId, amount, actor }: { readonly gid: string; readonly userId: string; readonly amount: Money; readonly actor: string }): Promise<boolean> =>
  database.transaction(async (tx) => {
    const now = clock.now();
    await withBarrier(tx, { gid, branch: WALLET_BRANCH, op: 'forward' }, async () => {
      const balanceMinor = await debit(tx, userId, amount);
      if (balanceMinor === undefined) return;
      await insertEntry(tx, { id: newId(now.getTime()), accountId: userId, kind: 'DEBIT', amount: { ...amount, amountMinor: -amount.amountMinor }, balanceMinor, gid, actor, createdAt: now });
      const balance = { amountMinor: balanceMinor, currency: amount.currency };
      await log.append(tx, walletStream(userId), 'any', [{ ...newEvent(userEvents.WalletDebited, { userId, gid, amount, balance }), meta: { actor, causationId: gid } }]);
    });
    const standing = await findDebit(tx, gid);
    return standing !== undefined && !standing.isRefunded;
  });
