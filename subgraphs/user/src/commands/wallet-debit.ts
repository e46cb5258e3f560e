import { type Money } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { newEvent, userEvents } from '@souk/schema/events';
import { withBarrier } from '@souk/transactions';
import { bookEntries } from '../projections/wallet-projection.js';
import { debit, findDebit } from '../repositories/wallets.js';
import { walletStream, type CommandContext } from './command-context.js';

/** This service's part in others' transactions. */
export const WALLET_BRANCH = 'wallet';

/**
 * Takes store credit for a transaction (`gid`, UUID); the amount is more than zero. False where the balance is too small, or where the transaction was refunded, before or after.
 * Idempotent by gid: a refusal stays one.
 */
export const walletDebit = async ({ database, log, clock }: CommandContext, wanted: WalletDebit): Promise<boolean> =>
  database.transaction(async (tx) => {
    const outcome = await withBarrier(tx, { gid: wanted.gid, branch: WALLET_BRANCH, op: 'forward' }, () => takeCredit({ log, clock }, tx, wanted));
    if (outcome.applied) return outcome.value;
    const standing = await findDebit(tx, wanted.gid);
    return standing !== undefined && !standing.isRefunded;
  });

export interface WalletDebit {
  readonly gid: string;
  readonly userId: string;
  /** More than zero. */
  readonly amount: Money;
  readonly actor: string;
}

/** Takes store credit in the caller's transaction, which keeps the barrier; false, and nothing is taken, where the balance is too small. */
export const takeCredit = async ({ log, clock }: Pick<CommandContext, 'log' | 'clock'>, tx: Transaction, { gid, userId, amount, actor }: WalletDebit): Promise<boolean> => {
  const now = clock.now();
  const balanceMinor = await debit(tx, userId, amount);
  if (balanceMinor === undefined) return false;
  const balance = { amountMinor: balanceMinor, currency: amount.currency };
  await bookEntries(tx, await log.append(tx, walletStream(userId), 'any', [{ ...newEvent(userEvents.WalletDebited, { userId, gid, amount, balance }), occurredAt: now, meta: { actor, causationId: gid } }]));
  return true;
};
