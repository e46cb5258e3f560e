import { type HistoryRecord } from './history.js';
import { NEMESIS_NAMES } from './nemeses/index.js';
import { type SeedResult } from './run-seed.js';
import { shortestHistory } from './shortest-history.js';

/** Lines of a history that are printed; the whole of it is written by --history. */
const MAX_LINES = 60;
const MAX_VIOLATIONS = 10;

/** A seed in one line. */
export const summaryOf = ({ protocol, seed, checkouts, register, counts, strikes, resolved, tookMs, violations }: SeedResult): string => {
  const { acknowledged, aborted, unknown } = checkouts;
  const struck = [...strikes].map(([name, times]) => `${name} ${times}`).join(', ');
  const overheadMs = tookMs.opening + tookMs.resting + tookMs.checking;
  return `${protocol} seed ${seed}: ${acknowledged + aborted + unknown} checkouts (${acknowledged} acknowledged, ${aborted} aborted, ${unknown} unknown, ${resolved} of them resolved), ${register.operations} register operations${register.verdict === 'too long' ? ' (search for an order given up)' : ''}${counts === undefined ? '' : `, ${counts} counts`}, strikes: ${struck}; ${inSeconds(tookMs.working)} s of work, ${inSeconds(overheadMs)} s around it (rest ${inSeconds(tookMs.resting)}): ${violations.length} violations`;
};

const inSeconds = (ms: number): string => (ms / 1_000).toFixed(1);

/** All seeds of a run together: what their checkouts came to, and how many seeds each nemesis struck in. */
export const totalOf = (results: readonly SeedResult[]): readonly string[] => {
  const sum = (count: (result: SeedResult) => number): number => results.reduce((total, result) => total + count(result), 0);
  const [acknowledged, aborted, unknown] = [sum(({ checkouts }) => checkouts.acknowledged), sum(({ checkouts }) => checkouts.aborted), sum(({ checkouts }) => checkouts.unknown)];
  const rows = NEMESIS_NAMES.map((name) => {
    const struck = results.filter(({ strikes }) => (strikes.get(name) ?? 0) > 0).length;
    return `  ${name.padEnd(14)} struck in ${String(struck).padStart(3)} of the ${String(results.filter(({ nemeses }) => nemeses.includes(name)).length).padStart(3)} seeds that drew it, ${String(sum(({ strikes }) => strikes.get(name) ?? 0)).padStart(4)} times`;
  });
  return [
    `${results.length} seeds: ${acknowledged + aborted + unknown} checkouts: ${acknowledged} acknowledged, ${aborted} aborted, ${unknown} unknown, of which ${sum(({ resolved }) => resolved)} were resolved; ${sum(({ register }) => register.operations)} register operations; ${sum(({ violations }) => violations.length)} violations`,
    ...rows,
  ];
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
