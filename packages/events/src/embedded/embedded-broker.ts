import { type Logger } from '@souk/telemetry';
import { type Broker, type ConsumeOptions } from '../broker.js';
import { redeliverDeadLetters } from '../dead-letters/redeliver.js';
import { type EventLog } from '../event-log.js';
import { cursorNames } from '../partition.js';
import { RunningWork } from '../running-work.js';
import { noteSubscriptions } from '../subscription.js';
import { consumeLog } from './consume-log.js';
import { PublishedLogs } from './published-logs.js';

/** One cursor per consumer and publisher: one process reads for all of a consumer's replicas. */
const PARTITIONS = 1;

/**
 * Delivers within one process, straight from the publishers' logs; each consumer keeps a durable cursor per publisher in
 * its own database. An advisory lock per consumer and publisher keeps a second process from doing the same work.
 */
export const createEmbeddedBroker = ({ logger }: { readonly logger: Logger }): Broker => {
  const logs = new PublishedLogs();
  const work = new RunningWork();
  return {
    publish: async (log) => work.start((signal) => offer(logs, log, signal)),
    consume: async (options) =>
      work.start(async (signal) => {
        await Promise.all([
          ...options.from.map((service) => consumeFrom(logs, service, options, signal, logger)),
          redeliverDeadLetters(options, signal, logger),
          noteSubscriptions(options, PARTITIONS, signal, logger),
        ]);
      }),
    close: () => work.stopAll(),
  };
};

/** Keeps the log on offer until the signal aborts, and then until nobody reads it any more: its database may be closed next. */
const offer = async (logs: PublishedLogs, log: EventLog, signal: AbortSignal): Promise<void> => {
  const published = logs.offer(log, signal);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  logs.withdraw(published);
  await Promise.all(published.readers);
};

const consumeFrom = async <Prepared>(logs: PublishedLogs, service: string, options: ConsumeOptions<Prepared>, signal: AbortSignal, logger: Logger): Promise<void> => {
  const cursorName = cursorNames(options.consumer, service, PARTITIONS).join();
  for (;;) {
    const published = await logs.find(service, signal);
    if (published === undefined) return;
    const either = AbortSignal.any([signal, published.withdrawn]);
    const reading = options.database.runExclusively(`consume ${options.consumer}<${service}`, either, (held) => consumeLog(options, published.log, cursorName, held, logger));
    published.readers.add(reading);
    await reading;
    published.readers.delete(reading);
  }
};
