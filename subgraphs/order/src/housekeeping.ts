import { sleep, type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { deleteExpiredKeys } from './repositories/idempotency.js';

/** Time between two rounds, in milliseconds. */
const EVERY_MS = 10 * 60 * 1_000;

/** Forgets idempotency keys that are over, from time to time, until stopped. */
export const startHousekeeping = ({ database, clock, logger }: { readonly database: Database; readonly clock: Clock; readonly logger: Logger }): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(EVERY_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      await database.transaction((tx) => deleteExpiredKeys(tx, clock.now())).catch((error: unknown) => logger.warn({ err: error }, 'expired idempotency keys could not be deleted; the next round will'));
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
