import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { Warehouse } from '../entities/warehouse.js';

/** All warehouses, by code. */
export const allWarehouses = (database: Database): Promise<readonly Warehouse[]> =>
  database.query<Warehouse>('SELECT id, code, name, country_code AS "countryCode", postal_code AS "postalCode" FROM warehouse ORDER BY code');

/** How many warehouses there are. Until the transaction ends nobody else adds one: two would count the same, and a cache would take the second list for the first. */
export const countWarehousesLocked = async (tx: Transaction): Promise<number> => {
  await queryIn(tx, 'LOCK TABLE warehouse IN SHARE ROW EXCLUSIVE MODE');
  return tx.count(Warehouse);
};

/** Throws a unique violation of `warehouse_code` where the code is taken. */
export const insertWarehouse = async (tx: Transaction, warehouse: Warehouse): Promise<void> => {
  await tx.insert(Warehouse, warehouse);
};
