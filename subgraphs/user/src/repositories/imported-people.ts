import { queryIn, type Transaction } from '@souk/persistence';

export interface ImportedPerson {
  /** The source's id as a UUID: it is the account's id too. */
  readonly id: string;
  readonly sourceId: string;
}

export interface ImportedAddress {
  readonly id: string;
  readonly accountId: string;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  readonly countryCode: string;
}

/** Inserts those that are not there, in one statement; returns their ids. */
export const insertPeople = async (tx: Transaction, source: string, people: readonly ImportedPerson[], now: Date): Promise<readonly string[]> => {
  const rows = await queryIn<{ id: string }>(
    tx,
    `INSERT INTO account (id, roles, source, source_id, created_at)
     SELECT person.id, '{CUSTOMER}', $1, person.source_id, $2 FROM unnest($3::uuid[], $4::text[]) AS person(id, source_id)
     ORDER BY person.id -- two imports of the same people take the rows in one order, and wait instead of deadlocking
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [source, now, people.map(({ id }) => id), people.map(({ sourceId }) => sourceId)],
  );
  return rows.map(({ id }) => id);
};

/** Inserts those that their account does not have from the import already, in one statement; accounts of other sources are left alone. */
export const insertImportedAddresses = async (tx: Transaction, source: string, addresses: readonly ImportedAddress[], now: Date): Promise<readonly { readonly id: string; readonly accountId: string }[]> =>
  queryIn<{ id: string; accountId: string }>(
    tx,
    `INSERT INTO address (id, account_id, lines, city, region, postal_code, country_code, is_imported, created_at)
     SELECT entry.id, entry.account_id, '{}', entry.city, entry.region, entry.postal_code, entry.country_code, true, $2
     FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[]) AS entry(id, account_id, city, region, postal_code, country_code)
     JOIN account ON account.id = entry.account_id AND account.source = $1
     ORDER BY entry.account_id, entry.city, entry.postal_code
     ON CONFLICT (account_id, city, coalesce(region, ''), postal_code, country_code) WHERE is_imported DO NOTHING
     RETURNING id, account_id AS "accountId"`,
    [source, now, addresses.map(({ id }) => id), addresses.map(({ accountId }) => accountId), addresses.map(({ city }) => city), addresses.map(({ region }) => region), addresses.map(({ postalCode }) => postalCode), addresses.map(({ countryCode }) => countryCode)],
  );
