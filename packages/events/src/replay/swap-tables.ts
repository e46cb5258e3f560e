import { queryIn, type Transaction } from '@souk/persistence';
import { type ShadowedTable } from './shadow-tables.js';

/**
 * Makes the live tables what was rebuilt, in the caller's transaction, which holds their locks: rows that differ are written, all others stay untouched,
 * and so do columns that are kept. Readers see the state before or the one after. Keys, names of constraints and references of other tables stay what they are.
 */
export const swapTables = async (tx: Transaction, tables: readonly ShadowedTable[]): Promise<number> => {
  let written = 0;
  for (const table of [...tables].reverse()) written += await deleteSuperfluous(tx, table);
  for (const table of tables) written += (await updateDiffering(tx, table)) + (await insertMissing(tx, table));
  return written;
};

const deleteSuperfluous = (tx: Transaction, { live, rebuilt, key }: ShadowedTable): Promise<number> =>
  countOf(tx, `DELETE FROM ${live} AS live WHERE NOT EXISTS (SELECT FROM ${rebuilt} AS rebuilt WHERE ${joined(key)}) RETURNING 1`);

const updateDiffering = async (tx: Transaction, { live, rebuilt, key, columns }: ShadowedTable): Promise<number> => {
  const facts = columns.filter((column) => !key.includes(column));
  if (facts.length === 0) return 0;
  const rowOf = (side: string): string => `ROW(${facts.map((column) => `${side}.${column}`).join(', ')})`;
  return countOf(tx, `UPDATE ${live} AS live SET ${facts.map((column) => `${column} = rebuilt.${column}`).join(', ')} FROM ${rebuilt} AS rebuilt
    WHERE ${joined(key)} AND ${rowOf('live')} IS DISTINCT FROM ${rowOf('rebuilt')} RETURNING 1`);
};

const insertMissing = (tx: Transaction, { live, rebuilt, key, allColumns }: ShadowedTable): Promise<number> =>
  countOf(tx, `INSERT INTO ${live} (${allColumns.join(', ')}) SELECT ${allColumns.join(', ')} FROM ${rebuilt} AS rebuilt
    WHERE NOT EXISTS (SELECT FROM ${live} AS live WHERE ${joined(key)}) RETURNING 1`);

const countOf = async (tx: Transaction, statement: string): Promise<number> => {
  const [row] = await queryIn<{ count: number }>(tx, `WITH written AS (${statement}) SELECT count(*) AS count FROM written`);
  return row?.count ?? 0;
};

const joined = (key: readonly string[]): string => key.map((column) => `live.${column} = rebuilt.${column}`).join(' AND ');
