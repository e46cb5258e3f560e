import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, sleep } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { describeWith, rabbitUrl, waitFor } from '@souk/testing';
import { createRabbitBroker, readLag, type Broker, type EventLog } from '../src/index.js';
import { partitionOf } from '../src/partition.js';
import { consumerQueues, DEAD_LETTERS_QUEUE, EXCHANGE, routingKeyOf } from '../src/rabbit/topology.js';
import { describeBroker } from './broker-contract.js';
import { type CreateBroker } from './broker-fixture.js';
import { describeDeadLetters } from './dead-letter-contract.js';
import { gate } from './gate.js';
import { event, eventsDatabaseUrl, openDatabase, openLog } from './log-fixture.js';
import { memoryLogger } from './memory-logger.js';
import { deleteQueues, withRabbit } from './rabbit-queues.js';
import { appendBulk, appendOrders, createEffectTable, effectsOf, expectedVersions, record, versionsByStream, waitForEffects } from './recording-consumer.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

describeWith('rabbitmq-server', () => {
  const createBroker: CreateBroker = async (logger) => createRabbitBroker({ url: await rabbitUrl(), logger });
  describeBroker('RabbitMQ', createBroker, deleteQueues);
  describeDeadLetters('RabbitMQ', { createBroker, cleanUp: deleteQueues, isLong: process.env['SOUK_LONG_TESTS'] === 'true' });

  describe('the RabbitMQ broker', () => {
    const logger = memoryLogger();
    let service: string;
    let consumer: string;
    let queues: readonly string[];
    let url: string;
    let database: Database;
    let log: EventLog;
    let proxy: TcpProxy;
    let broker: Broker;

    const startBroker = async (): Promise<Broker> => {
      const way = new URL(await rabbitUrl());
      way.hostname = '127.0.0.1';
      way.port = String(proxy.port);
      return createRabbitBroker({ url: way.toString(), logger });
    };

    beforeEach(async () => {
      logger.lines.length = 0;
      service = `order${newId().slice(-12)}`;
      consumer = `logistics.${newId().slice(-12)}`;
      queues = consumerQueues(consumer, service);
      url = await eventsDatabaseUrl();
      database = await openDatabase(url, { name: service });
      log = openLog(database);
      await createEffectTable(database);
      const { hostname, port } = new URL(await rabbitUrl());
      proxy = await startTcpProxy(hostname, Number(port));
      broker = await startBroker();
    });
    afterEach(async () => {
      await broker.close();
      await proxy.close();
      await database.close();
      await deleteQueues(service, [consumer]);
    });

    it('loses nothing and keeps the order while RabbitMQ is out of reach again and again', async () => {
      await broker.publish(log);
      await record(broker, database, consumer, service, { before: () => sleep(1) });
      const streamIds = [...(await appendBulk(log, { streams: 60, eventsEach: 10 }))];
      for (const share of [100, 400]) {
        await waitForEffects(database, consumer, share);
        proxy.cut();
        streamIds.push(...(await appendOrders(log, { streams: 5, eventsEach: 10 })));
        proxy.mend();
      }
      expect(versionsByStream(await waitForEffects(database, consumer, 700))).toEqual(expectedVersions(streamIds, 10));
    });

    it('starts without RabbitMQ, stops without it, and delivers once it is there', async () => {
      proxy.cut();
      await broker.close();
      broker = await startBroker();
      await broker.publish(log);
      await record(broker, database, consumer, service);
      const streamIds = await appendOrders(log, { streams: 3, eventsEach: 2 });
      const stopping = await startBroker();
      await stopping.publish(log);
      await stopping.close();
      proxy.mend();
      expect(versionsByStream(await waitForEffects(database, consumer, 6))).toEqual(expectedVersions(streamIds, 2));
    });

    it('fills queues anew when one was lost, with the whole history, and the effects stay single', async () => {
      await broker.publish(log);
      await record(broker, database, consumer, service);
      const streamIds = [...(await appendOrders(log, { streams: 5, eventsEach: 3 }))];
      await waitForEffects(database, consumer, 15);
      await withRabbit((connection) => connection.queueDelete(queues[2] ?? ''));
      streamIds.push(...(await appendOrders(log, { streams: 5, eventsEach: 3 })));
      expect(versionsByStream(await waitForEffects(database, consumer, 30))).toEqual(expectedVersions(streamIds, 3));
    });

    it('counts what waits in a queue that is filled from history as behind, although later events of other aggregates have passed it', async () => {
      const [long, short] = twoOfOnePartition();
      const hold = gate();
      const events = Array.from({ length: 200 }, () => event('OrderPaid'));
      await database.transaction((tx) => log.append(tx, long, 0, events));
      await database.transaction((tx) => log.append(tx, short, 0, [event('OrderPaid')]));
      await broker.publish(log);
      await record(broker, database, consumer, service, { before: ({ streamId, version }) => (streamId === long && version === 2 ? hold.opened : undefined) });
      await waitFor(async () => (await effectsOf(database, consumer)).some(({ streamId }) => streamId === short));
      const behind = async (): Promise<number | undefined> => (await readLag(database, new Map([[service, database]])))[0]?.behind;
      await waitFor(async () => (await behind()) === 200); // what is behind the one that is held, handled or not
      hold.open();
      await waitForEffects(database, consumer, 201);
      await waitFor(async () => (await behind()) === 0);
    });

    it('gives a consumer the history of a type that it asks for later', async () => {
      await broker.publish(log);
      const before = await record(broker, database, consumer, service, { types: ['OrderPlaced'] });
      await appendOrders(log, { streams: 5, eventsEach: 3 });
      await waitForEffects(database, consumer, 5);
      await before.stop();
      await record(broker, database, consumer, service, { types: ['OrderPlaced', 'OrderPaid'] });
      const effects = await waitForEffects(database, consumer, 15);
      expect(effects.filter(({ version }) => version === 1)).toHaveLength(5);
      expect(effects).toHaveLength(15);
    });

    it('puts a message that is no event into the queue for dead letters, with the reason, and says so', async () => {
      await broker.publish(log);
      await record(broker, database, consumer, service);
      await appendOrders(log, { streams: 1, eventsEach: 1 });
      await waitForEffects(database, consumer, 1);
      await withRabbit(async (connection) => {
        const channel = await connection.acquire();
        await channel.basicPublish({ exchange: EXCHANGE, routingKey: routingKeyOf(service, 'OrderPlaced', 0) }, { nonsense: true });
        await channel.basicPublish({ exchange: EXCHANGE, routingKey: routingKeyOf(service, 'OrderPlaced', 0) }, 'nonsense');
        await channel.close();
      });
      await waitFor(() => logger.problems().length === 2);
      await appendOrders(log, { streams: 1, eventsEach: 1 });
      await waitForEffects(database, consumer, 2);
      // What was neither acknowledged nor rejected would be back.
      await broker.close();
      for (const queue of queues) expect(await messagesIn(queue)).toBe(0);
      expect(await deathsIn(queues[0] ?? '')).toEqual(['rejected', 'rejected']);
    });

    it('needs no queue for an event that nobody asks for', async () => {
      await broker.publish(log);
      await database.transaction((tx) => log.append(tx, newId(), 0, [event('NobodyAsks')]));
      await waitFor(async () => (await database.query(`SELECT FROM checkpoint WHERE consumer = 'relay'`)).length === 1);
      expect(logger.problems()).toEqual([]);
    });

    it('lets one of two relays publish, and the other take over', async () => {
      const other = await startBroker();
      const otherDatabase = await openDatabase(url, { name: service });
      const holders = () => database.query<{ application_name: string }>(`SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND datname = current_database() AND objid::bigint = hashtextextended('relay', 0) & 4294967295`);
      const first = await broker.publish(log);
      await waitFor(async () => (await holders()).length === 1);
      await other.publish(openLog(otherDatabase));
      await record(broker, database, consumer, service);
      const streamIds = [...(await appendOrders(log, { streams: 5, eventsEach: 2 }))];
      await waitForEffects(database, consumer, 10);
      expect(await holders()).toHaveLength(1);
      await first.stop();
      streamIds.push(...(await appendOrders(log, { streams: 5, eventsEach: 2 })));
      expect(versionsByStream(await waitForEffects(database, consumer, 20))).toEqual(expectedVersions(streamIds, 2));
      await other.close();
      await otherDatabase.close();
    });
  });
});

/** Two aggregates whose events share a queue. */
const twoOfOnePartition = (): readonly [string, string] => {
  const first = newId();
  let second = newId();
  while (partitionOf(second) !== partitionOf(first)) second = newId();
  return [first, second];
};

const messagesIn = (queue: string): Promise<number | undefined> => withRabbit(async (connection) => (await connection.queueDeclare({ queue, passive: true })).messageCount);

/** Why RabbitMQ took messages out of that queue, as far as they are in the queue for dead letters; takes them off it. */
const deathsIn = (queue: string): Promise<readonly string[]> =>
  withRabbit(async (connection) => {
    const reasons: string[] = [];
    for (;;) {
      const message = await connection.basicGet({ queue: DEAD_LETTERS_QUEUE, noAck: true });
      if (message === undefined) return reasons;
      const [death] = (message.headers?.['x-death'] ?? []) as readonly { readonly queue: string; readonly reason: string }[];
      if (death?.queue === queue) reasons.push(death.reason);
    }
  });
