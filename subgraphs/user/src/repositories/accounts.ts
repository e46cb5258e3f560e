import { type Role } from '@souk/auth';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { In } from 'typeorm';
import { Account } from '../entities/account.js';

export interface NewAccount {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
  readonly createdAt: Date;
}

export const accountsById = (database: Database, ids: readonly string[]): Promise<readonly Account[]> => database.source.getRepository(Account).findBy({ id: In(ids) });

/** False where the e-mail has an account already; then nothing was written. */
export const insertAccount = async (tx: Transaction, { id, email, emailKey, displayName, roles, passwordHash, createdAt }: NewAccount): Promise<boolean> => {
  const inserted = await queryIn(
    tx,
    'INSERT INTO account (id, email, email_key, display_name, roles, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email_key) DO NOTHING RETURNING id',
    [id, email, emailKey, displayName, roles, createdAt],
  );
  if (inserted.length === 0) return false;
  await queryIn(tx, 'INSERT INTO credential (account_id, password_hash, changed_at) VALUES ($1, $2, $3)', [id, passwordHash, createdAt]);
  return true;
};

export interface FoundCredential {
  readonly accountId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
}

export const credentialByEmail = async (database: Database, emailKey: string): Promise<FoundCredential | undefined> => {
  const [credential] = await database.query<FoundCredential>(
    `SELECT account.id AS "accountId", account.display_name AS "displayName", account.roles, credential.password_hash AS "passwordHash"
     FROM account JOIN credential ON credential.account_id = account.id WHERE account.email_key = $1`,
    [emailKey],
  );
  return credential;
};

/** The account's roles, locked until the transaction ends, or undefined where there is no such account. */
export const lockAccount = async (tx: Transaction, id: string): Promise<{ readonly displayName: string | null; readonly roles: readonly Role[] } | undefined> => {
  const [account] = await queryIn<{ displayName: string | null; roles: readonly Role[] }>(tx, 'SELECT display_name AS "displayName", roles FROM account WHERE id = $1 FOR UPDATE', [id]);
  return account;
};

export const updateRoles = async (tx: Transaction, id: string, roles: readonly Role[]): Promise<void> => {
  await queryIn(tx, 'UPDATE account SET roles = $2 WHERE id = $1', [id, roles]);
};

/** Counts over all accounts, or over those of one source. */
export interface AccountCounts {
  readonly accountCount: number;
  readonly importedAccountCount: number;
  readonly accountsWithSeveralAddresses: number;
}

export const countAccounts = async (database: Database, source: string | null): Promise<AccountCounts> => {
  const [counts] = await database.query<AccountCounts>(
    `SELECT count(*)::integer AS "accountCount", count(source)::integer AS "importedAccountCount",
       (SELECT count(*)::integer FROM (
         SELECT FROM address JOIN account ON account.id = address.account_id WHERE $1::text IS NULL OR account.source = $1
         GROUP BY address.account_id HAVING count(DISTINCT (city, region, postal_code, country_code)) > 1
       ) AS several) AS "accountsWithSeveralAddresses"
     FROM account WHERE $1::text IS NULL OR source = $1`,
    [source],
  );
  return counts ?? { accountCount: 0, importedAccountCount: 0, accountsWithSeveralAddresses: 0 };
};

/** Writes what accounts may do, and makes those that are not there: for what the log tells, which has nothing else of them. */
export const setRoles = async (tx: Transaction, roles: ReadonlyMap<string, readonly string[]>): Promise<void> => {
  if (roles.size === 0) return;
  await queryIn(
    tx,
    `INSERT INTO account (id, roles) SELECT id, roles FROM jsonb_to_recordset($1::jsonb) AS told (id uuid, roles text[])
     ON CONFLICT (id) DO UPDATE SET roles = excluded.roles`,
    [JSON.stringify([...roles].map(([id, now]) => ({ id, roles: now })))],
  );
};
