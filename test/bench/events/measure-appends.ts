import { type EventLog } from '@souk/events';
import { newId } from '@souk/kernel';
import { load } from '../load.js';
import { sendCopy } from './copy-statements.js';
import { orderBatch, orderLife, EVENTS_PER_ORDER } from './order-events.js';

export const WRITERS = 64;
const BATCH_EVENTS = 1_000;
/** Orders of one import call, and of one transaction of it. */
const IMPORT_ORDERS = 1_000;
/** Each batch writer has a core of a small machine to wait for. */
const BATCH_LANES = 2;

/** Events a second of 64 writers at once, each event in a transaction of its own, on a stream of its writer's own. */
export const appendSingle = async (log: EventLog, seconds: number): Promise<number> => {
  const lives = Array.from({ length: WRITERS }, () => ({ streamId: `order-${newId()}`, version: 0 }));
  const events = orderLife(1);
  const { requests, seconds: took } = await load(async (index) => {
    // A lane takes its turn again only when it is done, so at most WRITERS are in use: each index finds a stream that nobody writes.
    const life = lives.pop() ?? { streamId: `order-${newId()}`, version: 0 };
    const event = events[index % EVENTS_PER_ORDER];
    if (event === undefined) throw new Error('an order has events');
    await log.database.transaction((tx) => log.append(tx, life.streamId, life.version, [event]));
    lives.push({ ...life, version: life.version + 1 });
  }, { lanes: WRITERS, seconds });
  return requests / took;
};

/** Events a second of appends of 1,000 events to one stream, each in a transaction. */
export const appendBatches = async (log: EventLog, seconds: number): Promise<number> => {
  const events = orderBatch(0, Math.ceil(BATCH_EVENTS / EVENTS_PER_ORDER)).flatMap((order) => order.events).slice(0, BATCH_EVENTS);
  const { requests, seconds: took } = await load(async () => {
    await log.database.transaction((tx) => log.append(tx, `order-${newId()}`, 0, events));
  }, { lanes: BATCH_LANES, seconds });
  return (requests * BATCH_EVENTS) / took;
};

/** Events a second of what imports do: `appendMany` of a thousand orders in a transaction. */
export const appendImports = async (log: EventLog, seconds: number): Promise<number> => {
  const batch = orderBatch(0, IMPORT_ORDERS);
  const { requests, seconds: took } = await load(async () => {
    await log.database.transaction((tx) => log.appendMany(tx, batch.map((entry) => ({ ...entry, streamId: `order-${newId()}` }))));
  }, { lanes: BATCH_LANES, seconds });
  return (requests * IMPORT_ORDERS * EVENTS_PER_ORDER) / took;
};

/** Events a second of a bare COPY of the same orders into the event table: no stream rows, no expected versions. What any append could reach. */
export const copyIn = async (log: EventLog, seconds: number): Promise<number> => {
  const batch = orderBatch(0, IMPORT_ORDERS);
  const { requests, seconds: took } = await load(async () => {
    const lines = batch.map((entry) => ({ ...entry, streamId: `order-${newId()}` })).flatMap(({ streamId, events }) => events.map(({ type, data, meta, occurredAt }, index) =>
      [newId(), streamId, index + 1, type, 1, escaped(JSON.stringify(data)), JSON.stringify(meta), occurredAt?.toISOString(), new Date().toISOString()].join('\t')));
    await sendCopy(log.database, 'COPY event (id, stream_id, version, type, schema_version, data, meta, occurred_at, recorded_at) FROM STDIN', Buffer.from(`${lines.join('\n')}\n`));
  }, { lanes: BATCH_LANES, seconds });
  return (requests * IMPORT_ORDERS * EVENTS_PER_ORDER) / took;
};

const escaped = (text: string): string => text.replaceAll('\\', '\\\\');
