import { IdempotencyMismatchError, NotFoundError, parseGlobalId } from '@souk/kernel';
import { newEvent, userEvents } from '@souk/schema/events';
import { currency, idempotencyKey } from '@souk/subgraph';
import { z } from 'zod';
import { sha256 } from '../credentials/secrets.js';
import { MAX_TOP_UP_MINOR } from '../domain/wallet.js';
import { bookEntries } from '../projections/wallet-projection.js';
import { lockAccount } from '../repositories/accounts.js';
import { claimIdempotencyKey } from '../repositories/idempotency-keys.js';
import { credit } from '../repositories/wallets.js';
import { walletStream, type CommandContext } from './command-context.js';

export const walletTopUpInput = z.object({
  userId: z.string(),
  amount: z.object({ amountMinor: z.int().min(1).max(MAX_TOP_UP_MINOR), currency }),
  idempotencyKey,
});

/**
 * Puts store credit into a wallet; returns whose it is (UUID). Idempotent by actor and key for 24 hours; throws IdempotencyMismatchError where the key came
 * with another input, and NotFoundError where there is no such account.
 */
export const walletTopUp = async ({ database, log, clock }: CommandContext, actor: string, { userId, amount, idempotencyKey: key }: z.output<typeof walletTopUpInput>): Promise<string> => {
  const accountId = parseGlobalId('usr', userId);
  if (accountId === undefined) throw new NotFoundError(userId);
  const now = clock.now();
  await database.transaction(async (tx) => {
    const requestHash = sha256(JSON.stringify(['walletTopUp', accountId, amount.amountMinor, amount.currency]));
    const claim = await claimIdempotencyKey(tx, { actor, key, requestHash, now });
    if (claim === 'OTHER') throw new IdempotencyMismatchError();
    if (claim === 'SAME') return;
    if ((await lockAccount(tx, accountId)) === undefined) throw new NotFoundError(userId);
    const balanceMinor = await credit(tx, accountId, amount);
    const balance = { amountMinor: balanceMinor, currency: amount.currency };
    await bookEntries(tx, await log.append(tx, walletStream(accountId), 'any', [{ ...newEvent(userEvents.WalletToppedUp, { userId: accountId, amount, balance }), occurredAt: now, meta: { actor } }]));
  });
  return accountId;
};
