import { newId } from '@souk/kernel';
import { queryIn, type Database, type Transaction } from '@souk/persistence';
import { waitFor } from '@souk/testing';
import { type Broker, type ConsumeOptions, type EventLog, type Running, type StoredEvent } from '../src/index.js';
import { event } from './log-fixture.js';

/** What a consumer did, in the order of its commits within each aggregate. */
export interface Effect {
  readonly consumer: string;
  readonly streamId: string;
  readonly version: number;
}

export const createEffectTable = (database: Database): Promise<unknown> =>
  database.query('CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY, consumer text NOT NULL, stream_id text NOT NULL, version integer NOT NULL)');

/** Starts a consumer of `OrderPlaced` and `OrderPaid` whose effect is a row; `before` runs in its transaction first. */
export const record = (
  broker: Broker,
  database: Database,
  consumer: string,
  service: string,
  { before, types = ['OrderPlaced', 'OrderPaid'] }: { readonly before?: (event: StoredEvent, tx: Transaction) => Promise<void> | void; readonly types?: readonly string[] } = {},
): Promise<Running> => {
  const options: ConsumeOptions<undefined> = {
    consumer,
    database,
    from: [service],
    types,
    handle: async (received, tx) => {
      await before?.(received, tx);
      await queryIn(tx, 'INSERT INTO effect (consumer, stream_id, version) VALUES ($1, $2, $3)', [consumer, received.streamId, received.version]);
    },
  };
  return broker.consume(options);
};

export const effectsOf = (database: Database, consumer: string): Promise<readonly Effect[]> =>
  database.query<Effect>('SELECT consumer, stream_id AS "streamId", version FROM effect WHERE consumer = $1 ORDER BY id', [consumer]);

/** Appends that many events to each of that many streams, by several writers at once; returns the streams' ids. */
export const appendOrders = async (log: EventLog, { streams, eventsEach }: { readonly streams: number; readonly eventsEach: number }): Promise<readonly string[]> => {
  const streamIds = Array.from({ length: streams }, () => newId());
  const queue = [...streamIds];
  const write = async (): Promise<void> => {
    for (let streamId = queue.pop(); streamId !== undefined; streamId = queue.pop()) {
      const id = streamId;
      for (let version = 0; version < eventsEach; version += 1) {
        await log.database.transaction((tx) => log.append(tx, id, version, [event(version === 0 ? 'OrderPlaced' : 'OrderPaid', { version })]));
      }
    }
  };
  await Promise.all([write(), write(), write(), write()]);
  return streamIds;
};

/** Appends many events quickly, in few transactions. */
export const appendBulk = async (log: EventLog, { streams, eventsEach, padding = 0 }: { readonly streams: number; readonly eventsEach: number; readonly padding?: number }): Promise<readonly string[]> => {
  const streamIds = Array.from({ length: streams }, () => newId());
  const perCall = Math.max(1, Math.floor(500 / eventsEach));
  for (let from = 0; from < streams; from += perCall) {
    const batch = streamIds.slice(from, from + perCall).map((streamId) => ({
      streamId,
      expectedVersion: 0,
      events: Array.from({ length: eventsEach }, () => event('OrderPaid', { padding: 'x'.repeat(padding) })),
    }));
    await log.database.transaction((tx) => log.appendMany(tx, batch));
  }
  return streamIds;
};

/** Waits until the consumer has had that many effects. */
export const waitForEffects = async (database: Database, consumer: string, count: number, timeoutMs = 30_000): Promise<readonly Effect[]> => {
  await waitFor(
    async () => {
      const [row] = await database.query<{ count: number }>('SELECT count(*) FROM effect WHERE consumer = $1', [consumer]);
      return (row?.count ?? 0) >= count;
    },
    { timeoutMs },
  );
  return effectsOf(database, consumer);
};

/** Each stream's versions, in the order of their effects. */
export const versionsByStream = (effects: readonly Effect[]): ReadonlyMap<string, readonly number[]> => {
  const versions = new Map<string, number[]>();
  for (const { streamId, version } of effects) versions.set(streamId, [...(versions.get(streamId) ?? []), version]);
  return versions;
};

/** 1, 2, …, count for every stream: what exactly once and in order looks like. */
export const expectedVersions = (streamIds: readonly string[], count: number): ReadonlyMap<string, readonly number[]> =>
  new Map(streamIds.map((streamId) => [streamId, Array.from({ length: count }, (_value, index) => index + 1)]));
