import { setImmediate as nextTurn } from 'node:timers/promises';

/** Operations that are prepared before a new version of the supergraph is served. */
const MAX_OPERATIONS = 200;
/** How long that may take, in milliseconds: a change of the supergraph should not wait for the rarest operation. */
const DEADLINE_MS = 5_000;

export interface WarmUpReport {
  readonly prepared: number;
  /** They do not fit the new version any more, or could not be planned. */
  readonly refused: number;
  /** There was no time for them. */
  readonly skipped: number;
}

/**
 * Prepares the most used operations, the hottest first, one after the other; requests get their turn in between.
 * Never rejects: an operation that cannot be prepared is found out again by the client that asks for it.
 */
export const warmUp = async <Operation>(hottest: readonly Operation[], prepare: (operation: Operation) => Promise<unknown>, deadlineMs = DEADLINE_MS): Promise<WarmUpReport> => {
  const operations = hottest.slice(0, MAX_OPERATIONS);
  const endMs = performance.now() + deadlineMs;
  let prepared = 0;
  let refused = 0;
  for (const operation of operations) {
    if (performance.now() >= endMs) break;
    try {
      await prepare(operation);
      prepared += 1;
    } catch {
      refused += 1;
    }
    await nextTurn();
  }
  return { prepared, refused, skipped: hottest.length - prepared - refused };
};
