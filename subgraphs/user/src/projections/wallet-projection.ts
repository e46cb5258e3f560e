import { type Projection, type StoredEvent } from '@souk/events';
import { type Transaction } from '@souk/persistence';
import { readEvent, userEvents } from '@souk/schema/events';
import { insertEntries, setBalances, type WalletEntry } from '../repositories/wallets.js';

const { WalletToppedUp, WalletDebited, WalletRefunded } = userEvents;

/** Balances and the book of what led to them. */
export const walletProjection: Projection = {
  name: 'wallets',
  tables: [{ name: 'wallet_balance', kept: ['held_minor'] }, { name: 'wallet_entry' }],
  handles: { [WalletToppedUp.type]: 2, [WalletDebited.type]: 2, [WalletRefunded.type]: 2 },
  apply: async (tx, events) => {
    const entries = events.map(entryOf);
    // The last word on each counts: a wallet is one stream.
    await setBalances(tx, entries.map(({ accountId, amount, balanceMinor }) => ({ accountId, amountMinor: balanceMinor, currency: amount.currency })));
    await insertEntries(tx, entries);
  },
};

/** Writes the entries of events that were just appended; their balances are decided already, by the statements that cannot overdraw them. */
export const bookEntries = (tx: Transaction, events: readonly StoredEvent[]): Promise<void> => insertEntries(tx, events.map(entryOf));

const entryOf = (event: StoredEvent): WalletEntry => {
  const { accountId, amount, balanceMinor, kind, gid } = factsOf(event);
  return { id: event.id, accountId, kind, amount, balanceMinor, gid, actor: event.meta.actor ?? 'system', createdAt: event.occurredAt };
};

const factsOf = (event: StoredEvent): Pick<WalletEntry, 'accountId' | 'amount' | 'balanceMinor' | 'kind' | 'gid'> => {
  switch (event.type) {
    case WalletDebited.type: {
      const { userId, amount, balance, gid } = readEvent(WalletDebited, event);
      return { accountId: userId, amount: { ...amount, amountMinor: -amount.amountMinor }, balanceMinor: balance.amountMinor, kind: 'DEBIT', gid };
    }
    case WalletRefunded.type: {
      const { userId, amount, balance, gid } = readEvent(WalletRefunded, event);
      return { accountId: userId, amount, balanceMinor: balance.amountMinor, kind: 'REFUND', gid };
    }
    default: {
      const { userId, amount, balance } = readEvent(WalletToppedUp, event);
      return { accountId: userId, amount, balanceMinor: balance.amountMinor, kind: 'TOP_UP', gid: null };
    }
  }
};
