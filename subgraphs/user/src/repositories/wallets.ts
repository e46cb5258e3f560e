import { assertInvariant, type CurrencyCode, type Money } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';

export interface AccountBalance extends Money {
  readonly accountId: string;
}

/** By currency. */
export const balancesOf = (database: Database, accountIds: readonly string[]): Promise<readonly AccountBalance[]> =>
  database.query<AccountBalance>('SELECT account_id AS "accountId", balance_minor AS "amountMinor", currency FROM wallet_balance WHERE account_id = ANY($1) ORDER BY account_id, currency', [accountIds]);

/** Adds to a balance, which begins at 0, and returns what it is now. */
export const credit = async (tx: Transaction, accountId: string, { amountMinor, currency }: Money): Promise<number> => {
  const [row] = await queryIn<{ balanceMinor: number }>(
    tx,
    `INSERT INTO wallet_balance (account_id, currency, balance_minor) VALUES ($1, $2, $3)
     ON CONFLICT (account_id, currency) DO UPDATE SET balance_minor = wallet_balance.balance_minor + EXCLUDED.balance_minor
     RETURNING balance_minor AS "balanceMinor"`,
    [accountId, currency, amountMinor],
  );
  assertInvariant(row, 'an upsert returns its row');
  return row.balanceMinor;
};

/** Takes from a balance in one statement that cannot overdraw it; what it is now, or undefined where it was too small. */
export const debit = async (tx: Transaction, accountId: string, { amountMinor, currency }: Money): Promise<number | undefined> => {
  const [row] = await queryIn<{ balanceMinor: number }>(
    tx,
    `UPDATE wallet_balance SET balance_minor = balance_minor - $3::bigint
     WHERE account_id = $1 AND currency = $2 AND balance_minor - held_minor >= $3::bigint RETURNING balance_minor AS "balanceMinor"`,
    [accountId, currency, amountMinor],
  );
  return row?.balanceMinor;
};

/** Sets an amount of a balance aside, so that nobody else takes it; false where less is free. */
export const holdCredit = async (tx: Transaction, accountId: string, { amountMinor, currency }: Money): Promise<boolean> =>
  (await queryIn(
    tx,
    'UPDATE wallet_balance SET held_minor = held_minor + $3::bigint WHERE account_id = $1 AND currency = $2 AND balance_minor - held_minor >= $3::bigint RETURNING 1',
    [accountId, currency, amountMinor],
  )).length > 0;

/** What was set aside is free again. */
export const letGoOfCredit = async (tx: Transaction, accountId: string, { amountMinor, currency }: Money): Promise<void> => {
  await queryIn(tx, 'UPDATE wallet_balance SET held_minor = held_minor - $3::bigint WHERE account_id = $1 AND currency = $2', [accountId, currency, amountMinor]);
};

export interface WalletEntry {
  readonly id: string;
  readonly accountId: string;
  readonly kind: 'TOP_UP' | 'DEBIT' | 'REFUND';
  /** Negative for a debit. */
  readonly amount: Money;
  readonly balanceMinor: number;
  readonly gid: string | null;
  readonly actor: string;
  readonly createdAt: Date;
}

/** Adds all of them in one statement. */
export const insertEntries = async (tx: Transaction, entries: readonly WalletEntry[]): Promise<void> => {
  await queryIn(
    tx,
    `INSERT INTO wallet_entry (id, account_id, currency, kind, amount_minor, balance_minor, gid, actor, created_at)
     SELECT id, "accountId", amount ->> 'currency', kind, (amount ->> 'amountMinor')::bigint, "balanceMinor", gid, actor, "createdAt"
     FROM jsonb_to_recordset($1::jsonb) AS entry (id uuid, "accountId" uuid, amount jsonb, kind text, "balanceMinor" bigint, gid uuid, actor text, "createdAt" timestamptz)`,
    [JSON.stringify(entries)],
  );
};

/** Writes balances that were decided already; of several of one wallet and currency the last. */
export const setBalances = async (tx: Transaction, balances: readonly AccountBalance[]): Promise<void> => {
  const last = new Map(balances.map((balance) => [`${balance.accountId} ${balance.currency}`, balance]));
  await queryIn(
    tx,
    `INSERT INTO wallet_balance (account_id, currency, balance_minor)
     SELECT "accountId", currency, "amountMinor" FROM jsonb_to_recordset($1::jsonb) AS balance ("accountId" uuid, currency text, "amountMinor" bigint)
     ON CONFLICT (account_id, currency) DO UPDATE SET balance_minor = excluded.balance_minor`,
    [JSON.stringify([...last.values()])],
  );
};

/** A transaction's debit, whether it stands or was given back; undefined where nothing was ever taken. */
export const findDebit = async (tx: Transaction, gid: string): Promise<{ readonly accountId: string; readonly amount: Money; readonly isRefunded: boolean } | undefined> => {
  const [row] = await queryIn<{ accountId: string; amountMinor: number; currency: CurrencyCode; isRefunded: boolean }>(
    tx,
    `SELECT account_id AS "accountId", -amount_minor AS "amountMinor", currency,
       EXISTS (SELECT FROM wallet_entry AS refund WHERE refund.gid = $1 AND refund.kind = 'REFUND') AS "isRefunded"
     FROM wallet_entry WHERE gid = $1 AND kind = 'DEBIT'`,
    [gid],
  );
  return row && { accountId: row.accountId, amount: { amountMinor: row.amountMinor, currency: row.currency }, isRefunded: row.isRefunded };
};
