import { queryIn, type Transaction } from '@souk/persistence';
import { type ShadowedTable } from './shadow-tables.js';

/** Differences of one table that are shown. */
const MAX_SHOWN = 5;

/** A row that is not what the events say; `live` or `rebuilt` is null where it is missing there. Both carry what differs, `key` its key. */
export interface RowDifference {
  readonly key: Readonly<Record<string, unknown>>;
  readonly live: Readonly<Record<string, unknown>> | null;
  readonly rebuilt: Readonly<Record<string, unknown>> | null;
}

/** How a table and its rebuilt self compare. */
export interface TableComparison {
  readonly table: string;
  readonly liveRows: number;
  readonly rebuiltRows: number;
  readonly differingRows: number;
  /** The first few, by key. */
  readonly differences: readonly RowDifference[];
}

/** Compares row by row, all columns that are rebuilt, in one statement. */
export const compareTable = async (tx: Transaction, table: ShadowedTable): Promise<TableComparison> => {
  const [counts] = await queryIn<{ liveRows: number; rebuiltRows: number }>(tx,
    `SELECT (SELECT count(*) FROM ${table.live}) AS "liveRows", (SELECT count(*) FROM ${table.rebuilt}) AS "rebuiltRows"`);
  const rows = await queryIn<RowDifference & { differingRows: number }>(tx,
    `SELECT count(*) OVER () AS "differingRows", jsonb_build_object(${table.key.map((column) => `'${plain(column)}', coalesce(live.${column}, rebuilt.${column})`).join(', ')}) AS key,
       CASE WHEN live.is_there THEN ${asJson('live', table)} END AS live, CASE WHEN rebuilt.is_there THEN ${asJson('rebuilt', table)} END AS rebuilt
     FROM (SELECT true AS is_there, ${table.columns.join(', ')} FROM ${table.live}) AS live
     FULL JOIN (SELECT true AS is_there, ${table.columns.join(', ')} FROM ${table.rebuilt}) AS rebuilt USING (${table.key.join(', ')})
     WHERE ${rowOf('live', table)} IS DISTINCT FROM ${rowOf('rebuilt', table)} ORDER BY ${table.key.join(', ')} LIMIT ${MAX_SHOWN}`);
  return {
    table: table.name, liveRows: counts?.liveRows ?? 0, rebuiltRows: counts?.rebuiltRows ?? 0, differingRows: rows[0]?.differingRows ?? 0,
    differences: rows.map(({ key, live, rebuilt }) => ({ key, ...differing(live, rebuilt) })),
  };
};

/** With `is_there`, so that a row whose columns are all null is not taken for a missing one. */
const rowOf = (side: string, { columns }: ShadowedTable): string => `ROW(${side}.is_there, ${columns.map((column) => `${side}.${column}`).join(', ')})`;

const asJson = (side: string, { columns, key }: ShadowedTable): string => {
  const facts = columns.filter((column) => !key.includes(column));
  return facts.length === 0 ? `'{}'::jsonb` : `to_jsonb((SELECT facts FROM (SELECT ${facts.map((column) => `${side}.${column}`).join(', ')}) AS facts))`;
};

const plain = (column: string): string => column.slice(1, -1);

const differing = (live: RowDifference['live'], rebuilt: RowDifference['rebuilt']): Pick<RowDifference, 'live' | 'rebuilt'> => {
  if (live === null || rebuilt === null) return { live, rebuilt };
  const names = Object.keys(live).filter((name) => JSON.stringify(live[name]) !== JSON.stringify(rebuilt[name]));
  const pick = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => Object.fromEntries(names.map((name) => [name, row[name]]));
  return { live: pick(live), rebuilt: pick(rebuilt) };
};
