import { type HistoryRecord } from './history.js';
import { type Violation } from './checkers/violation.js';

/** The operations that touched what a violation is about, and the strikes that stood meanwhile, in the order of time. */
export const shortestHistory = (records: readonly HistoryRecord[], { keys }: Violation): readonly HistoryRecord[] => {
  const ids = new Set(records.filter((record) => record.keys.some((key) => keys.includes(key))).map(({ id }) => id));
  const touching = records.filter(({ id }) => ids.has(id));
  const [begunAt, endedAt] = [touching[0]?.at ?? Infinity, touching.at(-1)?.at ?? -Infinity];
  const strikes = new Set(records.filter(({ type, at }) => type === 'strike' && at <= endedAt).map(({ id }) => id));
  const over = new Set(records.filter(({ type, at }) => type === 'heal' && at < begunAt).map(({ id }) => id));
  return records.filter(({ id }) => ids.has(id) || (strikes.has(id) && !over.has(id)));
};
