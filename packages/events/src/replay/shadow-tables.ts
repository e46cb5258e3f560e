import { assertInvariant } from '@souk/kernel';
import { queryIn, type Transaction } from '@souk/persistence';
import { type ProjectedTable, type Projection } from './projection.js';

/** Where a replay builds its tables; dropped at its end, and by the next one after a crash. */
const SHADOW_SCHEMA = 'replay';

/** A table beside its rebuilt self, as SQL names it. */
export interface ShadowedTable {
  readonly name: string;
  readonly live: string;
  readonly rebuilt: string;
  readonly key: readonly string[];
  /** Columns that are rebuilt, the key among them. */
  readonly columns: readonly string[];
  /** Those that are kept, too; what a projection writes into these is for new rows alone. */
  readonly allColumns: readonly string[];
}

/** Makes an empty, unlogged copy of each table, without what refers to other tables and without checks, which guard the live ones. */
export const createShadowTables = async (tx: Transaction, { tables }: Projection): Promise<readonly ShadowedTable[]> => {
  await dropShadowTables(tx);
  await queryIn(tx, `CREATE SCHEMA ${SHADOW_SCHEMA}`);
  const shadowed: ShadowedTable[] = [];
  for (const table of tables) shadowed.push(await createShadowTable(tx, table));
  return shadowed;
};

export const dropShadowTables = async (tx: Transaction): Promise<void> => {
  await queryIn(tx, `DROP SCHEMA IF EXISTS ${SHADOW_SCHEMA} CASCADE`);
};

/** Runs the work while unqualified names mean the rebuilt tables, and nothing else can be named: no live table is ever written by mistake. */
export const amongShadowTables = async (tx: Transaction, work: () => Promise<void>): Promise<void> => {
  const [before] = await queryIn<{ path: string }>(tx, "SELECT current_setting('search_path') AS path");
  await queryIn(tx, `SET LOCAL search_path TO ${SHADOW_SCHEMA}`);
  await work();
  await queryIn(tx, "SELECT set_config('search_path', $1, true)", [before?.path]);
};

const createShadowTable = async (tx: Transaction, { name, kept = [] }: ProjectedTable): Promise<ShadowedTable> => {
  const rebuilt = `${SHADOW_SCHEMA}.${quoted(name)}`;
  await queryIn(tx, `CREATE UNLOGGED TABLE ${rebuilt} (LIKE ${quoted(name)} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING INDEXES)`);
  await dropSearchIndexes(tx, rebuilt);
  const described = await queryIn<{ name: string; isKey: boolean; isGenerated: boolean; isRequired: boolean }>(tx,
    `SELECT attname AS name, coalesce(attnum = ANY(indkey), false) AS "isKey", attgenerated <> '' AS "isGenerated", attnotnull AS "isRequired"
     FROM pg_attribute LEFT JOIN pg_index ON indrelid = attrelid AND indisprimary
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`, [quoted(name)]);
  for (const column of kept) assertInvariant(described.some((known) => known.name === column), `table ${name} has a column ${column}`);
  const writable = described.filter(({ isGenerated }) => !isGenerated);
  const columns = writable.filter((column) => !kept.includes(column.name));
  const key = columns.filter(({ isKey }) => isKey);
  assertInvariant(key.length > 0, `table ${name} has a primary key that the log carries`);
  // What an event of an old shape cannot tell is null here, and shows as a difference.
  for (const { name: column, isKey, isRequired } of described) if (isRequired && !isKey) await queryIn(tx, `ALTER TABLE ${rebuilt} ALTER COLUMN ${quoted(column)} DROP NOT NULL`);
  return { name, live: quoted(name), rebuilt, key: key.map((column) => quoted(column.name)), columns: columns.map((column) => quoted(column.name)), allColumns: writable.map((column) => quoted(column.name)) };
};

/** Indexes that serve readers alone: nobody reads these tables but the replay, and filling them costs more than filling the table. */
const dropSearchIndexes = async (tx: Transaction, table: string): Promise<void> => {
  const indexes = await queryIn<{ name: string }>(tx, 'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indrelid = $1::regclass AND NOT indisunique', [table]);
  if (indexes.length > 0) await queryIn(tx, `DROP INDEX ${indexes.map(({ name }) => name).join(', ')}`);
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
