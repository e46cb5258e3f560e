import { DomainError, MAX_AMOUNT_MINOR, assertInvariant, type Money } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { currency, parseInput, uuid } from '@souk/subgraph';
import { PercolatorParticipant, withBarrier, type Holdings, type Part } from '@souk/transactions';
import { z } from 'zod';
import { type CommandContext } from '../commands/command-context.js';
import { WALLET_BRANCH, takeCredit } from '../commands/wallet-debit.js';
import { holdCredit, letGoOfCredit } from '../repositories/wallets.js';

const request = z.object({ gid: uuid, userId: uuid, amountMinor: z.int().min(1).max(MAX_AMOUNT_MINOR), currency });

interface Unit {
  readonly tx: Transaction;
}

/** The wallets in Percolator transactions: a key `wallet/<account id>/<currency>` with `{ gid, userId, amountMinor, currency }`. */
export const walletSite = (services: Pick<CommandContext, 'database' | 'log' | 'clock'>): PercolatorParticipant<Unit> =>
  new PercolatorParticipant({ database: services.database, transact: (work) => services.database.transaction((tx) => work({ tx })), holdings: walletHoldings(services) });

/** A lock also holds the amount in the balance's own row: the balance stays what it is, and no debit, of whichever protocol, takes what is held. */
const walletHoldings = (services: Pick<CommandContext, 'log' | 'clock'>): Holdings<Unit> => ({
  hold: async ({ tx }, part) => {
    const { userId, amount } = debitOf(part);
    if (!(await holdCredit(tx, userId, amount))) throw new DomainError('INSUFFICIENT_FUNDS', 'The balance is too small.');
    return part.mutations;
  },
  apply: async ({ tx }, part) => {
    const { gid, userId, amount } = debitOf(part);
    await letGoOfCredit(tx, userId, amount);
    // Of an order that was cancelled before this commit came, the refund has been here: then nothing is taken.
    await withBarrier(tx, { gid, branch: WALLET_BRANCH, op: 'forward' }, async () => {
      assertInvariant(await takeCredit(services, tx, { gid, userId, amount, actor: 'order' }), 'what was held can be taken');
    });
  },
  giveBack: async ({ tx }, part) => {
    const { userId, amount } = debitOf(part);
    await letGoOfCredit(tx, userId, amount);
  },
});

const debitOf = ({ mutations: [mutation, ...others] }: Part): { readonly gid: string; readonly userId: string; readonly amount: Money } => {
  assertInvariant(mutation !== undefined && others.length === 0, 'a transaction takes store credit once');
  const { gid, userId, ...amount } = parseInput(request, mutation.value);
  assertInvariant(mutation.key === `wallet/${userId}/${amount.currency}`, 'the key names the balance');
  return { gid, userId, amount };
};
