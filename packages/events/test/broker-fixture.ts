import { afterEach, beforeEach } from '@jest/globals';
import { newId } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Logger } from '@souk/telemetry';
import { type Broker, type EventLog } from '../src/index.js';
import { eventsDatabaseUrl, openDatabase, openLog } from './log-fixture.js';
import { memoryLogger } from './memory-logger.js';
import { createEffectTable } from './recording-consumer.js';

/** Gives what one more process would have. */
export type CreateBroker = (logger: Logger) => Promise<Broker>;
/** Deletes what the service and its consumers left in the broker. */
export type CleanUp = (service: string, consumers: readonly string[]) => Promise<void>;

interface Fresh {
  readonly url: string;
  readonly service: string;
  readonly consumer: string;
  readonly database: Database;
  readonly log: EventLog;
}

/** For each test of the block that calls it: a fresh database with a log and a table of effects, names of its own, and brokers that end with it. */
export const brokerFixture = (createBroker: CreateBroker, cleanUp: CleanUp = async () => undefined) => {
  const logger = memoryLogger();
  let fresh: Fresh;
  let opened: { close(): Promise<void> }[];
  beforeEach(async () => {
    logger.lines.length = 0;
    opened = [];
    const url = await eventsDatabaseUrl();
    const service = `order${newId().slice(-12)}`;
    const database = await openDatabase(url, { name: service, logger });
    fresh = { url, service, consumer: `logistics.${newId().slice(-12)}`, database, log: openLog(database, logger) };
    await createEffectTable(database);
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    await fresh.database.close();
    await cleanUp(fresh.service, [fresh.consumer, `${fresh.consumer}-1`, `${fresh.consumer}-2`]);
  });
  return {
    logger,
    fresh: (): Fresh => fresh,
    /** Closed at the end of the test, after the brokers. */
    keep: (one: { close(): Promise<void> }): void => void opened.push(one),
    /** A broker with a pool of its own, as another replica has. */
    startReplica: async (): Promise<{ broker: Broker; database: Database; log: EventLog }> => {
      const database = await openDatabase(fresh.url, { name: fresh.service, logger });
      const broker = await createBroker(logger);
      opened.unshift({ close: () => broker.close().then(() => database.close()) });
      return { broker, database, log: openLog(database, logger) };
    },
  };
};
