import { sleep } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { type ConsumeOptions } from './broker.js';

/** What a consumer asks of a publisher, and in how many partitions its broker brings it. */
export interface Subscription {
  readonly consumer: string;
  readonly service: string;
  readonly types: readonly string[];
  readonly partitions: number;
}

/** Pause before a subscription that could not be noted is tried again, in milliseconds. */
const RETRY_MS = 1_000;

/** Notes what the consumer asks for in its own database, for those who watch its lag. Tries until it is noted or the signal aborts; never rejects. */
export const noteSubscriptions = async <Prepared>({ consumer, database, from, types }: ConsumeOptions<Prepared>, partitions: number, signal: AbortSignal, logger: Logger): Promise<void> => {
  while (!signal.aborted) {
    try {
      await database.queryInBackground(
        `INSERT INTO subscription (consumer, service, types, partitions) SELECT $1, service, $3::text[], $4::integer FROM unnest($2::text[]) AS publisher(service)
         ON CONFLICT (consumer, service) DO UPDATE SET types = excluded.types, partitions = excluded.partitions`,
        [consumer, from, types, partitions],
      );
      return;
    } catch (error) {
      logger.warn({ err: error, consumer }, 'What a consumer asks for could not be noted; it is tried again.');
      await sleep(RETRY_MS, signal);
    }
  }
};

/** What the consumers of a database ask for, by name. Bounded by their number in the code. */
export const subscriptionsIn = (database: Database): Promise<readonly Subscription[]> =>
  database.queryInBackground<Subscription>('SELECT consumer, service, types, partitions FROM subscription ORDER BY consumer, service');
