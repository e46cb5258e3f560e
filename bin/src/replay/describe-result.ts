import { type ReplayResult, type RowDifference, type TableComparison } from '@souk/events';

const NUMBERS = new Intl.NumberFormat('en');

/** What a person reads of one projection's replay: a line per table, then its first differences. */
export const describeResult = (name: string, { events, oldEvents, tables, swappedRows }: ReplayResult, { until, seconds }: { readonly until: Date | undefined; readonly seconds: number }): readonly string[] => [
  `${name}: ${count(events, 'event')} in ${seconds.toFixed(1)} s${until === undefined ? '' : `, as of ${until.toISOString()}`}`,
  ...(oldEvents === 0 ? [] : [`  ${count(oldEvents, 'event')} of an old shape do not carry all that is rebuilt: rows that follow from them differ.`]),
  ...tables.flatMap((table) => (until === undefined ? [compared(table), ...table.differences.map((row) => `    ${describeRow(row)}`), ...more(table)] : [`  ${table.table}: ${count(table.rebuiltRows, 'row')}`])),
  ...(swappedRows === undefined ? [] : [`  swapped: ${count(swappedRows, 'row')} written`]),
];

/** Rows that differ, over all tables. */
export const differingRows = ({ tables }: ReplayResult): number => tables.reduce((sum, table) => sum + table.differingRows, 0);

const compared = ({ table, liveRows, rebuiltRows, differingRows: differing }: TableComparison): string =>
  (differing === 0 ? `  ${table}: ${count(liveRows, 'row')}, all equal` : `  ${table}: ${count(differing, 'row')} of ${NUMBERS.format(Math.max(liveRows, rebuiltRows))} differ`);

const more = ({ differences, differingRows: differing }: TableComparison): readonly string[] => (differing > differences.length ? [`    … and ${NUMBERS.format(differing - differences.length)} more`] : []);

const describeRow = ({ key, live, rebuilt }: RowDifference): string => {
  const row = facts(key);
  if (live === null) return `${row}: missing; expected ${facts(rebuilt ?? {})}`;
  if (rebuilt === null) return `${row}: no event leads to it`;
  return `${row}: expected ${facts(rebuilt)}, found ${facts(live)}`;
};

const facts = (row: Readonly<Record<string, unknown>>): string => Object.entries(row).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');

const count = (amount: number, what: string): string => `${NUMBERS.format(amount)} ${what}${amount === 1 ? '' : 's'}`;
