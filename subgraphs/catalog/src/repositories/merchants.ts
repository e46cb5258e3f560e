import { type Database } from '@souk/persistence';
import { type Merchant } from '../domain/merchant.js';
import { HORIZON, type Versioned } from './versioned.js';

export const merchantsById = async (database: Database, ids: readonly string[]): Promise<readonly Versioned<Merchant>[]> => {
  const rows = await database.query<Merchant & { horizon: number }>(
    `SELECT ${HORIZON}, id, name, city, region, postal_code AS "postalCode", source_id AS "sourceId" FROM merchant WHERE id = ANY($1::uuid[])`, [ids]);
  return rows.map(({ horizon, ...merchant }) => ({ key: merchant.id, value: merchant, horizon }));
};
