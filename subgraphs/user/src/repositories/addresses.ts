import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { In } from 'typeorm';
import { Address } from '../entities/address.js';

/** Newest first. */
export const addressesOf = (database: Database, accountIds: readonly string[]): Promise<readonly Address[]> =>
  database.source.getRepository(Address).find({ where: { accountId: In(accountIds) }, order: { createdAt: 'DESC', id: 'DESC' } });

export const addressesById = (database: Database, ids: readonly string[]): Promise<readonly Address[]> => database.source.getRepository(Address).findBy({ id: In(ids) });

export const countAddresses = (tx: Transaction, accountId: string): Promise<number> => tx.getRepository(Address).countBy({ accountId });

export const insertAddress = async (tx: Transaction, address: Address): Promise<void> => {
  await tx.getRepository(Address).insert({ ...address, lines: [...address.lines] });
};

/** The address as it is now, or undefined where the account has none of that id. */
export const updateAddress = async (tx: Transaction, { id, accountId, recipient, lines, city, region, postalCode, countryCode }: Omit<Address, 'createdAt'>): Promise<Address | undefined> => {
  const [address] = await queryIn<Address>(
    tx,
    `UPDATE address SET recipient = $3, lines = $4, city = $5, region = $6, postal_code = $7, country_code = $8, is_imported = false
     WHERE id = $1 AND account_id = $2
     RETURNING id, account_id AS "accountId", recipient, lines, city, region, postal_code AS "postalCode", country_code AS "countryCode", created_at AS "createdAt"`,
    [id, accountId, recipient, lines, city, region, postalCode, countryCode],
  );
  return address;
};

/** False where the account has none of that id. */
export const deleteAddress = async (tx: Transaction, { id, accountId }: { readonly id: string; readonly accountId: string }): Promise<boolean> =>
  (await queryIn(tx, 'DELETE FROM address WHERE id = $1 AND account_id = $2 RETURNING id', [id, accountId])).length > 0;
