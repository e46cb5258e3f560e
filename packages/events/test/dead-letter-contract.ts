import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId, OperationalError, sleep } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { waitFor } from '@souk/testing';
import { listDeadLetters, readLag, redriveDeadLetters, type EventLog, type Lag, type StoredEvent } from '../src/index.js';
import { brokerFixture, type CleanUp, type CreateBroker } from './broker-fixture.js';
import { gate } from './gate.js';
import { growthOf, heapBytes, SAMPLES } from './heap.js';
import { event } from './log-fixture.js';
import { appendBulk, appendOrders, effectsOf, expectedVersions, record, versionsByStream, waitForEffects } from './recording-consumer.js';

interface DeadLetterContract {
  readonly createBroker: CreateBroker;
  readonly cleanUp?: CleanUp;
  /** 1,000 poison messages among 100,000 good ones, which takes minutes; else 50 among 1,000. */
  readonly isLong: boolean;
}

/** What every broker promises of events that a consumer cannot handle, and of its lag; run over each adapter. */
export const describeDeadLetters = (name: string, { createBroker, cleanUp, isLong }: DeadLetterContract): void =>
  describe(`${name} and what a consumer cannot handle`, () => {
    const fixture = brokerFixture(createBroker, cleanUp);
    const { logger, startReplica } = fixture;
    let service: string;
    let consumer: string;
    let database: Database;
    let log: EventLog;
    beforeEach(() => void ({ service, consumer, database, log } = fixture.fresh()));

    /** A consumer that fails at `poison` until `cure` is called. */
    const startSick = async (isPoison: (event: StoredEvent) => boolean, onGood: () => void = () => undefined): Promise<{ cure(): void }> => {
      const { broker } = await startReplica();
      let isCured = false;
      await broker.publish(log);
      await record(broker, database, consumer, service, {
        before: (one) => {
          if (!isCured && isPoison(one)) throw new Error('no such\nvariant');
          onGood();
        },
      });
      return { cure: () => void (isCured = true) };
    };
    const lag = async (): Promise<Lag | undefined> => (await readLag(database, new Map([[service, database]])))[0];

    it('makes an event that keeps failing a dead letter with its reason, keeps its aggregate behind it, and gives it back in order when it is re-driven', async () => {
      const sick = await startSick(({ streamId, version }) => streamId === poisoned && version === 2);
      const poisoned = newId();
      const place = () => database.transaction((tx) => log.append(tx, poisoned, 'any', [event('OrderPaid')]));
      const [, second] = [await place(), await place(), await place()];
      const others = await appendOrders(log, { streams: 5, eventsEach: 2 });
      await waitFor(async () => (await listDeadLetters(database, { limit: 10 })).length === 1);
      await place(); // while there is a dead letter before it
      await waitFor(async () => (await lag())?.waiting === 2);
      expect(await listDeadLetters(database, { consumer, limit: 10 })).toEqual([
        { id: second?.[0]?.id, consumer, publisher: service, type: 'OrderPaid', streamId: poisoned, version: 2, attempts: 6, reason: 'Error: no such variant', diedAt: expect.any(Date), isRedriven: false },
      ]);
      expect(versionsByStream(await effectsOf(database, consumer))).toEqual(new Map([...expectedVersions(others, 2), [poisoned, [1]]]));

      // Still poison: a dead letter again, and nothing has overtaken it.
      expect(await redriveDeadLetters(database, consumer)).toBe(1);
      await waitFor(async () => (await listDeadLetters(database, { consumer, limit: 10 }))[0]?.attempts === 12);
      expect(await redriveDeadLetters(database, consumer, newId())).toBe(0);
      sick.cure();
      expect(await redriveDeadLetters(database, consumer, second?.[0]?.id)).toBe(1);
      const effects = await waitForEffects(database, consumer, 14);
      expect(versionsByStream(effects).get(poisoned)).toEqual([1, 2, 3, 4]);
      await waitFor(async () => (await lag())?.waiting === 0);
      await place();
      expect(versionsByStream(await waitForEffects(database, consumer, 15)).get(poisoned)).toEqual([1, 2, 3, 4, 5]);
      expect(await listDeadLetters(database, { limit: 10 })).toEqual([]);
    });

    it('does not count failures of what is away: the event waits, and is no dead letter', async () => {
      const { broker } = await startReplica();
      let tries = 0;
      await broker.publish(log);
      await record(broker, database, consumer, service, {
        before: () => {
          tries += 1;
          if (tries <= 6) throw new OperationalError('AWAY', 'away', true);
        },
      });
      await appendOrders(log, { streams: 1, eventsEach: 1 });
      await waitForEffects(database, consumer, 1);
      expect([tries, await listDeadLetters(database, { limit: 1 })]).toEqual([7, []]);
    });

    it('has each effect once although a dead letter is re-driven, delivered again and handled by two replicas', async () => {
      const sick = await startSick(({ version }) => version === 1);
      const streamIds = await appendOrders(log, { streams: 20, eventsEach: 2 });
      await waitFor(async () => (await lag())?.deadLetters === 20);
      sick.cure();
      const second = await startReplica();
      await second.broker.publish(second.log);
      await record(second.broker, second.database, consumer, service);
      for (let time = 0; time < 3; time += 1) await redriveDeadLetters(database, consumer);
      expect(versionsByStream(await waitForEffects(database, consumer, 40))).toEqual(expectedVersions(streamIds, 2));
    });

    it('lets a re-driven event that waits for what is away hold up nobody but its own aggregate', async () => {
      const [away, first, second] = [newId(), newId(), newId()];
      let state: 'sick' | 'away' | 'well' = 'sick';
      const { broker } = await startReplica();
      await broker.publish(log);
      await record(broker, database, consumer, service, {
        before: ({ streamId }) => {
          if (state === 'sick') throw new Error('sick');
          if (state === 'away' && streamId === away) throw new OperationalError('AWAY', 'away', true);
        },
      });
      for (const streamId of [away, first, first, second]) await database.transaction((tx) => log.append(tx, streamId, 'any', [event('OrderPaid')]));
      await waitFor(async () => (await lag())?.deadLetters === 3);
      await waitFor(async () => (await lag())?.waiting === 1);
      const dead = await listDeadLetters(database, { consumer, limit: 3 });
      state = 'away';
      await redriveDeadLetters(database, consumer, dead.find(({ streamId }) => streamId === away)?.id);
      await waitFor(() => logger.problems().some(({ parameters: [fields] }) => (fields as { err?: { code?: string } }).err?.code === 'AWAY'));
      await redriveDeadLetters(database, consumer);
      expect(versionsByStream(await waitForEffects(database, consumer, 3))).toEqual(new Map([[first, [1, 2]], [second, [1]]]));
      state = 'well';
      expect(versionsByStream(await waitForEffects(database, consumer, 4)).get(away)).toEqual([1]);
      await waitFor(async () => (await lag())?.deadLetters === 0);
    });

    it('delivers all that is good among poison, keeps the poison with its reason, gives it back when it is re-driven, and memory stays flat', async () => {
      const [good, bad] = isLong ? [100_000, 1_000] : [1_000, 50];
      const startedAt = performance.now();
      const samples: Sample[] = [];
      let seen = 0;
      const sick = await startSick(({ type }) => type === 'OrderPlaced', () => {
        seen += 1;
        if (seen % (good / SAMPLES) !== 0) return;
        logger.lines.length = 0; // the test's own memory
        samples.push({ heap: heapBytes(), rss: process.memoryUsage().rss, ms: performance.now() - startedAt });
      });
      const poison = Array.from({ length: bad }, () => ({ streamId: newId(), expectedVersion: 0, events: [event('OrderPlaced')] }));
      const streamIds: string[] = [];
      for (let part = 0; part < 10; part += 1) {
        await database.transaction((tx) => log.appendMany(tx, poison.slice((part * bad) / 10, ((part + 1) * bad) / 10)));
        streamIds.push(...(await appendBulk(log, { streams: good / 100, eventsEach: 10, padding: 2_000 })));
      }
      const effects = await waitForEffects(database, consumer, good, 900_000);
      const goodMs = performance.now() - startedAt;
      expect(versionsByStream(effects)).toEqual(expectedVersions(streamIds, 10));
      await waitFor(async () => (await lag())?.deadLetters === bad, { timeoutMs: 120_000 });
      await waitFor(async () => (await lag())?.behind === 0);
      const deadMs = performance.now() - startedAt;
      const dead = await listDeadLetters(database, { consumer, limit: bad + 1 });
      expect(new Set(dead.map(({ reason, attempts }) => `${attempts} ${reason}`))).toEqual(new Set(['6 Error: no such variant']));
      expect(new Set(dead.map(({ streamId }) => streamId))).toEqual(new Set(poison.map(({ streamId }) => streamId)));
      sick.cure();
      expect(await redriveDeadLetters(database, consumer)).toBe(bad);
      const all = await waitForEffects(database, consumer, good + bad, 120_000);
      const redrivenMs = performance.now() - startedAt - deadMs;
      expect(versionsByStream(all)).toEqual(new Map([...expectedVersions(streamIds, 10), ...expectedVersions(poison.map(({ streamId }) => streamId), 1)]));
      expect(await lag()).toEqual({ consumer, publisher: service, behind: 0, oldestMs: undefined, deadLetters: 0, waiting: 0 });

      say(name, `${good} good events among ${bad} poisoned ones: all good ones after ${seconds(goodMs)}, all poison dead after ${seconds(deadMs)}, re-driven in ${seconds(redrivenMs)}`);
      say(name, samples.filter((_sample, index) => index % 2 === 1).map(({ heap, rss, ms }, index) => `after ${(index + 1) * 20} % (${seconds(ms)}): heap ${megabytes(heap)}, RSS ${megabytes(rss)}`).join('; '));
      expect(growthOf(samples.map(({ heap }) => heap), good / SAMPLES)).toBeLessThan(1_000);
    }, 1_200_000);

    it('tells how far a consumer is behind, and how old the oldest event is', async () => {
      const { broker } = await startReplica();
      const hold = gate();
      await broker.publish(log);
      await record(broker, database, consumer, service, { before: () => hold.opened, types: ['OrderPaid'] });
      await database.transaction((tx) => log.append(tx, newId(), 0, [{ ...event('OrderPaid'), meta: { imported: true } }, event('OrderPlaced')]));
      await appendBulk(log, { streams: 30, eventsEach: 10 });
      await waitFor(async () => (await lag())?.behind === 300);
      await sleep(50);
      expect((await lag())?.oldestMs).toBeGreaterThanOrEqual(50);
      hold.open();
      await waitForEffects(database, consumer, 300);
      await waitFor(async () => (await lag())?.behind === 0);
      expect(await readLag(database, new Map())).toEqual([{ consumer, publisher: service, behind: undefined, oldestMs: undefined, deadLetters: 0, waiting: 0 }]);
    });
  });

/** Memory in use after a garbage collection, in bytes, and when. */
interface Sample {
  readonly heap: number;
  readonly rss: number;
  readonly ms: number;
}

const say = (name: string, line: string): void => void process.stdout.write(`poison | ${name} | ${line}\n`);
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`;
