import { MAX_COUNTED_EVENTS, type DeadLetter, type Lag } from '@souk/events';

/** Longest reason in a table, in characters. */
const MAX_REASON_LENGTH = 100;

/** Lines of a table with aligned columns; numbers to the right. */
const tableOf = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] => {
  const cells = [head, ...rows].map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)));
  const widths = head.map((_title, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumeric = head.map((_title, column) => rows.every((row) => typeof row[column] === 'number'));
  return cells.map((row) => row.map((cell, column) => (isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd());
};

export const lagTable = (lags: readonly Lag[]): readonly string[] =>
  tableOf(
    ['consumer', 'publisher', 'behind', 'oldest', 'dead', 'waiting'],
    lags.map(({ consumer, publisher, behind, oldestMs, deadLetters, waiting }) => [consumer, publisher, countOf(behind), ageOf(oldestMs), deadLetters, waiting]),
  );

export const deadTable = (letters: readonly DeadLetter[]): readonly string[] =>
  tableOf(
    ['id', 'consumer', 'type', 'aggregate', 'attempts', 'time', 'reason'],
    letters.map(({ id, consumer, type, publisher, streamId, version, attempts, diedAt, isRedriven, reason }) => [
      id, consumer, type, `${publisher}/${streamId}@${version}`, attempts, diedAt.toISOString(), `${isRedriven ? '(re-driven) ' : ''}${shortened(reason)}`,
    ]),
  );

const countOf = (behind: number | undefined): string | number => {
  if (behind === undefined) return '?';
  return behind > MAX_COUNTED_EVENTS ? `${MAX_COUNTED_EVENTS.toLocaleString('en')}+` : behind;
};

const UNITS = [[86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'min'], [1_000, 's']] as const;

const ageOf = (ms: number | undefined): string => {
  if (ms === undefined) return '-';
  const [unitMs, unit] = UNITS.find(([length]) => ms >= length) ?? [1, 'ms'];
  return `${(ms / unitMs).toFixed(unit === 'ms' ? 0 : 1)} ${unit}`;
};

const shortened = (reason: string): string => (reason.length > MAX_REASON_LENGTH ? `${reason.slice(0, MAX_REASON_LENGTH - 1)}…` : reason);
