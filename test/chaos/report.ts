import { type HistoryRecord } from './history.js';
import { type SeedResult } from './run-seed.js';
import { shortestHistory } from './shortest-history.js';

/** Lines of a history that are printed; the whole of it is written by --history. */
const MAX_LINES = 60;
const MAX_VIOLATIONS = 10;

/** A seed in one line. */
export const summaryOf = ({ protocol, seed, nemeses, checkouts, register, strikes, violations }: SeedResult): string => {
  const { acknowledged, aborted, unknown } = checkouts;
  return `${protocol} seed ${seed}: ${acknowledged + aborted + unknown} checkouts (${acknowledged} acknowledged, ${aborted} aborted, ${unknown} unknown), ${register.operations} register operations${register.verdict === 'too long' ? ' (search for an order given up)' : ''}, ${strikes} strikes of ${nemeses.join(', ')}: ${violations.length} violations`;
};

/** What was violated, and the shortest history that shows the first of it. */
export const describeViolations = ({ violations, history }: SeedResult): readonly string[] => {
  const [first] = violations;
  if (first === undefined) return [];
  const shortest = shortestHistory(history.records, first);
  return [
    ...violations.slice(0, MAX_VIOLATIONS).map(({ rule, message }) => `VIOLATED: ${rule}: ${message}`),
    ...(violations.length > MAX_VIOLATIONS ? [`… and ${violations.length - MAX_VIOLATIONS} more`] : []),
    `History of the first (${shortest.length} records):`,
    ...shortest.slice(0, MAX_LINES).map(lineOf),
    ...(shortest.length > MAX_LINES ? [`… ${shortest.length - MAX_LINES} more, see --history`] : []),
  ];
};

const lineOf = ({ at, process, operation, type, id, keys, details }: HistoryRecord): string =>
  `  ${(at / 1_000).toFixed(3).padStart(8)} s  ${process.padEnd(12)} ${type.padEnd(7)} ${operation} #${id} ${keys.join(' ')} ${JSON.stringify(details)}`;
