import { sleep, type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { deleteFinishedSagas, deleteFinishedTransactions } from '@souk/transactions';
import { deleteExpiredKeys } from './repositories/idempotency.js';
import { deleteEndedPercolatorCheckouts } from './repositories/percolator-checkouts.js';

/** Time between two rounds, in milliseconds. */
const EVERY_MS = 10 * 60 * 1_000;
/** How long the end of a checkout or a cancellation is kept, in milliseconds: a repeated idempotency key asks for it for 24 hours. */
const FINISHED_KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

export interface HousekeepingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Forgets idempotency keys that are over, and checkouts that ended long ago, from time to time, until stopped. */
export const startHousekeeping = (options: HousekeepingOptions): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(EVERY_MS, stopping.signal);
      await forgetWhatIsOver(options, stopping.signal);
    }
  };
  const running = work();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

/** One round: batch after batch until nothing is left, or the signal aborts. Never rejects; idempotent. */
export const forgetWhatIsOver = async ({ database, clock, logger }: HousekeepingOptions, signal: AbortSignal): Promise<void> => {
  const now = clock.now();
  const before = new Date(now.getTime() - FINISHED_KEPT_MS);
  const kinds: Readonly<Record<string, () => Promise<number>>> = {
    'idempotency keys': () => database.transaction((tx) => deleteExpiredKeys(tx, now)),
    sagas: () => deleteFinishedSagas(database, before),
    'atomic transactions': () => deleteFinishedTransactions(database, before),
    'Percolator checkouts': () => deleteEndedPercolatorCheckouts(database, before),
  };
  for (const [kind, deleteBatch] of Object.entries(kinds)) {
    try {
      while (!signal.aborted && (await deleteBatch()) > 0);
    } catch (error) {
      logger.warn({ err: error }, `${kind} that are over could not be deleted; the next round will`);
    }
  }
};
