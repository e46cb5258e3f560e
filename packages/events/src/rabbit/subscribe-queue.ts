import { type Channel, type Connection } from 'rabbitmq-client';
import { saveCheckpoint } from '../checkpoint.js';
import { type EventLog } from '../event-log.js';
import { compareCursors, START, type Cursor } from '../feed-cursor.js';
import { publishInOrder } from './publish-in-order.js';
import { type SubscriptionRequest } from './subscription-request.js';
import { declareConsumerQueue, EXCHANGE, queueExists, routingKeyOf } from './topology.js';

/** Events of history that are read and published at once. */
const HISTORY_PAGE_EVENTS = 500;

interface Subscribing {
  readonly request: SubscriptionRequest;
  readonly connection: Connection;
  readonly channel: Channel;
  readonly log: EventLog;
  /** Everything up to there was published before. */
  readonly place: Cursor;
  readonly open: AbortSignal;
}

/**
 * Makes a consumer's queue, puts the history of each type that is new to it into it, up to the relay's place, and binds it
 * for what comes after. RabbitMQ keeps nothing for a queue that did not exist yet; the log does. Idempotent; a queue that was lost gets all its history again.
 */
export const subscribeQueue = async ({ request: { queue, types }, connection, channel, log, place, open }: Subscribing): Promise<void> => {
  // Forgotten before the queue is made: a relay that dies in between would else find a queue, and believe that its history is in it.
  if (!(await queueExists(connection, queue))) await forgetSubscription(log, queue);
  await declareConsumerQueue(channel, queue);
  const known = await typesOf(log, queue);
  const added = types.filter((type) => !known.has(type));
  if (added.length > 0) await publishHistory(channel, open, log, queue, added, place);
  for (const type of types) await channel.queueBind({ queue, exchange: EXCHANGE, routingKey: routingKeyOf(log.service, type) });
  for (const type of added) await saveCheckpoint(log.database, subscriptionName(queue, type), place);
};

const publishHistory = async (channel: Channel, open: AbortSignal, log: EventLog, queue: string, types: readonly string[], place: Cursor): Promise<void> => {
  let cursor = START;
  while (compareCursors(cursor, place) < 0) {
    const page = await log.readPage({ after: cursor, limit: HISTORY_PAGE_EVENTS, types, withoutImported: true });
    const past = page.events.filter((event) => compareCursors(event, place) <= 0);
    await publishInOrder(channel, open, past, () => ({ exchange: '', routingKey: queue }));
    if (page.isExhausted) return;
    cursor = page.next;
  }
};

/** That a queue has the history of a type is a checkpoint in the publisher's database. */
const subscriptionName = (queue: string, type: string): string => `${subscriptionPrefix(queue)}${type}`;
const subscriptionPrefix = (queue: string): string => `subscription ${queue} `;

const typesOf = async (log: EventLog, queue: string): Promise<ReadonlySet<string>> => {
  const prefix = subscriptionPrefix(queue);
  const rows = await log.database.queryInBackground<{ consumer: string }>('SELECT consumer FROM checkpoint WHERE starts_with(consumer, $1)', [prefix]);
  return new Set(rows.map(({ consumer }) => consumer.slice(prefix.length)));
};

const forgetSubscription = async (log: EventLog, queue: string): Promise<void> => {
  await log.database.queryInBackground('DELETE FROM checkpoint WHERE starts_with(consumer, $1)', [subscriptionPrefix(queue)]);
};
