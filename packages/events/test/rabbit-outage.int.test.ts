import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, sleep } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { describeWith, waitFor } from '@souk/testing';
import { createRabbitBroker, readLag, type Broker, type EventLog } from '../src/index.js';
import { event, eventsDatabaseUrl, openDatabase, openLog } from './log-fixture.js';
import { ownRabbit, type OwnRabbit } from './own-rabbit.js';
import { createEffectTable, expectedVersions, record, versionsByStream, waitForEffects } from './recording-consumer.js';

/** How long RabbitMQ is away, in milliseconds. */
const AWAY_MS = process.env['SOUK_LONG_TESTS'] === 'true' ? 30_000 : 2_000;
const STREAMS = 20;
/** Pause between two events of one writer, in milliseconds. */
const PACE_MS = 50;

describeWith('rabbitmq-server', () => {
  describe('a RabbitMQ that stops and starts while events are produced', () => {
    let rabbit: OwnRabbit;
    let database: Database;
    let log: EventLog;
    let broker: Broker;
    beforeEach(async () => {
      rabbit = await ownRabbit();
      await rabbit.start();
      database = await openDatabase(await eventsDatabaseUrl());
      log = openLog(database);
      await createEffectTable(database);
      broker = createRabbitBroker({ url: rabbit.url, logger: silentLogger });
    }, 90_000);
    afterEach(async () => {
      await broker.close();
      await database.close();
      await rabbit.remove();
    }, 90_000);

    it('stops no producer, loses nothing and repeats nothing; lag grows, is to be seen, and drains to 0 in order', async () => {
      await broker.publish(log);
      await record(broker, database, 'logistics.outage', 'order');
      const streamIds = Array.from({ length: STREAMS }, () => newId());
      let versions = 0;
      let isProducing = true;
      const produce = async (): Promise<void> => {
        for (; isProducing; versions += 1) {
          const batch = streamIds.map((streamId) => ({ streamId, expectedVersion: versions, events: [event('OrderPaid')] }));
          await database.transaction((tx) => log.appendMany(tx, batch));
          await sleep(PACE_MS);
        }
      };
      const producing = produce();
      const behind = async (): Promise<number> => (await readLag(database, new Map([['order', database]])))[0]?.behind ?? 0;
      await waitForEffects(database, 'logistics.outage', 100);
      await rabbit.stop();
      const before = await behind();
      await sleep(AWAY_MS);
      expect(await behind()).toBeGreaterThan(before + STREAMS);
      await rabbit.start();
      isProducing = false;
      await producing;
      const effects = await waitForEffects(database, 'logistics.outage', STREAMS * versions, 120_000);
      expect(versionsByStream(effects)).toEqual(expectedVersions(streamIds, versions));
      await waitFor(async () => (await behind()) === 0);
    }, 300_000);
  });
});
