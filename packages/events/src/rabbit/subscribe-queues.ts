import { type Channel, type Connection } from 'rabbitmq-client';
import { saveCheckpoint } from '../checkpoint.js';
import { type EventLog } from '../event-log.js';
import { compareCursors, START, type Cursor } from '../feed-cursor.js';
import { partitionOf } from '../partition.js';
import { publishInOrder } from './publish-in-order.js';
import { type SubscriptionRequest } from './subscription-request.js';
import { allQueuesExist, declareConsumerQueue, EXCHANGE, routingKeyOf } from './topology.js';

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
 * Makes a consumer's queues, puts the history of each type that is new to them into them, up to the relay's place, and binds them
 * for what comes after. RabbitMQ keeps nothing for a queue that did not exist yet; the log does. Idempotent; where one was lost, all get all their history again.
 */
export const subscribeQueues = async ({ request: { queues, types }, connection, channel, log, place, open }: Subscribing): Promise<void> => {
  const [name = ''] = queues;
  // Forgotten before the queues are made: a relay that dies in between would else find them, and believe that their history is in them.
  if (!(await allQueuesExist(connection, queues))) await forgetSubscription(log, name);
  for (const queue of queues) await declareConsumerQueue(channel, queue);
  const known = await typesOf(log, name);
  const added = types.filter((type) => !known.has(type));
  if (added.length > 0) await publishHistory({ channel, open, log, queues, types: added, place });
  for (const [partition, queue] of queues.entries()) {
    for (const type of types) await channel.queueBind({ queue, exchange: EXCHANGE, routingKey: routingKeyOf(log.service, type, partition) });
  }
  for (const type of added) await saveCheckpoint(log.database, subscriptionName(name, type), place);
};

type History = Pick<Subscribing, 'channel' | 'open' | 'log' | 'place'> & SubscriptionRequest;

const publishHistory = async ({ channel, open, log, queues, types, place }: History): Promise<void> => {
  let cursor = START;
  while (compareCursors(cursor, place) < 0) {
    const page = await log.readPage({ after: cursor, limit: HISTORY_PAGE_EVENTS, types, withoutImported: true });
    const past = page.events.filter((event) => compareCursors(event, place) <= 0);
    await publishInOrder(channel, open, past, ({ streamId }) => ({ exchange: '', routingKey: queues[partitionOf(streamId)] ?? '' }));
    if (page.isExhausted) return;
    cursor = page.next;
  }
};

/** That a consumer's queues have the history of a type is a checkpoint in the publisher's database, under the name of the first. */
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
