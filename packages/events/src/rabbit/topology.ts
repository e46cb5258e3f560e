import { AMQPChannelError, type Channel, type Connection } from 'rabbitmq-client';
import { type StoredEvent } from '../event.js';
import { PARTITIONS, partitionOf } from '../partition.js';
import { type Address } from './publish-in-order.js';

/** The topic exchange of all events; routing key `<service>.<Type>.<partition>`. */
export const EXCHANGE = 'souk.events';
/** Messages that are no events: those of all consumers. RabbitMQ adds where they came from and why (`x-death`). */
export const DEAD_LETTERS_QUEUE = 'souk.dead-letters';

/**
 * From RabbitMQ 4 on a quorum queue drops a message after 20 deliveries. Here the consumer obeys a limit of its own, in
 * the order of the aggregate; the broker's is out of its way.
 */
const DELIVERY_LIMIT = 1_000_000;
/** Requests of consumers that wait for a publisher at most; each replica sends one per connection, and older ones are dropped first. */
const MAX_WAITING_SUBSCRIPTIONS = 10_000;
/** Messages kept that are no events; older ones are dropped first. */
const MAX_DEAD_LETTERS = 10_000;

export const routingKeyOf = (service: string, type: string, partition: number): string => `${service}.${type}.${partition}`;

/** Where the relay sends an event: all of one aggregate the same way. */
export const addressOf: Address = ({ service, type, streamId }: StoredEvent) => ({ exchange: EXCHANGE, routingKey: routingKeyOf(service, type, partitionOf(streamId)) });

/** Where consumers ask a service's relay for its events. */
export const subscriptionsQueue = (service: string): string => `souk.subscriptions.${service}`;

/** Queues per consumer and publishing service, one for each partition, so that its publisher alone decides what is in them, and in which order. */
export const consumerQueues = (consumer: string, service: string): readonly string[] =>
  Array.from({ length: PARTITIONS }, (_nothing, partition) => `souk.consumer.${consumer}.from.${service}.${partition}`);

export const declareExchange = (channel: Channel): Promise<void> => channel.exchangeDeclare({ exchange: EXCHANGE, type: 'topic', durable: true });

export const declareSubscriptionsQueue = async (channel: Channel, service: string): Promise<void> => {
  await channel.queueDeclare({ queue: subscriptionsQueue(service), durable: true, arguments: { 'x-queue-type': 'quorum', 'x-max-length': MAX_WAITING_SUBSCRIPTIONS } });
};

/** Replicas of a consumer stand by for one another: with two active ones, the second event of an aggregate could be handled before the first. */
export const declareConsumerQueue = async (channel: Channel, queue: string): Promise<void> => {
  await channel.queueDeclare({ queue: DEAD_LETTERS_QUEUE, durable: true, arguments: { 'x-queue-type': 'quorum', 'x-max-length': MAX_DEAD_LETTERS } });
  const toDeadLetters = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': DEAD_LETTERS_QUEUE };
  await channel.queueDeclare({ queue, durable: true, arguments: { 'x-queue-type': 'quorum', 'x-single-active-consumer': true, 'x-delivery-limit': DELIVERY_LIMIT, ...toDeadLetters } });
};

/** Asks passively, on a channel of its own, which RabbitMQ closes where there is none. */
export const allQueuesExist = async (connection: Connection, queues: readonly string[]): Promise<boolean> => {
  const channel = await connection.acquire();
  try {
    for (const queue of queues) await channel.queueDeclare({ queue, passive: true });
    return true;
  } catch (error) {
    if (error instanceof AMQPChannelError && error.code === 'NOT_FOUND') return false;
    throw error;
  } finally {
    await channel.close();
  }
};
