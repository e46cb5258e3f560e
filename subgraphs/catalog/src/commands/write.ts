import { type EventMeta, type NewEvent, type StoredEvent, type StreamBatch } from '@souk/events';
import { type Transaction } from '@souk/persistence';
import { changesOf } from '../caching/changes-of.js';
import { type CommandContext } from './command-context.js';

/** What a command's one transaction works with. */
export interface UnitOfWork {
  readonly tx: Transaction;
  /** Appends to a stream that has `expectedVersion` events so far. */
  append(streamId: string, expectedVersion: number | 'any', event: NewEvent): Promise<void>;
  /** As `append`, for many streams at once. */
  appendMany(batch: readonly StreamBatch[]): Promise<void>;
}

/**
 * Runs a command's work in one transaction; after its commit, and before anyone gets the answer, this process and the shared cache forget
 * what its events outdate. Other processes hear of them by the log. The work may run several times, see `Database.transaction`.
 */
export const write = async <Result>({ database, log, cache }: CommandContext, meta: EventMeta, work: (unit: UnitOfWork) => Promise<Result>): Promise<Result> => {
  const { result, events } = await database.transaction(async (tx) => {
    const appended: StoredEvent[] = [];
    const unit: UnitOfWork = {
      tx,
      append: async (streamId, expectedVersion, event) => void appended.push(...(await log.append(tx, streamId, expectedVersion, [{ ...event, meta }]))),
      appendMany: async (batch) => void appended.push(...(await log.appendMany(tx, batch.map((entry) => ({ ...entry, events: entry.events.map((event) => ({ ...event, meta })) }))))),
    };
    return { result: await work(unit), events: appended };
  });
  await cache.invalidate(changesOf(events));
  return result;
};
