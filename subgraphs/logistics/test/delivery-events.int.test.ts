import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventLog, eventLogMigration, type StoredEvent } from '@souk/events';
import { newId, systemClock } from '@souk/kernel';
import { createDatabase, type Database } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase } from '@souk/testing';
import { deliveryEvents } from '../src/subscriptions/delivery-events.js';
import { DeliveryFeed } from '../src/subscriptions/delivery-feed.js';

const open = (url: string): Promise<Database> => createDatabase({ url, name: 'logistics', entities: [], migrations: [eventLogMigration], logger: silentLogger });

/** The real log; `whileReading` happens after a read has seen what it sees, and before its answer is there. */
class SlowLog extends EventLog {
  whileReading: () => Promise<void> = () => Promise.resolve();
  override async readStream(...parameters: Parameters<EventLog['readStream']>): Promise<readonly StoredEvent[]> {
    const page = await super.readStream(...parameters);
    await this.whileReading();
    return page;
  }
}

let database: Database;
beforeAll(async () => {
  database = await open(await createTestDatabase({ template: 'logistics_log', migrate: async (url) => (await open(url)).close() }));
});
afterAll(() => database.close());

const start = () => {
  const log = new SlowLog({ database, service: 'logistics', clock: systemClock, logger: silentLogger });
  const feed = new DeliveryFeed();
  const orderId = newId();
  const append = (count = 1) => database.transaction((tx) => log.append(tx, `delivery-${orderId}`, 'any', Array.from({ length: count }, () => ({ type: 'Scanned', schemaVersion: 1, data: {} }))));
  const versions = async (events: AsyncIterableIterator<StoredEvent>, count: number): Promise<readonly number[]> => {
    const seen: number[] = [];
    while (seen.length < count) {
      const { value, done } = await events.next();
      if (done) break;
      seen.push((value as StoredEvent).version);
    }
    return seen;
  };
  return { log, feed, orderId, append, versions };
};

describe('delivery events', () => {
  it('that come live while the log is read follow what was read', async () => {
    const { log, feed, orderId, append, versions } = start();
    await append(3);
    log.whileReading = async () => {
      log.whileReading = () => Promise.resolve();
      for (const event of await append(2)) feed.publish(event);
    };
    expect(await versions(deliveryEvents({ log, feed }, orderId, () => Promise.resolve(1)), 4)).toEqual([2, 3, 4, 5]);
  });

  it('that come both ways count once', async () => {
    const { log, feed, orderId, append, versions } = start();
    const stored = await append(3);
    log.whileReading = async () => {
      for (const event of stored) feed.publish(event);
    };
    const events = deliveryEvents({ log, feed }, orderId, () => Promise.resolve(0));
    expect(await versions(events, 3)).toEqual([1, 2, 3]);
    for (const event of await append()) feed.publish(event);
    expect(await versions(events, 1)).toEqual([4]);
  });

  it('of more than one read are all there', async () => {
    const { log, feed, orderId, append, versions } = start();
    await append(700);
    expect(await versions(deliveryEvents({ log, feed }, orderId, () => Promise.resolve(0)), 700)).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
  });

  it('of other orders are not told', async () => {
    const { log, feed, orderId, append, versions } = start();
    await append();
    const events = deliveryEvents({ log, feed }, orderId, () => Promise.resolve(0));
    expect(await versions(events, 1)).toEqual([1]);
    for (const stored of await start().append(2)) feed.publish(stored);
    for (const stored of await append()) feed.publish(stored);
    expect((await events.next()).value).toMatchObject({ version: 2, streamId: `delivery-${orderId}` });
  });

  it('end when their reader leaves, and with the log’s own failure', async () => {
    const { log, feed, orderId } = start();
    const events = deliveryEvents({ log, feed }, orderId, () => Promise.resolve(0));
    const waiting = events.next();
    await events.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    const failing = deliveryEvents({ log, feed }, orderId, () => Promise.reject(new Error('no database')));
    await expect(failing.next()).rejects.toThrow('no database');
  });
});
