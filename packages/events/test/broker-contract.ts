import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId, sleep } from '@souk/kernel';
import { queryIn, type Database } from '@souk/persistence';
import { waitFor } from '@souk/testing';
import { type EventLog, type StoredEvent } from '../src/index.js';
import { brokerFixture, type CleanUp, type CreateBroker } from './broker-fixture.js';
import { growthOf, heapBytes, SAMPLES } from './heap.js';
import { event, openDatabase } from './log-fixture.js';
import { appendBulk, appendOrders, effectsOf, expectedVersions, record, versionsByStream, waitForEffects } from './recording-consumer.js';

/** What every broker promises; run over each adapter. `createBroker` gives what one more process would have. */
export const describeBroker = (name: string, createBroker: CreateBroker, cleanUp?: CleanUp): void =>
  describe(`${name} as a broker`, () => {
    const fixture = brokerFixture(createBroker, cleanUp);
    const { logger, startReplica, keep } = fixture;
    let service: string;
    let consumer: string;
    let database: Database;
    let log: EventLog;
    beforeEach(() => void ({ service, consumer, database, log } = fixture.fresh()));

    it('delivers each event once, in the order of its aggregate', async () => {
      const { broker } = await startReplica();
      await broker.publish(log);
      await record(broker, database, consumer, service);
      const streamIds = await appendOrders(log, { streams: 40, eventsEach: 5 });
      const effects = await waitForEffects(database, consumer, 200);
      expect(versionsByStream(effects)).toEqual(expectedVersions(streamIds, 5));
      expect(logger.problems()).toEqual([]);
    });

    it('delivers what was appended before the consumer first started, and before the publisher did', async () => {
      const { broker } = await startReplica();
      const streamIds = [...(await appendOrders(log, { streams: 5, eventsEach: 3 }))];
      await broker.publish(log);
      streamIds.push(...(await appendOrders(log, { streams: 5, eventsEach: 3 })));
      await record(broker, database, consumer, service);
      streamIds.push(...(await appendOrders(log, { streams: 5, eventsEach: 3 })));
      expect(versionsByStream(await waitForEffects(database, consumer, 45))).toEqual(expectedVersions(streamIds, 3));
    });

    it('delivers to a consumer that starts before its publisher', async () => {
      const { broker } = await startReplica();
      await record(broker, database, consumer, service);
      const streamIds = await appendOrders(log, { streams: 3, eventsEach: 3 });
      await broker.publish(log);
      expect(versionsByStream(await waitForEffects(database, consumer, 9))).toEqual(expectedVersions(streamIds, 3));
    });

    it('gives every consumer everything that it asks for, and nothing else', async () => {
      const { broker } = await startReplica();
      await broker.publish(log);
      await record(broker, database, `${consumer}-1`, service);
      await record(broker, database, `${consumer}-2`, service, { types: ['OrderPlaced'] });
      const streamIds = await appendOrders(log, { streams: 20, eventsEach: 3 });
      expect(versionsByStream(await waitForEffects(database, `${consumer}-1`, 60))).toEqual(expectedVersions(streamIds, 3));
      expect(versionsByStream(await waitForEffects(database, `${consumer}-2`, 20))).toEqual(expectedVersions(streamIds, 1));
    });

    it('never delivers imported history, and passes over it', async () => {
      const { broker } = await startReplica();
      const imported = Array.from({ length: 1_000 }, () => ({ streamId: newId(), expectedVersion: 0, events: [{ ...event('OrderPlaced'), meta: { imported: true as const } }] }));
      await database.transaction((tx) => log.appendMany(tx, imported));
      await broker.publish(log);
      await record(broker, database, consumer, service);
      const streamIds = [...(await appendOrders(log, { streams: 1, eventsEach: 2 }))];
      // Once while the consumer reads the past, once while it is live.
      await waitForEffects(database, consumer, 2);
      await database.transaction((tx) => log.append(tx, newId(), 0, [{ ...event('OrderPlaced'), meta: { imported: true } }]));
      streamIds.push(...(await appendOrders(log, { streams: 1, eventsEach: 2 })));
      expect(versionsByStream(await waitForEffects(database, consumer, 4))).toEqual(expectedVersions(streamIds, 2));
    });

    it('hands over the event as it was stored', async () => {
      const { broker } = await startReplica();
      const received: StoredEvent[] = [];
      await broker.publish(log);
      await record(broker, database, consumer, service, { before: (one) => void received.push(one) });
      const stored = await database.transaction((tx) =>
        log.append(tx, newId(), 0, [{ type: 'OrderPlaced', schemaVersion: 3, data: { lines: [{ text: 'ü"\\', amount: 12 }], none: null }, occurredAt: new Date('2021-03-04T05:06:07.089Z'), meta: { actor: 'system', causationId: newId() } }]),
      );
      await waitFor(() => received.length === 1);
      expect(received).toEqual(stored);
    });

    it('prepares outside the transaction and hands the result over, once for each event that is not known yet', async () => {
      const prepared: string[] = [];
      const results: string[] = [];
      const start = async () => {
        const replica = await startReplica();
        await replica.broker.publish(replica.log);
        await replica.broker.consume<string>({
          consumer, database: replica.database, from: [service], types: ['OrderPlaced', 'OrderPaid'],
          // Would be refused inside a transaction, since those do not nest.
          prepare: (one) => replica.database.transaction(async () => {
            prepared.push(one.id);
            return `prepared ${one.id}`;
          }),
          handle: async (one, tx, result) => {
            await queryIn(tx, 'INSERT INTO effect (consumer, stream_id, version) VALUES ($1, $2, $3)', [consumer, one.streamId, one.version]);
            results.push(result);
          },
        });
        return replica;
      };
      const first = await start();
      await appendOrders(log, { streams: 2, eventsEach: 2 });
      await waitForEffects(database, consumer, 4);
      await first.broker.close();
      await database.query('DELETE FROM checkpoint');
      await start();
      await appendOrders(log, { streams: 1, eventsEach: 1 });
      await waitForEffects(database, consumer, 5);
      expect(prepared).toHaveLength(5);
      expect([...results].sort()).toEqual(prepared.map((id) => `prepared ${id}`).sort());
    });

    it('has each effect once although every event comes again', async () => {
      const first = await startReplica();
      await first.broker.publish(first.log);
      await record(first.broker, first.database, consumer, service);
      const streamIds = [...(await appendOrders(log, { streams: 30, eventsEach: 4 }))];
      await waitForEffects(database, consumer, 60);
      await first.broker.close();
      await database.query('DELETE FROM checkpoint');
      const second = await startReplica();
      await second.broker.publish(second.log);
      await record(second.broker, second.database, consumer, service);
      streamIds.push(...(await appendOrders(log, { streams: 5, eventsEach: 4 })));
      expect(versionsByStream(await waitForEffects(database, consumer, 140))).toEqual(expectedVersions(streamIds, 4));
    });

    it('repeats a failing event until it succeeds; nothing of its aggregate overtakes it, other aggregates do', async () => {
      const { broker } = await startReplica();
      const poisoned = newId();
      let failures = 0;
      let isCured = false;
      await broker.publish(log);
      await database.transaction((tx) => log.append(tx, poisoned, 0, [event('OrderPlaced'), event('OrderPaid'), event('OrderPaid')]));
      await record(broker, database, consumer, service, {
        before: (one) => {
          if (one.streamId !== poisoned || one.version !== 2 || isCured) return;
          failures += 1;
          throw new Error('poison');
        },
      });
      const others = await appendOrders(log, { streams: 20, eventsEach: 3 });
      const before = await waitForEffects(database, consumer, 61);
      expect(versionsByStream(before)).toEqual(new Map([...expectedVersions(others, 3), [poisoned, [1]]]));
      await waitFor(() => failures >= 3);
      isCured = true;
      expect(versionsByStream(await waitForEffects(database, consumer, 63)).get(poisoned)).toEqual([1, 2, 3]);
    });

    it('lets two replicas share a consumer, and one take over, without breaking order', async () => {
      const [first, second] = [await startReplica(), await startReplica()];
      for (const replica of [first, second]) {
        await replica.broker.publish(replica.log);
        await record(replica.broker, replica.database, consumer, service, { before: () => sleep(1) });
      }
      const streamIds = [...(await appendOrders(log, { streams: 20, eventsEach: 10 }))];
      await waitForEffects(database, consumer, 20);
      await first.broker.close();
      streamIds.push(...(await appendOrders(log, { streams: 5, eventsEach: 10 })));
      expect(versionsByStream(await waitForEffects(database, consumer, 250))).toEqual(expectedVersions(streamIds, 10));
    });

    it('goes on after restarts in the middle', async () => {
      const appending = appendOrders(log, { streams: 60, eventsEach: 10 });
      for (const share of [50, 200, 400]) {
        const replica = await startReplica();
        await replica.broker.publish(replica.log);
        await record(replica.broker, replica.database, consumer, service);
        await waitForEffects(database, consumer, share);
        await replica.broker.close();
        await replica.database.close();
      }
      const last = await startReplica();
      await last.broker.publish(last.log);
      await record(last.broker, last.database, consumer, service);
      const effects = await waitForEffects(database, consumer, 600);
      expect(versionsByStream(effects)).toEqual(expectedVersions(await appending, 10));
    });

    it('goes on after its connections to PostgreSQL were cut, again and again', async () => {
      const { broker, log: published, database: pool } = await startReplica();
      await broker.publish(published);
      await record(broker, pool, consumer, service, { before: () => sleep(1) });
      const streamIds = await appendBulk(log, { streams: 60, eventsEach: 10 });
      const others = await openDatabase(fixture.fresh().url, { name: 'other' });
      keep(others);
      for (const share of [1, 200, 400]) {
        await waitForEffects(others, consumer, share);
        await others.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE $1', [`souk-${service}%`]);
      }
      expect(versionsByStream(await waitForEffects(others, consumer, 600))).toEqual(expectedVersions(streamIds, 10));
    });

    it('drains thousands of events with bounded memory: the second half needs none that the first did not', async () => {
      const streamIds = await appendBulk(log, { streams: 200, eventsEach: 10, padding: 8_000 });
      const { broker } = await startReplica();
      const samples: number[] = [];
      let seen = 0;
      await broker.publish(log);
      await record(broker, database, consumer, service, {
        before: () => {
          seen += 1;
          if (seen % (2_000 / SAMPLES) === 0) samples.push(heapBytes());
        },
      });
      const effects = await waitForEffects(database, consumer, 2_000, 100_000);
      expect(versionsByStream(effects)).toEqual(expectedVersions(streamIds, 10));
      // 8 kB an event went through; what is in hand at once is the same early and late.
      expect(growthOf(samples, 2_000 / SAMPLES)).toBeLessThan(4_000);
    }, 120_000);

    it('stops cleanly: work in hand is finished, nothing begins, nothing is left open', async () => {
      const { broker, database: pool, log: published } = await startReplica();
      let inHand = 0;
      let begun = 0;
      const publishing = await broker.publish(published);
      const consuming = await record(broker, pool, consumer, service, {
        before: async () => {
          begun += 1;
          inHand += 1;
          await sleep(20);
          inHand -= 1;
        },
      });
      await appendBulk(log, { streams: 100, eventsEach: 5 });
      await waitFor(() => begun > 10);
      await consuming.stop();
      const begunAtStop = begun;
      expect(inHand).toBe(0);
      await publishing.stop();
      await consuming.stop();
      await broker.close();
      await pool.close();
      await sleep(300);
      expect(begun).toBe(begunAtStop);
      expect(await effectsOf(database, consumer)).toHaveLength(begunAtStop);
      expect(logger.problems()).toEqual([]);
    });
  });
